/** What `npm run new` writes: for each kind of record a file, and an entry in each list that names it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withEntry } from './list-entry.ts';
import * as templates from './templates.ts';

/** The request cannot be met; the message says why. */
export class Unfit extends Error {}

interface Plan {
  /** The new file with its text. */
  readonly file: string;
  readonly text: string;
  /** Entries in lists of other files: a name to import from the new file, or code. */
  readonly entries: readonly {
    readonly file: string;
    readonly list?: string;
    readonly name?: string;
    readonly code?: string;
  }[];
  /** How the example that fails is run. */
  readonly example: string;
}

interface NewKind {
  readonly form: string;
  readonly plan: (root: string, args: readonly string[]) => Plan;
}

const kebab = (s: string): string =>
  s
    .replace('$', '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
/** A TypeScript name for any text: "LeNet 5" is LeNet5. */
const identifier = (s: string): string => s.replace(/[^A-Za-z0-9$]+/g, '');

function symbolName(name: string | undefined, ending = ''): string {
  if (name === undefined || !/^\$?[A-Z][A-Za-z0-9]*$/.test(name))
    throw new Unfit(`A name of the language begins with a capital letter: ${name ?? 'it is missing'}.`);
  if (!name.endsWith(ending)) throw new Unfit(`${name} should end in ${ending}.`);
  return name;
}

const themesOf = (root: string): string[] =>
  readdirSync(join(root, 'src/builtins')).filter((t) => existsSync(join(root, 'src/builtins', t, 'index.ts')));

const examplesTest = (name: string): string => `npx vitest run test/examples.test.ts -t '${name}'`;
const records = (folder: string): string => `src/nets/records/${folder}`;

export const kinds: Readonly<Record<string, NewKind>> = {
  builtin: {
    form: 'builtin Name theme',
    plan: (root, [given, theme = '']) => {
      const name = symbolName(given);
      const folder = kebab(theme);
      if (!themesOf(root).includes(folder)) throw new Unfit(`The themes are ${themesOf(root).join(', ')}.`);
      const file = `src/builtins/${folder}/${kebab(name)}.ts`;
      return {
        file,
        text: templates.builtin(name),
        entries: [{ file: `src/builtins/${folder}/index.ts`, name }],
        example: examplesTest(name),
      };
    },
  },
  layer: {
    form: 'layer NameLayer',
    plan: (_root, [given]) => {
      const name = symbolName(given, 'Layer');
      return {
        file: `${records('layers')}/${kebab(name.slice(0, -'Layer'.length))}.ts`,
        text: templates.layer(name),
        entries: [
          { file: `${records('layers')}/index.ts`, name },
          { file: 'test/nets/layer-cases.ts', list: 'layerCases', code: `${name}: ['${name}["Input" -> 3]']` },
        ],
        example: examplesTest(name),
      };
    },
  },
  operator: {
    form: 'operator NameOperator',
    plan: (_root, [given]) => {
      const name = symbolName(given, 'Operator');
      const short = name.replace(/^Net/, '').slice(0, -'Operator'.length);
      return {
        file: `${records('operators')}/${kebab(short)}.ts`,
        text: templates.operator(name),
        entries: [{ file: `${records('operators')}/index.ts`, name }],
        example: examplesTest(name),
      };
    },
  },
  codec: {
    form: 'codec Name',
    plan: (_root, [given]) => {
      const name = symbolName(given);
      return {
        file: `${records('codecs')}/${kebab(name)}.ts`,
        text: templates.codec(name),
        entries: [{ file: `${records('codecs')}/index.ts`, list: 'coderKinds', name }],
        example: examplesTest('NetEncoder'),
      };
    },
  },
  model: {
    form: 'model "Name of the Model"',
    plan: (_root, [name = '']) => {
      if (!/^[A-Z]/.test(identifier(name))) throw new Unfit('The name of a model begins with a capital letter.');
      return {
        file: `${records('models')}/${kebab(identifier(name))}.ts`,
        text: templates.model(name, identifier(name)),
        entries: [{ file: `${records('models')}/index.ts`, name: identifier(name) }],
        example: examplesTest('NetModel'),
      };
    },
  },
};

/** Writes the files of a new record below a root; the files that changed, and how to run the example. Throws Unfit. */
export function scaffold(root: string, kind: string, args: readonly string[]): { files: string[]; example: string } {
  const plan = kinds[kind]?.plan(root, args);
  if (plan === undefined) throw new Unfit(`The kinds are ${Object.keys(kinds).join(', ')}.`);
  if (existsSync(join(root, plan.file))) throw new Unfit(`${plan.file} is there already.`);
  const changed = plan.entries.map(({ file, list, name, code }) => {
    const place = file.slice(0, file.lastIndexOf('/') + 1);
    const from = name === undefined ? undefined : `./${plan.file.slice(place.length)}`;
    const text = withEntry(readFileSync(join(root, file), 'utf8'), {
      code: code ?? name!,
      ...(list === undefined ? {} : { list }),
      ...(from === undefined ? {} : { from }),
    });
    if (text === undefined) throw new Unfit(`${file} exports no list.`);
    return [file, text] as const;
  });
  for (const [file, text] of [...changed, [plan.file, plan.text] as const]) writeFileSync(join(root, file), text);
  return { files: [plan.file, ...changed.map(([file]) => file)], example: plan.example };
}
