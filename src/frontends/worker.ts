/** The thread where sessions live: a deep stack, and an abort flag that the main thread sets. */
import { parentPort, workerData } from 'node:worker_threads';
import { QuitSignal } from '../kernel/signals.ts';
import type { CommandLine } from './command-line.ts';
import { Evaluator } from './evaluator.ts';
import { EXIT } from './exit-codes.ts';
import { JsonServer } from './json-lines.ts';
import { nodeIO, type Writing } from './node-io.ts';
import { runScript } from './script.ts';
import { ABORT, sharedSize } from './shared-words.ts';
import { Console } from './terminal/console.ts';
import { pictureTerminal } from './terminal/pictures.ts';
import { TerminalSession } from './terminal/session.ts';
import { themeOf } from './terminal/theme.ts';

export interface WorkerData {
  readonly command: CommandLine;
  /** See shared-words.ts. */
  readonly words: SharedArrayBuffer;
  readonly color: boolean;
  readonly errorIsTerminal: boolean;
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

const { command, words, color, errorIsTerminal } = workerData as WorkerData;
const shared = new Int32Array(words);
const abortRequested = (): boolean => Atomics.load(shared, ABORT) !== 0 && Atomics.exchange(shared, ABORT, 0) !== 0;
const theme = themeOf(color);
const console = new Console({
  size: () => sharedSize(shared),
  theme,
  drawing: errorIsTerminal,
  session: command.mode.kind === 'repl',
});
const { out, error } = console;
const showMessage = (text: string): void => error(theme.message(text));

function make(writing: Writing, show: (text: string) => void): Evaluator {
  return new Evaluator({ io: nodeIO(writing), seed: command.seed, abortRequested, showMessage: show });
}
/** A session whose text is seen. */
const visible = (): Evaluator =>
  make(
    {
      print: out,
      write: (text) => console.text(1, text),
      progress: console.progress,
      progressEvery: console.progressEvery,
    },
    showMessage,
  );

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
  const server = new JsonServer((print, show) => make({ print }, show));
  const io = nodeIO({ print: out });
  for (;;) {
    const line = io.readLine('');
    if (line === undefined) return EXIT.ok;
    if (line.trim() !== '') out(server.answer(line));
  }
}

function serveTerminal(): void {
  const session = new TerminalSession(visible(), {
    out,
    error: showMessage,
    size: () => sharedSize(shared),
    ...(color && { pictures: pictureTerminal(process.env, () => sharedSize(shared).columns) }),
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
else finish(() => runScript(command, visible(), out, showMessage));
