/** Nets that go out as ONNX: the examples of all layers, further options, functions, operators, sequences of any length. */
import { namedFunctions } from '../../../src/nets/records/layers/scalar-operations.ts';
import { layerCases } from '../layer-cases.ts';
import type { ContractSettings } from '../layer-contract.ts';

export interface OnnxCase {
  readonly name: string;
  readonly text: string;
  readonly settings: ContractSettings;
}

const combinations = (...lists: readonly (readonly string[])[]): string[] =>
  lists.reduce<string[]>(
    (all, list) => all.flatMap((a) => list.map((b) => [a, b].filter((x) => x !== '').join(', '))),
    [''],
  );

const within = (head: string, arguments_: readonly string[]): string[] => arguments_.map((a) => `${head}[${a}]`);

const convolutions = [
  ...within(
    'ConvolutionLayer',
    combinations(
      ['4, 3'],
      ['', '"Stride" -> 2'],
      ['', '"Dilation" -> 2'],
      ['', 'PaddingSize -> 2', 'PaddingSize -> "Same"', 'PaddingSize -> {{1, 0}, {0, 2}}'],
      ['', '"ChannelGroups" -> 2'],
      ['Interleaving -> False, "Input" -> {2, 8, 9}', 'Interleaving -> True, "Input" -> {8, 9, 2}'],
    ),
  ),
  ...within(
    'ConvolutionLayer',
    combinations(
      ['2, {3}', '2, {3}, "Stride" -> 2, PaddingSize -> 1'],
      ['"Input" -> {3, 8}', 'Interleaving -> True, "Input" -> {8, 3}', '"Biases" -> None, "Input" -> {3, "Varying"}'],
    ),
  ),
  'ConvolutionLayer[2, {2, 2, 2}, "Stride" -> 2, PaddingSize -> 1, Interleaving -> True, "Input" -> {4, 4, 3, 2}]',
  'ConvolutionLayer[2, {3}, PaddingSize -> "Same", "Input" -> {3, "Varying"}]',
];

const poolings = within(
  'PoolingLayer',
  combinations(
    [
      '{2}, "Input" -> {3, 7}',
      '{3, 2}, "Input" -> {2, 6, 5}',
      '{2, 2, 2}, "Input" -> {1, 4, 3, 4}',
      '{2}, Interleaving -> True, "Input" -> {7, 3}',
    ],
    ['"Function" -> Max', '"Function" -> Mean', '"Function" -> Total'],
    ['', '"Stride" -> 2', 'PaddingSize -> 1', '"Stride" -> 2, PaddingSize -> "Same"'],
  ),
).concat('PoolingLayer[{2}, "Stride" -> 2, "Input" -> {3, "Varying"}]');

const aggregations = within(
  'AggregationLayer',
  combinations(
    [
      'Mean',
      'Min',
      'Max',
      'Total',
      'Times',
      'Variance',
      'StandardDeviation',
      'MeanDeviation',
      'Median',
      'InterquartileRange',
    ],
    [
      '"Input" -> {2, 3, 4}',
      '1, "Input" -> {5, 2}',
      'All, "Input" -> {3, 3}',
      '{1, 3}, "Input" -> {2, 3, 2}',
      '1, "Input" -> {"Varying", 2}',
    ],
  ),
).filter((text) => !/(Median|Quartile|quartile).*Varying/.test(text));

const attentions = within(
  'AttentionLayer',
  combinations(
    ['"Dot"', '"Bilinear"'],
    ['', '"Mask" -> "Causal"', '"Mask" -> "Causal" -> 2'],
    ['', '"ScoreRescaling" -> "DimensionSqrt"'],
    [
      '"Key" -> {4, 3}, "Value" -> {4, 2}, "Query" -> {4, 3}',
      '"Key" -> {"Varying", 3}, "Value" -> {"Varying", 2}, "Query" -> {"Varying", 3}',
      '"MultiHead" -> True, "Key" -> {4, 2, 3}, "Value" -> {4, 2, 5}, "Query" -> {4, 2, 3}',
      '"MultiHead" -> True, "Key" -> {"Varying", 2, 3}, "Value" -> {"Varying", 2, 5}, "Query" -> {"Varying", 2, 3}',
    ],
  ),
).concat(
  'NetGraph[{AttentionLayer["Dot"]}, {NetPort["Key"] -> NetPort[{1, "Key"}], NetPort[{1, "AttentionWeights"}] -> NetPort["Weights"]}, "Key" -> {3, 2}, "Value" -> {3, 4}, "Query" -> {5, 2}]',
  'AttentionLayer["Dot", "Key" -> {2, 3, 2}, "Value" -> {2, 3, 4}, "Query" -> {5, 2}]',
);

