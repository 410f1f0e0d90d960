/** PaddingLayer: numbers put around an array. */
import { OutOfMemory } from '../../../compute/contract/problems.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall, isRealNumber, Kind, normal, real, str } from '../../../expr/expr.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { toNumber } from '../../model/arrays.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { fixed } from '../../model/onnx/array.ts';
import { type Axis, type Dim, resolve, ShapeConflict } from '../../model/shape.ts';
import { listOf, oneOf } from '../parameters.ts';
import { whenKnown } from './ports.ts';
import { torchPadded } from './window.ts';

type Pair = readonly [number, number];
/** What stands outside: the last element, the elements in reverse, or all of them again. */
type Continuation = 'Fixed' | 'Reflected' | 'Periodic';
interface Padding {
  /** Before and after, for each of the first levels. */
  readonly PaddingSize: readonly Pair[];
  readonly Padding: number | Continuation;
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
const continuations = oneOf<Continuation>(['Fixed', 'Reflected', 'Periodic']);
const padding: Parameter<Padding['Padding']> = {
  what: 'a number, "Fixed", "Reflected" or "Periodic"',
  initial: 0,
  read: (e) => (isRealNumber(e) ? toNumber(e) : continuations.read(e)),
  write: (v) => (typeof v === 'string' ? str(v) : Number.isInteger(v) ? int(v) : real(v)),
};

/** Which element of n stands at a place before 0 or from n on. */
function elementAt(place: number, n: number, how: Continuation): number {
  if (how === 'Fixed') return Math.min(n - 1, Math.max(0, place));
  if (how === 'Periodic') return ((place % n) + n) % n;
  const period = Math.max(1, 2 * n - 2);
  const k = ((place % period) + period) % period;
  return k < n ? k : period - k;
}

/** Elements that are put together one by one: more of them are millions of steps. */
const MOST_SLICES = 2 ** 16;

/** The array with elements of its own put around it at an axis. */
function continued(t: Tensors, x: Tensor, axis: number, [before, after]: Pair, how: Continuation): Tensor {
  const n = x.shape[axis]!;
  if (before + after > MOST_SLICES) throw new OutOfMemory((4 * x.size * (before + after)) / n);
  const one = (i: number): Tensor =>
    t.slice(
      x,
      x.shape.map((_, k) => (k === axis ? i : 0)),
      x.shape.map((size, k) => (k === axis ? 1 : size)),
    );
  const outside = (count: number, from: number): Tensor[] =>
    Array.from({ length: count }, (_, i) => one(elementAt(from + i, n, how)));
  const parts = [...outside(before, -before), x, ...outside(after, n)];
  return parts.length === 1 ? x : t.concat(parts, axis);
}

const larger = (a: Axis, [before, after]: Pair, open: Dim): Axis => {
  const n = resolve(a);
  if (typeof n === 'number') return n + before + after;
  open.varying = n.varying;
  return before + after === 0 ? n : open;
};

export const PaddingLayer = layer<Padding>('PaddingLayer', {
  usage:
    'PaddingLayer[{{m1, n1}, {m2, n2}, ...}] represents a layer that puts mi zeros before and ni after at level i.\nPaddingLayer[..., x] or "Padding" -> x puts the number x; "Fixed", "Reflected" and "Periodic" go on with elements of the array.',
  parameters: { PaddingSize: paddingSize, Padding: padding },
  positional: ['PaddingSize', 'Padding'],
  alsoOptions: ['Padding'],
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
    const { Padding: how } = p;
    if (typeof how === 'number') return { Output: t.pad(Input!, [[0, 0], ...pads], how) };
    return { Output: pads.reduce<Tensor>((x, pad, i) => continued(t, x, i + 1, pad, how), Input!) };
  },
  onnx: ({ Input }, { o, parameters: { PaddingSize, Padding: how } }) => {
    const x = Input!;
    const pads = x.shape.map((_, i): Pair => (i === 0 ? undefined : PaddingSize[i - 1]) ?? [0, 0]);
    const shape = x.shape.map((n, i) =>
      pads[i]![0] + pads[i]![1] === 0 ? n : typeof n === 'number' ? n + pads[i]![0] + pads[i]![1] : undefined,
    );
    const sizes = o.integers([...pads.map((p) => p[0]), ...pads.map((p) => p[1])]);
    if (typeof how === 'number') return { Output: o.node('Pad', [x, sizes, o.scalar(how, x.type)], shape, {}, x.type) };
    if (how === 'Fixed') return { Output: o.node('Pad', [x, sizes], shape, { mode: 'edge' }, x.type) };
    const Output = pads.reduce((y, [before, after], axis) => {
      if (before + after === 0) return y;
      const [n] = fixed([y.shape[axis]!], `"${how}" padding`) as [number];
      const places = Array.from({ length: before + n + after }, (_, i) => elementAt(i - before, n, how));
      return o.gather(y, o.integers(places), axis);
    }, x);
    return { Output };
  },

  torch: ({ Input }, { o, parameters: { PaddingSize, Padding: how }, shapes }) => {
    if (typeof how === 'number') {
      const pads = shapes.Input!.map((_, i) => PaddingSize[i] ?? ([0, 0] as const));
      return { Output: torchPadded(Input!, pads, `, value=${how}`) };
    }
    o.define('continued', CONTINUED);
    const Output = PaddingSize.reduce(
      (x, [before, after], i) =>
        before + after === 0 ? x : `continued(${x}, ${i + 1}, ${before}, ${after}, "${how}")`,
      Input!,
    );
    return { Output };
  },
  examples: {
    'PaddingLayer[{{1, 2}}][{5, 6}]': '{0., 5., 6., 0., 0.}',
    'PaddingLayer[{{0, 1}, {1, 0}}, "Padding" -> 9][{{1}}]': '{{9., 1.}, {9., 9.}}',
    'PaddingLayer[{{1, 1}}, -5][{1, 2}]': '{-5., 1., 2., -5.}',
    'PaddingLayer[{{2, 1}}, "Padding" -> "Reflected"][{1, 2, 3}]': '{3., 2., 1., 2., 3., 2.}',
    'PaddingLayer[{1}]': ['$Failed', 'PaddingLayer::args'],
  },
});

const CONTINUED = `
def continued(x, axis, before, after, how):
    """The array with elements of its own around it: the last one, all in reverse, or all again."""
    n = x.shape[axis]
    place = torch.arange(-before, n + after, device=x.device)
    if how == "Fixed":
        place = place.clamp(0, n - 1)
    elif how == "Periodic":
        place = place % n
    else:
        period = max(1, 2 * n - 2)
        place = place % period
        place = torch.where(place < n, place, period - place)
    return x.index_select(axis, place)
`;
