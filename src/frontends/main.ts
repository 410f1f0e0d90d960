/** The main thread: reads the command line, starts the session's thread, owns the terminal and the keyboard. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { BroadcastChannel, Worker } from 'node:worker_threads';
import { ENDINGS, settle } from '../endings.ts';
import { type CommandLine, readCommandLine, UsageError, usage } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { writeFully } from './node-io.ts';
import { ABORT, sharedWords, shareSize } from './shared-words.ts';
import v8Flags from './v8-flags.json' with { type: 'json' };
import type { TerminalReply, TerminalRequest, WorkerData } from './worker.ts';

/** Megabytes of stack for the session's thread: enough for $RecursionLimit = 50000. */
const STACK_MB = 240;

export function main(words: readonly string[]): void {
  let command: CommandLine;
  try {
    command = readCommandLine(words, process.stdin.isTTY === true);
  } catch (x) {
    if (!(x instanceof UsageError)) throw x;
    writeFully(2, `scheelite: ${x.message}\n\n${usage}`);
    process.exit(EXIT.usage);
  }
  if (command.mode.kind === 'help') {
    writeFully(1, usage);
    return;
  }
  if (command.mode.kind === 'version') {
    writeFully(1, `${version()}\n`);
    return;
  }
  start(command);
}

function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      // The bundle lies one folder below the package, the source two.
    }
  }
  return 'unknown';
}

function start(command: CommandLine): void {
  // Regular expressions that go back too often are run again by an engine of linear time; code that meets up to twelve
  // shapes of objects (there are eleven kinds of expressions) is compiled for all of them.
  for (const flag of v8Flags) setFlagsFromString(flag);
  const words = sharedWords();
  const shared = new Int32Array(words);
  shareSize(shared, [process.stdout, process.stderr]);
  const color =
    command.color === 'always' || (command.color === 'auto' && process.stdout.isTTY === true && !process.env.NO_COLOR);
  const data: WorkerData = { command, words, color, errorIsTerminal: process.stderr.isTTY === true };
  // native libraries see the environment of the process, not that of the worker
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: data,
    resourceLimits: { stackSizeMb: STACK_MB },
    stdin: false,
  });
  settleAtExit();
  let stopping = 0;
  const interrupt = (): void => {
    // The first press stops the evaluation; a second one, unanswered, the program.
    if (stopping++ > 0) process.exit(EXIT.interrupted);
    Atomics.store(shared, ABORT, 1);
    setTimeout(() => {
      stopping = 0;
    }, 2000).unref();
  };
  process.on('SIGINT', interrupt);
  if (command.timeout > 0) setTimeout(() => process.exit(EXIT.timeout), command.timeout * 1000).unref();
  worker.on('error', (x) => {
    writeFully(2, `scheelite: internal error: ${x instanceof Error ? (x.stack ?? x.message) : String(x)}\n`);
    process.exit(EXIT.internal);
  });
  if (command.mode.kind === 'repl') runTerminal(worker, command, interrupt);
  else worker.on('message', (reply: TerminalReply) => reply.kind === 'exit' && process.exit(reply.code));
}

/** The threads that are told of on the channel come to rest before the process ends. */
function settleAtExit(): void {
  const threads: Int32Array[] = [];
  const endings = new BroadcastChannel(ENDINGS);
  endings.unref();
  endings.onmessage = (event) => threads.push((event as MessageEvent).data as Int32Array);
  process.on('exit', () => threads.forEach(settle));
}

function runTerminal(worker: Worker, command: CommandLine, interrupt: () => void): void {
  if (command.banner) writeFully(1, `Scheelite ${version()}  Quit, ?name, Ctrl-C stops an evaluation\n\n`);
  let pending = '';
  let waiting: ((names: readonly string[]) => void) | undefined;
  let busy = true;
  const ask = (request: TerminalRequest): void => worker.postMessage(request);
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    historySize: 1000,
    completer: (text: string, done: (error: null, result: [string[], string]) => void) => {
      const word = /[A-Za-z$][\w$`]*$/.exec(text)?.[0] ?? '';
      waiting = (names) => done(null, [[...names], word]);
      ask({ kind: 'complete', text });
    },
  });
  worker.on('message', (reply: TerminalReply) => {
    if (reply.kind === 'exit') process.exit(reply.code);
    else if (reply.kind === 'completions') waiting?.(reply.names);
    else {
      busy = false;
      if (reply.kind === 'ready') pending = '';
      lines.setPrompt(reply.kind === 'ready' ? reply.prompt : '       ');
      lines.prompt();
    }
  });
  lines.on('line', (line) => {
    // An empty line gives up an unfinished input.
    if (pending !== '' && line.trim() === '') {
      pending = '';
      ask({ kind: 'input', text: '' });
      return;
    }
    pending = pending === '' ? line : `${pending}\n${line}`;
    busy = true;
    ask({ kind: 'input', text: pending });
  });
  lines.on('SIGINT', () => {
    if (busy) interrupt();
    else {
      pending = '';
      writeFully(1, '\n');
      ask({ kind: 'input', text: '' });
    }
  });
  lines.on('close', () => process.exit(0));
}