const normalizations = within(
  'NormalizationLayer',
  combinations(
    ['', '1', '2', '1 ;; 2', '2 ;; 3, 1', '3, "Same"', 'All, {1, 3}'],
    ['', 'Method -> "RMS"', '"Unbiased" -> True', '"Epsilon" -> 0.1', '"Scaling" -> None, "Biases" -> None'],
    ['"Input" -> {3, 4, 2}'],
  ),
).concat(
  'NormalizationLayer["Input" -> 5]',
  'NormalizationLayer[2, "Same", "Input" -> {"Varying", 4}]',
  'NormalizationLayer[1, 2, "Unbiased" -> True, "Input" -> {"Varying", 4}]',
);

const paddings = within(
  'PaddingLayer',
  combinations(
    ['{{1, 2}}', '{{0, 0}, {3, 1}}', '{{2, 5}, {1, 0}}'],
    ['', '7', '"Fixed"', '"Reflected"', '"Periodic"'],
    ['"Input" -> {3, 4}', '"Input" -> {2, 2, 3}'],
  ),
).concat(
  'PaddingLayer[{{1, 2}}, "Fixed", "Input" -> {"Varying", 2}]',
  'PaddingLayer[{{1, 2}}, -1, "Input" -> {"Varying"}]',
);

const shapes = [
  'ReshapeLayer[{Automatic, 2}, "Input" -> {"Varying", 4}]',
  'ReshapeLayer[{Inherited, 2, 2}, "Input" -> {"Varying", 4}]',
  'ReshapeLayer[{2, All}, "Input" -> {2, 3, 4}]',
  'ReshapeLayer["ReferenceShape", "Input" -> 6, "ReferenceShape" -> {3, 2}]',
  'FlattenLayer[2, "Input" -> {"Varying", 2, 3}]',
  'FlattenLayer[-1, "Input" -> {"Varying", 2, 3}]',
  'FlattenLayer[{{2, 1}, {3}}, "Input" -> {2, 3, 4}]',
  'TransposeLayer["Input" -> {"Varying", 3}]',
  'TransposeLayer[1 <-> 3, "Input" -> {2, 3, 4}]',
  'TransposeLayer["Input" -> {2, 3, Restricted["Integer", 5]}]',
  'ReplicateLayer[3, 2, "Input" -> {"Varying", 2}]',
  'ReplicateLayer[{2, 3}, -1, "Input" -> {4}]',
  'PartLayer[-1, "Input" -> {"Varying", 2}]',
  'PartLayer[2 ;; -2, "Input" -> {"Varying", 2}]',
  'PartLayer[{1, 2 ;; 3}, "Input" -> {2, 4, 3}]',
  'PartLayer[-3 ;; -1, "Input" -> {5}]',
  'CatenateLayer[InputPorts -> {{"Varying", 2}, {"Varying", 2}}]',
  'CatenateLayer[2, InputPorts -> {{"Varying", 2}, {"Varying", 3}}]',
  'CatenateLayer[InputPorts -> {{"Varying", 2}, {3}}]',
  'CatenateLayer[InputPorts -> {"Real", {3}}]',
  'AppendLayer["Input" -> {"Varying", 2}]',
  'PrependLayer["Input" -> {3}]',
  'DotLayer[InputPorts -> {{"Varying", 3}, {3, 2}}]',
  'DotLayer[InputPorts -> {{2, 2, 3}, {3, 2}, {2}}]',
  'DotLayer[InputPorts -> {{3}, {3, 2, 2}}]',
  'PixelShuffleLayer[3, "Input" -> {9, 1, 2}]',
  'ResizeLayer[{3, 7}, "Resampling" -> "Nearest", "Input" -> {2, 5, 3}]',
  'ResizeLayer[{1, All}, "Input" -> {2, 5, 3}]',
  'ResizeLayer[{4}, "Resampling" -> "Nearest", "Input" -> {2, 9}]',
  'ImageAugmentationLayer[{2, 2}, "Input" -> {1, 4, 5}]',
  'LocalResponseNormalizationLayer["Alpha" -> 0.3, "Beta" -> 0.7, "Bias" -> 2, "ChannelWindowSize" -> 1, "Input" -> {4, 3}]',
  'SpatialTransformationLayer[{4, 4}, "Input" -> {1, 3, 3}]',
  'DeconvolutionLayer[2, {3}, PaddingSize -> {{1, 0}}, Interleaving -> True, "Input" -> {4, 3}]',
  'DeconvolutionLayer[4, {2, 3}, "Stride" -> 3, "ChannelGroups" -> 2, PaddingSize -> 1, "Input" -> {2, 4, 3}]',
];

