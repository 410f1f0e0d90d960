/** The command in a pseudo-terminal, with an emulated screen: what a person at a terminal types and sees. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const command = fileURLToPath(new URL('../../../dist/repl.js', import.meta.url));
/** Milliseconds that anything on the screen may take on a busy machine. */
const PATIENCE = 20_000;

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Home directory, for what is kept from session to session; a new one without this. */
  readonly home?: string;
  readonly term?: string;
  /** Another program than the command: a shell. */
  readonly program?: readonly [string, ...string[]];
}

export class PtySession {
  readonly home: string;
  readonly #pty: IPty;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #ownHome: boolean;
  #parsed: Promise<void> = Promise.resolve();
  /** All that came, escape sequences included. */
  raw = '';
  readonly exited: Promise<number>;
  exitCode: number | undefined;

  constructor(options: PtyOptions = {}) {
    const { columns = 80, rows = 24 } = options;
    this.#ownHome = options.home === undefined;
    this.home = options.home ?? mkdtempSync(join(tmpdir(), 'scheelite-home-'));
    this.#screen = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
    const environment = { PATH: process.env.PATH ?? '', HOME: this.home, LANG: 'C.UTF-8', ...options.environment };
    const [file, ...words] = options.program ?? [process.execPath, command, ...(options.words ?? ['--color=never'])];
    this.#pty = spawn(file!, words, {
      cols: columns,
      rows,
      cwd: this.home,
      name: options.term ?? 'xterm-256color',
      env: environment,
    });
    this.#pty.onData((data) => {
      this.raw += data;
      this.#parsed = new Promise((done) => this.#screen.write(data, done));
    });
    // The terminal answers questions about itself.
    this.#screen.onData((data) => this.#pty.write(data));
    this.exited = new Promise((done) =>
      this.#pty.onExit(({ exitCode, signal }) => {
        this.exitCode = exitCode || (signal ? 128 + signal : 0);
        done(this.exitCode);
      }),
    );
  }

  get pid(): number {
    return this.#pty.pid;
  }

  type(text: string): void {
    this.#pty.write(text);
  }
  /** As a terminal with bracketed paste sends it. */
  paste(text: string): void {
    this.type(`\x1b[200~${text}\x1b[201~`);
  }
  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** All lines with their trailing blanks cut, those that have scrolled away included. */
  lines(): string[] {
    const buffer = this.#screen.buffer.active;
    const out: string[] = [];
    for (let i = 0; i < buffer.length; i++) out.push(buffer.getLine(i)!.translateToString(true).trimEnd());
    while (out.at(-1) === '') out.pop();
    return out;
  }
  text(): string {
    return this.lines().join('\n');
  }
  /** Column of the cursor, and its row counted from the first line of all. */
  cursor(): { readonly row: number; readonly column: number } {
    const buffer = this.#screen.buffer.active;
    return { row: buffer.baseY + buffer.cursorY, column: buffer.cursorX };
  }

  /** Waits until the screen looks so. */
  async until(seen: RegExp | ((text: string) => boolean), patience = PATIENCE): Promise<string> {
    const holds = typeof seen === 'function' ? seen : (text: string): boolean => seen.test(text);
    const end = performance.now() + patience;
    for (;;) {
      await this.#parsed;
      const text = this.text();
      if (holds(text)) return text;
      if (performance.now() > end || this.exitCode !== undefined)
        throw new Error(`not seen: ${seen}\nexit code: ${this.exitCode}\n--- screen\n${text}\n---`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }
  /** Waits for the empty prompt with this number. */
  prompt(n: number): Promise<string> {
    return this.until(new RegExp(`In\\[${n}\\]:=$`));
  }

  /** Enters a line at the prompt with this number, and waits for the next one. */
  async input(n: number, text: string): Promise<string> {
    await this.prompt(n);
    this.type(`${text}\r`);
    return this.prompt(n + 1);
  }

  /** Ends the program if it still runs. */
  async close(): Promise<void> {
    if (this.exitCode === undefined) this.#pty.kill('SIGKILL');
    await this.exited;
    this.#screen.dispose();
    if (this.#ownHome) rmSync(this.home, { recursive: true, force: true });
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Runs a conversation and cleans up after it. */
export async function inTerminal(options: PtyOptions, talk: (t: PtySession) => Promise<void>): Promise<void> {
  const session = new PtySession(options);
  try {
    await talk(session);
  } finally {
    await session.close();
  }
}
