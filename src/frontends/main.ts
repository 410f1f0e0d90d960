/** The main thread: reads the command line, starts the session's thread, and hands over to the terminal where there is one. */
import { isatty } from 'node:tty';
import { type CommandLine, readCommandLine, UsageError } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { JsonClient } from './json-client.ts';
import { prepareProcess, settleAtExit, startKernel } from './kernel-thread.ts';
import { writeFully } from './node-io.ts';
import { sharedWords, shareSize } from './shared-words.ts';
import type { FromKernel } from './terminal/protocol.ts';
import type * as TerminalModuleType from './terminal/start.ts';
import { greeting, usage } from './usage.ts';
import { version } from './version.ts';

type TerminalModule = typeof TerminalModuleType;

/** Commands of their own: programs beside this one, loaded when somebody asks for them. */
const COMMANDS: ReadonlySet<string | undefined> = new Set(['format', 'jupyter', 'lsp', 'nb']);
interface CommandModule {
  /** Gives the exit code; undefined: it goes on and ends by itself. A CommandProblem ends it too. */
  readonly run: (words: readonly string[]) => number | Promise<number | undefined>;
}

async function runCommand(name: string, words: readonly string[]): Promise<void> {
  const { run } = (await import(new URL(`./${name}.js`, import.meta.url).href)) as CommandModule;
  try {
    const code = await run(words);
    if (code !== undefined) process.exit(code);
  } catch (x) {
    if (!(x instanceof Error) || !('exitCode' in x)) throw x;
    writeFully(2, `scheelite: ${x.message}\n`);
    process.exit(x.exitCode as number);
  }
}

export function main(words: readonly string[]): void {
  if (COMMANDS.has(words[0])) {
    void runCommand(words[0]!, words.slice(1));
    return;
  }
  let command: CommandLine;
  try {
    command = readCommandLine(words, isatty(0));
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

function timedOut(seconds: number): void {
  writeFully(2, `scheelite: stopped after ${seconds} ${seconds === 1 ? 'second' : 'seconds'} (--timeout)\n`);
  process.exit(EXIT.timeout);
}

async function start(command: CommandLine): Promise<void> {
  prepareProcess();
  const color = command.color === 'always' || (command.color === 'auto' && isatty(1) && !process.env.NO_COLOR);
  const words = sharedWords();
  // Streams take milliseconds to make: where there is no terminal nobody needs them.
  shareSize(words, [...(isatty(1) ? [process.stdout] : []), ...(isatty(2) ? [process.stderr] : [])]);
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
