/** What `npm run new` writes: for each kind of record a file, and an entry in each list that names it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Operation, operations } from '../src/compute/program/operations.ts';
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

/** The forms of an executor: where they are listed, below its folder, what one is, and files that have some beside its own. */
interface Forms {
  readonly list: string;
  readonly within: string;
  readonly begin: templates.Form;
  readonly also?: string;
}

const formsOf: Readonly<Record<string, Forms>> = {
  eager: { list: 'kernels', within: 'forms/index.ts', begin: { type: 'OwnKernel', from: '../form.ts', inner: true } },
  jit: {
    list: 'lowerings',
    within: 'forms/index.ts',
    begin: { type: 'Lower', from: '../lowering.ts' },
    also: 'src/compute/machine/jit/kernels',
  },
  onnxruntime: { list: 'mappings', within: 'translate.ts', begin: { type: 'Mapping', from: '../translation.ts' } },
  replay: {
    list: 'lowerings',
    within: 'forms/forms.ts',
    begin: { type: 'Lower', from: './form.ts' },
    also: 'src/compute/machine/native/generated',
  },
  tensorflow: { list: 'lowerings', within: 'forms/index.ts', begin: { type: 'Lowering', from: './form.ts' } },
};

/** Whether a file of a folder has a form under the name of an operation. */
function hasForm(folder: string, name: string): boolean {
  const key = new RegExp(`(?:^|[{,(]|\\bconst)\\s*(?:${name}\\b\\s*[:,}]|'${name}')`, 'm');
  return readdirSync(folder).some((file) => key.test(readFileSync(join(folder, file), 'utf8')));
}

/** Inputs of an operation as a case of a test has them: a shape under each name. */
const caseInputs = ({ takes }: Operation): string =>
  (takes === 'list' ? ["'0'", "'1'"] : takes).map((name) => `${name}: [2, 3]`).join(', ');

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
  'executor-form': {
    form: 'executor-form executor Operation',
    plan: (root, [executor = '', name = '']) => {
      const forms = formsOf[executor];
      if (forms === undefined) throw new Unfit(`The executors that have forms are ${Object.keys(formsOf).join(', ')}.`);
      const operation = (operations as Readonly<Record<string, Operation>>)[name];
      if (operation === undefined)
        throw new Unfit(`src/compute/program/operations.ts knows no operation ${name}: it comes first.`);
      if (['view', 'fill', 'random'].includes(operation.kind))
        throw new Unfit(`${name} needs no form: no executor is ever asked to do it.`);
      const folder = `src/compute/executors/${executor}`;
      const places = [`${folder}/forms`, ...(forms.also === undefined ? [] : [forms.also])];
      if (places.some((place) => hasForm(join(root, place), name)))
        throw new Unfit(`${executor} has a form of ${name} already.`);
      const row = `{ executor: '${executor}', operation: '${name}', inputs: { ${caseInputs(operation)} } }`;
      return {
        file: `${folder}/forms/${kebab(name)}.ts`,
        text: templates.executorForm(name, executor, forms.begin),
        entries: [
          { file: `${folder}/${forms.within}`, list: forms.list, name },
          { file: 'test/compute/form-cases.ts', list: 'formCases', code: row },
        ],
        example: `npx vitest run --mode test test/compute/forms.test.ts -t '${executor} ${name}'`,
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
