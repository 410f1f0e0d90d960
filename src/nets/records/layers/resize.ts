/** ResizeLayer: arrays of channels made larger or smaller by interpolation. */

import { constant } from '../../../compute/composed/constant.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall, isRealNumber, Kind, normal, real } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { toNumber } from '../../model/arrays.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { fixed, type OnnxArray } from '../../model/onnx/array.ts';
import { type Axis, type Dim, resolve } from '../../model/shape.ts';
import { oneOf } from '../parameters.ts';
import { whenKnown } from './ports.ts';
import { toChannelsFirst, toChannelsLast } from './window.ts';

const ScaledSymbol = system('Scaled');

/** A size, or a factor of the size that is there. */
type Size = number | { readonly scale: number };
interface Resize {
  readonly Dimensions: readonly Size[];
  readonly Resampling: 'Linear' | 'Nearest';
}

function sizeOf(e: Expr): Size | undefined {
  if (e === S.All) return { scale: 1 };
  if (e.kind === Kind.Integer) return Number(e.value) > 0 ? Number(e.value) : undefined;
  if (!isCall(e, ScaledSymbol) || e.args.length !== 1 || !isRealNumber(e.args[0]!)) return undefined;
  const scale = toNumber(e.args[0]);
  return scale > 0 ? { scale } : undefined;
}
const dimensions: Parameter<readonly Size[]> = {
  what: 'a list of one or two sizes: positive integers, Scaled[r] or All',
  read: (e) => {
    const items = e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : [];
    const all = items.map(sizeOf);
    return all.length >= 1 && all.length <= 2 && all.every((x) => x !== undefined) ? all : undefined;
  },
  write: (v) =>
    normal(
      S.List,
      ...v.map((x) => {
        if (typeof x === 'number') return int(x);
        return x.scale === 1 ? S.All : normal(ScaledSymbol, Number.isInteger(x.scale) ? int(x.scale) : real(x.scale));
      }),
    ),
};

const resized = (to: Size, from: number): number =>
  typeof to === 'number' ? to : Math.max(1, Math.round(to.scale * from));

/** undefined while the size is not known. */
function axisAfter(to: Size, from: Axis, open: Dim): Axis {
  const n = resolve(from);
  if (typeof n === 'number') return resized(to, n);
  if (typeof to === 'number') return to;
  open.varying = n.varying;
  return open;
}

