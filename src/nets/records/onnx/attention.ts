/** Attention, as the patterns find it: Softmax[scale q.k^T].v. */
import { str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { transposed } from './arrange.ts';
import { f, pure, X } from './formulas.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import type { PortValue } from './values.ts';

/** {batch, heads, length, n} as {batch, length, heads, n}; k comes transposed, as the product takes it. */
const byLength = (call: Call, v: PortValue, suffix: string, order: readonly number[]): PortValue =>
  transposed(call, v, order, suffix);

const attention: OnnxOperator = {
  layers: (call) => {
    const [q, k, v] = [call.port(0), call.port(1), call.port(2)];
    const rank = q.axes.length;
    const heads = rank === 4;
    const fits = (x: PortValue): boolean =>
      x.axes.length === rank && x.axes[0]!.kind !== 'level' && x.axes.slice(1).every((a) => a.kind === 'level');
    if ((rank !== 4 && rank !== 3) || ![q, k, v].every(fits))
      call.refuse('its arrays are not {batch, heads, length, n}');
    const order = heads ? [0, 2, 1, 3] : [0, 1, 2];
    const scale = call.float('scale', 1);
    const scaled =
      scale === 1
        ? q
        : port(
            call.layer('ElementwiseLayer', [pure(f('Times', scale, X))], {}, { Input: q.ref }, 'scale').ref(),
            q.axes,
            q.type,
          );
    const Query = byLength(call, scaled, 'query', order);
    const Key = byLength(call, k, 'key', heads ? [0, 3, 1, 2] : [0, 2, 1]);
    const Value = byLength(call, v, 'value', order);
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