const numbers = [
  'ConstantPlusLayer["Biases" -> {1, 2}, "Input" -> {2, 3}]',
  'ConstantTimesLayer["Scaling" -> {{1, 2}, {3, 4}}, "Input" -> {2, 2, 3}]',
  'ConstantPlusLayer["Biases" -> {1, 2}, "Input" -> {2, "Varying"}]',
  'ParametricRampLayer[2, "Input" -> {2, 3, 2}]',
  'ParametricRampLayer[{1, 3}, "Input" -> {2, 3, 2}]',
  'SoftmaxLayer[1, "Input" -> {"Varying", 3}]',
  'SoftmaxLayer[-2, "Input" -> {2, 3, 4}]',
  'SummationLayer["Input" -> "Real"]',
  'SummationLayer["Input" -> {"Varying", 2}]',
  'TotalLayer[InputPorts -> {{"Varying", 2}, {"Varying", 2}}]',
  'ThreadingLayer[Plus, -1, InputPorts -> {{2}, {2, 3}}]',
  'ThreadingLayer[Max[#1, #2] - 2 #3 &, InputPorts -> {{2, 3}, {2, 3}, {2, 3}}]',
  'ThreadingLayer[Times, -1, InputPorts -> {{"Varying"}, {"Varying", 3}}]',
  'ThreadingLayer[ArcTan, InputPorts -> {{6}, {6}}]',
  'ThreadingLayer[Mod, InputPorts -> {{6}, {6}}]',
  'ThreadingLayer[If[#1 > #2, #1, #2^2] &, InputPorts -> {{6}, {6}}]',
  'ThreadingLayer[Boole[#1 >= #2 && #1 != #2 || ! (#2 < 0)] &, InputPorts -> {{6}, {6}}]',
  'EmbeddingLayer[3, 5, "Input" -> {"Varying", Restricted["Integer", 5]}]',
  'EmbeddingLayer[{2, 2}, 5, "Input" -> {3, Restricted["Integer", 5]}]',
  'UnitVectorLayer[4, "Input" -> Restricted["Integer", 4]]',
  'UnitVectorLayer[4, "Input" -> {"Varying", Restricted["Integer", 4]}]',
  'SequenceIndicesLayer[3, "Input" -> {"Varying", 2}]',
  'OrderingLayer["Input" -> "Varying"]',
  'OrderingLayer[3, "Input" -> 5]',
  'ExtractLayer["Input" -> {2, 3, 4}, "Position" -> {1, Restricted["Integer", 2]}]',
  ...['SequenceLastLayer', 'SequenceMostLayer', 'SequenceRestLayer', 'SequenceReverseLayer'].map(
    (l) => `${l}["Input" -> {"Varying", 2}]`,
  ),
  'MeanSquaredLossLayer["Input" -> {"Varying", 3}]',
  'MeanAbsoluteLossLayer["Input" -> "Real"]',
  'BatchNormalizationLayer["Epsilon" -> 0.1, Interleaving -> True, "Input" -> {2, 4, 3}]',
  'BatchNormalizationLayer["Biases" -> None, "Input" -> {3, "Varying"}]',
  'RandomArrayLayer[NormalDistribution[#, 2] &, "Input" -> {4}]',
  'RandomArrayLayer[LaplaceDistribution[0, 1], "Output" -> {3}]',
];

