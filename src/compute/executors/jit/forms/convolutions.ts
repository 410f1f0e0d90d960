/** Convolutions of images and their gradients. Images get their padding first: kernels then know no edges. */

import type { backend_util } from '@tensorflow/tfjs-core';
import { engine } from '../../../machine/engine.ts';
import {
  type Convolution,
  convolutionCode,
  type FilterGradient,
  filterGradientCode,
  type Scattering,
  scatteringCode,
} from '../../../machine/jit/kernels/convolution.ts';
import { elementwiseCode } from '../../../machine/jit/kernels/elementwise.ts';
import { type Loop, panelLanes } from '../../../machine/jit/kernels/tile.ts';
import type { Call } from '../../../program/program.ts';
import { elements } from '../../../program/program.ts';
import { convolutionInfo } from '../../../program/windows.ts';
import { type Lower, type Machine, region, type Step, shares, type Task, task } from '../lowering.ts';
import { copyStep, fillTask } from './arrangements.ts';
import { intoImage, type Placed, placed, surround } from './images.ts';

type Info = backend_util.Conv2DInfo;
/** Filter taps in the order of the filter; columns of taps join their channels where they lie side by side. */
function tapLoops(i: Info, width: number, channels: number, out: number): Loop[] {
  const rows = { count: i.filterHeight, a: width * channels * i.dilationHeight, b: i.filterWidth * channels * out };
  if (i.dilationWidth === 1) return [rows, { count: i.filterWidth * channels, a: 1, b: out }];
  return [
    rows,
    { count: i.filterWidth, a: channels * i.dilationWidth, b: channels * out },
    { count: channels, a: 1, b: out },
  ];
}

/** A convolution: threads share images, or rows of one. */
function convolutionStep(
  m: Machine,
  image: Placed,
  start: number,
  filter: number,
  result: Placed,
  c: Omit<Convolution, 'rows' | 'pixels' | 'channels' | 'packed'>,
): Step[] {
  const [n, rows, pixels, channels] = result.shape;
  const work = n * rows * pixels * channels * c.loops.reduce((k, l) => k * l.count, 1);
  const packed = packedFilter(m, filter, c.loops, channels);
  const reads = [region(image.place, elements(image.shape)), region(packed.place, packed.size)];
  const [rowSize, alone] = [pixels * channels, n === 1];
  // [how many there are to share, steps of each in C and in A]
  const [count, written, read] = alone ? [rows, rowSize, c.row] : [n, rows * rowSize, c.image];
  const convolve = shares(m, count, 1, work).map(([from, to]): Task => {
    const y = result.place + from * written * 4;
    const args = [start + from * read * 4, packed.place, y, alone ? 1 : to - from];
    const { loops } = packed;
    const spec = { ...c, loops, rows: alone ? to - from : rows, pixels, channels, packed: packed.steps.length > 0 };
    return task('convolution', convolutionCode, spec, args, reads, [region(y, (to - from) * written)]);
  });
  return [...packed.steps, convolve];
}

/** A filter with more channels than a panel has lanes goes panel by panel: its lines would compete for the same sets of the cache. */
function packedFilter(m: Machine, filter: number, loops: readonly Loop[], channels: number) {
  const terms = elements(loops.map((l) => l.count));
  const lanes = panelLanes();
  if (channels <= lanes) return { place: filter, size: terms * channels, loops, steps: [] };
  const [full, rest] = [Math.floor(channels / lanes), channels % lanes];
  const size = Math.ceil(channels / lanes) * lanes * terms;
  const place = m.scratch(size);
  const copies = (panels: number, width: number, first: number): Step =>
    copyStep(m, filter + first * lanes * 4, place + first * lanes * terms * 4, [
      [panels, lanes, lanes * terms],
      [terms, channels, lanes],
      [width, 1, 1],
    ]);
  const steps = [copies(full, lanes, 0), ...(rest > 0 ? [copies(1, rest, full)] : [])];
  return { place, size, loops: loops.map((l): Loop => ({ ...l, b: (l.b / channels) * lanes })), steps };
}

const padding = ({ padInfo: p }: Info) => [p.top, p.bottom, p.left, p.right] as const;

const infoOf = (x: readonly number[], filter: readonly number[], call: Call): Info =>
  convolutionInfo(engine().tf, x, filter, call.attributes as never, false);

