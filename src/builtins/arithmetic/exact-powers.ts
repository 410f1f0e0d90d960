/** Powers of E and roots of exact numbers that have a simpler form. */
import { type Complex, type Expr, int, isCall, Kind, Normal, normal, type Rational } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type * as whole from '../../numeric/integer.ts';
import { addReal, complex, isZero, MINUS_ONE, multiplyReal, negateReal, ONE, ratio, sign } from '../values/number.ts';
import { squareRootOf } from '../values/square-root.ts';

const Log = system('Log');
const HALF = ratio(1, 2);

/** (-1)^(p/n), with the exponent between -1 and 1; undefined when it is there already. */
export function rootOfUnity(p: number, n: number): Expr | undefined {
  const turns = Math.trunc(p / n);
  if (turns === 0) return undefined;
  return normal(S.Times, int(turns % 2 === 0 ? 1 : -1), normal(S.Power, MINUS_ONE, ratio(p - turns * n, n)));
}

/** The square root of a complex number with rational parts, where it has such parts too; to the power of b's numerator. */
export function gaussianRoot(z: Complex, b: Rational): Expr | undefined {
  if (b.den !== 2) return undefined;
  const size = squareRootOf(addReal(multiplyReal(z.re, z.re), multiplyReal(z.im, z.im)));
  if (size === undefined) return undefined;
  const re = squareRootOf(multiplyReal(addReal(size, z.re), HALF));
  const im = squareRootOf(multiplyReal(addReal(size, negateReal(z.re)), HALF));
  if (re === undefined || im === undefined) return undefined;
  return normal(S.Power, complex(re, sign(z.im) < 0 ? negateReal(im) : im), int(b.num as whole.Whole));
}

/** q of q I Pi. */
function piTurns(x: Expr): { num: number; den: number } | undefined {
  if (!isCall(x, S.Times) || x.args.length !== 2 || x.args[1] !== S.Pi) return undefined;
  const q = x.args[0]!;
  if (q.kind !== Kind.Complex || !isZero(q.re)) return undefined;
  const [num, den] =
    q.im.kind === Kind.Integer ? [q.im.value, 1] : q.im.kind === Kind.Rational ? [q.im.num, q.im.den] : [];
  return typeof num === 'number' && typeof den === 'number' ? { num, den } : undefined;
}
const QUARTERS: readonly Expr[] = [ONE, S.I, MINUS_ONE, normal(S.Times, MINUS_ONE, S.I)];
const quarter = ({ num, den }: { num: number; den: number }): Expr => QUARTERS[((((num * 2) / den) % 4) + 4) % 4]!;

/** x^k for k Log[x]. */
function ofLogarithm(x: Expr): Expr | undefined {
  if (isCall(x, Log)) return x.args.length === 1 ? x.args[0] : undefined;
  if (!isCall(x, S.Times)) return undefined;
  const at = x.args.findIndex((f) => isCall(f, Log) && f.args.length === 1);
  if (at < 0) return undefined;
  const rest = x.args.filter((_, i) => i !== at);
  return normal(S.Power, (x.args[at] as Normal).args[0]!, rest.length === 1 ? rest[0]! : new Normal(S.Times, rest));
}

/** E^x where x holds logarithms or quarter turns I Pi/2. */
export function exponential(x: Expr): Expr | undefined {
  const turns = piTurns(x);
  if (turns !== undefined) {
    if (2 % turns.den === 0) return quarter(turns);
    const { num, den } = turns;
    const left = num - 2 * den * Math.ceil((num - den) / (2 * den));
    return left === num ? undefined : normal(S.Power, S.E, normal(S.Times, ratio(left, den), S.I, S.Pi));
  }
  if (!isCall(x, S.Plus)) return ofLogarithm(x);
  const factors: Expr[] = [];
  const rest: Expr[] = [];
  for (const term of x.args) {
    const q = piTurns(term);
    const power = q !== undefined && 2 % q.den === 0 ? quarter(q) : ofLogarithm(term);
    if (power === undefined) rest.push(term);
    else factors.push(power);
  }
  if (factors.length === 0) return undefined;
  return normal(S.Times, normal(S.Power, S.E, rest.length === 1 ? rest[0]! : new Normal(S.Plus, rest)), ...factors);
}
