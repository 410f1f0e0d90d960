/** Own kernels give what tfjs's cpu backend gives. */
import { describe, expect, test } from 'vitest';
import { engine } from '../../src/compute/machine/engine.ts';
import { difference, type Given, given, size } from './oracle.ts';

const TOLERANCE = 1e-5;

test('the wasm backend starts', () => {
  expect(engine()).toMatchObject({ device: 'wasm', problem: undefined });
});

describe('BatchMatMul', () => {
  const shapes: [number[], number[], boolean, boolean][] = [
    [[5, 7], [5, 3], true, false],
    [[5, 7], [3, 7], false, true],
    [[7, 5], [3, 7], true, true],
    [[64, 100], [64, 33], true, false],
    [[2, 3, 5, 7], [2, 3, 7, 4], false, false],
    [[2, 3, 5, 7], [2, 3, 4, 7], false, true],
    [[6, 7, 5], [6, 7, 4], true, false],
    [[6, 7, 5], [1, 5, 4], false, false],
    [[1, 7, 5], [6, 5, 4], false, false],
    [[1, 1], [1, 1], false, true],
  ];
  test.each(shapes)('%j %j %s %s', (a, b, transposeA, transposeB) => {
    expect(difference('BatchMatMul', { a: given(a, 1), b: given(b, 2) }, { transposeA, transposeB })).toBeLessThan(
      TOLERANCE,
    );
  });
});

test.each([
  [
    [4, 4],
    [1, 0],
  ],
  [
    [9, 6],
    [1, 0],
  ],
  [
    [3, 5, 7],
    [0, 2, 1],
  ],
  [
    [3, 5, 7],
    [2, 0, 1],
  ],
  [
    [2, 3, 5, 7],
    [0, 1, 3, 2],
  ],
  [
    [2, 3, 5, 7],
    [0, 2, 1, 3],
  ],
])('Transpose %j %j', (shape, perm) => {
  expect(difference('Transpose', { x: given(shape, 3) }, { perm })).toBe(0);
});

const images = [
  [2, 9, 11, 3, 4, 3, 3],
  [3, 8, 8, 5, 6, 2, 3],
  [1, 12, 12, 1, 8, 5, 5],
  [2, 7, 7, 8, 4, 1, 1],
] as const;
const paddings = [
  ['valid', 1],
  ['same', 1],
  ['valid', 2],
  ['same', 2],
  [1, 1],
] as const;
const cases = images.flatMap((i) => paddings.map((p) => [i, p[0], p[1]] as const));
const roundingOf = (pad: string | number) => (typeof pad === 'number' ? 'floor' : undefined);

describe.each(cases)('%j padding %s stride %i', ([n, h, w, c, o, kh, kw], pad, stride) => {
  const { tf } = engine();
  const strides = [stride, stride];
  const common = { strides, pad, dimRoundingMode: roundingOf(pad) };
  const infoOf = (depthwise: boolean) =>
    tf.backend_util.computeConv2DInfo(
      [n, h, w, c],
      [kh, kw, c, depthwise ? 2 : o],
      [stride, stride],
      1,
      pad,
      roundingOf(pad),
      depthwise,
    );
  test('convolution', () => {
    const dy = given(infoOf(false).outShape, 5);
    const x = given([n, h, w, c], 4);
    const filterShape = [kh, kw, c, o];
    const attributes = { ...common, dataFormat: 'NHWC' };
    expect(difference('Conv2DBackpropFilter', { x, dy }, { ...attributes, filterShape })).toBeLessThan(TOLERANCE);
    const inputs = { dy, filter: given(filterShape, 6) };
    expect(difference('Conv2DBackpropInput', inputs, { ...attributes, inputShape: x.shape })).toBeLessThan(TOLERANCE);
  });
  test('depthwise convolution', () => {
    const dy = given(infoOf(true).outShape, 5);
    const x = given([n, h, w, c], 4);
    const filterShape = [kh, kw, c, 2];
    const attributes = { ...common, dilations: [1, 1] };
    expect(difference('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...attributes, filterShape })).toBeLessThan(
      TOLERANCE,
    );
    const inputs = { dy, filter: given(filterShape, 6) };
    expect(
      difference('DepthwiseConv2dNativeBackpropInput', inputs, { ...attributes, inputShape: x.shape }),
    ).toBeLessThan(TOLERANCE);
  });
  test('max pooling, with ties', () => {
    const input: Given = { shape: [n, h, w, c], data: given([n, h, w, c], 7).data.map((v) => Math.round(v * 2)) };
    const info = tf.backend_util.computePool2DInfo([n, h, w, c], [kh, kw], [stride, stride], 1, pad, roundingOf(pad));
    const dy = given(info.outShape, 8);
    const attributes = { ...common, filterSize: [kh, kw] };
    const output: Given = { shape: info.outShape, data: new Float32Array(size(info.outShape)) };
    expect(difference('MaxPoolGrad', { dy, input, output }, attributes)).toBeLessThan(TOLERANCE);
  });
});

test('UnsortedSegmentSum', () => {
  const segmentIds = { shape: [7], data: Int32Array.of(3, 0, 3, 1, 1, 3, 0) };
  for (const rest of [[], [1], [5], [2, 3]])
    expect(
      difference('UnsortedSegmentSum', { x: given([7, ...rest], 9), segmentIds }, { numSegments: 5 }),
    ).toBeLessThan(TOLERANCE);
});
