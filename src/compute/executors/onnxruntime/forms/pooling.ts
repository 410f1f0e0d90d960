/** ONNX forms of pooling and its gradients. */
import type { backend_util } from '@tensorflow/tfjs-core';
import { FLOAT } from '../../../../formats/onnx-graph.ts';
import { engine } from '../../../machine/engine.ts';
import { elements } from '../../../program/program.ts';
import { poolingInfo } from '../../../program/windows.ts';
import { CHANNELS_FIRST, CHANNELS_LAST, type Mapping, type Reading } from '../translation.ts';

type Info = backend_util.Conv2DInfo;

const info = (r: Reading, x: readonly number[]): Info => poolingInfo(engine().tf, x, r.attributes());

const windows = (i: Info) => ({
  kernel_shape: [i.filterHeight, i.filterWidth],
  strides: [i.strideHeight, i.strideWidth],
  pads: [i.padInfo.top, i.padInfo.left, i.padInfo.bottom, i.padInfo.right],
});

/** Places of the maxima, by the pooled value; asked for only where a gradient needs them. */
const indices = new WeakMap<object, Map<number, string>>();

const maxPool: Mapping = (r) => {
  const i = info(r, r.shape('x'));
  const [out] = r.call.outputs as [number];
  const gradient = r.t.program.calls.some((c) => c.kernel === 'MaxPoolGrad' && c.inputs.output === out);
  const x = r.t.transpose(r.name('x'), CHANNELS_FIRST);
  const [y, places] = r.graph.nodes('MaxPool', [x], gradient ? 2 : 1, windows(i));
  if (places !== undefined) {
    const known = indices.get(r.t) ?? new Map<number, string>();
    indices.set(r.t, known.set(out, places));
  }
  return r.t.transpose(y!, CHANNELS_LAST);
};

/** dy put at the places of the maxima, added up where windows overlap. */
const maxPoolGradient: Mapping = (r) => {
  const places = indices.get(r.t)?.get(r.value('output'));
  if (places === undefined) throw r.noForm('without its pooling');
  const i = info(r, r.shape('input'));
  const [n, h, w, c] = r.shape('input') as [number, number, number, number];
  const { graph } = r;
  const flat = (x: string): string => r.t.reshape(x, [-1]);
  const zeros = graph.node('Expand', [graph.scalar(0), graph.integers([n * c * h * w])]);
  const overlap = i.filterHeight > i.strideHeight || i.filterWidth > i.strideWidth;
  const dy = flat(r.t.transpose(r.name('dy'), CHANNELS_FIRST));
  const attributes = { axis: 0, reduction: overlap ? 'add' : undefined };
  const dx = graph.node('ScatterElements', [zeros, flat(places), dy], attributes);
  return r.t.transpose(r.t.reshape(dx, [n, c, h, w]), CHANNELS_LAST);
};

/** dy over the number of places of each window, spread over the window. */
const averageGradient: Mapping = (r) => {
  const i = info(r, r.shape('input'));
  const [n, h, w, c] = r.shape('input') as [number, number, number, number];
  const { graph } = r;
  const shares = new Float32Array(i.outHeight * i.outWidth);
  const inside = (o: number, stride: number, pad: number, size: number, length: number): number =>
    Math.min(o * stride - pad + size, length) - Math.max(o * stride - pad, 0);
  for (let y = 0; y < i.outHeight; y++)
    for (let x = 0; x < i.outWidth; x++)
      shares[y * i.outWidth + x] =
        1 /
        (inside(y, i.strideHeight, i.padInfo.top, i.filterHeight, h) *
          inside(x, i.strideWidth, i.padInfo.left, i.filterWidth, w));
  const share = graph.constant([1, 1, i.outHeight, i.outWidth], FLOAT, shares);
  const dy = r.t.reshape(r.t.transpose(r.name('dy'), CHANNELS_FIRST), [n * c, 1, i.outHeight, i.outWidth]);
  const ones = graph.constant(
    [1, 1, i.filterHeight, i.filterWidth],
    FLOAT,
    new Float32Array(elements([i.filterHeight, i.filterWidth])).fill(1),
  );
  const reach = (o: number, stride: number, size: number): number => (o - 1) * stride + size;
  const output_padding = [
    h + i.padInfo.top + i.padInfo.bottom - reach(i.outHeight, i.strideHeight, i.filterHeight),
    w + i.padInfo.left + i.padInfo.right - reach(i.outWidth, i.strideWidth, i.filterWidth),
  ];
  const dx = graph.node('ConvTranspose', [graph.node('Mul', [dy, share]), ones], { ...windows(i), output_padding });
  return r.t.transpose(r.t.reshape(dx, [n, c, h, w]), CHANNELS_LAST);
};

export const pooling: Readonly<Record<string, Mapping>> = {
  MaxPool: maxPool,
  MaxPoolGrad: maxPoolGradient,
  AvgPool: (r) => {
    const x = r.t.transpose(r.name('x'), CHANNELS_FIRST);
    const y = r.graph.node('AveragePool', [x], { ...windows(info(r, r.shape('x'))), count_include_pad: 0 });
    return r.t.transpose(y, CHANNELS_LAST);
  },
  AvgPoolGrad: averageGradient,
};
