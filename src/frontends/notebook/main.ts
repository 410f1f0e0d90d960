/** scheelite nb: notebooks as files. */
import * as path from 'node:path';
import { FileProblem } from '../../kernel/file-problem.ts';
import { CommandProblem, servedCommand, UsageError } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import { readFile } from '../files/read.ts';
import { writeFile } from '../files/write.ts';
import { writeFully } from '../node-io.ts';
import { runSubcommand } from '../subcommands.ts';
import type { Cell } from './cell.ts';
import { fromNotebook, notebookText, readNotebook, toNotebook } from './ipynb.ts';
import { fromMathematica } from './mathematica.ts';
import { fromProgram, toProgram } from './program.ts';
import { runNotebook } from './run.ts';

const usage = `scheelite nb: notebooks as files

  scheelite nb run file.ipynb    evaluate the cells, and write what they show
    --output out.ipynb           into another file
    --allow-errors               go on behind a cell that ends with an error
    --seed n, --memory n, --sandbox, --allow-read folder, -initfile file
    --timeout n                  end after n seconds (exit code 124)
  scheelite nb convert a.ipynb b.wl
  scheelite nb convert a.wl b.ipynb
  scheelite nb convert a.nb b.wl (or b.ipynb; .nb files are read, not written)

Cells of a .wl file are apart by empty lines; a cell that is one comment is text.
`;

/** Formats by the ends of names. */
const formats: Readonly<
  Record<string, { readonly read: (text: string) => Cell[]; readonly write?: (cells: readonly Cell[]) => string }>
> = {
  '.ipynb': { read: fromNotebook, write: toNotebook },
  '.wl': { read: fromProgram, write: toProgram },
  '.wls': { read: fromProgram, write: toProgram },
  '.m': { read: fromProgram, write: toProgram },
  '.nb': { read: fromMathematica },
};

/** Throws CommandProblem. */
function textOf(file: string): string {
  const bytes = attempt(file, () => readFile(file));
  if (bytes === undefined) throw new CommandProblem(`there is no file ${file}`, EXIT.noInput);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandProblem(`${file} is not a text in UTF-8`, EXIT.noInput);
  }
}
const writeText = (file: string, text: string): void =>
  attempt(file, () => writeFile(file, new TextEncoder().encode(text)));

/** What is wrong with a file is one sentence. */
function attempt<T>(file: string, f: () => T): T {
  try {
    return f();
  } catch (x) {
    if (x instanceof FileProblem) throw new CommandProblem(`${file}: ${x.reason}`, EXIT.noInput);
    throw new CommandProblem(`${file}: ${(x as Error).message}`, EXIT.noInput);
  }
}

function formatOf(file: string): (typeof formats)[string] {
  const format = formats[path.extname(file).toLowerCase()];
  if (format === undefined) throw new UsageError(`${file}: notebooks end in ${Object.keys(formats).join(', ')}`);
  return format;
}

function convert(words: readonly string[]): number {
  const [from, to, ...rest] = words;
  if (from === undefined || to === undefined || rest.length > 0)
    throw new UsageError('nb convert needs two files: what is read, and what is written');
  const [source, { write }] = [formatOf(from), formatOf(to)];
  if (write === undefined) throw new UsageError(`${to}: files of this kind are read, not written`);
  const text = textOf(from);
  const cells = attempt(from, () => source.read(text));
  writeText(to, write(cells));
  writeFully(1, `${to}: ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}\n`);
  return EXIT.ok;
}

async function evaluate(words: readonly string[]): Promise<number> {
  let output: string | undefined;
  let onwards = false;
  let file: string | undefined;
  const options: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [word = '', attached] = words[i]!.split(/=(.*)/s);
    if (word === '--output') output = attached ?? words[++i];
    else if (word === '--allow-errors') onwards = true;
    else if (file === undefined && !word.startsWith('-')) file = words[i]!;
    else options.push(words[i]!);
  }
  if (file === undefined) throw new UsageError('nb run needs a file');
  if (words.includes('--output') && output === undefined) throw new UsageError('--output needs a value');
  const command = { ...servedCommand(options), init: false };
  const [source, target] = [path.resolve(file), path.resolve(output ?? file)];
  const text = textOf(source);
  const notebook = attempt(file, () => readNotebook(text));
  const began = performance.now();
  const ran = await runNotebook(notebook, path.dirname(source), command, onwards);
  writeText(target, notebookText(notebook));
  if (ran.problem !== undefined) writeFully(2, `${file}: ${ran.problem}\n`);
  const seconds = Number(((performance.now() - began) / 1000).toPrecision(3));
  writeFully(1, `${output ?? file}: ${ran.cells} code ${ran.cells === 1 ? 'cell' : 'cells'}, ${seconds} s\n`);
  return ran.code;
}

export const run = (words: readonly string[]): Promise<number | undefined> =>
  runSubcommand('nb', usage, { run: evaluate, convert }, words);
