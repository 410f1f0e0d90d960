/** LogicalExpand and BooleanConvert: logical expressions as sums of products, or products of sums. */
import { type Expr, Kind, Normal, normal, Str } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { Equivalent, Majority, Nand, Nor } from './connectives.ts';
import { Implies, Xor } from './logic.ts';
import { isConnective } from './truth.ts';

interface Literal {
  readonly atom: Expr;
  readonly positive: boolean;
}
/** Literals that all hold. */
type Term = readonly Literal[];

const sameLiteral = (a: Literal, b: Literal): boolean => a.positive === b.positive && same(a.atom, b.atom);
const contains = (t: Term, l: Literal): boolean => t.some((x) => sameLiteral(x, l));
const within = (a: Term, b: Term): boolean => a.every((l) => contains(b, l));

/** Both terms in one; none where they contradict each other. */
function joined(a: Term, b: Term): Term[] {
  const more = b.filter((l) => !contains(a, l));
  if (more.some((l) => contains(a, { atom: l.atom, positive: !l.positive }))) return [];
  return [[...a, ...more]];
}

/** Without terms that others imply. */
function absorbed(terms: readonly Term[]): Term[] {
  return terms.filter((t, i) => !terms.some((u, j) => j !== i && within(u, t) && (u.length < t.length || j < i)));
}

function product(factors: readonly (readonly Term[])[], e: Evaluation): Term[] {
  return factors.reduce<Term[]>(
    (sum, factor) => {
      e.session.interrupts.poll();
      return absorbed(sum.flatMap((a) => factor.flatMap((b) => joined(a, b))));
    },
    [[]],
  );
}

/** The terms one of which holds when e is `positive`. */
function terms(e: Expr, positive: boolean, s: Evaluation): Term[] {
  if (e === S.True || e === S.False) return (e === S.True) === positive ? [[]] : [];
  if (!isConnective(e)) return [[{ atom: e, positive }]];
  const { args } = e;
  const all = (p: boolean): Term[][] => args.map((a) => terms(a, p, s));
  const every = (p: boolean): Term[] => product(all(p), s);
  const some = (p: boolean): Term[] => absorbed(all(p).flat());
  switch (e.head) {
    case S.And:
      return positive ? every(true) : some(false);
    case S.Or:
      return positive ? some(true) : every(false);
    case Nand.symbol:
      return positive ? some(false) : every(true);
    case Nor.symbol:
      return positive ? every(false) : some(true);
    case S.Not:
      return terms(args[0]!, !positive, s);
    case Implies.symbol:
      return terms(normal(S.Or, normal(S.Not, args[0]!), args[1]!), positive, s);
    case Equivalent.symbol:
      return terms(normal(S.Or, new Normal(S.And, args), new Normal(Nor.symbol, args)), positive, s);
    case Majority.symbol:
      return terms(majority(args), positive, s);
    default:
      return parity(args, positive === (e.head === Xor.symbol), s);
  }
}

/** One of the smallest groups that outvote the others holds. */
function majority(args: readonly Expr[]): Expr {
  const size = Math.floor(args.length / 2) + 1;
  const groups = (from: number, n: number): Expr[][] =>
    n === 0 ? [[]] : args.slice(from).flatMap((a, i) => groups(from + i + 1, n - 1).map((rest) => [a, ...rest]));
  return new Normal(
    S.Or,
    groups(0, size).map((g) => new Normal(S.And, g)),
  );
}

/** An odd number of the arguments holds, or an even number. */
function parity([first, ...rest]: readonly Expr[], odd: boolean, s: Evaluation): Term[] {
  if (first === undefined) return odd ? [] : [[]];
  const [yes, no] = [parity(rest, !odd, s), parity(rest, odd, s)];
  return absorbed([...product([terms(first, true, s), yes], s), ...product([terms(first, false, s), no], s)]);
}

const literal = ({ atom, positive }: Literal): Expr => (positive ? atom : normal(S.Not, atom));
const opposite = ({ atom, positive }: Literal): Literal => ({ atom, positive: !positive });

/** A call of And or Or, or what that is without arguments to speak of. */
function joint(head: typeof S.And, parts: readonly Expr[]): Expr {
  if (parts.length === 0) return head === S.And ? S.True : S.False;
  return parts.length === 1 ? parts[0]! : new Normal(head, parts);
}
const sumOfProducts = (ts: readonly Term[]): Expr =>
  joint(
    S.Or,
    ts.map((t) => joint(S.And, t.map(literal))),
  );
/** From the terms of the negation. */
const productOfSums = (ts: readonly Term[]): Expr =>
  joint(
    S.And,
    ts.map((t) => joint(S.Or, t.map(opposite).map(literal))),
  );

export const LogicalExpand = builtin('LogicalExpand', {
  usage: 'LogicalExpand[expr] expands out logical combinations of equations, inequalities, and other functions.',
  arity: 1,
  evaluate: ([e], s) => sumOfProducts(terms(e!, true, s)),
  examples: {
    'LogicalExpand[(a || b) && c]': 'a && c || b && c',
    'LogicalExpand[!(a && b)]': '!a || !b',
    'LogicalExpand[Xor[a, b]]': 'a && !b || !a && b',
    'LogicalExpand[a && !a]': 'False',
  },
});

const FORMS: Readonly<Record<string, (e: Expr, s: Evaluation) => Expr>> = {
  DNF: (e, s) => sumOfProducts(terms(e, true, s)),
  SOP: (e, s) => sumOfProducts(terms(e, true, s)),
  CNF: (e, s) => productOfSums(terms(e, false, s)),
  POS: (e, s) => productOfSums(terms(e, false, s)),
};

export const BooleanConvert = builtin('BooleanConvert', {
  usage:
    'BooleanConvert[expr] converts the Boolean expression expr to disjunctive normal form.\nBooleanConvert[expr, form] converts it to "DNF", "SOP", "CNF" or "POS".',
  arity: [1, 2],
  evaluate([e, form], s) {
    const name = form === undefined ? 'DNF' : form.kind === Kind.String ? form.value : '';
    if (!Object.hasOwn(FORMS, name)) return s.message('bdomv', form!, list(Object.keys(FORMS).map((n) => new Str(n))));
    return FORMS[name]!(e!, s);
  },
  examples: {
    'BooleanConvert[Implies[a, b]]': '!a || b',
    'BooleanConvert[(a && b) || c, "CNF"]': '(a || c) && (b || c)',
    'BooleanConvert[a, "XYZ"]': ['BooleanConvert[a, "XYZ"]', 'BooleanConvert::bdomv'],
  },
});

export const normalForms: readonly Builtin[] = [LogicalExpand, BooleanConvert];
