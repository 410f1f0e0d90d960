/** PaddingLayer: numbers put around an array. */
import { type Expr, int, isCall, isRealNumber, Kind, normal, real } from '../../../expr/expr.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { toNumber } from '../../model/arrays.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { type Axis, type Dim, resolve, ShapeConflict } from '../../model/shape.ts';
import { listOf } from '../parameters.ts';
import { whenKnown } from './ports.ts';

type Pair = readonly [number, number];
interface Padding {
  /** Before and after, for each of the first levels. */
  readonly PaddingSize: readonly Pair[];
  readonly Padding: number;
}

const items = (e: Expr): readonly Expr[] | undefined =>
  e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : undefined;
function pair(e: Expr): Pair | undefined {
  const numbers = items(e)?.map((n) => (n.kind === Kind.Integer && Number(n.value) >= 0 ? Number(n.value) : undefined));
  return numbers?.length === 2 && numbers.every((n) => n !== undefined) ? (numbers as [number, number]) : undefined;
}
const paddingSize: Parameter<readonly Pair[]> = {
  what: 'a list of pairs {before, after} of non-negative integers',
  read: (e) => {
    const pairs = items(e)?.map(pair);
    return pairs?.every((p): p is Pair => p !== undefined) ? pairs : undefined;
  },
  write: (v) => normal(S.List, ...v.map((p) => listOf(p))),
};
const padding: Parameter<number> = {
  what: 'a number',
  initial: 0,
  read: (e) => (isRealNumber(e) ? toNumber(e) : undefined),
  write: (v) => (Number.isInteger(v) ? int(v) : real(v)),
};

const larger = (a: Axis, [before, after]: Pair, open: Dim): Axis => {
  const n = resolve(a);
  if (typeof n === 'number') return n + before + after;
  open.varying = n.varying;
  return before + after === 0 ? n : open;
};

export const PaddingLayer = layer<Padding>('PaddingLayer', {
  usage:
    'PaddingLayer[{{m1, n1}, {m2, n2}, ...}] represents a layer that puts mi zeros before and ni after at level i.\nPaddingLayer[..., "Padding" -> x] puts the number x.',
  parameters: { PaddingSize: paddingSize, Padding: padding },
  positional: ['PaddingSize'],
  ports: ({ PaddingSize: pads }, d) => {
    const input = d.shape();
    const output = d.shape();
    whenKnown(d.solver, input, (s) => {
      if (s.length < pads.length)
        throw new ShapeConflict(
          s,
          pads.map(() => d.dim('n')),
          'there are more paddings than levels',
        );
      output.unify(s.map((a, i) => (i < pads.length ? larger(a, pads[i]!, d.dim('n')) : a)));
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } } };
  },
  forward: ({ Input }, { t, parameters: p, shapes }) => {
    const pads = shapes.Input!.map((_, i): [number, number] => [...(p.PaddingSize[i] ?? ([0, 0] as const))]);
    return { Output: t.pad(Input!, [[0, 0], ...pads], p.Padding) };
  },
  examples: {
    'PaddingLayer[{{1, 2}}][{5, 6}]': '{0., 5., 6., 0., 0.}',
    'PaddingLayer[{{0, 1}, {1, 0}}, "Padding" -> 9][{{1}}]': '{{9., 1.}, {9., 9.}}',
    'PaddingLayer[{1}]': ['$Failed', 'PaddingLayer::args'],
  },
});
