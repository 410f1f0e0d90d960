/** What earlier runs found out of mutants, so that a long sample can be finished in pieces. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mutant } from './sample.ts';

export type Verdict = 'noticed' | 'timeout' | 'SURVIVED' | 'UNREACHED';

export interface Finding {
  readonly verdict: Verdict;
  /** The test that failed, `file > name`. */
  readonly by?: string | undefined;
}

interface Kept extends Finding {
  /** What it holds for: the test file that noticed it, or all that was tried. */
  readonly of: string;
}

interface Contents {
  readonly typed: Readonly<Record<string, boolean>>;
  readonly found: Readonly<Record<string, Kept>>;
}

const hashed = (...texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 24);

export class Findings {
  readonly #root: string;
  readonly #path: string;
  #contents: Contents;
  readonly #texts = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
    this.#path = join(root, 'node_modules/.cache/mutants.json');
    this.#contents = this.#read();
  }

  #text(file: string): string {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const path = join(this.#root, file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    this.#texts.set(file, text);
    return text;
  }

  /** A mutant of a source as it is now. */
  #key({ file, mutation: m }: Mutant): string {
    return hashed(file, this.#text(file), String(m.start), m.after);
  }

  #read(): Contents {
    return existsSync(this.#path) ? JSON.parse(readFileSync(this.#path, 'utf8')) : { typed: {}, found: {} };
  }

  /** Adds to what other runs may have written meanwhile. */
  #add({ typed, found }: Partial<Contents>): void {
    const before = this.#read();
    this.#contents = { typed: { ...before.typed, ...typed }, found: { ...before.found, ...found } };
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, JSON.stringify(this.#contents));
  }

  /** Whether it is no error of types, where that is known. */
  typeChecks(m: Mutant): boolean | undefined {
    return this.#contents.typed[this.#key(m)];
  }

  noteTypes(mutants: readonly Mutant[], right: ReadonlySet<Mutant>): void {
    this.#add({ typed: Object.fromEntries(mutants.map((m) => [this.#key(m), right.has(m)])) });
  }

  /** What is known of it; `tried` names all that a run tries. */
  of(m: Mutant, tried: string): Finding | undefined {
    const kept = this.#contents.found[this.#key(m)];
    return kept !== undefined && kept.of === this.#holdsFor(kept, tried) ? kept : undefined;
  }

  note(m: Mutant, finding: Finding, tried: string): void {
    this.#add({ found: { [this.#key(m)]: { ...finding, of: this.#holdsFor(finding, tried) } } });
  }

  #holdsFor({ by }: Finding, tried: string): string {
    return by === undefined ? tried : hashed(this.#text(by.split(' > ')[0]!));
  }
}
