/**
 * A backtracking matcher as a machine: instructions, registers, and a stack of choices and of what is to be undone. No step is long, and no
 * state is tried twice where that is known to be in vain.
 */
import { worked } from '../../pace.ts';
import type { Tried } from './pattern-tried.ts';

/** A run of a small expression of the host, in units of work. */
const EXPRESSION_UNITS = 4;
/** The register of a group that has not matched. */
export const UNSET = -1;

/** A loop that is open, for states: times beyond `most` make no difference. */
export interface OpenLoop {
  readonly count: number;
  readonly begun: number;
  readonly most: number;
}
/** How many states one loop makes of one: by its times, and by whether something has matched this time. */
export const statesOf = ({ most }: OpenLoop): number => 2 * (most + 1);

export type Instruction =
  /** A sticky expression of the host that can match in one way only. */
  | { readonly op: 'match'; readonly expression: RegExp }
  /** The same many times. */
  | {
      readonly op: 'run';
      readonly expression: RegExp;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      /** What follows it. */
      readonly once: Once;
    }
  | { readonly op: 'choose'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  /** Registers get values: places in the text, or numbers. */
  | { readonly op: 'place'; readonly register: number }
  | { readonly op: 'set'; readonly registers: readonly number[]; readonly value: number }
  | { readonly op: 'count'; readonly register: number; readonly most: number }
  /** No way where this state has been tried; states are numbered from `first` on. */
  | { readonly op: 'once'; readonly first: number; readonly open: readonly OpenLoop[] }
  /** Once more (the next instruction), or out of it. */
  | {
      readonly op: 'loop';
      readonly count: number;
      readonly begun: number;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      readonly out: number;
    }
  /** The text between two registers once more; `otherwise` is where it goes on without them. */
  | {
      readonly op: 'again';
      readonly from: number;
      readonly to: number;
      readonly fold: boolean;
      readonly otherwise: number;
    }
  | {
      readonly op: 'look';
      readonly behind: boolean;
      readonly negative: boolean;
      readonly after: number;
      readonly tried: Tried;
    }
  | { readonly op: 'ask'; readonly holds: (text: string, at: number, registers: readonly number[]) => boolean }
  | { readonly op: 'end' };

/** What is tried when the present way fails. */
type Kept =
  | { readonly kind: 'choice'; readonly pc: number; readonly at: number }
  | { readonly kind: 'undo'; readonly register: number; readonly value: number }
  /** Fewer of what has matched many times. */
  | { readonly kind: 'fewer'; readonly pc: number; readonly ends: readonly number[]; n: number; readonly min: number }
  /** More of it. */
  | { readonly kind: 'more'; readonly pc: number; readonly run: Run; at: number; left: number };
type Run = Extract<Instruction, { readonly op: 'run' }>;
type Once = Extract<Instruction, { readonly op: 'once' }>;

/** Is the place between the two halves of a character? The host would go back to its beginning. */
const isWithinCharacter = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

export class Machine {
  readonly #program: readonly Instruction[];
  readonly #text: string;
  /** Places in the text, and counts. */
  readonly registers: number[];
  readonly #stack: Kept[] = [];
  /** undefined: every way is tried. */
  #tried: Tried | undefined;
  #at = 0;
  #pc = 0;

  /** `tried` holds for all runs that accept the same. */
  constructor(program: readonly Instruction[], registers: number, text: string, tried?: Tried) {
    this.#program = program;
    this.#text = text;
    this.#tried = tried?.begin(text.length) ? tried : undefined;
    this.registers = new Array<number>(registers).fill(UNSET);
  }

  /** The end of the first match that begins there and is accepted; undefined: there is none. */
  run(pc: number, at: number, accept: (end: number) => boolean): number | undefined {
    const base = this.#stack.length;
    this.#pc = pc;
    this.#at = at;
    for (;;) {
      const instruction = this.#program[this.#pc]!;
      if (instruction.op === 'end' && accept(this.#at)) {
        // Its other ways are given up, what it has set may still be undone.
        const kept = this.#stack.splice(base).filter((k) => k.kind === 'undo');
        for (const k of kept) this.#stack.push(k);
        return this.#at;
      }
      if (instruction.op !== 'end' && this.#step(instruction)) continue;
      if (!this.#back(base)) return undefined;
    }
  }

  #set(register: number, value: number): void {
    const before = this.registers[register]!;
    if (before === value) return;
    this.#stack.push({ kind: 'undo', register, value: before });
    this.registers[register] = value;
  }

  /** Does one instruction; false: this is no way. */
  #step(i: Exclude<Instruction, { readonly op: 'end' }>): boolean {
    worked(1);
    switch (i.op) {
      case 'match':
        return this.#match(i.expression) && this.#next();
      case 'run':
        return this.#many(i);
      case 'choose':
        this.#stack.push({ kind: 'choice', pc: i.second, at: this.#at });
        return this.#next(i.first);
      case 'jump':
        return this.#next(i.to);
      case 'place':
        this.#set(i.register, this.#at);
        return this.#next();
      case 'set':
        for (const r of i.registers) this.#set(r, i.value);
        return this.#next();
      case 'count':
        this.#set(i.register, Math.min(i.most, this.registers[i.register]! + 1));
        return this.#next();
      case 'once':
        return (this.#tried?.add(this.#state(i), this.#at) ?? true) && this.#next();
      case 'loop':
        return this.#loop(i);
      case 'again':
        return this.#again(i);
      case 'look':
        return this.#look(i);
      case 'ask':
        return i.holds(this.#text, this.#at, this.registers) && this.#next();
    }
  }

  #next(pc = this.#pc + 1): true {
    this.#pc = pc;
    return true;
  }

  /** What is to come depends on the loops that are open. */
  #state({ first, open }: Once): number {
    let state = 0;
    for (const loop of open) {
      const times = Math.min(loop.most, Math.max(0, this.registers[loop.count]!));
      state = state * statesOf(loop) + 2 * times + (this.registers[loop.begun] === this.#at ? 1 : 0);
    }
    return first + state;
  }

  /** Whoever was behind it here has tried, or will try, all that comes of more characters. */
  #wasHere({ max, once }: Run): boolean {
    return max === Number.POSITIVE_INFINITY && this.#tried?.has(this.#state(once), this.#at) === true;
  }

  #match(expression: RegExp): boolean {
    worked(EXPRESSION_UNITS);
    expression.lastIndex = this.#at;
    if (!expression.test(this.#text)) return false;
    this.#at = expression.lastIndex;
    return true;
  }

  #many(run: Run): boolean {
    const { expression, min, max, lazy } = run;
    const pc = this.#pc + 1;
    const ends = [this.#at];
    while (ends.length <= min && this.#match(expression)) ends.push(this.#at);
    if (ends.length <= min || this.#wasHere(run)) return false;
    if (!lazy) while (ends.length <= max && this.#match(expression) && !this.#wasHere(run)) ends.push(this.#at);
    const n = ends.length - 1;
    this.#at = ends[n]!;
    if (lazy) this.#stack.push({ kind: 'more', pc, run, at: this.#at, left: max - n });
    else if (n > min) this.#stack.push({ kind: 'fewer', pc, ends, n, min });
    return this.#next(pc);
  }

  #loop({ count, begun, min, max, lazy, out }: Extract<Instruction, { readonly op: 'loop' }>): boolean {
    const n = this.registers[count]!;
    // Nothing is repeated for ever.
    if (n > min && this.registers[begun] === this.#at) return false;
    const more = this.#pc + 1;
    const [mayGoOn, mayStop] = [n < max, n >= min];
    if (!mayGoOn && !mayStop) return false;
    if (mayGoOn && mayStop) this.#stack.push({ kind: 'choice', pc: lazy ? more : out, at: this.#at });
    return this.#next(mayGoOn && !(lazy && mayStop) ? more : out);
  }

  #again({ from, to, fold, otherwise }: Extract<Instruction, { readonly op: 'again' }>): boolean {
    const [a, b] = [this.registers[from]!, this.registers[to]!];
    if (a === UNSET || b === UNSET) return this.#next(otherwise);
    const length = b - a;
    worked(1 + length / 16);
    const [known, here] = [this.#text.slice(a, b), this.#text.slice(this.#at, this.#at + length)];
    if (fold ? known.toLowerCase() !== here.toLowerCase() : known !== here) return false;
    this.#at += length;
    return this.#next();
  }

  /** What is looked for stands behind the instruction, up to its end. */
  #look({ behind, negative, after, tried }: Extract<Instruction, { readonly op: 'look' }>): boolean {
    const [pc, at, base, outside] = [this.#pc + 1, this.#at, this.#stack.length, this.#tried];
    this.#tried = outside !== undefined && tried.begin(this.#text.length) ? tried : undefined;
    let found = false;
    for (let from = at; !found && from >= (behind ? 0 : at); from--)
      if (from === at || !isWithinCharacter(this.#text, from))
        found = this.run(pc, from, (end) => !behind || end === at) !== undefined;
    if (found && negative) this.#undo(base);
    this.#at = at;
    this.#tried = outside;
    return found !== negative && this.#next(after);
  }

  #undo(base: number): void {
    while (this.#stack.length > base) {
      const k = this.#stack.pop()!;
      if (k.kind === 'undo') this.registers[k.register] = k.value;
    }
  }

  /** Goes back to the last choice above the base. */
  #back(base: number): boolean {
    while (this.#stack.length > base) {
      const k = this.#stack.at(-1)!;
      if (k.kind === 'fewer' && k.n > k.min + 1) {
        this.#at = k.ends[--k.n]!;
        return this.#next(k.pc);
      }
      if (k.kind === 'more' && k.left > 0) {
        this.#at = k.at;
        if (this.#match(k.run.expression) && !this.#wasHere(k.run)) {
          k.at = this.#at;
          k.left--;
          return this.#next(k.pc);
        }
      }
      this.#stack.pop();
      if (k.kind === 'undo') this.registers[k.register] = k.value;
      else if (k.kind === 'fewer') {
        this.#at = k.ends[k.n - 1]!;
        return this.#next(k.pc);
      } else if (k.kind === 'choice') {
        this.#at = k.at;
        return this.#next(k.pc);
      }
    }
    return false;
  }
}