const Conv2D: Lower = (m, call) => {
  const { x, filter } = call.inputs as { x: number; filter: number };
  const [y] = call.outputs as [number];
  const i = infoOf(m.shape(x), m.shape(filter), call);
  const { steps, image } = surround(m, placed(m, x), padding(i));
  const [, height, width, channels] = image.shape;
  const spec = {
    loops: tapLoops(i, width, channels, i.outChannels),
    image: height * width * channels,
    row: width * channels * i.strideHeight,
    pixel: channels * i.strideWidth,
  };
  const result = placed(m, y);
  return [...steps, ...convolutionStep(m, image, image.place, m.place(filter), result, spec)];
};

/** The image's numbers for each number of the result from which adding to them costs less than gathering for each of them. */
const SPARSE = 1.3;

const Conv2DBackpropInput: Lower = (m, call) => {
  const { dy, filter } = call.inputs as { dy: number; filter: number };
  const [dx] = call.outputs as [number];
  const i = infoOf(m.shape(dx), m.shape(filter), call);
  const turned = m.scratch(m.size(filter));
  const [taps, out] = [i.filterHeight * i.filterWidth, i.outChannels];
  const turn = copyStep(m, m.place(filter), turned, [
    [taps, i.inChannels * out, i.inChannels * out],
    [out, 1, i.inChannels],
    [i.inChannels, out, 1],
  ]);
  const from = placed(m, dy);
  const sparse = i.inHeight * i.inWidth > SPARSE * i.outHeight * i.outWidth;
  const steps = (sparse ? undefined : gathering(m, i, from, turned, dx)) ?? scattering(m, i, from, turned, dx);
  return [turn, ...steps];
};

/** Each number of the result adds to all that it came from. */
function scattering(m: Machine, i: Info, dy: Placed, turned: number, dx: number): Step[] {
  return intoImage(m, dx, padding(i), (image) => {
    const [n, height, width, channels] = image.shape;
    const [rows, pixels, terms] = [i.outHeight, i.outWidth, i.outChannels];
    const tap = (r: number, c: number): number => (r * i.dilationHeight * width + c * i.dilationWidth) * channels;
    const spec: Scattering = {
      rows,
      pixels,
      terms,
      channels,
      taps: Array.from({ length: i.filterHeight * i.filterWidth }, (_, k) =>
        tap(Math.floor(k / i.filterWidth), k % i.filterWidth),
      ),
      image: height * width * channels,
      row: width * channels * i.strideHeight,
      pixel: channels * i.strideWidth,
    };
    const work = n * rows * pixels * terms * channels * spec.taps.length;
    const size = rows * pixels * terms;
    return shares(m, n, 1, work).map(([start, end]) => {
      const [a, c] = [dy.place + start * size * 4, image.place + start * spec.image * 4];
      const written = region(c, (end - start) * spec.image);
      const reads = [region(a, (end - start) * size), region(turned, spec.taps.length * terms * channels), written];
      return task('scattering', scatteringCode, spec, [a, turned, c, end - start], reads, [written]);
    });
  });
}

/** Each pixel gathers from the results that it went into: a convolution over the gradient, from its far corner backwards. */
function gathering(m: Machine, i: Info, from: Placed, turned: number, dx: number): Step[] | undefined {
  const { effectiveFilterHeight: high, effectiveFilterWidth: wide, inHeight, inWidth, padInfo: p } = i;
  const [top, left] = [high - 1 - p.top, wide - 1 - p.left];
  const spread = [(i.outHeight - 1) * i.strideHeight + 1, (i.outWidth - 1) * i.strideWidth + 1] as const;
  const [bottom, right] = [inHeight + high - 1 - top - spread[0], inWidth + wide - 1 - left - spread[1]];
  if (Math.min(top, left, bottom, right) < 0) return undefined;
  const padded = surround(m, from, [top, bottom, left, right], 0, [i.strideHeight, i.strideWidth]);
  const [, height, width, out] = padded.image.shape;
  const [row, column] = [width * out, out];
  const spec = {
    loops: [
      { count: i.filterHeight, a: -row * i.dilationHeight, b: i.filterWidth * i.inChannels * out },
      { count: i.filterWidth, a: -column * i.dilationWidth, b: i.inChannels * out },
      { count: out, a: 1, b: i.inChannels },
    ],
    image: height * row,
    row,
    pixel: column,
  };
  const corner = padded.image.place + 4 * ((high - 1) * row + (wide - 1) * column);
  const result = placed(m, dx);
  return [...padded.steps, ...convolutionStep(m, padded.image, corner, turned, result, spec)];
}

