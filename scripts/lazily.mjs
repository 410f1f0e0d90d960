// Plugins of esbuild that keep what a start does not need out of it.
import { isAbsolute, join } from 'node:path';

/** Packages that make tables or read expressions when they are loaded, and what is used of them: functions and classes. */
const LATER = {
  'string-width': ['default'],
  fflate: ['Gunzip', 'Inflate', 'Unzlib', 'unzlibSync', 'zipSync', 'zlibSync'],
  'node:child_process': ['spawn', 'spawnSync'],
  'node:crypto': ['createHash'],
};

const exported = (name) => (name === 'default' ? 'export default' : `export const ${name} =`);
const wrapper = (packageName, names) =>
  names
    .map(
      (name) => `${exported(name)} function (...given) {
  const it = require(${JSON.stringify(packageName)}).${name};
  return new.target ? new it(...given) : it(...given);
}`,
    )
    .join(';\n');

/** In programs in CommonJS these packages are loaded by the first call of something in them. */
export const lazily = {
  name: 'lazily',
  setup(program) {
    const filter = new RegExp(`^(?:${Object.keys(LATER).join('|')})$`);
    program.onResolve({ filter }, ({ path, kind, resolveDir }) =>
      kind === 'import-statement' ? { path, namespace: 'later', pluginData: resolveDir } : undefined,
    );
    program.onLoad({ filter: /^/, namespace: 'later' }, ({ path, pluginData }) => ({
      contents: wrapper(path, LATER[path]),
      resolveDir: pluginData,
    }));
  },
};

/** Nothing happens by loading the parts of chevrotain, and only its lexer is used: the rest stays out. */
export const lexerOnly = {
  name: 'lexer-only',
  setup(program) {
    const within = /node_modules\/@?chevrotain\//;
    program.onResolve(
      { filter: /^(?:\.|@?chevrotain(?:\/|$))/ },
      async ({ path, resolveDir, importer, kind, pluginData }) => {
        if (pluginData !== undefined || (path.startsWith('.') && !within.test(importer))) return undefined;
        const found = path.startsWith('.')
          ? join(resolveDir, path)
          : (await program.resolve(path, { resolveDir, kind, pluginData: lexerOnly })).path;
        return isAbsolute(found) ? { path: found, sideEffects: false } : undefined;
      },
    );
  },
};
