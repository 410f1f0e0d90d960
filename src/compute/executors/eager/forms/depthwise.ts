/** Gradients of the depthwise convolution. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionInfo, type Sizes, type WindowAttributes } from '../../../program/windows.ts';
import type { OwnKernel } from '../form.ts';
import { geometry } from './convolution.ts';

type Attributes = WindowAttributes;

const filterGradient: OwnKernel =
  (tf, heap) =>
  ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo };
    const a = attrs as unknown as Attributes & { filterShape: Sizes };
    const i = convolutionInfo(tf, x.shape, a.filterShape, a, true);
    const df = heap.make(a.filterShape);
    const places = [heap.place(x), heap.place(dy), heap.place(df)] as const;
    heap.own.depthwiseFilterGradient(...places, ...geometry(i), i.outChannels / i.inChannels);
    return df;
  };

const inputGradient: OwnKernel =
  (tf, heap) =>
  ({ inputs, attrs }) => {
    const { dy, filter } = inputs as unknown as { dy: TensorInfo; filter: TensorInfo };
    const a = attrs as unknown as Attributes & { inputShape: Sizes };
    const i = convolutionInfo(tf, a.inputShape, filter.shape, a, true);
    const dx = heap.make(a.inputShape);
    const places = [heap.place(dy), heap.place(filter), heap.place(dx)] as const;
    heap.own.depthwiseInputGradient(...places, ...geometry(i), i.outChannels / i.inChannels);
    return dx;
  };

export const depthwiseKernels = {
  DepthwiseConv2dNativeBackpropFilter: filterGradient,
  DepthwiseConv2dNativeBackpropInput: inputGradient,
};
