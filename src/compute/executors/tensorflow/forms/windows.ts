/** Convolution, pooling and resizing of images with channels last. */
import { type Attributes, FLOAT } from '../graph.ts';
import { type LoweredCall, type Lowering, noForm } from './form.ts';

type Pair = readonly [number, number];
const pairOf = (x: unknown): Pair => (Array.isArray(x) ? [x[0], x[1]] : [(x as number) ?? 1, (x as number) ?? 1]);
const type = { type: FLOAT } as const;

/** The padding of a window kernel: tfjs says "same", "valid", one number or a list of pairs, one for each axis. */
function padding(c: LoweredCall): { readonly padding: string; readonly explicit_paddings?: readonly number[] } {
  const { pad, dimRoundingMode } = c.attributes as { pad: unknown; dimRoundingMode?: string };
  if (pad === 'same' || pad === 'valid') return { padding: pad.toUpperCase() };
  if (dimRoundingMode !== undefined && dimRoundingMode !== 'floor')
    throw noForm(c.kernel, `that rounds its size by ${dimRoundingMode}`);
  const list = typeof pad === 'number' ? [0, 0, pad, pad, pad, pad, 0, 0] : (pad as number[][]).flat();
  return list.every((n) => n === 0) ? { padding: 'VALID' } : { padding: 'EXPLICIT', explicit_paddings: list };
}

function channelsLast(c: LoweredCall): void {
  const format = c.attributes.dataFormat;
  if (format !== undefined && format !== 'NHWC' && format !== 'channelsLast')
    throw noForm(c.kernel, `with the layout ${format}`);
}

function convolution(c: LoweredCall): Attributes {
  channelsLast(c);
  const [strides, dilations] = [pairOf(c.attributes.strides), pairOf(c.attributes.dilations)];
  const common = { T: type, data_format: 'NHWC', ...padding(c) };
  return { ...common, strides: [1, ...strides, 1], dilations: [1, ...dilations, 1] };
}

const conv2d: Lowering = (c) => c.graph.node('Conv2D', [c.input('x').name, c.input('filter').name], convolution(c));

const filterGradient =
  (op: string): Lowering =>
  (c) => {
    const sizes = c.graph.integers(c.attributes.filterShape as number[]);
    return c.graph.node(op, [c.input('x').name, sizes, c.input('dy').name], convolution(c));
  };

const inputGradient =
  (op: string): Lowering =>
  (c) => {
    const sizes = c.graph.integers(c.attributes.inputShape as number[]);
    return c.graph.node(op, [sizes, c.input('filter').name, c.input('dy').name], convolution(c));
  };

const depthwise =
  (op: string, lower: Lowering): Lowering =>
  (c) => {
    const [down, across] = pairOf(c.attributes.strides);
    if (down !== across) throw noForm(op, 'with two different strides');
    return lower(c);
  };

function pooling(c: LoweredCall): Attributes {
  channelsLast(c);
  const [size, strides] = [pairOf(c.attributes.filterSize), pairOf(c.attributes.strides ?? c.attributes.filterSize)];
  const common = { T: type, data_format: 'NHWC', ...padding(c) };
  return { ...common, ksize: [1, ...size, 1], strides: [1, ...strides, 1] };
}

function meanPooling(c: LoweredCall): Attributes {
  const attributes = pooling(c);
  if (attributes.padding === 'EXPLICIT') throw noForm(c.kernel, 'with explicit padding');
  return attributes;
}

const resize =
  (op: string): Lowering =>
  (c) => {
    const { alignCorners, halfPixelCenters, size } = c.attributes as Record<string, unknown>;
    const how = { align_corners: alignCorners === true, half_pixel_centers: halfPixelCenters === true };
    const inputs = [c.input('images').name, c.graph.integers(size as number[])];
    return c.graph.node(op, inputs, { T: type, ...how });
  };

const bilinearGradient: Lowering = (c) =>
  c.graph.node('ResizeBilinearGrad', [c.input('dy').name, c.input('images').name], {
    T: type,
    align_corners: c.attributes.alignCorners === true,
    half_pixel_centers: false,
  });

const nearestGradient: Lowering = (c) =>
  c.graph.node(
    'ResizeNearestNeighborGrad',
    [c.input('dy').name, c.graph.integers(c.input('images').shape.slice(1, 3))],
    { T: type, align_corners: c.attributes.alignCorners === true, half_pixel_centers: false },
  );

const product: Lowering = (c) => {
  const [a, b] = [c.input('a'), c.input('b')];
  const [ta, tb] = [c.attributes.transposeA === true, c.attributes.transposeB === true];
  const T = { type: a.type };
  if (a.shape.length === 2 && b.shape.length === 2)
    return c.graph.node('MatMul', [a.name, b.name], { T, transpose_a: ta, transpose_b: tb });
  return c.graph.node('BatchMatMulV2', [a.name, b.name], { T, adj_x: ta, adj_y: tb });
};

export const windows: Readonly<Record<string, Lowering>> = {
  AvgPool: (c) => c.graph.node('AvgPool', [c.input('x').name], meanPooling(c)),
  AvgPoolGrad: (c) =>
    c.graph.node('AvgPoolGrad', [c.graph.integers(c.input('input').shape), c.input('dy').name], meanPooling(c)),
  BatchMatMul: product,
  Conv2D: conv2d,
  Conv2DBackpropFilter: filterGradient('Conv2DBackpropFilter'),
  Conv2DBackpropInput: inputGradient('Conv2DBackpropInput'),
  DepthwiseConv2dNative: depthwise('DepthwiseConv2dNative', (c) =>
    c.graph.node('DepthwiseConv2dNative', [c.input('x').name, c.input('filter').name], convolution(c)),
  ),
  DepthwiseConv2dNativeBackpropFilter: depthwise(
    'DepthwiseConv2dNative',
    filterGradient('DepthwiseConv2dNativeBackpropFilter'),
  ),
  DepthwiseConv2dNativeBackpropInput: depthwise(
    'DepthwiseConv2dNative',
    inputGradient('DepthwiseConv2dNativeBackpropInput'),
  ),
  MaxPool: (c) => c.graph.node('MaxPool', [c.input('x').name], pooling(c)),
  MaxPoolGrad: (c) =>
    c.graph.node(
      'MaxPoolGrad',
      ['input', 'output', 'dy'].map((k) => c.input(k).name),
      pooling(c),
    ),
  ResizeBilinear: resize('ResizeBilinear'),
  ResizeBilinearGrad: bilinearGradient,
  ResizeNearestNeighbor: resize('ResizeNearestNeighbor'),
  ResizeNearestNeighborGrad: nearestGradient,
};
