/** Attention, as the patterns find it: Softmax[scale q.k^T].v. */
import { str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { transposed } from './arrange.ts';
import { f, pure, X } from './formulas.ts';
import { multiplied } from './linear.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { axisIndex, isJoined, type PortValue } from './values.ts';

/** The product as it stands, for arrays that are no heads of a batch. */
function products(call: Call, q: PortValue, k: PortValue, v: PortValue, scale: number): PortValue {
  const scores = multiplied(call, q, k);
  const form = pure(f('Times', scale, X));
  const scaled =
    scale === 1 ? scores.ref : call.layer('ElementwiseLayer', [form], {}, { Input: scores.ref }, 'scale').ref();
  const weights = call.layer('SoftmaxLayer', [], {}, { Input: scaled }, 'softmax').ref();
  return multiplied(call, port(weights, scores.axes, q.type), v);
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
      x.axes[0]!.kind !== 'level' &&
      x.axes.slice(1).every((a) => a.kind === 'level');
    if ((rank !== 4 && rank !== 3) || ![q, k, v].every(fits)) return [products(call, q, k, v, scale)];
    const heads = rank === 4;
    const order = heads ? [0, 2, 1, 3] : [0, 1, 2];
    const form = pure(f('Times', scale, X));
    const scaled = scale === 1 ? q.ref : call.layer('ElementwiseLayer', [form], {}, { Input: q.ref }, 'scale').ref();
    // {batch, heads, length, n} as {batch, length, heads, n}; k comes transposed, as the product takes it.
    const Query = transposed(call, port(scaled, q.axes, q.type), order, 'query');
    const Key = transposed(call, k, heads ? [0, 3, 1, 2] : [0, 2, 1], 'key');
    const Value = transposed(call, v, order, 'value');
    const options = heads ? { MultiHead: S.True } : {};
    const made = call.layer('AttentionLayer', [str('Dot')], options, {
      Query: Query.ref,
      Key: Key.ref,
      Value: Value.ref,
    });
    const axes = [...Query.axes.slice(0, -1), Value.axes[rank - 1]!];
    return [transposed(call, port(made.ref(), axes, q.type), order, 'heads')];
  },
};

export const attentionOperators: OperatorTable = { ScaledDotProduct: attention };
