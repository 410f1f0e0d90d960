/** Sums of rows by number: the gradient of gathering. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../machine/wasm/heap.ts';
import type { OwnKernel } from '../form.ts';

const unsortedSegmentSum: OwnKernel =
  (_, heap) =>
  ({ inputs, attrs }) => {
    const { x, segmentIds } = inputs as unknown as { x: TensorInfo; segmentIds: TensorInfo };
    const { numSegments } = attrs as unknown as { numSegments: number };
    const [rows, ...rest] = x.shape as [number, ...number[]];
    const out = heap.make([numSegments, ...rest]);
    heap.own.segmentSum(heap.place(x), heap.place(segmentIds), heap.place(out), rows, sizeOf(rest), numSegments);
    return out;
  };

export const segmentKernels = { UnsortedSegmentSum: unsortedSegmentSum };
