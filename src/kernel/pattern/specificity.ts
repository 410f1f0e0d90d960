/** Which of two left sides is tried first: the more specific one. */
import { type Call, type Expr, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { isConstruct } from './constructs.ts';

/** Equal but for the names of pattern variables: such a definition replaces the earlier one. */
export function sameUpToNames(a: Expr, b: Expr, left: Sym[] = [], right: Sym[] = []): boolean {
  if (a.kind === Kind.Symbol && b.kind === Kind.Symbol) {
    const i = left.indexOf(a);
    const j = right.indexOf(b);
    return i >= 0 || j >= 0 ? i === j : a === b;
  }
  if (a.kind !== Kind.Normal || b.kind !== Kind.Normal) return same(a, b);
  if (a.args.length !== b.args.length) return false;
  if (a.head === S.Pattern && b.head === S.Pattern) {
    const [x, y] = [a.args[0]!, b.args[0]!];
    if (x.kind !== Kind.Symbol || y.kind !== Kind.Symbol) return same(a, b);
    if (!left.includes(x) && !right.includes(y)) {
      left.push(x);
      right.push(y);
    }
  }
  return (
    sameUpToNames(a.head, b.head, left, right) && a.args.every((x, i) => sameUpToNames(x, b.args[i]!, left, right))
  );
}

/**
 * True when everything `a` matches is (as far as can be told cheaply) matched by `b` too, and not the other way:
 * then `a` must be tried before `b`.
 */
export function isMoreSpecific(a: Expr, b: Expr): boolean {
  return covers(b, a) && (!covers(a, b) || repetitions(a) > repetitions(b));
}

/** How often names occur again: f[x_, x_] admits less than f[x_, y_]. */
function repetitions(p: Expr): number {
  const seen = new Set<Expr>();
  let again = 0;
  const visit = (e: Expr): void => {
    if (e.kind !== Kind.Normal) return;
    if (e.head === S.Pattern && e.args.length === 2) {
      if (seen.has(e.args[0]!)) again++;
      seen.add(e.args[0]!);
    }
    visit(e.head);
    e.args.forEach(visit);
  };
  visit(p);
  return again;
}

interface Peeled {
  readonly core: Expr;
  /** Number of conditions and tests on the way in. */
  readonly tests: number;
}

function peel(p: Expr): Peeled {
  let tests = 0;
  let core = p;
  while (core.kind === Kind.Normal) {
    if (core.head === S.Pattern && core.args.length === 2) core = core.args[1]!;
    else if (core.head === S.HoldPattern && core.args.length === 1) core = core.args[0]!;
    else if ((core.head === S.Condition || core.head === S.PatternTest) && core.args.length === 2) {
      tests++;
      core = core.args[0]!;
    } else if ((core.head === S.Longest || core.head === S.Shortest) && core.args.length > 0) core = core.args[0]!;
    else break;
  }
  return { core, tests };
}

const isBlankKind = (e: Expr): e is Call =>
  e.kind === Kind.Normal && (e.head === S.Blank || e.head === S.BlankSequence || e.head === S.BlankNullSequence);

/** 1 for _, 2 for __, 3 for ___ : how much the kind of blank admits. */
const breadth = (e: Normal): number => (e.head === S.Blank ? 1 : e.head === S.BlankSequence ? 2 : 3);

/** Does `general` admit all that `special` admits? Conservative: false when in doubt. */
function covers(general: Expr, special: Expr): boolean {
  const g = peel(general);
  const s = peel(special);
  // A test narrows: a pattern with more tests never covers one with fewer.
  if (g.tests > s.tests) return false;
  return coversCore(g.core, s.core);
}

function coversCore(g: Expr, s: Expr): boolean {
  if (isConstruct(s, S.Alternatives)) return s.args.every((a) => covers(g, a));
  if (isConstruct(g, S.Alternatives)) return g.args.some((a) => covers(a, s));
  if (isConstruct(g, S.Optional)) return covers(g.args[0]!, isConstruct(s, S.Optional) ? s.args[0]! : s);
  if (isConstruct(s, S.Optional)) return isBlankKind(g) && breadth(g) === 3;
  if (isBlankKind(g)) return blankCovers(g, s);
  if (isConstruct(g, S.Repeated) || isConstruct(g, S.RepeatedNull)) {
    if (isConstruct(s, S.Repeated) || isConstruct(s, S.RepeatedNull))
      return (g.head === S.RepeatedNull || s.head === S.Repeated) && covers(g.args[0]!, s.args[0]!);
    return covers(g.args[0]!, s);
  }
  if (isConstruct(g, S.Except) || isConstruct(g, S.OptionsPattern)) return same(g, s);
  if (g.kind !== Kind.Normal || s.kind !== Kind.Normal) return same(g, s);
  if (isBlankKind(s)) return false;
  return covers(g.head, s.head) && argumentsCover(g.args, s.args);
}

function blankCovers(g: Normal, s: Expr): boolean {
  const head = g.args[0];
  if (isBlankKind(s)) {
    if (breadth(s) > breadth(g)) return false;
    return head === undefined || (s.args[0] !== undefined && same(head, s.args[0]));
  }
  if (isConstruct(s, S.Repeated) || isConstruct(s, S.RepeatedNull))
    return breadth(g) >= (s.head === S.Repeated ? 2 : 3) && coversCore(single(g), s.args[0]!);
  if (isConstruct(s, S.OptionsPattern)) return breadth(g) === 3 && head === undefined;
  if (head === undefined) return true;
  switch (s.kind) {
    case Kind.Integer:
      return head === S.IntegerHead;
    case Kind.Real:
    case Kind.BigReal:
      return head === S.RealHead;
    case Kind.String:
      return head === S.StringHead;
    case Kind.Symbol:
      return head === S.SymbolHead;
    case Kind.Normal:
      return same(head, s.head);
    default:
      return false;
  }
}

/** The same blank for a single argument. */
const single = (g: Normal): Expr => (g.head === S.Blank ? g : new Normal(S.Blank, g.args));

/** Lists of argument patterns, where a sequence blank may cover several. */
function argumentsCover(g: readonly Expr[], s: readonly Expr[]): boolean {
  if (g.length === 0) return s.length === 0;
  const first = g[0]!;
  const { core } = peel(first);
  if (isBlankKind(core) && breadth(core) > 1) {
    const least = core.head === S.BlankSequence ? 1 : 0;
    for (let n = least; n <= s.length; n++)
      if (s.slice(0, n).every((x) => covers(first, x)) && argumentsCover(g.slice(1), s.slice(n))) return true;
    return false;
  }
  return s.length > 0 && covers(first, s[0]!) && argumentsCover(g.slice(1), s.slice(1));
}
