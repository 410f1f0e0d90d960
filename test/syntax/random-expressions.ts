/** Random expressions for tests of printers: every operator of the table, every special form, all kinds of atoms. */
import { Decimal } from 'decimal.js';
import { operators } from '../../grammar/operators.ts';
import {
  BigReal,
  Complex,
  type Expr,
  int,
  Normal,
  normal,
  Rational,
  Real,
  Str,
  type Sym,
} from '../../src/expr/expr.ts';
import { symbol, system } from '../../src/expr/intern.ts';
import * as S from '../../src/expr/symbols.ts';
import { resolveName } from './names.ts';

export type Random = () => number;

/** Numbers in [0, 1) that the seed decides (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
export const pick = <T>(r: Random, list: readonly T[]): T => list[Math.floor(r() * list.length)]!;
const below = (r: Random, n: number): number => Math.floor(r() * n);

const names = ['a', 'b', 'c', 'x', 'y', 'f', 'g', '\u03b1', '\u03c0x', '$v'].map((n) => symbol(`Global\`${n}`));
const others = [symbol('my`pkg`v'), S.Pi, S.I, S.True, S.All, S.Null, S.List, S.Infinity];
const strings = ['', 'a', 'two words', 'q"uo\\te', 'tab\tline\n', '\\[Alpha]', '\u03b1\u0001', 'it\u2019s', '(*', ';;'];
const heads: readonly Sym[] = operators.map((o) => system(o.head));
const specialHeads: readonly Sym[] = [
  'Plus',
  'Times',
  'Times',
  'Power',
  'Power',
  'List',
  'Part',
  'Slot',
  'SlotSequence',
  'Function',
  'Span',
  'Inequality',
  'CompoundExpression',
  'TagSet',
  'TagSetDelayed',
  'TagUnset',
  'Blank',
  'BlankSequence',
  'Pattern',
  'Pattern',
  'Optional',
  'MessageName',
  'Association',
  'HoldForm',
  'Derivative',
  'Rule',
  'Put',
  'Get',
  'Out',
  'Sqrt',
  'Subtract',
  'Divide',
  'Minus',
].map(system); // prettier-ignore

function number(r: Random): Expr {
  switch (below(r, 9)) {
    case 0:
      return new Real((r() - 0.5) * 10 ** below(r, 12));
    case 1:
      return new Real(pick(r, [0, -0, 1.5, -2, 0.1, 1e-12, 1e300, 123456.7, 1e16, -1e-7]));
    case 2:
      return new Rational(pick(r, [1, -1, 2, -3, 5]), pick(r, [7, 11, 13]));
    case 3:
      return int(pick(r, [10n ** 30n, -(10n ** 25n)]));
    case 4:
      return new BigReal(new Decimal(pick(r, ['1.25', '-3.5e20', '7e-30', '0'])), pick(r, [20, 30.5]));
    case 5:
      return new Complex(pick(r, [int(0), int(2), new Real(1.5)]), pick(r, [int(1), int(-1), int(3), new Real(-2.5)]));
    default:
      return int(below(r, 7) - 3);
  }
}

function atom(r: Random): Expr {
  const n = r();
  if (n < 0.55) return pick(r, names);
  if (n < 0.65) return pick(r, others);
  return n < 0.85 ? number(r) : new Str(pick(r, strings));
}

/** Arguments of the kind that the head has when people write it; now and then other ones. */
function argumentsFor(head: Sym, r: Random, part: () => Expr): Expr[] {
  if (r() < 0.1) return Array.from({ length: below(r, 4) }, part);
  switch (head.name) {
    case 'Slot':
      return [r() < 0.7 ? int(below(r, 4)) : new Str(pick(r, ['name', 'a b']))];
    case 'SlotSequence':
      return [int(below(r, 3) + 1)];
    case 'Blank':
    case 'BlankSequence':
      return r() < 0.5 ? [] : [pick(r, names)];
    case 'Pattern':
      return [pick(r, names), r() < 0.5 ? normal(S.Blank) : part()];
    case 'Optional':
      return [r() < 0.6 ? normal(S.Pattern, pick(r, names), normal(S.Blank)) : part(), ...(r() < 0.6 ? [part()] : [])];
    case 'MessageName':
      return [part(), new Str('usage'), ...(r() < 0.2 ? [new Str('en')] : [])];
    case 'Span':
      return [part(), r() < 0.3 ? S.All : part(), ...(r() < 0.3 ? [part()] : [])];
    case 'Inequality':
      return [part(), pick(r, [S.Less, S.Equal]), part(), pick(r, [S.Less, S.GreaterEqual]), part()];
    case 'Association':
      return Array.from({ length: below(r, 3) }, () => normal(pick(r, [S.Rule, S.RuleDelayed]), part(), part()));
    case 'CompoundExpression':
      return [part(), part(), ...(r() < 0.5 ? [S.Null] : [])];
    case 'TagSet':
    case 'TagSetDelayed':
      return [part(), part(), part()];
    default:
      return Array.from({ length: pick(r, [1, 1, 2, 2, 2, 2, 3]) }, part);
  }
}

/** An expression of about `size` parts. */
export function randomExpression(r: Random, size: number): Expr {
  if (size <= 1) return atom(r);
  const part = (): Expr => randomExpression(r, below(r, size));
  const n = r();
  if (n < 0.12) return new Normal(pick(r, names), Array.from({ length: below(r, 4) }, part));
  if (n < 0.16) return new Normal(part(), Array.from({ length: below(r, 3) }, part));
  if (n < 0.2) return normal(normal(S.Derivative, int(below(r, 3) + 1)), part());
  const head = pick(r, n < 0.6 ? specialHeads : heads);
  return new Normal(head, argumentsFor(head, r, part));
}

const global: ReadonlyMap<string, Sym> = new Map(names.map((s) => [s.name, s]));
/** What names of these expressions mean, and how its symbols are written. */
export const resolve = (name: string): Sym => global.get(name) ?? resolveName(name);
export const nameOf = (s: Sym): string => (s.context === 'my`pkg`' ? s.fullName : s.name);