const recurrents = ['BasicRecurrentLayer', 'GatedRecurrentLayer', 'LongShortTermMemoryLayer'].flatMap((l) => [
  `${l}[3, "Input" -> {"Varying", 2}]`,
  `${l}[1, "Input" -> {1, 1}]`,
  `NetGraph[{${l}[3]}, {NetPort["s"] -> NetPort[{1, "State"}], NetPort[{1, "State"}] -> NetPort["Last"]}, "Input" -> {"Varying", 2}]`,
  `NetBidirectionalOperator[${l}[3], "Input" -> {"Varying", 2}]`,
]);

const nets = [
  'NetChain[{LinearLayer[4], Ramp, DropoutLayer[0.5], LinearLayer[2], SoftmaxLayer[]}, "Input" -> 3]',
  'NetChain[<|"conv" -> ConvolutionLayer[3, 3], "norm" -> BatchNormalizationLayer[], "ramp" -> ElementwiseLayer[Ramp], "pool" -> PoolingLayer[2, 2], "flat" -> FlattenLayer[], "out" -> LinearLayer[5]|>, "Input" -> {1, 8, 8}]',
  'NetChain[{NetChain[{LinearLayer[3], Tanh}], NetChain[{LinearLayer[2]}]}, "Input" -> 4]',
  'NetGraph[<|"a" -> LinearLayer[3], "b" -> LinearLayer[3], "sum" -> TotalLayer[]|>, {NetPort["x"] -> "a", NetPort["y"] -> "b", {"a", "b"} -> "sum", "a" -> NetPort["first"]}, "x" -> 2, "y" -> 4]',
  'NetGraph[{Ramp, Tanh}, {NetPort["Input"] -> 1, NetPort["Input"] -> 2, 1 -> NetPort["Input1"], 2 -> NetPort["copy"], NetPort["Input"] -> NetPort["same"]}, "Input" -> 3]',
  'NetChain[{LinearLayer[3, "Weights" -> NetSharedArray["w"], "Biases" -> None], LinearLayer[3, "Weights" -> NetSharedArray["w"], "Biases" -> NetSharedArray["b"]], LinearLayer[3, "Weights" -> NetSharedArray["w"], "Biases" -> NetSharedArray["b"]]}, "Input" -> 3]',
  'NetChain[{EmbeddingLayer[4], LongShortTermMemoryLayer[3], SequenceLastLayer[], LinearLayer[2], SoftmaxLayer[]}, "Input" -> {"Varying", Restricted["Integer", 6]}]',
  'NetChain[{EmbeddingLayer[4], GatedRecurrentLayer[3], NetMapOperator[LinearLayer[2]], SoftmaxLayer[]}, "Input" -> {5, Restricted["Integer", 6]}]',
  'NetMapOperator[LinearLayer[2], "Input" -> {"Varying", 3}]',
  'NetMapOperator[NetChain[{ConvolutionLayer[2, {2, 2}], FlattenLayer[], LinearLayer[2]}], "Input" -> {"Varying", 1, 4, 4}]',
  'NetMapOperator[NetMapOperator[LinearLayer[2]], "Input" -> {"Varying", 2, 3}]',
  'NetMapOperator[NetChain[{LinearLayer[{2, 3}], ElementwiseLayer["GELU"], DropoutLayer[], SoftmaxLayer[1], LinearLayer[2, "Biases" -> None]}], "Input" -> {"Varying", 4}]',
  'NetMapOperator[NetGraph[{LinearLayer[3], TotalLayer[]}, {NetPort["Input"] -> 1, {1, NetPort["Input"]} -> 2}], "Input" -> {4, 3}]',
  'NetMapOperator[LongShortTermMemoryLayer[2], "Input" -> {2, "Varying", 3}]',
  'NetMapThreadOperator[ThreadingLayer[#1 + 10 #2 &], "1" -> {"Varying", 2}, "2" -> {"Varying", 2}]',
  'net = NetGraph[{CatenateLayer[]}, {{NetPort["a"], NetPort["b"]} -> 1}]; NetMapThreadOperator[net, <|"b" -> 1|>, "a" -> {2}, "b" -> {"Varying", 3}]',
  'NetNestOperator[LinearLayer[3, "Input" -> 3], 4]',
  'NetFoldOperator[NetGraph[{CatenateLayer[], LinearLayer[2], Tanh}, {{NetPort["Input"], NetPort["State"]} -> 1 -> 2 -> 3 -> NetPort["Output"]}, "Input" -> 3, "State" -> 2], "Input" -> {"Varying", 3}]',
  'NetFoldOperator[NetGraph[{ThreadingLayer[#1 + #2 &]}, {{NetPort["Input"], NetPort["State"]} -> 1 -> NetPort["Output"]}, "Input" -> "Real"], "Input" -> {5}]',
  'g = NetGraph[{ThreadingLayer[#1 #3 + #2 &]}, {{NetPort["Input"], NetPort["s"], NetPort["c"]} -> 1}, "Input" -> "Real"]; NetFoldOperator[g, {"Output" -> "s"}, {"c"}, "Input" -> {"Varying"}]',
  'NetGraph[{NetFoldOperator[NetGraph[{TotalLayer[]}, {{NetPort["Input"], NetPort["State"]} -> 1 -> NetPort["Output"]}, "Input" -> 2, "State" -> 2]]}, {NetPort["start"] -> NetPort[{1, "State"}], NetPort[{1, "State"}] -> NetPort["end"]}, "Input" -> {3, 2}]',
  'NetBidirectionalOperator[{LongShortTermMemoryLayer[2], GatedRecurrentLayer[3]}, "Input" -> {4, 2}]',
  'NetBidirectionalOperator[BasicRecurrentLayer[2], Plus, "Input" -> {"Varying", 2}]',
  'NetPairEmbeddingOperator[LinearLayer[3], "Input" -> {2, 4}]',
  'NetPairEmbeddingOperator[LinearLayer[3], DistanceFunction -> CosineDistance, "Input" -> {2, 4}]',
  'NetPairEmbeddingOperator[NetChain[{LinearLayer[{}]}], "Input" -> {2, 4}]',
  'NetGANOperator[{LinearLayer[2, "Input" -> 3], NetChain[{LinearLayer[{}], LogisticSigmoid}]}]',
  'NetGANOperator[{LinearLayer[2, "Input" -> 3], NetChain[{LinearLayer[{}]}]}, "Wasserstein"]',
  'FunctionLayer[#Q . Transpose[#K] &, "Q" -> {1, 2}, "K" -> {2, 2}]',
  'FunctionLayer[<|"sum" -> Total[#], "max" -> Max[#]|> &, "Input" -> 3]',
  'FunctionLayer[LinearLayer[3][Tanh[#]] + 1 &, "Input" -> 3]',
  'NetGraph[<|"arr" -> NetArrayLayer["Output" -> {2}], "sum" -> ThreadingLayer[Plus]|>, {{NetPort["Input"], "arr"} -> "sum"}, "Input" -> 2]',
  'NetMapOperator[NetGraph[<|"arr" -> NetArrayLayer["Output" -> {2}], "sum" -> ThreadingLayer[Plus]|>, {{NetPort["Input"], "arr"} -> "sum"}, "Input" -> 2], "Input" -> {"Varying", 2}]',
  'NetGraph[{ConvolutionLayer[2, {3, 3}, PaddingSize -> 1], BatchNormalizationLayer[], Ramp, ConvolutionLayer[2, {3, 3}, PaddingSize -> 1], TotalLayer[], AggregationLayer[Mean], LinearLayer[3]}, {NetPort["Input"] -> 1 -> 2 -> 3 -> 4, {1, 4} -> 5 -> 6 -> 7}, "Input" -> {1, 5, 5}]',
  'NetGraph[<|"k" -> NetMapOperator[LinearLayer[{2, 3}]], "v" -> NetMapOperator[LinearLayer[{2, 3}]], "q" -> NetMapOperator[LinearLayer[{2, 3}]], "attend" -> AttentionLayer["Dot", "MultiHead" -> True, "Mask" -> "Causal", "ScoreRescaling" -> "DimensionSqrt"], "flat" -> NetMapOperator[LinearLayer[6]], "sum" -> TotalLayer[], "norm" -> NormalizationLayer[2, "Same"]|>, {NetPort["Input"] -> {"k", "v", "q"}, "k" -> NetPort[{"attend", "Key"}], "v" -> NetPort[{"attend", "Value"}], "q" -> NetPort[{"attend", "Query"}], "attend" -> "flat", {"flat", NetPort["Input"]} -> "sum" -> "norm"}, "Input" -> {"Varying", 6}]',
];

