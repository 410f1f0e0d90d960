/** Argument lists in any order: literals are taken out first, then each pattern chooses among the arguments left. */
import { type Expr, isCall, Normal, type Sym } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { absorbsIn, isTested } from './flat.ts';
import { sequenceOf } from './forms.ts';
import { isLiteral } from './literal.ts';
import type { Compiler, ListStep, Match, Next, Step } from './match.ts';

interface Choice {
  readonly args: readonly Expr[];
  /** Which arguments are taken by patterns before. */
  readonly used: boolean[];
  left: number;
}

interface Chooser {
  readonly step: Step;
  readonly min: number;
  readonly max: number;
  /** Wraps several arguments in the flat head instead of making a sequence. */
  readonly wrap: Sym | undefined;
  /** A single argument stands as it is. */
  readonly bare: boolean;
  /** x_. takes an argument as long as there is one for it. */
  readonly optional: boolean;
  readonly leastAfter: number;
  readonly mostAfter: number;
}

export function orderlessList(
  c: Compiler,
  patterns: readonly Expr[],
  next: Next,
  flat: { readonly head: Sym; readonly oneIdentity: boolean } | undefined,
): ListStep {
  const literals = patterns.filter(isLiteral);
  const open = patterns.filter((p) => !isLiteral(p));
  const cell = c.cell();
  let following: Next = (m) => (m.cells[cell] as Choice).left === 0 && next(m);
  let leastAfter = 0;
  let mostAfter = 0;
  for (let i = open.length - 1; i >= 0; i--) {
    const p = open[i]!;
    const [min, most] = c.lengths(p);
    const wraps = flat !== undefined && most === 1 && absorbsIn(p, flat.head);
    const max = wraps ? Number.POSITIVE_INFINITY : most;
    const after = following;
    const step = c.at(patterns.indexOf(p), () => c.step(p, after));
    const wrap = wraps ? flat.head : undefined;
    const bare = !wraps || flat.oneIdentity || isTested(p);
    following = choose(cell, { step, min, max, wrap, bare, optional: isCall(p, S.Optional), leastAfter, mostAfter });
    leastAfter += min;
    mostAfter += max;
  }
  const start = following;
  const least = leastAfter + literals.length;
  const most = mostAfter + literals.length;
  return (m, args) => {
    if (args.length < least || args.length > most) return false;
    const choice = takeLiterals(literals, args);
    if (choice === undefined) return false;
    const outer = m.cells[cell];
    m.cells[cell] = choice;
    const ok = start(m);
    m.cells[cell] = outer;
    return ok;
  };
}

function takeLiterals(literals: readonly Expr[], args: readonly Expr[]): Choice | undefined {
  const used = new Array<boolean>(args.length).fill(false);
  for (const l of literals) {
    const i = args.findIndex((a, j) => !used[j] && same(a, l));
    if (i < 0) return undefined;
    used[i] = true;
  }
  return { args, used, left: args.length - literals.length };
}

/** Tries the unused arguments in order, then pairs of them, and so on. */
function choose(cell: number, { step, min, max, wrap, bare, optional, leastAfter, mostAfter }: Chooser): Next {
  const attempt = (m: Match, choice: Choice, chosen: readonly number[]): boolean => {
    const run = chosen.map((i) => choice.args[i]!);
    for (const i of chosen) choice.used[i] = true;
    choice.left -= chosen.length;
    const ok = step(
      m,
      wrap !== undefined && (run.length > 1 || (run.length === 1 && !bare)) ? new Normal(wrap, run) : sequenceOf(run),
    );
    m.cells[cell] = choice;
    for (const i of chosen) choice.used[i] = false;
    choice.left += chosen.length;
    return ok;
  };
  const combine = (m: Match, choice: Choice, from: number, size: number, chosen: number[]): boolean => {
    if (chosen.length === size) return attempt(m, choice, chosen);
    let previous: Expr | undefined;
    for (let i = from; i <= choice.args.length - (size - chosen.length); i++) {
      worked(1);
      const a = choice.args[i]!;
      // Equal neighbours (arguments are sorted) would only repeat the same tries.
      if (choice.used[i] || (previous !== undefined && same(previous, a))) continue;
      previous = a;
      chosen.push(i);
      const ok = combine(m, choice, i + 1, size, chosen);
      chosen.pop();
      if (ok) return true;
    }
    return false;
  };
  return (m) => {
    const choice = m.cells[cell] as Choice;
    const least = Math.max(min, choice.left - mostAfter);
    const most = Math.min(max, choice.left - leastAfter);
    for (let n = optional ? Math.max(least, 1) : least; n <= most; n++)
      if (n === 0 ? attempt(m, choice, []) : combine(m, choice, 0, n, [])) return true;
    return optional && least === 0 && attempt(m, choice, []);
  };
}
