/** The main thread: reads the command line, starts the session's thread, and hands over to the terminal where there is one. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { type CommandLine, readCommandLine, UsageError } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { JsonClient } from './json-client.ts';
import { settleAtExit, startKernel } from './kernel-thread.ts';
import { writeFully } from './node-io.ts';
import { sharedWords, shareSize } from './shared-words.ts';
import type { FromKernel } from './terminal/protocol.ts';
import type * as TerminalModuleType from './terminal/start.ts';
import { greeting, usage } from './usage.ts';
import v8Flags from './v8-flags.json' with { type: 'json' };

type TerminalModule = typeof TerminalModuleType;

/** Commands of their own: programs beside this one, loaded when somebody asks for them. */
const COMMANDS: ReadonlySet<string | undefined> = new Set(['format']);
interface CommandModule {
  /** Gives the exit code. */
  readonly run: (words: readonly string[]) => number | Promise<number>;
}

async function runCommand(name: string, words: readonly string[]): Promise<void> {
  const { run } = (await import(new URL(`./${name}.js`, import.meta.url).href)) as CommandModule;
  process.exitCode = await run(words);
}

export function main(words: readonly string[]): void {
  if (COMMANDS.has(words[0])) {
    void runCommand(words[0]!, words.slice(1));
    return;
  }
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
  void start(command);
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

function timedOut(seconds: number): void {
  writeFully(2, `scheelite: stopped after ${seconds} ${seconds === 1 ? 'second' : 'seconds'} (--timeout)\n`);
  process.exit(EXIT.timeout);
}

async function start(command: CommandLine): Promise<void> {
  // Regular expressions that go back too often are run again by an engine of linear time; code that meets up to twelve
  // shapes of objects (there are eleven kinds of expressions) is compiled for all of them.
  for (const flag of v8Flags) setFlagsFromString(flag);
  const color =
    command.color === 'always' || (command.color === 'auto' && process.stdout.isTTY === true && !process.env.NO_COLOR);
  // native libraries see the environment of the process, not that of the worker
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  const words = sharedWords();
  shareSize(words, [process.stdout, process.stderr]);
  const thread = startKernel(command, words, color);
  settleAtExit();
  if (command.timeout > 0) setTimeout(timedOut, command.timeout * 1000, command.timeout).unref();
  if (command.mode.kind === 'repl') {
    // At once, so that no key is echoed or ends the program while the session starts; they are read later.
    process.stdin.setRawMode(true);
    process.on('exit', () => process.stdin.setRawMode(false));
    if (command.banner) writeFully(1, greeting(version(), process.stdout.columns || 80, !command.tour));
    // Only sessions need the editor: scripts start without it.
    const { runTerminal } = (await import(new URL('./terminal.js', import.meta.url).href)) as TerminalModule;
    runTerminal(thread, command, words, color);
    return;
  }
  process.on('SIGINT', () => process.exit(EXIT.interrupted));
  thread.worker.on('error', (x) => {
    writeFully(2, `scheelite: internal error: ${x instanceof Error ? (x.stack ?? x.message) : String(x)}\n`);
    process.exit(EXIT.internal);
  });
  if (command.mode.kind === 'json') new JsonClient(thread, words).listen();
  else thread.worker.on('message', (reply: FromKernel) => reply.kind === 'exit' && process.exit(reply.code));
}
