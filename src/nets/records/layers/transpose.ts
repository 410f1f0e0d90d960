/** TransposeLayer: levels in another order. */
import { type Expr, int, isCall, Kind, normal } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { type Shape, ShapeConflict } from '../../model/shape.ts';
import { further } from '../../model/torch/text.ts';
import { listOf } from '../parameters.ts';
import { levelIndex, whenKnown } from './ports.ts';

const TwoWayRule = system('TwoWayRule');
type Swap = readonly [number, number];
interface Transpose {
  /** Swaps in sequence, or the place in the output of each level of the input. */
  readonly Specification: { readonly swaps: readonly Swap[] } | { readonly places: readonly number[] };
}

const level = (e: Expr | undefined): number | undefined =>
  e?.kind === Kind.Integer && e.value !== 0 ? Number(e.value) : undefined;
function swap(e: Expr): Swap | undefined {
  if (!(isCall(e, TwoWayRule) || isCall(e, S.Rule)) || e.args.length !== 2) return undefined;
  const [a, b] = e.args.map(level);
  return a === undefined || b === undefined ? undefined : [a, b];
}
const complete = <T>(items: readonly (T | undefined)[]): items is readonly T[] => items.every((x) => x !== undefined);

const specification: Parameter<Transpose['Specification']> = {
  what: 'm <-> n or m -> n, a list of these, or a permutation',
  initial: { swaps: [[1, 2]] },
  read: (e) => {
    const one = swap(e);
    if (one !== undefined) return { swaps: [one] };
    const items = e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : undefined;
    if (items === undefined) return undefined;
    const swaps = items.map(swap);
    if (items.length > 0 && complete(swaps)) return { swaps };
    const places = items.map(level);
    return complete(places) && [...places].sort((a, b) => a - b).every((p, i) => p === i + 1) ? { places } : undefined;
  },
  write: (v) => {
    if ('places' in v) return listOf(v.places);
    const rules = v.swaps.map(([a, b]) => normal(TwoWayRule, int(a), int(b)));
    return rules.length === 1 ? rules[0]! : normal(S.List, ...rules);
  },
};

/** order[i]: the level of the input that becomes level i of the output. Throws ShapeConflict. */
function orderOf({ Specification: s }: Transpose, shape: Shape): number[] {
  const order = shape.map((_, i) => i);
  if ('places' in s) {
    if (s.places.length > shape.length) throw new ShapeConflict(shape, shape, `there is no level ${s.places.length}`);
    s.places.forEach((place, i) => {
      order[place - 1] = i;
    });
    return order;
  }
  for (const [m, n] of s.swaps) {
    const [a, b] = [levelIndex(m, shape), levelIndex(n, shape)];
    [order[a], order[b]] = [order[b]!, order[a]!];
  }
  return order;
}

export const TransposeLayer = layer<Transpose>('TransposeLayer', {
  usage: `TransposeLayer[] represents a layer that exchanges the first two levels.
TransposeLayer[m <-> n] or TransposeLayer[m -> n] exchanges levels m and n; TransposeLayer[{m1 <-> n1, ...}] does several exchanges in turn.
TransposeLayer[{n1, n2, ...}] makes level i of the input level ni of the output.`,
  parameters: { Specification: specification },
  positional: ['Specification'],
  ports: (p, d) => {
    const input = d.shape();
    const output = d.shape();
    whenKnown(d.solver, input, (s) => output.unify(orderOf(p, s).map((i) => s[i]!)));
    whenKnown(d.solver, output, (s) => {
      const back: Shape[number][] = [];
      orderOf(p, s).forEach((from, to) => {
        back[from] = s[to]!;
      });
      input.unify(back);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
  },
  forward: ({ Input }, { t, parameters, shapes }) => ({
    Output: t.transpose(Input!, [0, ...orderOf(parameters, shapes.Input!).map((i) => i + 1)]),
  }),
  onnx: ({ Input }, { o, parameters }) => ({
    Output: o.transpose(Input!, [0, ...orderOf(parameters, Input!.shape.slice(1)).map((i) => i + 1)]),
  }),

  torch: ({ Input }, { parameters, shapes }) => ({
    Output: `${Input}.permute(0${further(orderOf(parameters, shapes.Input!).map((i) => i + 1))})`,
  }),
  examples: {
    'TransposeLayer[][{{1, 2, 3}, {4, 5, 6}}]': '{{1., 4.}, {2., 5.}, {3., 6.}}',
    'Dimensions[TransposeLayer[{3, 1, 2}][ConstantArray[0, {2, 3, 4}]]]': '{3, 4, 2}',
    'Dimensions[TransposeLayer[1 <-> -1][ConstantArray[0, {2, 3, 4}]]]': '{4, 3, 2}',
    'Dimensions[TransposeLayer[{3 -> 1, 2 -> 3}][ConstantArray[0, {2, 3, 4}]]]': '{4, 2, 3}',
    'TransposeLayer[{1, 3}]': ['$Failed', 'TransposeLayer::args'],
  },
});
