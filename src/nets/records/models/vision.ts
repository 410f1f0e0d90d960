/** Classifiers of images by their published architectures. The names of the layers are those of torchvision, so that its arrays fit by name. */
import { model } from './model.ts';

const NO_WEIGHTS = {
  training: 'None: there are no weights here. NetReplacePart fills the net from arrays of other programs.',
  performance: 'None: the net is not trained.',
};
const classifier = { task: 'Classification', inputDomains: ['Image'], ...NO_WEIGHTS };

/** Mean and variance of the pixels of ImageNet, as torchvision states them. */
const IMAGE = `"Input" -> NetEncoder[{"Image", {224, 224}, "RGB", "MeanImage" -> {0.485, 0.456, 0.406}, "VarianceImage" -> {0.229, 0.224, 0.225}^2}]`;
const CONVOLUTIONS = `norm[] := BatchNormalizationLayer["Epsilon" -> 10.^-5];
  conv[n_, k_, s_: 1, groups_: 1] := ConvolutionLayer[n, k, "Stride" -> s, "PaddingSize" -> (k - 1)/2, "ChannelGroups" -> groups, "Biases" -> None];`;

/** Four stages of residual blocks; `convolutions` are those of a block and their edges, `wide` is what its channels grow by. */
const residual = (counts: readonly number[], convolutions: string, path: string, wide: number): string =>
  `Module[{norm, conv, block, stage},
  ${CONVOLUTIONS}
  block[n_, s_, down_] := NetGraph[
    Join[<|${convolutions}, "add" -> TotalLayer[], "relu" -> Ramp|>, If[down, <|"downsample" -> NetChain[<|"0" -> conv[${wide} n, 1, s], "1" -> norm[]|>]|>, <||>]],
    {NetPort["Input"] -> ${path} -> "add", If[down, NetPort["Input"] -> "downsample" -> "add", NetPort["Input"] -> "add"], "add" -> "relu"}];
  stage[n_, count_, s_, down_] := NetChain[Association[Table[ToString[i] -> block[n, If[i == 0, s, 1], i == 0 && down], {i, 0, count - 1}]]];
  NetChain[<|"conv1" -> conv[64, 7, 2], "bn1" -> norm[], "relu" -> Ramp, "maxpool" -> PoolingLayer[3, 2, "PaddingSize" -> 1],
    "layer1" -> stage[64, ${counts[0]}, 1, ${wide > 1 ? 'True' : 'False'}], "layer2" -> stage[128, ${counts[1]}, 2, True],
    "layer3" -> stage[256, ${counts[2]}, 2, True], "layer4" -> stage[512, ${counts[3]}, 2, True],
    "avgpool" -> AggregationLayer[Mean], "fc" -> LinearLayer[1000], "softmax" -> SoftmaxLayer[]|>, ${IMAGE}]]`;

const parameters = (name: string, count: number) => ({ [`NetModel["${name}", "ParametersCount"]`]: String(count) });

export const ResNet18 = model('ResNet-18', {
  architecture: residual(
    [2, 2, 2, 2],
    '"conv1" -> conv[n, 3, s], "bn1" -> norm[], "relu1" -> Ramp, "conv2" -> conv[n, 3], "bn2" -> norm[]',
    '"conv1" -> "bn1" -> "relu1" -> "conv2" -> "bn2"',
    1,
  ),
  description: 'The residual net of He, Zhang, Ren and Sun (2015) with 18 layers for 1000 classes of images.',
  ...classifier,
  examples: {
    ...parameters('ResNet-18', 11689512),
    'Head[NetModel["ResNet-18"]]': ['NetChain', 'NetModel::untrained'],
    'NetExtract[NetModel["ResNet-18", "UninitializedEvaluationNet"], {"layer2", "0", "downsample", "0", "Weights"}]':
      'Automatic',
  },
});

export const ResNet50 = model('ResNet-50', {
  architecture: residual(
    [3, 4, 6, 3],
    '"conv1" -> conv[n, 1], "bn1" -> norm[], "relu1" -> Ramp, "conv2" -> conv[n, 3, s], "bn2" -> norm[], "relu2" -> Ramp, "conv3" -> conv[4 n, 1], "bn3" -> norm[]',
    '"conv1" -> "bn1" -> "relu1" -> "conv2" -> "bn2" -> "relu2" -> "conv3" -> "bn3"',
    4,
  ),
  description:
    'The residual net of He, Zhang, Ren and Sun (2015) with 50 layers for 1000 classes of images; strides are at the wide convolutions.',
  ...classifier,
  examples: parameters('ResNet-50', 25557032),
});

