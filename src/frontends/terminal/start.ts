/** The terminal: takes it in raw mode, joins keyboard, screen and session, and gives it back as it was. */
import { completenessOf } from '../../syntax/parser.ts';
import type { CommandLine } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import type { KernelThread } from '../kernel-thread.ts';
import { writeFully } from '../node-io.ts';
import { addAbilities, type Size, sharedSize } from '../shared-words.ts';
import { abilitiesIn, QUESTIONS } from './abilities.ts';
import { Dialog } from './dialog.ts';
import { colorPaint, plainPaint } from './editor/paint.ts';
import { AnsiScreen, DumbScreen } from './editor/screen.ts';
import { HistoryFile, historyPath } from './history-file.ts';
import { Kernel } from './kernel.ts';
import { Prompt } from './prompt.ts';

/** Bracketed paste: a pasted block comes as one. */
const PASTE_ON = '\x1b[?2004h';
/** Milliseconds after which a process that was told to stop has not. */
const NOT_STOPPED = 100;
const PASTE_OFF = '\x1b[?2004l';

const write = (text: string): void => writeFully(1, text);

/** Raw mode, and back: at the end, for Ctrl-Z, and when the process is ended from outside. */
class Keyboard {
  readonly #dumb: boolean;
  constructor(dumb: boolean) {
    this.#dumb = dumb;
  }
  take(): void {
    process.stdin.setRawMode(true);
    if (!this.#dumb) write(PASTE_ON);
  }
  giveBack(): void {
    if (!this.#dumb) write(PASTE_OFF);
    if (!process.stdin.destroyed) process.stdin.setRawMode(false);
  }
}

/** Ended from outside, the session gives the terminal back first. */
function leaveOnSignals(): void {
  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)
    process.on(signal, () => process.exit(code));
}

export function runTerminal(thread: KernelThread, command: CommandLine, words: Int32Array, color: boolean): void {
  const dumb = process.stdout.isTTY !== true || process.env.TERM === 'dumb';
  const size = (): Size => sharedSize(words);
  const keyboard = new Keyboard(dumb);
  let stopped = false;
  const goOn = (): void => {
    keyboard.take();
    if (stopped) dialog.resumed();
    stopped = false;
  };
  const file = new HistoryFile(historyPath(process.env));
  const dialog = new Dialog({
    write,
    isWhole: (text) => completenessOf(text) !== 'incomplete',
    file,
    suspend() {
      keyboard.giveBack();
      stopped = true;
      // The whole job stops, as if the terminal had sent the signal. Where no shell could continue it, it does not stop.
      process.kill(0, 'SIGTSTP');
      setTimeout(goOn, NOT_STOPPED);
    },
    leave: (code) => process.exit(code),
    report: (text) => addAbilities(words, abilitiesIn(text)),
  });
  dialog.prompt = new Prompt({
    screen: dumb ? new DumbScreen(write) : new AnsiScreen(write),
    paint: color ? colorPaint() : plainPaint,
    size,
    known: dialog.names.known,
    below: !dumb,
    clear: () => write(dumb ? '\n' : '\x1b[H\x1b[2J'),
  });
  dialog.kernel = new Kernel(thread, command, words, color, {
    ready: (prompt, line) => dialog.ready(prompt, line),
    read: (prompt) => dialog.read(prompt),
    exit: (code) => process.exit(code),
    died: (reason) => dialog.died(reason),
  });
  process.on('exit', () => keyboard.giveBack());
  leaveOnSignals();
  process.on('SIGCONT', goOn);
  process.on('SIGINT', () => dialog.typed('\x03'));
  process.on('uncaughtException', (x) => {
    writeFully(2, `scheelite: internal error: ${x instanceof Error ? (x.stack ?? x.message) : String(x)}\n`);
    process.exit(EXIT.internal);
  });
  // Behind what tells the size.
  if (!dumb) process.on('SIGWINCH', () => setImmediate(() => dialog.resized()));
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (data) => dialog.typed(String(data)));
  process.stdin.on('end', () => dialog.end());
  process.stdin.on('error', () => process.exit(EXIT.ok));
  keyboard.take();
  if (!dumb && color && process.env.TERM !== 'linux') write(QUESTIONS);
}