/** Where functions are defined: [from, to]. */
const ranges: readonly (readonly [range: readonly [number, number], functions: string])[] = [
  [
    [-2, 2],
    'Ramp LogisticSigmoid Exp Abs Sin Cos Tanh Sinh Cosh ArcTan ArcSinh Sinc Haversine Gudermannian Erf Erfc Round Floor Ceiling IntegerPart FractionalPart Sign Unitize UnitStep HeavisideTheta UnitBox RealAbs RealSign CubeRoot Positive Negative NonPositive NonNegative PossibleZeroQ Chop Sech ArcCot',
  ],
  [
    [0.2, 0.9],
    'Log Sqrt Tan ArcSin ArcCos ArcTanh Cot Coth Csc Csch Sec Log2 Log10 InverseHaversine InverseGudermannian InverseErf InverseErfc LogGamma Gamma ArcSech',
  ],
  [[1.2, 3], 'ArcCosh ArcCoth ArcCsc ArcSec ArcCsch'],
];

const functions = [
  ...ranges.flatMap(([range, list]) =>
    list.split(' ').map((f): [string, ContractSettings] => [`ElementwiseLayer[${f}, "Input" -> 12]`, { range }]),
  ),
  ...Object.keys(namedFunctions).map((f): [string, ContractSettings] => [
    `ElementwiseLayer["${f}", "Input" -> 12]`,
    { range: [-4, 4] },
  ]),
  ...[
    '#^3 - 2 # + 1 &',
    'Clip[#, {-0.5, 0.5}] &',
    'Min[#, 0.3] &',
    '1 / (1 + #^2) &',
    '3 &',
    'Which[# > 0.5, 1, # > 0, 2, True, 3] &',
    'Quotient[#, 0.3] &',
    'E^# + Abs[#]^0.5 Boole[# > 0] &',
  ].map((f): [string, ContractSettings] => [`ElementwiseLayer[${f}, "Input" -> 12]`, {}]),
];

