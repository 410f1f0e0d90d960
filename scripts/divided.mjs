/**
 * A program of which parts are fetched when they are first called. Some modules, all of whose exports are functions, stand in
 * the program as functions of the same names that load the part they belong to and go on there. A part holds what it alone
 * needs and takes from the program what that has: no module is there twice.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { build } from 'esbuild';

const root = process.cwd();
const nameOf = (path) => relative(root, path);

/** `what` says what becomes of a module, by its name; undefined: it stays. Modules are told apart by where they lie. */
const instead = (what) => ({
  name: 'instead',
  setup(program) {
    // Asking esbuild takes long: once for each package, and never for files beside.
    const packages = new Map();
    const place = async ({ path, resolveDir, kind }) => {
      if (path.startsWith('.')) return join(resolveDir, path);
      if (!packages.has(path)) packages.set(path, program.resolve(path, { resolveDir, kind, pluginData: instead }));
      return (await packages.get(path)).path;
    };
    program.onResolve({ filter: /./ }, async (asked) => {
      if (asked.pluginData !== undefined || asked.kind === 'entry-point') return undefined;
      const found = await place(asked);
      return isAbsolute(found) ? what(nameOf(found)) : undefined;
    });
  },
});

/** Modules of `texts` have other texts. */
const replaced = (texts) => ({
  name: 'replaced',
  setup(program) {
    instead((path) => (texts.has(path) ? { path, namespace: 'replaced', sideEffects: false } : undefined)).setup(
      program,
    );
    program.onLoad({ filter: /./, namespace: 'replaced' }, ({ path }) => ({
      contents: texts.get(path),
      resolveDir: root,
    }));
  },
});

/** Modules of `places` stay imports, so that what is asked of them can be read. */
const FROM_CORE = 'core:';
const left = (places) =>
  instead((path) => (places.has(path) ? { path: FROM_CORE + path, external: true, sideEffects: false } : undefined));

/** The modules of a program that leave something in it. */
const modulesOf = ({ metafile: { outputs } }) =>
  Object.entries(Object.values(outputs)[0].inputs).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 && path !== '<stdin>' && !path.startsWith('replaced:') ? [path] : [],
  );

/** What modules export. */
const exported = new Map();
async function readExports(modules) {
  const entryPoints = [...new Set(modules)].filter((m) => !exported.has(m));
  if (entryPoints.length === 0) return;
  const { metafile } = await build({ entryPoints, format: 'esm', metafile: true, write: false, outdir: '/' });
  for (const { entryPoint, exports } of Object.values(metafile.outputs)) exported.set(entryPoint, exports);
}

/** What a program of a part asks of modules of the core: pairs of module and name. */
async function askedOf({ outputFiles: [{ text }] }) {
  const asked = [];
  const imports = [...text.matchAll(/^import (?:\* as ([\w$]+)|\{([^}]*)\}) from "core:([^"]+)";/gm)];
  await readExports(imports.map((i) => i[3]));
  for (const [, all, names, module] of imports) {
    if (all === undefined) {
      for (const name of names.split(',')) asked.push([module, name.trim().split(' as ')[0]]);
      continue;
    }
    const there = new Set(exported.get(module));
    const used = text.matchAll(new RegExp(`(?<![\\w$.])${all.replaceAll('$', '\\$')}\\.([\\w$]+)`, 'g'));
    for (const name of new Set([...used].map((m) => m[1]))) if (there.has(name)) asked.push([module, name]);
  }
  return asked;
}

const whole = (modules) => ({
  contents: modules.map((m) => `export * from ${JSON.stringify(`./${m}`)};`).join('\n'),
  resolveDir: root,
});

/** The functions that stand for a module of a part. */
function functionsFor(module, part) {
  const load = `host().packages.load(${JSON.stringify(`scheelite/${part}`)})`;
  const each = exported.get(module).map((n) => `export function ${n}(...a) { return ${load}.${n}(...a); }`);
  return [`import { host } from './src/host/host.ts';`, ...each].join('\n');
}

/** What the core hands to its parts: a list, in which each name of a module has its place. */
class Offers {
  #places = new Map();
  get size() {
    return this.#places.size;
  }
  add(asked) {
    for (const [module, name] of asked) {
      const key = `${module} ${name}`;
      if (!this.#places.has(key)) this.#places.set(key, this.size);
    }
  }
  #all() {
    return [...this.#places].map(([key, place]) => [...key.split(' '), place]);
  }
  /** The core with its list. */
  program(entry) {
    const imports = this.#all().map(
      ([m, name, i]) => `import { ${name} as part${i} } from ${JSON.stringify(`./${m}`)};`,
    );
    const list = Array.from(this.#places, (_, i) => `part${i}`);
    const contents = [`import './${entry}';`, ...imports, `globalThis.scheeliteCore = [${list}];`].join('\n');
    return { contents, resolveDir: root };
  }
  /** What stands for modules of the core in parts. What no part has asked for is imported only by what is dropped again. */
  texts() {
    const texts = new Map();
    for (const [m] of this.#all()) {
      const each = exported.get(m).map((name, i) => {
        const place = this.#places.get(`${m} ${name}`);
        const value = place === undefined ? 'undefined' : `globalThis.scheeliteCore[${place}]`;
        return `const name${i} = ${value}; export { name${i} as ${name} };`;
      });
      texts.set(m, each.join('\n'));
    }
    return texts;
  }
}

/** A part that still says what it imports from the core. */
const askingPart = (modules, core, settings) =>
  build({
    ...settings,
    minify: false,
    write: false,
    metafile: true,
    format: 'esm',
    stdin: whole(modules),
    outfile: 'part.js',
    plugins: [left(new Set([...core].filter((m) => !modules.includes(m)))), ...settings.plugins],
  });

/** Builds the program `file` from `entry`, and beside it `file`-part.js for each part; `settings` are those of esbuild. */
export async function buildDivided(file, entry, parts, { outdir, ...settings }) {
  const functions = new Map();
  await readExports(Object.values(parts).flat());
  for (const [part, modules] of Object.entries(parts)) for (const m of modules) functions.set(m, functionsFor(m, part));
  const outfile = join(outdir, `${file}.js`);
  const inCore = {
    ...settings,
    plugins: [replaced(functions), ...settings.plugins],
    outfile,
    metafile: true,
    write: false,
  };
  const offers = new Offers();
  const core = new Set();
  let program;
  for (let known = -1; known < offers.size + core.size; ) {
    known = offers.size + core.size;
    program = await build({ ...inCore, stdin: offers.program(entry) });
    for (const m of modulesOf(program)) core.add(m);
    const asking = await Promise.all(Object.values(parts).map((modules) => askingPart(modules, core, settings)));
    const seen = new Set();
    for (const m of asking.flatMap(modulesOf)) seen.has(m) ? core.add(m) : seen.add(m);
    for (const p of asking) offers.add(await askedOf(p));
  }
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of program.outputFiles) writeFileSync(path, contents);
  const given = offers.texts();
  await Promise.all(
    Object.entries(parts).map(([part, modules]) =>
      build({
        ...settings,
        stdin: whole(modules),
        outfile: join(outdir, `${file}-${part}.js`),
        globalName: `scheelite_${part}`,
        plugins: [replaced(given), ...settings.plugins],
      }),
    ),
  );
}
