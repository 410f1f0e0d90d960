/** Infinite quantities. */
import { type Expr, int, isNumber, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isNegative } from '../../syntax/printing.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { COMPLEX_INFINITY } from '../values/number.ts';

const Abs = system('Abs');
const isZero = (z: Expr): boolean => (z.kind === Kind.Integer || z.kind === Kind.Real) && Number(z.value) === 0;

/** The direction is a number on the unit circle. */
function direction(z: Expr, e: Evaluation): Expr | undefined {
  if (z === S.Indeterminate) return z;
  if (!isNumber(z)) return undefined;
  if (isZero(z)) return COMPLEX_INFINITY;
  if (z.kind !== Kind.Complex) {
    const unit = z.kind === Kind.Integer && (z.value === 1 || z.value === -1);
    return unit ? undefined : normal(S.DirectedInfinity, int(isNegative(z) ? -1 : 1));
  }
  const size = e.evaluate(normal(Abs, z));
  if (isNumber(size) && Number((size as { value?: unknown }).value) === 1) return undefined;
  return normal(S.DirectedInfinity, e.evaluate(normal(S.Times, z, normal(S.Power, size, int(-1)))));
}

export const infinities: readonly Builtin[] = [
  builtin('DirectedInfinity', {
    usage:
      'DirectedInfinity[z] represents an infinite numerical quantity whose direction in the complex plane is given by z.',
    attributes: Attribute.Listable,
    arity: [0, 1],
    evaluate: ([z], e) => (z === undefined ? undefined : direction(z, e)),
    examples: {
      Infinity: 'DirectedInfinity[1]',
      '5 < DirectedInfinity[1]': 'True',
      '{DirectedInfinity[2], DirectedInfinity[-1/2], DirectedInfinity[0]}': '{Infinity, -Infinity, ComplexInfinity}',
      'DirectedInfinity[1 + I]': 'DirectedInfinity[(1 + I)/Sqrt[2]]',
      'DirectedInfinity[1, 2]': ['DirectedInfinity[1, 2]', 'DirectedInfinity::argt'],
    },
  }),
];