export const VGG16 = model('VGG-16', {
  architecture: `Module[{stage},
  stage[n_, count_] := {Table[{ConvolutionLayer[n, 3, "PaddingSize" -> 1], Ramp}, count], PoolingLayer[2, 2]};
  NetChain[<|
    "features" -> NetChain[AssociationThread[ToString /@ Range[0, 30] -> Flatten[{stage[64, 2], stage[128, 2], stage[256, 3], stage[512, 3], stage[512, 3]}]]],
    "flatten" -> FlattenLayer[],
    "classifier" -> NetChain[<|"0" -> LinearLayer[4096], "1" -> Ramp, "2" -> DropoutLayer[0.5], "3" -> LinearLayer[4096], "4" -> Ramp, "5" -> DropoutLayer[0.5], "6" -> LinearLayer[1000]|>],
    "softmax" -> SoftmaxLayer[]|>, ${IMAGE}]]`,
  description: 'The net of Simonyan and Zisserman (2014) with 16 layers for 1000 classes of images.',
  ...classifier,
  examples: parameters('VGG-16', 138357544),
});

export const MobileNetV2 = model('MobileNet V2', {
  architecture: `Module[{norm, conv, relu, unit, block, blocks},
  ${CONVOLUTIONS}
  relu = ElementwiseLayer[Clip[#, {0, 6}] &];
  unit[n_, k_, s_: 1, groups_: 1] := NetChain[<|"0" -> conv[n, k, s, groups], "1" -> norm[], "2" -> relu|>];
  block[in_, n_, s_, t_] := With[{conv = NetChain[Association[MapIndexed[ToString[First[#2] - 1] -> # &,
      Join[If[t == 1, {}, {unit[t in, 1]}], {unit[t in, 3, s, t in], conv[n, 1], norm[]}]]]]},
    If[s == 1 && in == n, NetGraph[<|"conv" -> conv, "add" -> TotalLayer[]|>, {NetPort["Input"] -> "conv" -> "add", NetPort["Input"] -> "add"}], NetChain[<|"conv" -> conv|>]]];
  blocks = Flatten[Table[Table[{row[[2]], If[i == 1, row[[4]], 1], row[[1]]}, {i, row[[3]]}],
    {row, {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}}}], 1];
  NetChain[<|
    "features" -> NetChain[Association[MapIndexed[ToString[First[#2] - 1] -> # &, Join[{unit[32, 3, 2]},
      MapThread[block[#1, #2[[1]], #2[[2]], #2[[3]]] &, {Prepend[Most[blocks[[All, 1]]], 32], blocks}], {unit[1280, 1]}]]]],
    "avgpool" -> AggregationLayer[Mean], "classifier" -> NetChain[<|"0" -> DropoutLayer[0.2], "1" -> LinearLayer[1000]|>], "softmax" -> SoftmaxLayer[]|>, ${IMAGE}]]`,
  aliases: ['MobileNet v2', 'MobileNetV2'],
  description:
    'The net of inverted residuals of Sandler, Howard, Zhu, Zhmoginov and Chen (2018) at full width for 1000 classes of images.',
  ...classifier,
  examples: parameters('MobileNet V2', 3504872),
});

export const UNet = model('U-Net', {
  architecture: `Module[{twice, down, up, sizes = {64, 128, 256, 512}},
  twice[n_] := NetChain[<|"conv1" -> ConvolutionLayer[n, 3, "PaddingSize" -> 1], "relu1" -> Ramp, "conv2" -> ConvolutionLayer[n, 3, "PaddingSize" -> 1], "relu2" -> Ramp|>];
  down[n_] := "down" <> ToString[n]; up[n_] := "up" <> ToString[n];
  NetGraph[
    Association[
      Table[down[n] -> twice[n], {n, sizes}], Table["pool" <> ToString[n] -> PoolingLayer[2, 2], {n, sizes}], "bottom" -> twice[1024],
      Table["open" <> ToString[n] -> DeconvolutionLayer[n, 2, "Stride" -> 2], {n, sizes}], Table["join" <> ToString[n] -> CatenateLayer[], {n, sizes}],
      Table[up[n] -> twice[n], {n, sizes}], "last" -> ConvolutionLayer[2, 1], "softmax" -> SoftmaxLayer[1]],
    Join[
      {NetPort["Input"] -> down[64], "pool512" -> "bottom", "bottom" -> "open512", up[64] -> "last" -> "softmax"},
      Table[down[n] -> "pool" <> ToString[n], {n, sizes}], Table["pool" <> ToString[n] -> down[2 n], {n, Most[sizes]}],
      Table[{down[n], "open" <> ToString[n]} -> "join" <> ToString[n] -> up[n], {n, sizes}], Table[up[2 n] -> "open" <> ToString[n], {n, Most[sizes]}]],
    "Input" -> {1, 256, 256}]]`,
  description:
    'The net of Ronneberger, Fischer and Brox (2015) for two classes of pixels of a gray image, with sizes kept by padding.',
  task: 'Segmentation',
  inputDomains: ['Image'],
  ...NO_WEIGHTS,
  examples: {
    ...parameters('U-Net', 31030658),
    'Information[NetModel["U-Net", "UninitializedEvaluationNet"], "OutputPorts"]': '<|"Output" -> {2, 256, 256}|>',
  },
});
