/** Gradients of the convolution: windows as rows of a matrix, and one product. */
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import type { WindowGeometry } from '../../../machine/native/native.ts';
import { convolutionInfo, type Sizes, type WindowAttributes } from '../../../program/windows.ts';
import type { OwnKernel } from '../form.ts';
import { product, transposed } from './matrix.ts';

export const geometry = (i: backend_util.Conv2DInfo): WindowGeometry => [
  i.batchSize,
  i.inHeight,
  i.inWidth,
  i.inChannels,
  i.outHeight,
  i.outWidth,
  i.filterHeight,
  i.filterWidth,
  i.strideHeight,
  i.strideWidth,
  i.dilationHeight,
  i.dilationWidth,
  i.padInfo.top,
  i.padInfo.left,
];

/** df = columns(x)' dy. */
const filterGradient: OwnKernel =
  (tf, heap) =>
  ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo };
    const a = attrs as unknown as WindowAttributes & { filterShape: Sizes };
    const i = convolutionInfo(tf, x.shape, a.filterShape, a);
    const rows = i.batchSize * i.outHeight * i.outWidth;
    const width = i.filterHeight * i.filterWidth * i.inChannels;
    const columns = heap.make([rows, width]);
    heap.own.im2col(heap.place(x), heap.place(columns), ...geometry(i));
    const standing = transposed(heap, columns);
    heap.free(columns);
    const df = product(heap, standing, dy, width, rows, i.outChannels);
    heap.free(standing);
    return heap.view(df, a.filterShape);
  };

/** dx = the windows of dy filter', added to their places. */
const inputGradient: OwnKernel =
  (tf, heap) =>
  ({ inputs, attrs }) => {
    const { dy, filter } = inputs as unknown as { dy: TensorInfo; filter: TensorInfo };
    const a = attrs as unknown as WindowAttributes & { inputShape: Sizes };
    const i = convolutionInfo(tf, a.inputShape, filter.shape, a);
    const rows = i.batchSize * i.outHeight * i.outWidth;
    const width = i.filterHeight * i.filterWidth * i.inChannels;
    const turned = transposed(heap, heap.view(filter, [width, i.outChannels]));
    const columns = product(heap, dy, turned, rows, i.outChannels, width);
    heap.free(turned);
    const dx = heap.make(a.inputShape);
    heap.own.col2im(heap.place(columns), heap.place(dx), ...geometry(i));
    heap.free(columns);
    return dx;
  };

export const convolutionKernels = { Conv2DBackpropFilter: filterGradient, Conv2DBackpropInput: inputGradient };
