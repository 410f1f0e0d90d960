// Writes the types of the library, for programs in TypeScript that embed it: npm run types makes dist/types.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Declarations of all modules that the library is made of, by their path from the root. */
function declarations() {
  const file = join(root, 'tsconfig.json');
  const { config } = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const emitting = { ...options, noEmit: false, incremental: false, declaration: true, emitDeclarationOnly: true };
  delete emitting.tsBuildInfoFile;
  const program = ts.createProgram([join(root, 'src/index.ts')], { ...emitting, rootDir: root, outDir: root });
  const texts = new Map();
  const { diagnostics } = program.emit(
    undefined,
    (path, text) => texts.set(relative(root, path), text),
    undefined,
    true,
  );
  if (diagnostics.length > 0)
    throw new Error(diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n')).join('\n'));
  return texts;
}

/** Files of the sources that declare packages without types of their own, by the name of the package. */
const ambient = new Map(
  ts.sys
    .readDirectory(join(root, 'src'), ['.d.ts'])
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^declare module '([^']+)'/gm)].map((m) => [m[1], relative(root, file)]),
    ),
);

/** The files that a file names, from the root. */
const namedIn = (path, text) =>
  [...text.matchAll(/(?:from |import\()'(\.[^']+)\.ts'/g)].map((m) => join(dirname(path), `${m[1]}.d.ts`));

/** Writes into a folder what the public types need, and nothing else; the number of files. */
export function writeTypes(folder) {
  const texts = declarations();
  const needed = new Set(['src/index.d.ts']);
  const beside = new Set();
  for (const path of needed) {
    for (const named of namedIn(path, texts.get(path))) needed.add(named);
    for (const [, name] of texts.get(path).matchAll(/from '([^.'][^']*)'/g))
      if (ambient.has(name)) beside.add(ambient.get(name));
  }
  const references = [...beside].map((path) => `/// <reference path="${relative('src', path)}" />\n`);
  texts.set('src/index.d.ts', references.join('') + texts.get('src/index.d.ts'));
  for (const path of beside) texts.set(path, readFileSync(join(root, path), 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  for (const path of [...needed, ...beside]) {
    // Where programs do not read sources, files are named as they are when they run.
    const text = texts.get(path).replace(/((?:from |import\()'\.[^']+)\.ts'/g, "$1.js'");
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return needed.size + beside.size;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(`${writeTypes(join(root, 'dist/types'))} files in dist/types`);
