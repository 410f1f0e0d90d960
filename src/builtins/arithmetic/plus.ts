/** Plus, and Subtract and Minus which are written with it. */

import { PUT_UNITS } from '../../expr/association.ts';
import { allDiffer } from '../../expr/distinct.ts';
import { type Expr, int, isCall, Kind, type Normal, Normal as NormalClass, normal, Real } from '../../expr/expr.ts';
import { hash } from '../../expr/hash.ts';
import { LargeMap } from '../../expr/large-map.ts';
import { order } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { Attribute, builtin, type Evaluation } from '../builtin.ts';
import { add, isNumberExpr, isOne, isZero, MINUS_ONE, type NumberExpr, ONE, ZERO } from '../values/number.ts';
import { elementwise } from './elementwise.ts';
import { withoutConstants } from './inexact.ts';

export const NUMERIC = Attribute.Listable | Attribute.NumericFunction;
export const ARITHMETIC = NUMERIC | Attribute.Flat | Attribute.OneIdentity | Attribute.Orderless;

/** Machine numbers without ceremony. */
function pair(a: Expr, b: Expr): Expr | undefined {
  if (a.kind === Kind.Integer) {
    if (b.kind === Kind.Integer && typeof a.value === 'number' && typeof b.value === 'number') {
      const s = a.value + b.value;
      return s <= Number.MAX_SAFE_INTEGER && s >= -Number.MAX_SAFE_INTEGER ? int(s) : undefined;
    }
    if (b.kind === Kind.Rational) return add(a, b);
    if (b.kind === Kind.Real && typeof a.value === 'number') return finite(a.value + b.value);
  } else if (a.kind === Kind.Real) {
    if (b.kind === Kind.Real) return finite(a.value + b.value);
    if (b.kind === Kind.Integer && typeof b.value === 'number') return finite(a.value + b.value);
  } else if (a.kind === Kind.Rational && (b.kind === Kind.Integer || b.kind === Kind.Rational)) return add(a, b);
  return undefined;
}
export const finite = (x: number): Expr | undefined => (Number.isFinite(x) ? new Real(x) : undefined);

interface Term {
  coefficient: NumberExpr;
  readonly rest: Expr;
}

/** 3 x y as 3 and x y. */
function split(e: Expr): Term {
  if (isCall(e, S.Times) && e.args.length > 1 && isNumberExpr(e.args[0]!)) {
    const rest = e.args.length === 2 ? e.args[1]! : new NormalClass(S.Times, e.args.slice(1));
    return { coefficient: e.args[0]!, rest };
  }
  return { coefficient: ONE, rest: e };
}

function join({ coefficient, rest }: Term, e: Evaluation): Expr {
  if (isOne(coefficient)) return rest;
  if (isCall(rest, S.Times)) return new NormalClass(S.Times, [coefficient, ...rest.args]);
  if (isCall(rest, S.Plus) && coefficient.kind === Kind.Integer && coefficient.value === -1)
    return e.evaluate(normal(S.Times, coefficient, rest));
  return new NormalClass(S.Times, [coefficient, rest]);
}

export const isInfinity = (e: Expr | undefined): e is Normal => isCall(e, S.DirectedInfinity) && e.args.length <= 1;

/** Infinities among the terms: they swallow numbers, and opposite ones cancel to Indeterminate. */
function infinite(terms: readonly Expr[], e: Evaluation): Expr | undefined {
  const infinities = terms.filter(isInfinity);
  if (infinities.length === 0) return undefined;
  const others = terms.filter((t) => !isInfinity(t) && !isNumberExpr(t));
  if (infinities.some((i) => !same(i, infinities[0]!)) || (infinities.length > 1 && infinities[0]!.args.length === 0)) {
    e.messageOf(S.Infinity, 'indet', new NormalClass(S.HoldForm, [new NormalClass(S.Plus, terms)]));
    return S.Indeterminate;
  }
  if (others.length === 0) return infinities[0]!;
  return infinities.length === terms.length - others.length &&
    infinities.length === 1 &&
    others.length === terms.length - 1
    ? undefined
    : new NormalClass(S.Plus, [infinities[0]!, ...others]);
}

/** The same for like terms: hashes of what is beside their coefficients. */
function likeness(e: Expr): number {
  if (!isCall(e, S.Times)) return hash(e);
  const { args } = e;
  const from = args.length > 1 && isNumberExpr(args[0]!) ? 1 : 0;
  if (args.length - from === 1) return hash(args[from]!);
  let h = 0;
  for (let i = from; i < args.length; i++) h = Math.imul(h ^ hash(args[i]!), 0x85ebca6b) + i - from;
  return h;
}

