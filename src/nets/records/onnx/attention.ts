/** Attention, as the patterns find it: Softmax[scale q.k^T].v. */
import { str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { transposed } from './arrange.ts';
import { f, pure, X } from './formulas.ts';
import { multiplied } from './linear.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { type Formula, threaded } from './threaded.ts';
import { axisIndex, axisOf, isJoined, numbersIn, type PortValue, sizesOf, type Value } from './values.ts';

/** The smallest single, near enough. */
const LOWEST = -3.4e38;

/** A score at most this counts for nothing. */
export const LOW = -1e4;

/** Whether a mask that is known hides from each element those that come after it, and nothing else. */
function isCausal(mask: Value, masked: string): boolean {
  const numbers = mask.kind === 'constant' ? numbersIn(mask) : undefined;
  const [n, m] = sizesOf(mask).slice(-2);
  if (numbers === undefined || typeof n !== 'number' || n !== m || numbers.length !== n * n) return false;
  const hides = (x: number): boolean | undefined =>
    masked === 'added' ? (x <= LOW ? true : x === 0 ? false : undefined) : (x !== 0) === (masked === 'hidden');
  return Array.from(numbers).every((x, i) => hides(x) === i % n > Math.floor(i / n));
}

/** Scores with the mask. */
function maskedScores(call: Call, scores: PortValue): PortValue {
  const masked = call.text('masked', '');
  const mask = call.inputs[3];
  if (mask === undefined) return scores;
  if (masked === 'added') return threaded(call, [scores, mask], (x, y) => f('Plus', x!, y!), scores.type);
  // As the lowest number, so that a row of which nothing counts has weights all the same.
  const low = (hidden: boolean): Formula =>
    hidden ? (x, y) => f('If', y!, LOWEST, x!) : (x, y) => f('If', y!, x!, LOWEST);
  return threaded(call, [scores, mask], low(masked === 'hidden'), scores.type);
}

/** The product as it stands, for arrays that are no heads of a batch. */
function products(call: Call, q: PortValue, k: PortValue, v: PortValue, scale: number): PortValue {
  const scores = multiplied(call, q, k);
  const form = pure(f('Times', scale, X));
  const scaled =
    scale === 1 ? scores.ref : call.layer('ElementwiseLayer', [form], {}, { Input: scores.ref }, 'scale').ref();
  const seen = maskedScores(call, port(scaled, scores.axes, q.type));
  const weights = call.layer('SoftmaxLayer', [], {}, { Input: seen.ref }, 'softmax').ref();
  return multiplied(call, port(weights, seen.axes, q.type), v);
}

const attention: OnnxOperator = {
  layers: (call) => {
    const [q, k, v] = [call.port(0), call.port(1), call.port(2)];
    const rank = q.axes.length;
    const scale = call.float('scale', 1);
    if (axisIndex(call.int('axis', call.opset < 13 ? 1 : -1), rank) !== rank - 1)
      call.refuse('its weights are not along the last axis');
    const fits = (x: PortValue): boolean =>
      x.axes.length === rank &&
      !isJoined(x.axes) &&
      axisOf(x, 0).kind !== 'level' &&
      x.axes.slice(1).every((a) => a.kind === 'level');
    const mask = call.inputs[3];
    const causal = mask !== undefined && isCausal(mask, call.text('masked', ''));
    if ((rank !== 4 && rank !== 3) || ![q, k, v].every(fits) || (mask !== undefined && !causal))
      return [products(call, q, k, v, scale)];
    const heads = rank === 4;
    const order = heads ? [0, 2, 1, 3] : [0, 1, 2];
    const form = pure(f('Times', scale, X));
    const scaled = scale === 1 ? q.ref : call.layer('ElementwiseLayer', [form], {}, { Input: q.ref }, 'scale').ref();
    // {batch, heads, length, n} as {batch, length, heads, n}; k comes transposed, as the product takes it.
    const Query = transposed(call, port(scaled, q.axes, q.type), order, 'query');
    const Key = transposed(call, k, heads ? [0, 3, 1, 2] : [0, 2, 1], 'key');
    const Value = transposed(call, v, order, 'value');
    const options = { ...(heads && { MultiHead: S.True }), ...(causal && { Mask: str('Causal') }) };
    const made = call.layer('AttentionLayer', [str('Dot')], options, {
      Query: Query.ref,
      Key: Key.ref,
      Value: Value.ref,
    });
    const axes = [...Query.axes.slice(0, -1), axisOf(Value, rank - 1)];
    return [transposed(call, port(made.ref(), axes, q.type), order, 'heads')];
  },
};

export const attentionPatterns: OperatorTable = { ScaledDotProduct: attention };
