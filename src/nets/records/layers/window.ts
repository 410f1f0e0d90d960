/** Sizes of sliding windows: what convolution, pooling and deconvolution share. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import type { Describe } from '../../model/layer.ts';
import { fixed, type OnnxArray, type Size } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { type Axis, Dim, resolve, type Shape, ShapeConflict, type ShapeVariable } from '../../model/shape.ts';
import { NoTorchForm } from '../../model/torch/form.ts';
import { tuple } from '../../model/torch/text.ts';
import type { Padding } from '../parameters.ts';
import { whenKnown } from './ports.ts';

export type PerAxis = number | readonly number[];
export const axisValue = (v: PerAxis, i: number): number => (typeof v === 'number' ? v : (v[i] ?? v[v.length - 1]!));

/** Zeros before and after one axis. "Same" gives ceil(size/stride) windows, the smaller half before. */
export function paddingOf(
  p: Padding,
  i: number,
  size: number,
  kernel: number,
  stride: number,
  dilation = 1,
): readonly [number, number] {
  if (p !== 'Same') return typeof p === 'number' ? [p, p] : (p[i] ?? [0, 0]);
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + dilation * (kernel - 1) + 1 - size, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/** How many windows fit; 0 or less when none does. */
export function windowCount(
  size: number,
  kernel: number,
  stride: number,
  [before, after]: readonly [number, number],
  dilation = 1,
): number {
  return Math.floor((size + before + after - dilation * (kernel - 1) - 1) / stride) + 1;
}

export const toChannelsLast = (t: Tensors, x: Tensor): Tensor =>
  t.transpose(x, [0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2), 1]);
export const toChannelsFirst = (t: Tensors, x: Tensor): Tensor =>
  t.transpose(x, [0, x.rank - 1, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 1)]);

export const channelsFirst = (o: OnnxBuilder, x: OnnxArray): OnnxArray =>
  o.transpose(x, [0, x.shape.length - 1, ...Array.from({ length: x.shape.length - 2 }, (_, i) => i + 1)]);
export const channelsLast = (o: OnnxBuilder, x: OnnxArray): OnnxArray =>
  o.transpose(x, [0, ...Array.from({ length: x.shape.length - 2 }, (_, i) => i + 2), 1]);

/** The same padding for a size that may be open: "Same" then needs windows that move by 1. Throws NoOnnxForm. */
export function onnxPadding(
  p: Padding,
  i: number,
  size: Size,
  kernel: number,
  stride: number,
  dilation = 1,
): readonly [number, number] {
  // Windows that move by 1 have the same padding whatever the size.
  const known = p !== 'Same' || stride === 1 ? 0 : fixed([size], 'PaddingSize -> "Same"')[0]!;
  return paddingOf(p, i, typeof size === 'number' ? size : known, kernel, stride, dilation);
}

/** Zeros around the spatial axes for sizes of which some vary (-1). Throws NoTorchForm. */
export const torchPads = (p: Padding, sizes: readonly number[], of: (i: number) => readonly [number, number, number]) =>
  sizes.map((n, i) => {
    const [kernel, stride, dilation] = of(i);
    if (n < 0 && p === 'Same' && stride !== 1)
      throw new NoTorchForm('PaddingSize -> "Same" over a length that varies; a number of zeros does');
    return paddingOf(p, i, n, kernel, stride, dilation);
  });

/** F.pad with numbers before and after the last axes, negative ones to cut off. */
export const torchPadded = (x: string, pads: readonly (readonly [number, number])[], last = ''): string =>
  pads.every(([a, b]) => a === 0 && b === 0) ? x : `F.pad(${x}, ${tuple([...pads].reverse().flat())}${last})`;

/** The other layout of channels. */
export const torchFirst = (x: string, interleaved: boolean): string => (interleaved ? `${x}.movedim(-1, 1)` : x);
export const torchLast = (x: string, interleaved: boolean): string => (interleaved ? `${x}.movedim(1, -1)` : x);

/** How a layer goes over spatial dimensions. */
interface Spatial {
  /** "a convolution" */
  readonly what: string;
  readonly most: 2 | 3;
  readonly parameters: {
    readonly KernelSize: PerAxis;
    readonly Interleaving: boolean;
    readonly Dimensionality?: number | null;
  };
  readonly channels: { readonly in: Axis; readonly out: Axis };
  /** The kernels, with the axes that stand before the spatial ones. */
  readonly weights?: { readonly shape: ShapeVariable; readonly before: Shape };
  /** The size of output axis i where the input has a known size; less than 1: the window does not fit. */
  readonly size: (input: number, i: number) => number;
}

/** Input and output {c, d1, ..., dk}, or {d1, ..., dk, c} where they are interleaved, with one, two or three spatial dimensions. */
export function spatialPorts(
  d: Describe,
  s: Spatial,
): { readonly input: ShapeVariable; readonly output: ShapeVariable } {
  const { parameters: p, weights } = s;
  const [input, output] = [d.shape(), d.shape()] as const;
  const layout = (spatial: readonly Axis[], c: Axis): Axis[] => (p.Interleaving ? [...spatial, c] : [c, ...spatial]);
  const rankKnown = (n: number): void => {
    if (n < 1 || n > s.most)
      throw new ShapeConflict(
        input.shape ?? [],
        [],
        `${s.what} has ${s.most === 3 ? '1, 2 or 3' : '1 or 2'} spatial dimensions beside the channels, not ${n}`,
      );
    const axes = (): Axis[] => Array.from({ length: n }, () => d.dim('d'));
    input.unify(layout(axes(), s.channels.in));
    output.unify(layout(axes(), s.channels.out));
    weights?.shape.unify([...weights.before, ...axes().map((_, i) => axisValue(p.KernelSize, i))]);
  };
  const stated = typeof p.KernelSize === 'number' ? p.Dimensionality : p.KernelSize?.length;
  if (stated !== undefined && stated !== null) rankKnown(stated);
  else {
    whenKnown(d.solver, input, (x) => rankKnown(x.length - 1));
    if (weights) whenKnown(d.solver, weights.shape, (x) => rankKnown(x.length - weights.before.length));
    whenKnown(d.solver, output, (x) => rankKnown(x.length - 1));
  }
  whenKnown(d.solver, input, (x) => {
    if (output.shape !== undefined) output.unify(slid(x, output.shape, s));
  });
  return { input, output };
}

/** The output's shape with the sizes that follow from the input's. Throws ShapeConflict. */
function slid(x: Shape, output: Shape, s: Spatial): Shape {
  const first = s.parameters.Interleaving ? 0 : 1;
  const out = output.slice();
  for (let i = 0; i < x.length - 1; i++) {
    const size = resolve(x[first + i]!);
    if (size instanceof Dim) {
      markVarying(size, output[first + i]!);
      continue;
    }
    const count = s.size(size, i);
    const kernel = axisValue(s.parameters.KernelSize, i);
    if (count < 1)
      throw new ShapeConflict(x, [kernel], `a window of size ${kernel} does not fit into dimension ${i + 1}`);
    out[first + i] = count;
  }
  return out;
}

/** Windows over a length that varies give a length that varies. */
function markVarying(from: Dim, to: Axis): void {
  const b = resolve(to);
  if (b instanceof Dim && from.varying) b.varying = true;
}

/** Sizes of the spatial axes of an example. */
export const spatialSizes = (shape: readonly number[], interleaved: boolean): readonly number[] =>
  interleaved ? shape.slice(0, -1) : shape.slice(1);
