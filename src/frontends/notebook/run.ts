/** Evaluates the cells of a notebook one after another, in a session of its own, and puts what they show into the file. */
import * as path from 'node:path';
import type { CommandLine } from '../command-line.ts';
import { CommandProblem } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import { Execution, readRequest } from '../jupyter/execution.ts';
import { InputHistory } from '../jupyter/history.ts';
import { writeFully } from '../node-io.ts';
import { ServedClient } from '../served-client.ts';
import { type FileCell, LANGUAGE, type NotebookFile, sourceOf } from './ipynb.ts';
import { Outputs } from './outputs.ts';

/** Kernels whose notebooks are in this language. */
const OWN = /wolfram|mathematica|scheelite/i;

function checkLanguage({ metadata }: NotebookFile): void {
  const kernel = (metadata?.kernelspec ?? {}) as { readonly name?: string; readonly language?: string };
  const language = kernel.language ?? kernel.name;
  if (language !== undefined && !OWN.test(language) && !OWN.test(kernel.name ?? ''))
    throw new CommandProblem(`the notebook is written in ${language}`, EXIT.usage);
}

export interface Ran {
  readonly cells: number;
  readonly code: number;
  /** What ended it before its end. */
  readonly problem: string | undefined;
}

class Run {
  readonly #history = new InputHistory();
  readonly #client: ServedClient;
  readonly #ended: Promise<{ readonly code: number; readonly reason: string }>;
  #stopped = false;
  #line = 1;

  constructor(command: CommandLine) {
    let end!: (how: { readonly code: number; readonly reason: string }) => void;
    this.#ended = new Promise((ok) => (end = ok));
    this.#client = new ServedClient(command, {
      quit: (code) => end({ code, reason: 'the session has ended (Quit)' }),
      lost: (reason) => end({ code: EXIT.internal, reason: `the session has ended: ${reason}` }),
      warned: (text) => writeFully(2, `${text}\n`),
    });
    process.on('SIGINT', () => {
      if (this.#stopped) process.exit(EXIT.interrupted);
      this.#stopped = true;
      this.#client.interrupt();
    });
    if (command.timeout > 0)
      setTimeout(
        () => end({ code: EXIT.timeout, reason: `stopped after ${command.timeout} seconds (--timeout)` }),
        command.timeout * 1000,
      ).unref();
  }

  /** What went wrong; undefined: nothing did. */
  async cell(cell: FileCell, source: string): Promise<{ readonly code: number; readonly reason: string } | undefined> {
    const outputs = new Outputs();
    const listeners = {
      publish: (type: string, content: object) => Promise.resolve(outputs.hear(type, content)),
      askLine: () => false,
    };
    const request = readRequest({ code: source });
    const execution = new Execution(this.#client, listeners, this.#history, request, this.#line);
    const how = await Promise.race([execution.run(), this.#ended]);
    cell.outputs = outputs.list;
    cell.execution_count = this.#line;
    if ('reason' in how) return how;
    this.#line = how.next;
    cell.execution_count = Math.max(1, how.next - 1);
    if (how.reply.status !== 'error') return undefined;
    const reason = `${String(how.reply.ename)}: ${String(how.reply.evalue)}`;
    return { code: this.#stopped ? EXIT.interrupted : EXIT.strict, reason };
  }
}

/** Changes the file. With `onwards` errors do not end it. Throws CommandProblem. */
export async function runNotebook(
  file: NotebookFile,
  folder: string,
  command: CommandLine,
  onwards: boolean,
): Promise<Ran> {
  checkLanguage(file);
  process.chdir(path.resolve(folder));
  const code = file.cells.filter((c) => c.cell_type === 'code');
  for (const cell of code) Object.assign(cell, { outputs: [], execution_count: null });
  file.metadata = { ...file.metadata, language_info: LANGUAGE };
  const run = new Run(command);
  for (const [i, cell] of code.entries()) {
    const source = sourceOf(cell) ?? '';
    if (source.trim() === '') continue;
    const problem = await run.cell(cell, source);
    if (problem === undefined || (onwards && problem.code === EXIT.strict)) continue;
    return { cells: i + 1, code: problem.code, problem: `code cell ${i + 1}: ${problem.reason}` };
  }
  return { cells: code.length, code: EXIT.ok, problem: undefined };
}