export const ResizeLayer = layer<Resize>('ResizeLayer', {
  usage: `ResizeLayer[{h, w}] represents a layer that resizes arrays {c, h0, w0} to {c, h, w} by interpolation.
ResizeLayer[{n}] resizes matrices {c, n0} to {c, n}.
Scaled[r] stands for r times the size that is there, All for that size.`,
  parameters: { Dimensions: dimensions, Resampling: oneOf(['Linear', 'Nearest'], 'Linear') },
  positional: ['Dimensions'],
  ports: ({ Dimensions }, d) => {
    const channels = d.dim('channels');
    const input = d.shape([channels, ...Dimensions.map(() => d.dim('size'))]);
    const output = d.shape([channels, ...Dimensions.map((x) => (typeof x === 'number' ? x : d.dim('size')))]);
    whenKnown(d.solver, input, (s) => {
      const after = Dimensions.map((to, i) => axisAfter(to, s[i + 1]!, d.dim('size')));
      if (after.some((a) => typeof a === 'number' || a.varying)) output.unify([channels, ...after]);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } } };
  },
  forward: ({ Input }, { t, parameters: p }) => {
    const line = p.Dimensions.length === 1;
    const planes = line ? t.expandDims(Input!, 2) : Input!;
    const [h0, w0] = planes.shape.slice(2) as [number, number];
    const [h, w] = line
      ? [1, resized(p.Dimensions[0]!, w0)]
      : [resized(p.Dimensions[0]!, h0), resized(p.Dimensions[1]!, w0)];
    const out = toChannelsFirst(t, resample(t, toChannelsLast(t, planes), h, w, p.Resampling));
    return { Output: line ? t.squeeze(out, [2]) : out };
  },
  onnx: ({ Input }, { o, parameters: p }) => {
    const sizes = fixed(Input!.shape.slice(2), 'interpolation');
    const Output = p.Dimensions.reduce((x, d, i) => {
      const [from, to] = [sizes[i]!, resized(d, sizes[i]!)];
      if (from === to) return x;
      if (p.Resampling === 'Nearest') {
        const places = Array.from({ length: to }, (_, k) => nearest(k, from, to));
        return o.gather(x, o.integers(places), i + 2);
      }
      // Along the last axis a product with the weights is the interpolation.
      const turn = (y: OnnxArray): OnnxArray => (i === 0 && sizes.length === 2 ? o.transpose(y, [0, 1, 3, 2]) : y);
      const weights = o.constant(interpolation(from, to, p.Resampling), [to, from]);
      return turn(o.matMul(turn(x), o.transpose(weights, [1, 0])));
    }, Input!);
    return { Output };
  },

  torch: ({ Input }, { o, parameters: p }) => {
    const line = p.Dimensions.length === 1;
    const sizes = p.Dimensions.map((to, i) =>
      typeof to === 'number'
        ? to
        : to.scale === 1
          ? `${Input}.shape[${i + 2}]`
          : `scaled(${Input}.shape[${i + 2}], ${to.scale})`,
    );
    if (sizes.join().includes('scaled(')) o.define('scaled', SCALED);
    const mode =
      p.Resampling === 'Nearest' ? '"nearest-exact"' : `"${line ? 'linear' : 'bilinear'}", align_corners=True`;
    return { Output: `F.interpolate(${Input}, size=(${sizes.join(', ')},), mode=${mode})` };
  },
  examples: {
    'ResizeLayer[{3}][{{0, 2}}]': '{{0., 1., 2.}}',
    'ResizeLayer[{4}, "Resampling" -> "Nearest"][{{1, 2}}]': '{{1., 1., 2., 2.}}',
    'Dimensions[ResizeLayer[{4, 6}][ConstantArray[1, {3, 2, 2}]]]': '{3, 4, 6}',
    'Information[ResizeLayer[{Scaled[2], Scaled[1/2]}, "Input" -> {3, 4, 6}], "OutputPorts"]':
      '<|"Output" -> {3, 8, 3}|>',
    'ResizeLayer["x"]': ['$Failed', 'ResizeLayer::args'],
  },
});

/** Corners stay corners where sizes are interpolated; as matrix products, so that every backend has the gradient. */
function resample(t: Tensors, x: Tensor, h: number, w: number, method: Resize['Resampling']): Tensor {
  const along = (y: Tensor, axis: number, to: number): Tensor => {
    const from = y.shape[axis]!;
    if (from === to) return y;
    const weights = constant(t, interpolation(from, to, method), [to, from]);
    const order = [0, 1, 2, 3].filter((i) => i !== axis);
    const flat = t.reshape(t.transpose(y, [axis, ...order]), [from, -1]);
    const moved = t.reshape(t.matMul(weights as never, flat as never), [to, ...order.map((i) => y.shape[i]!)]);
    const back = [0, 1, 2, 3].map((i) => (i === axis ? 0 : 1 + order.indexOf(i)));
    return t.transpose(moved, back);
  };
  return along(along(x, 1, h), 2, w);
}

/** Which of `from` places is nearest to place i of `to`. */
const nearest = (i: number, from: number, to: number): number =>
  Math.min(from - 1, Math.floor(((i + 0.5) * from) / to));

function interpolation(from: number, to: number, method: Resize['Resampling']): Float32Array {
  const weights = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    if (method === 'Nearest') {
      weights[i * from + nearest(i, from, to)] = 1;
      continue;
    }
    const at = to === 1 ? 0 : (i * (from - 1)) / (to - 1);
    const low = Math.min(from - 1, Math.floor(at));
    const high = Math.min(from - 1, low + 1);
    weights[i * from + low]! += 1 - (at - low);
    weights[i * from + high]! += at - low;
  }
  return weights;
}

const SCALED = `
def scaled(size, factor):
    """A size times a factor; halves are rounded up."""
    return max(1, math.floor(factor * size + 0.5))
`;