/** Terms of a block of the filter's gradient that are summed in registers. */
const TERMS = 256;

/** The most rows, of those that divide an image evenly, that have no more terms than a block. */
function rowsOf({ outHeight, outWidth }: Info): number {
  let rows = Math.max(1, Math.min(outHeight, Math.floor(TERMS / outWidth)));
  while (outHeight % rows !== 0) rows--;
  return rows;
}

const Conv2DBackpropFilter: Lower = (m, call) => {
  const { x, dy } = call.inputs as { x: number; dy: number };
  const [df] = call.outputs as [number];
  const i = infoOf(m.shape(x), m.shape(df), call);
  const { steps, image } = surround(m, placed(m, x), padding(i));
  const [n, height, width, channels] = image.shape;
  const pixels = i.outHeight * i.outWidth;
  const size = m.size(df);
  const joined = i.dilationWidth === 1;
  const columns = joined ? [0] : Array.from({ length: i.filterWidth }, (_, k) => k * channels * i.dilationWidth);
  const rowTaps = Array.from({ length: i.filterHeight }, (_, k) => k * width * channels * i.dilationHeight);
  const taps = rowTaps.flatMap((r) => columns.map((c) => r + c));
  const parts = shares(m, n, 1, n * pixels * size);
  const partial = parts.map(([from, to], part) => {
    const count = to - from;
    const together = Math.max(1, Math.min(count, Math.ceil(TERMS / pixels)));
    const result = part === 0 ? m.place(df) : m.scratch(size);
    const [imageA, imageB] = [height * width * channels, pixels * i.outChannels];
    const [rowA, rowB] = [width * channels * i.strideHeight, i.outWidth * i.outChannels];
    const rows = together > 1 ? i.outHeight : rowsOf(i);
    const block = (images: number): FilterGradient => ({
      taps,
      rows: (joined ? i.filterWidth : 1) * channels,
      channels: i.outChannels,
      loops: [
        { count: images, a: imageA, b: imageB },
        { count: rows, a: rowA, b: rowB },
        { count: i.outWidth, a: channels * i.strideWidth, b: i.outChannels },
      ],
      blocks: { count: i.outHeight / rows, a: rows * rowA, b: rows * rowB },
      imageA: images * imageA,
      imageB: images * imageB,
    });
    const one = (first: number, images: number, blocks: number) => {
      const a = image.place + first * height * width * channels * 4;
      const b = m.place(dy) + first * pixels * i.outChannels * 4;
      const reads = [
        region(a, images * blocks * height * width * channels),
        region(b, images * blocks * pixels * i.outChannels),
      ];
      return task('filter gradient', filterGradientCode, block(images), [a, b, result, blocks], reads, [
        region(result, size),
      ]);
    };
    const blocks = Math.floor(count / together);
    const rest = count - blocks * together;
    return { result, tasks: [one(from, together, blocks), ...(rest > 0 ? [one(to - rest, rest, 1)] : [])] };
  });
  const fills = partial.map(({ result }) => fillTask(result, size, 0));
  const rounds = Math.max(...partial.map((p) => p.tasks.length));
  const sums = Array.from({ length: rounds }, (_, k): Step => partial.map((p) => p.tasks[k]));
  const [first, ...others] = partial;
  return [...steps, fills, ...sums, ...others.map((o) => addStep(m, first!.result, o.result, size))];
};

/** a = a + b */
function addStep(m: Machine, a: number, b: number, numbers: number): Step {
  const operations = [{ name: 'Add', args: [0, 1], parameters: [] }];
  return shares(m, numbers, 16, numbers).map(([from, to]) => {
    const [x, y] = [a + from * 4, b + from * 4];
    const spec = { axes: [to - from], operands: [[1], [1]], operations, stores: [0] };
    const regions = [x, y].map((p) => region(p, to - from));
    return task('elementwise', elementwiseCode, spec, [x, y, x], regions, [regions[0]!]);
  });
}

export const convolutions = { Conv2D, Conv2DBackpropInput, Conv2DBackpropFilter } satisfies Record<string, Lower>;