const plain = [
  ...convolutions,
  ...poolings,
  ...aggregations,
  ...attentions,
  ...normalizations,
  ...paddings,
  ...shapes,
  ...numbers,
  ...recurrents,
];

const positive: ContractSettings = { range: [0.2, 0.8] };
const traced: [string, ContractSettings][] = [
  [
    'NetGraph[<|"net" -> LinearLayer[{4, 3}], "soft" -> SoftmaxLayer[], "loss" -> CTCLossLayer[]|>, {NetPort["Input"] -> "net" -> "soft" -> NetPort[{"loss", "Input"}]}, "Input" -> 2, "Target" -> {2, Restricted["Integer", 2]}]',
    positive,
  ],
];

export const onnxCases: readonly OnnxCase[] = [
  ...Object.entries(layerCases).flatMap(([name, list]) =>
    list.map(
      (c): OnnxCase => (typeof c === 'string' ? { name, text: c, settings: {} } : { name, text: c[0], settings: c[1] }),
    ),
  ),
  ...plain.map((text): OnnxCase => ({ name: /^\w+/.exec(text)![0], text, settings: {} })),
  ...functions.map(([text, settings]): OnnxCase => ({ name: 'functions', text, settings })),
  ...nets.map((text): OnnxCase => ({ name: 'nets', text, settings: {} })),
  ...traced.map(([text, settings]): OnnxCase => ({ name: 'traced', text, settings })),
];
