/** Parameters that were given as one number for all dimensions, as the list they mean once the dimensions are known. */
import type { Expr } from '../../expr/expr.ts';
import type { LayerNet } from '../model/net.ts';
import { listOf } from '../records/parameters.ts';

const perAxis = new Set(['KernelSize', 'Stride', 'Dilation']);

/** undefined: the parameter is none of these, or the number of dimensions is not known. */
export function perAxisForm(layer: LayerNet, name: string, value: unknown): Expr | undefined {
  if (!perAxis.has(name) || typeof value !== 'number') return undefined;
  const rank = layer.inputs.get('Input')?.shape?.length;
  return rank === undefined ? undefined : listOf(Array.from({ length: rank - 1 }, () => value));
}