/** Nothing to collect: no like terms, and no number but one that is not 0. */
function collected(args: readonly Expr[]): boolean {
  for (let i = isExactTerm(args[0]!) ? 1 : 0; i < args.length; i++) if (isNumberExpr(args[i]!)) return false;
  return allDiffer(args, likeness);
}

/** A number that stays beside a term of another kind. */
const isExactTerm = (a: Expr): boolean => a.kind === Kind.Rational || (a.kind === Kind.Integer && a.value !== 0);

/** Sorted, flat terms with numbers and like terms collected; undefined when nothing changes. */
export function plus(args: readonly Expr[], e: Evaluation): Expr | undefined {
  if (args.length === 0) return ZERO;
  if (args.length === 1) return args[0];
  if (args.length === 2) {
    const quick = pair(args[0]!, args[1]!) ?? elementwise(args[0]!, args[1]!, (a, b) => a + b);
    if (quick !== undefined) return quick;
    if (isExactTerm(args[0]!) && (isCall(args[1]!, S.Power) || isCall(args[1]!, S.Times))) return undefined;
  }
  if (args.includes(S.Indeterminate)) return S.Indeterminate;
  const inf = infinite(args, e);
  if (inf !== undefined) return inf;
  const inexact = withoutConstants(args, e);
  if (inexact !== undefined) return new NormalClass(S.Plus, inexact);
  if (collected(args)) return undefined;
  let constant: NumberExpr = ZERO;
  const terms: Term[] = [];
  const byHash = new LargeMap<Term[]>();
  let combined = 0;
  for (const a of args) {
    worked(PUT_UNITS);
    if (isNumberExpr(a)) {
      constant = add(constant, a);
      continue;
    }
    const t = split(a);
    const h = hash(t.rest);
    const bucket = byHash.get(h);
    const like = bucket?.find((u) => same(u.rest, t.rest));
    if (like !== undefined) {
      like.coefficient = add(like.coefficient, t.coefficient);
      combined++;
      continue;
    }
    terms.push(t);
    if (bucket) bucket.push(t);
    else byHash.set(h, [t]);
  }
  if (constant.kind === Kind.Real && !Number.isFinite(constant.value)) return overflow(e);
  const numbers = args.length - terms.length - combined;
  if (combined === 0 && numbers <= 1 && (numbers === 0 || !isZero(constant))) return undefined;
  const kept = terms.filter((t) => !isZero(t.coefficient)).map((t) => join(t, e));
  if (!isZero(constant) || kept.length === 0) kept.unshift(constant);
  if (kept.length === 1) return kept[0]!;
  return new NormalClass(S.Plus, kept.sort(order));
}

export function overflow(e: Evaluation): Expr {
  e.messageOf(e.session.names.resolve('General'), 'ovfl');
  return normal(S.Overflow);
}

export const Plus = builtin('Plus', {
  usage: 'x + y + z represents a sum of terms.',
  attributes: ARITHMETIC,
  rules: { 'Default[Plus]': '0' },
  packed: true,
  pair,
  evaluate: plus,
  examples: {
    '1 + 2': '3',
    'a + b + a': '2 a + b',
    '1/2 + 1/3': '5/6',
    '{1, 2} + {10, 20}': '{11, 22}',
    'x - x': '0',
    '0.1 + 1/2': '0.6',
    '2^60 + 1': '1152921504606846977',
    'Infinity - Infinity': ['Indeterminate', 'Infinity::indet'],
    '{1, 2} + {1, 2, 3}': ['{1, 2} + {1, 2, 3}', 'Plus::tdlen'],
  },
});

export const Minus = builtin('Minus', {
  usage: '-x is the arithmetic negation of x.',
  attributes: NUMERIC,
  arity: 1,
  evaluate: ([x]) => normal(S.Times, MINUS_ONE, x!),
  examples: { '-(3)': '-3', 'Minus[x]': '-x' },
});

export const Subtract = builtin('Subtract', {
  usage: 'x - y is equivalent to x + (-1 * y).',
  attributes: NUMERIC,
  arity: 2,
  packed: true,
  evaluate: ([x, y]) => elementwise(x!, y!, (a, b) => a - b) ?? normal(S.Plus, x!, normal(S.Times, MINUS_ONE, y!)),
  examples: { 'Subtract[5, 3]': '2', 'Subtract[a, b]': 'a - b' },
});
