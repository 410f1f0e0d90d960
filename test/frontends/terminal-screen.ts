/** The command in a pseudo-terminal with an emulated screen: what a person would see. */
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const command = fileURLToPath(new URL('../../dist/repl.js', import.meta.url));

export interface ScreenSettings {
  readonly columns?: number;
  readonly rows?: number;
  /** Added to the environment of the test; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly directory?: string;
}

/** What a terminal says of itself, and where histories are kept, is no matter of the machine that tests run on. */
const neutral: Readonly<Record<string, string | undefined>> = {
  TERM: 'xterm-256color',
  TERM_PROGRAM: undefined,
  COLORTERM: undefined,
  COLORFGBG: undefined,
  KITTY_WINDOW_ID: undefined,
  TMUX: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  CI: undefined,
};

export class TerminalScreen {
  readonly #process: IPty;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  /** Everything that the program has written, escape sequences included. */
  raw = '';
  /** The exit code, once the program has ended. */
  exitCode: number | undefined;

  constructor(words: readonly string[] = [], settings: ScreenSettings = {}) {
    const { columns = 80, rows = 24, environment = {}, directory } = settings;
    this.#screen = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
    const env = Object.entries({ ...process.env, ...neutral, ...environment }).filter(([, v]) => v !== undefined);
    this.#process = spawn(process.execPath, [command, ...words], {
      cols: columns,
      rows,
      name: 'xterm-256color',
      env: Object.fromEntries(env) as Record<string, string>,
      ...(directory !== undefined && { cwd: directory }),
    });
    // A terminal answers what programs ask it.
    this.#screen.onData((reply) => this.#process.write(reply));
    this.#process.onData((data) => {
      this.raw += data;
      this.#screen.write(data);
    });
    this.#process.onExit(({ exitCode }) => {
      this.exitCode = exitCode;
    });
  }

  /** Types keys: '\r' is Return, '\x03' Ctrl-C. */
  type(keys: string): void {
    this.#process.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.#process.resize(columns, rows);
  }

  /** All lines, those that have gone off the top included; without spaces and empty lines at the end. */
  get lines(): string[] {
    const buffer = this.#screen.buffer.active;
    const all = Array.from({ length: buffer.length }, (_, i) => buffer.getLine(i)!.translateToString(true));
    while (all.length > 0 && all.at(-1) === '') all.pop();
    return all;
  }
  get text(): string {
    return this.lines.join('\n');
  }
  /** The color of a cell as the terminal keeps it; undefined: the terminal's own. */
  colorAt(line: number, column: number): number | undefined {
    const cell = this.#screen.buffer.active.getLine(line)?.getCell(column);
    return cell === undefined || cell.isFgDefault() ? undefined : cell.getFgColor();
  }

  /** Waits until the text holds something. Fails with the screen as it is. */
  async until(what: RegExp | string | (() => boolean), seconds = 30): Promise<string> {
    const holds = (): boolean =>
      typeof what === 'function' ? what() : typeof what === 'string' ? this.text.includes(what) : what.test(this.text);
    const end = Date.now() + seconds * 1000;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`not seen: ${String(what)}\nscreen:\n${this.text}`);
      await new Promise((r) => setTimeout(r, 15));
    }
    return this.text;
  }

  /** Enters a line once the session is ready for the input of this number, and waits for the prompt after it. */
  async input(n: number, text: string, seconds = 30): Promise<string> {
    await this.until(`In[${n}]:= `.trimEnd(), seconds);
    this.type(`${text}\r`);
    return this.until(`In[${n + 1}]:=`, seconds);
  }

  /** Waits for the end of the program; its exit code. */
  async ended(seconds = 30): Promise<number> {
    await this.until(() => this.exitCode !== undefined, seconds);
    return this.exitCode!;
  }

  close(): void {
    if (this.exitCode === undefined) this.#process.kill('SIGKILL');
  }
}
