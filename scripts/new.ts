/** Begins a builtin or a layer: npm run new builtin Name theme, npm run new layer NameLayer. Its example fails until it is written. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [kind, name, theme = 'lists'] = process.argv.slice(2);
const kebab = (s: string): string => s.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

const builtinTemplate = (n: string): string => `/** ${n}. */
import { builtin } from '../builtin.ts';

export const ${n} = builtin('${n}', {
  usage: '${n}[x] does something.',
  arity: 1,
  evaluate: () => undefined,
  examples: { '${n}[1]': '2' },
});
`;
const layerTemplate = (n: string): string => `/** ${n}. */
import { layer } from '../layer.ts';
import { sameShape } from './ports.ts';

export const ${n} = layer<object>('${n}', {
  usage: '${n}[] represents a layer that does something.',
  parameters: {},
  positional: (args) => (args.length === 0 ? {} : undefined),
  construct: () => [],
  hidden: [],
  ports: (_p, d) => sameShape(d),
  forward: ({ Input }) => ({ Output: Input! }),
  examples: { '${n}[][{1, 2}]': '{2., 3.}' },
});
`;

function fail(text: string): never {
  console.error(text);
  process.exit(2);
}

if (name === undefined || (kind !== 'builtin' && kind !== 'layer'))
  fail('npm run new builtin Name [theme] | npm run new layer NameLayer');
const folder = kind === 'builtin' ? `src/builtins/${theme}` : 'src/nets/records/layers';
if (!existsSync(folder)) fail(`There is no folder ${folder}.`);
const file = `${folder}/${kebab(kind === 'layer' ? name.replace(/Layer$/, '') : name)}.ts`;
if (existsSync(file)) fail(`${file} is there already.`);
writeFileSync(file, kind === 'builtin' ? builtinTemplate(name) : layerTemplate(name));
const index = `${folder}/index.ts`;
const list = readFileSync(index, 'utf8');
const at = list.lastIndexOf('];');
const last = list.lastIndexOf('import ');
const importLine = `import { ${name} } from './${file.slice(folder.length + 1)}';\n`;
writeFileSync(index, `${list.slice(0, last)}${importLine}${list.slice(last, at)}, ${name}${list.slice(at)}`);
console.log(`${file} and one line in ${index}; npm run fix puts the list in order.`);
