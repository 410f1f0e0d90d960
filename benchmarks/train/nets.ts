/** The nets of the benchmark as the language writes them, with the work of one step. */

export interface BenchmarkNet {
  readonly name: string;
  readonly batch: number;
  /** Of one example, channels first. */
  readonly input: readonly number[];
  readonly classes: number;
  /** A net whose input is given by the data. */
  readonly net: string;
}

const perceptron = (...sizes: number[]): string =>
  `NetChain[{${sizes.map((n, i) => `LinearLayer[${n}]${i + 1 < sizes.length ? ', Ramp' : ''}`).join(', ')}, SoftmaxLayer[]}]`;

const block = `Module[{heads},
  heads = Function[NetChain[{NetMapOperator[LinearLayer[64]], ReshapeLayer[{64, 4, 16}]}]];
  NetChain[{
    NetGraph[{heads[], heads[], heads[],
        AttentionLayer["Dot", "MultiHead" -> True, "ScoreRescaling" -> "DimensionSqrt"],
        ReshapeLayer[{64, 64}], NetMapOperator[LinearLayer[64]], ThreadingLayer[Plus], NormalizationLayer[2, "Same"]},
      {NetPort["Input"] -> {1, 2, 3}, 1 -> NetPort[4, "Key"], 2 -> NetPort[4, "Value"], 3 -> NetPort[4, "Query"],
        4 -> 5 -> 6, {6, NetPort["Input"]} -> 7 -> 8}],
    NetGraph[{NetMapOperator[LinearLayer[256]], ElementwiseLayer[Ramp], NetMapOperator[LinearLayer[64]], ThreadingLayer[Plus],
        NormalizationLayer[2, "Same"]},
      {NetPort["Input"] -> 1 -> 2 -> 3, {3, NetPort["Input"]} -> 4 -> 5}],
    AggregationLayer[Mean, 1], LinearLayer[10], SoftmaxLayer[]}]]`;

export const benchmarkNets: readonly BenchmarkNet[] = [
  { name: 'mlp-tiny', batch: 32, input: [4], classes: 3, net: perceptron(16, 3) },
  { name: 'mlp-b64', batch: 64, input: [784], classes: 10, net: perceptron(256, 128, 10) },
  { name: 'mlp-b256', batch: 256, input: [784], classes: 10, net: perceptron(256, 128, 10) },
  {
    name: 'lenet',
    batch: 64,
    input: [1, 28, 28],
    classes: 10,
    net: `NetChain[{ConvolutionLayer[20, 5], Ramp, PoolingLayer[2, 2], ConvolutionLayer[50, 5], Ramp, PoolingLayer[2, 2],
      FlattenLayer[], LinearLayer[500], Ramp, LinearLayer[10], SoftmaxLayer[]}]`,
  },
  {
    name: 'lstm',
    batch: 32,
    input: [50, 64],
    classes: 10,
    net: 'NetChain[{LongShortTermMemoryLayer[128], SequenceLastLayer[], LinearLayer[10], SoftmaxLayer[]}]',
  },
  { name: 'transformer', batch: 16, input: [64, 64], classes: 10, net: block },
  {
    name: 'mlp-large',
    batch: 128,
    input: [1024],
    classes: 10,
    net: perceptron(2048, 2048, 10),
  },
  {
    name: 'cnn',
    batch: 32,
    input: [3, 32, 32],
    classes: 10,
    net: `NetChain[{ConvolutionLayer[64, 3, "PaddingSize" -> 1], Ramp, ConvolutionLayer[64, 3, "PaddingSize" -> 1], Ramp,
      PoolingLayer[2, 2], ConvolutionLayer[128, 3, "PaddingSize" -> 1], Ramp, ConvolutionLayer[128, 3, "PaddingSize" -> 1],
      Ramp, PoolingLayer[2, 2], FlattenLayer[], LinearLayer[256], Ramp, LinearLayer[10], SoftmaxLayer[]}]`,
  },
];
