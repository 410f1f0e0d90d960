/** The file of past inputs: one JSON string a line, so that blocks stay blocks; several sessions may write to it. */
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Entries that are kept; the file is cut to this when it has grown to twice as many. */
const KEPT = 10_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the XDG base directory specification puts state that outlives a run. Variables that are no absolute path do not count. */
export function historyPath(environment: Environment): string {
  const state = environment.XDG_STATE_HOME;
  return join(state?.startsWith('/') ? state : join(homedir(), '.local', 'state'), 'scheelite', 'history');
}

export class HistoryFile {
  readonly path: string;
  /** Why inputs are not kept; told once. */
  problem: string | undefined;
  /** A write that was cut off left half a line, which the next one must not continue. */
  #cut = false;

  constructor(path: string) {
    this.path = path;
  }

  /** What earlier sessions left; lines that cannot be read are passed over. */
  read(): string[] {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (x) {
      if ((x as NodeJS.ErrnoException).code !== 'ENOENT') this.#failed(x);
      return [];
    }
    this.#cut = text !== '' && !text.endsWith('\n');
    const entries = text.split('\n').flatMap(entryOf);
    if (entries.length > 2 * KEPT) this.#rewrite(entries.slice(-KEPT));
    return entries.slice(-KEPT);
  }

  /** One write of one line, which systems do not mix with those of others. */
  append(entry: string): void {
    if (this.problem !== undefined) return;
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      appendFileSync(this.path, `${this.#cut ? '\n' : ''}${JSON.stringify(entry)}\n`, { mode: 0o600 });
      this.#cut = false;
    } catch (x) {
      this.#failed(x);
    }
  }

  #rewrite(entries: readonly string[]): void {
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, entries.map((e) => `${JSON.stringify(e)}\n`).join(''), { mode: 0o600 });
      renameSync(temporary, this.path);
    } catch (x) {
      this.#failed(x);
    }
  }
  #failed(x: unknown): void {
    this.problem = x instanceof Error ? x.message : String(x);
  }
}

function entryOf(line: string): string[] {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'string' ? [entry] : [];
  } catch {
    return [];
  }
}
