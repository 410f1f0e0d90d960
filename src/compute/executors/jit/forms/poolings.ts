/** Pooling of images and its gradients. */

import type { backend_util } from '@tensorflow/tfjs-core';
import { engine } from '../../../machine/engine.ts';
import {
  maximumCode,
  maximumGradientCode,
  meanCode,
  meanGradientCode,
  type Pooling,
} from '../../../machine/jit/kernels/pooling.ts';
import type { Call } from '../../../program/program.ts';
import { elements } from '../../../program/program.ts';
import { poolingInfo } from '../../../program/windows.ts';
import { type Lower, type Machine, region, type Step, shares, task } from '../lowering.ts';
import { intoImage, type Placed, placed, surround } from './images.ts';

type Info = backend_util.Conv2DInfo;

const infoOf = (x: readonly number[], call: Call): Info => poolingInfo(engine().tf, x, call.attributes as never);

/** Rows and columns that windows reach beyond the image; below none where windows end before it does. */
function reach(i: Info): readonly [number, number, number, number] {
  const { top, left } = i.padInfo;
  const beyond = (out: number, stride: number, size: number, before: number, n: number): number =>
    Math.max(0, (out - 1) * stride + size - before - n);
  return [
    top,
    beyond(i.outHeight, i.strideHeight, i.filterHeight, top, i.inHeight),
    left,
    beyond(i.outWidth, i.strideWidth, i.filterWidth, left, i.inWidth),
  ];
}

const poolingOf = (i: Info, [, height, width, channels]: Placed['shape']): Pooling => ({
  rows: i.outHeight,
  pixels: i.outWidth,
  channels,
  height: i.filterHeight,
  width: i.filterWidth,
  image: height * width * channels,
  down: i.strideHeight * width * channels,
  across: i.strideWidth * channels,
  line: width * channels,
});

/** One step on images that threads share. `places`: sizes of one image, in numbers, by place. */
function overImages(
  m: Machine,
  name: string,
  make: (p: Pooling) => Uint8Array,
  spec: Pooling,
  images: number,
  reads: readonly (readonly [number, number])[],
  written: readonly [number, number],
  table: readonly number[] = [],
): Step {
  const all = [...reads, written];
  const work = images * spec.rows * spec.pixels * spec.channels * spec.height * spec.width;
  return shares(m, images, 1, work).map(([from, to]) => {
    const places = all.map(([place, size]) => place + from * size * 4);
    const regions = all.map(([, size], k) => region(places[k]!, (to - from) * size));
    return task(name, make, spec, [...places, to - from, ...table], regions, [regions.at(-1)!]);
  });
}

const imageSize = (shape: readonly number[]): number => elements(shape.slice(1));

const MaxPool: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const [y] = call.outputs as [number];
  const i = infoOf(m.shape(x), call);
  const { steps, image } = surround(m, placed(m, x), reach(i), Number.NEGATIVE_INFINITY);
  const [read, written] = [image, placed(m, y)].map(({ place, shape }) => [place, imageSize(shape)] as const);
  return [...steps, overImages(m, 'maximum', maximumCode, poolingOf(i, image.shape), i.batchSize, [read!], written!)];
};

const MaxPoolGrad: Lower = (m, call) => {
  const { dy, input, output } = call.inputs as { dy: number; input: number; output: number };
  const [dx] = call.outputs as [number];
  const i = infoOf(m.shape(input), call);
  const padded = surround(m, placed(m, input), reach(i), Number.NEGATIVE_INFINITY);
  const made = intoImage(m, dx, reach(i), (image) => {
    const reads = [padded.image, placed(m, output), placed(m, dy)].map((p) => [p.place, imageSize(p.shape)] as const);
    const written = [image.place, imageSize(image.shape)] as const;
    return overImages(
      m,
      'maximum gradient',
      maximumGradientCode,
      poolingOf(i, image.shape),
      i.batchSize,
      reads,
      written,
    );
  });
  return [...padded.steps, ...made];
};

/** 1 over how many numbers of each window are no padding; the place of the table. */
function factors(m: Machine, i: Info): number {
  const inside = (at: number, stride: number, size: number, before: number, n: number): number => {
    const start = at * stride - before;
    return Math.min(start + size, n) - Math.max(start, 0);
  };
  const table = Float32Array.from({ length: i.outHeight * i.outWidth }, (_, k) => {
    const [r, c] = [Math.floor(k / i.outWidth), k % i.outWidth];
    const rows = inside(r, i.strideHeight, i.filterHeight, i.padInfo.top, i.inHeight);
    return 1 / (rows * inside(c, i.strideWidth, i.filterWidth, i.padInfo.left, i.inWidth));
  });
  return m.table(table);
}

const AvgPool: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const [y] = call.outputs as [number];
  const i = infoOf(m.shape(x), call);
  const { steps, image } = surround(m, placed(m, x), reach(i));
  const [read, written] = [image, placed(m, y)].map(({ place, shape }) => [place, imageSize(shape)] as const);
  const spec = poolingOf(i, image.shape);
  return [...steps, overImages(m, 'mean', meanCode, spec, i.batchSize, [read!], written!, [factors(m, i)])];
};

const AvgPoolGrad: Lower = (m, call) => {
  const { dy, input } = call.inputs as { dy: number; input: number };
  const [dx] = call.outputs as [number];
  const i = infoOf(m.shape(input), call);
  return intoImage(m, dx, reach(i), (image) => {
    const [read, written] = [placed(m, dy), image].map((p) => [p.place, imageSize(p.shape)] as const);
    const spec = poolingOf(i, image.shape);
    return overImages(m, 'mean gradient', meanGradientCode, spec, i.batchSize, [read!], written!, [factors(m, i)]);
  });
};

export const poolings = { MaxPool, MaxPoolGrad, AvgPool, AvgPoolGrad } satisfies Record<string, Lower>;
