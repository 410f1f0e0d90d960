/** SpatialTransformationLayer: images seen through an affine map that another layer gives. Jaderberg et al. 2015. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import { fixed, type OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { pairOfSizes } from './image-augmentation.ts';

interface Transformation {
  readonly Dimensions: readonly number[];
}

/** n numbers from -1 to 1. */
const line = (t: Tensors, n: number): Tensor => (n === 1 ? t.zeros([1]) : t.linspace(-1, 1, n));

/** {batch, places, size}: how much each of `size` lines counts at places from -1 to 1, by linear interpolation. */
function weights(t: Tensors, place: Tensor, size: number): Tensor {
  const at = t.mul(t.add(place, 1), (size - 1) / 2);
  return t.relu(t.sub(1, t.abs(t.sub(t.expandDims(at, 2), t.reshape(t.range(0, size), [1, 1, size])))));
}

/** Number i of n from -1 to 1. */
const place = (i: number, n: number): number => (n === 1 ? 0 : (2 * i) / (n - 1) - 1);

/** The same weights as nodes. */
function onnxWeights(o: OnnxBuilder, at: OnnxArray, size: number): OnnxArray {
  const places = o.combine('Mul', o.combine('Add', at, 1), (size - 1) / 2);
  const lines = o.constant(Float32Array.from({ length: size }, (_, i) => i));
  const apart = o.map('Abs', o.combine('Sub', o.unsqueeze(places, [2]), lines));
  return o.map('Relu', o.combine('Sub', 1, apart));
}

/** Parameters {zh, sh, th, sv, zv, tv}: x = zh x' + sh y' + th, y = sv x' + zv y' + tv. Zeros outside of the image. */
export const SpatialTransformationLayer = layer<Transformation>('SpatialTransformationLayer', {
  usage: `SpatialTransformationLayer[{h, w}] represents a layer that gives an image {c, h, w} of its input, seen through the affine map of the input "Parameters" {zh, sh, th, sv, zv, tv}.
Coordinates go from -1 to 1; {1, 0, 0, 0, 1, 0} leaves an image as it is.`,
  parameters: { Dimensions: pairOfSizes },
  positional: ['Dimensions'],
  ports: ({ Dimensions }, d) => {
    const channels = d.dim('channels');
    return {
      inputs: {
        Input: { shape: d.shape([channels, d.dim('height'), d.dim('width')]) },
        Parameters: { shape: d.shape([6]) },
      },
      outputs: { Output: { shape: d.shape([channels, ...Dimensions]) } },
    };
  },
  forward: ({ Input, Parameters }, { t, parameters: p, shapes, batch }) => {
    const [c, h0, w0] = shapes.Input as readonly [number, number, number];
    const [h, w] = p.Dimensions as readonly [number, number];
    const parameter = (i: number): Tensor => t.slice(Parameters!, [0, i], [batch, 1]);
    const x = t.reshape(t.tile(t.reshape(line(t, w), [1, w]), [h, 1]), [1, h * w]);
    const y = t.reshape(t.tile(t.reshape(line(t, h), [h, 1]), [1, w]), [1, h * w]);
    const affine = (a: number): Tensor =>
      t.add(t.add(t.mul(parameter(a), x), t.mul(parameter(a + 1), y)), parameter(a + 2));
    const columns = weights(t, affine(0), w0);
    const rows = weights(t, affine(3), h0);
    // Each place of the output is a mean over the whole image: rows times columns.
    const image = t.reshape(Input!, [batch, c * h0, w0]);
    const alongRows = t.reshape(t.matMul(columns, image, false, true), [batch, h * w, c, h0]);
    const picked = t.sum(t.mul(alongRows, t.expandDims(rows, 2)), 3);
    return { Output: t.reshape(t.transpose(picked, [0, 2, 1]), [batch, c, h, w]) };
  },
  onnx: ({ Input, Parameters }, { o, parameters: p, shapes }) => {
    const [c, h0, w0] = fixed(Input!.shape.slice(1), 'an image') as [number, number, number];
    const [h, w] = p.Dimensions as readonly [number, number];
    const batch = Input!.shape[0]!;
    const grid = (of: (i: number) => number): OnnxArray =>
      o.constant(Float32Array.from({ length: h * w }, (_, i) => of(i)));
    const [x, y] = [grid((i) => place(i % w, w)), grid((i) => place(Math.floor(i / w), h))];
    const parameter = (i: number): OnnxArray => o.slice(Parameters!, 1, i, i + 1);
    const affine = (a: number): OnnxArray => {
      const turned = o.combine('Add', o.combine('Mul', parameter(a), x), o.combine('Mul', parameter(a + 1), y));
      return o.combine('Add', turned, parameter(a + 2));
    };
    const columns = onnxWeights(o, affine(0), w0);
    const rows = onnxWeights(o, affine(3), h0);
    const image = o.transpose(o.reshape(Input!, [batch, c * h0, w0]), [0, 2, 1]);
    const alongRows = o.reshape(o.matMul(columns, image), [batch, h * w, c, h0]);
    const picked = o.reduce('ReduceSum', o.combine('Mul', alongRows, o.unsqueeze(rows, [2])), [3]);
    return { Output: o.reshape(o.transpose(picked, [0, 2, 1]), [batch, ...shapes.Output!]) };
  },

  torch: ({ Input: x, Parameters }, { o, parameters: { Dimensions } }) => {
    const size = `(*${x}.shape[:2], ${Dimensions.join(', ')})`;
    const grid = o.let(`F.affine_grid(${Parameters}.reshape(-1, 2, 3), ${size}, align_corners=True)`, 'grid');
    return { Output: `F.grid_sample(${x}, ${grid}, align_corners=True)` };
  },
  examples: {
    'SpatialTransformationLayer[{2, 2}][<|"Input" -> {{{1, 2}, {3, 4}}}, "Parameters" -> {1, 0, 0, 0, 1, 0}|>]':
      '{{{1., 2.}, {3., 4.}}}',
    'SpatialTransformationLayer[{2, 2}][<|"Input" -> {{{1, 2}, {3, 4}}}, "Parameters" -> {-1, 0, 0, 0, 1, 0}|>]':
      '{{{2., 1.}, {4., 3.}}}',
    'SpatialTransformationLayer[2]': ['$Failed', 'SpatialTransformationLayer::args'],
  },
});
