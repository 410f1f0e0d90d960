/** The thread where sessions live: a deep stack, and an abort flag that the main thread sets. */
import { parentPort, workerData } from 'node:worker_threads';
import { QuitSignal } from '../kernel/signals.ts';
import type { CommandLine } from './command-line.ts';
import { Evaluator } from './evaluator.ts';
import { EXIT } from './exit-codes.ts';
import { JsonServer } from './json-lines.ts';
import { nodeIO, writeFully } from './node-io.ts';
import { runScript } from './script.ts';
import { pictureTerminal } from './terminal/pictures.ts';
import { TerminalSession } from './terminal/session.ts';

export interface WorkerData {
  readonly command: CommandLine;
  /** [0]: 1 when the evaluation is to stop. */
  readonly flags: SharedArrayBuffer;
  readonly color: boolean;
  readonly columns: number;
}

/** What the main thread asks of a session in a terminal. */
export type TerminalRequest =
  | { readonly kind: 'input'; readonly text: string }
  | { readonly kind: 'complete'; readonly text: string };
export type TerminalReply =
  | { readonly kind: 'ready'; readonly prompt: string }
  | { readonly kind: 'more' }
  | { readonly kind: 'completions'; readonly names: readonly string[] }
  | { readonly kind: 'exit'; readonly code: number };

const { command, flags, color, columns } = workerData as WorkerData;
const abort = new Int32Array(flags);
const abortRequested = (): boolean => Atomics.load(abort, 0) !== 0 && Atomics.exchange(abort, 0, 0) !== 0;
const out = (text: string): void => writeFully(1, `${text}\n`);
const error = (text: string): void => writeFully(2, `${text}\n`);

function make(print: (text: string) => void, showMessage: (text: string) => void): Evaluator {
  const write = print === out ? (text: string): void => writeFully(1, text) : undefined;
  return new Evaluator({ io: nodeIO(print, write), seed: command.seed, abortRequested, showMessage });
}

/** Ends the process with the code; Quit[] comes by its signal. */
function finish(run: () => number): void {
  let code: number;
  try {
    code = run();
  } catch (x) {
    if (!(x instanceof QuitSignal)) throw x;
    code = x.code;
  }
  // Later, so that what starts this thread can finish first (boot.ts).
  setImmediate(() => parentPort!.postMessage({ kind: 'exit', code } satisfies TerminalReply));
}

function serveJson(): number {
  const server = new JsonServer(make);
  const io = nodeIO(out);
  for (;;) {
    const line = io.readLine('');
    if (line === undefined) return EXIT.ok;
    if (line.trim() !== '') out(server.answer(line));
  }
}

function serveTerminal(): void {
  const session = new TerminalSession(make(out, error), {
    out,
    error,
    color,
    columns,
    ...(color && { pictures: pictureTerminal(process.env, columns) }),
  });
  parentPort!.postMessage({ kind: 'ready', prompt: session.prompt } satisfies TerminalReply);
  parentPort!.on('message', (request: TerminalRequest) => {
    if (request.kind === 'complete') {
      parentPort!.postMessage({
        kind: 'completions',
        names: session.completions(request.text),
      } satisfies TerminalReply);
      return;
    }
    try {
      const complete = session.input(request.text);
      parentPort!.postMessage(
        (complete ? { kind: 'ready', prompt: session.prompt } : { kind: 'more' }) satisfies TerminalReply,
      );
    } catch (x) {
      if (!(x instanceof QuitSignal)) throw x;
      parentPort!.postMessage({ kind: 'exit', code: x.code } satisfies TerminalReply);
    }
  });
}

if (command.mode.kind === 'repl') serveTerminal();
else if (command.mode.kind === 'json') finish(serveJson);
else finish(() => runScript(command, make(out, error), out, error));
