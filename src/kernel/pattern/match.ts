/** The state of one match, and the continuation-linked steps that patterns compile to. */
import type { Expr, Normal, Sym } from '../../expr/expr.ts';

/**
 * Scratch space of one match. `lists` holds argument lists being walked, `positions` how far each has got,
 * `slots` the values of pattern variables (undefined: not bound yet).
 */
export interface Match {
  readonly lists: (readonly Expr[])[];
  readonly positions: number[];
  readonly slots: (Expr | undefined)[];
  /** Free cells for strategies that need more than a position (sets of used arguments). */
  readonly cells: unknown[];
  /** What to do with a complete match; false asks for the next one. */
  accept: ((m: Match) => boolean) | undefined;
}

/** What follows a successful step. */
export type Next = (m: Match) => boolean;
/** Looks at one value, then either fails (false) or calls what follows. A step that binds undoes it when what follows fails. */
export type Step = (m: Match, e: Expr) => boolean;

/** Matches a list of arguments. */
export type ListStep = (m: Match, args: readonly Expr[]) => boolean;

/** What the pattern constructs ask of the compiler (compile.ts). */
export interface Compiler {
  /** Fresh scratch space: an argument list, a position in one, anything else. */
  list(): number;
  position(): number;
  cell(): number;
  slot(name: Sym): number;
  lengths(p: Expr): Range;
  totalLengths(patterns: readonly Expr[]): Range;
  step(p: Expr, next: Next): Step;
  sequenceStep(p: Expr, next: Next): Step;
  isolated(p: Expr): Step;
  plain(p: Normal, next: Next): Step;
  argumentList(patterns: readonly Expr[], next: Next): ListStep;
  orderlessList(patterns: readonly Expr[], next: Next): ListStep;
  at<T>(position: number, f: () => T): T;
  whenAbsent(p: Normal, next: Next): Next;
  /** Where the run that a name stands for may be noted in place of being made, as nothing asks for it before all has matched. */
  note(pattern: Expr, list: number, among: readonly Expr[]): NotedRun | undefined;
  question(test: Expr): (m: Match) => boolean;
  predicate(f: Expr): (e: Expr) => boolean;
}

/** A run of arguments, as places in `positions`: where it starts and how long it is; `list`: the arguments that it is part of. */
export interface NotedRun {
  readonly slot: number;
  readonly list: number;
  readonly start: number;
  readonly count: number;
}

/** How many arguments a pattern may stand for. */
export type Range = readonly [min: number, max: number];
export const ONE: Range = [1, 1];

/** A pattern ready to run; `variables[i]` names slot i. */
export interface CompiledPattern {
  readonly run: Step;
  readonly variables: readonly Sym[];
  readonly lists: number;
  readonly positions: number;
  readonly cells: number;
  /** Free matches: a condition may re-enter the pattern, hence a pool. */
  readonly pool: Match[];
}

export function acquire(p: Omit<CompiledPattern, 'run'>): Match {
  const free = p.pool.pop();
  if (free !== undefined) return free;
  return {
    lists: new Array(p.lists).fill(undefined) as (readonly Expr[])[],
    positions: new Array<number>(p.positions).fill(0),
    slots: new Array<Expr | undefined>(p.variables.length).fill(undefined),
    cells: new Array(p.cells).fill(undefined),
    accept: undefined,
  };
}

/** Gives the scratch space back; whoever keeps `slots` must copy them before. */
export function release(p: Pick<CompiledPattern, 'pool'>, m: Match): void {
  const s = m.slots;
  for (let i = 0; i < s.length; i++) s[i] = undefined;
  m.accept = undefined;
  p.pool.push(m);
}
