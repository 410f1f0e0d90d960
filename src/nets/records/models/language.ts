/** Nets for texts by their published architectures. */
import { model } from './model.ts';

const NO_WEIGHTS = {
  inputDomains: ['Text'],
  training: 'None: there are no weights here.',
  performance: 'None: the net is not trained.',
};

/** Printable characters of ASCII and the end of a line. */
const ALPHABET = 'Prepend[CharacterRange[" ", "~"], "\\n"]';

export const CharacterLSTM = model('Character LSTM', {
  architecture: `NetChain[<|"characters" -> UnitVectorLayer[96], "lstm1" -> LongShortTermMemoryLayer[512], "lstm2" -> LongShortTermMemoryLayer[512],
    "linear" -> NetMapOperator[LinearLayer[96]], "softmax" -> SoftmaxLayer[]|>,
    "Input" -> NetEncoder[{"Characters", ${ALPHABET}}]]`,
  description:
    'Two layers of long short-term memory that give, at each character of a text, probabilities of the next one (Karpathy 2015).',
  task: 'Language modeling',
  ...NO_WEIGHTS,
  examples: {
    'NetModel["Character LSTM", "ParametersCount"]': '3395680',
    'Head[NetModel["Character LSTM"]]': ['NetChain', 'NetModel::untrained'],
  },
});

/** Attention with 12 heads over vectors of length 768, and the two layers behind it, by a function of each name. */
const ATTENTION = (mask: string): string =>
  `AttentionLayer["Dot", "MultiHead" -> True, "Mask" -> ${mask}, "ScoreRescaling" -> "DimensionSqrt"]`;
const NORM = (epsilon: string): string => `NormalizationLayer[-1, "Same", "Epsilon" -> ${epsilon}]`;

export const GPT2Small = model('GPT-2 Small', {
  aliases: ['GPT-2', 'GPT2'],
  architecture: `Module[{norm, each, block, gelu},
  norm := ${NORM('10.^-5')};
  each[n_] := NetMapOperator[LinearLayer[n]];
  gelu = ElementwiseLayer[0.5 # (1 + Tanh[0.7978845608028654 (# + 0.044715 #^3)]) &];
  block := NetGraph[<|"ln_1" -> norm, "c_attn" -> each[{3, 12, 64}], "query" -> PartLayer[{All, 1}], "key" -> PartLayer[{All, 2}], "value" -> PartLayer[{All, 3}],
      "attention" -> ${ATTENTION('"Causal"')}, "heads" -> ReshapeLayer[{Inherited, 768}], "c_proj" -> each[768], "add_1" -> TotalLayer[],
      "ln_2" -> norm, "c_fc" -> each[3072], "gelu" -> gelu, "mlp_c_proj" -> each[768], "add_2" -> TotalLayer[]|>,
    {NetPort["Input"] -> "ln_1" -> "c_attn" -> {"query", "key", "value"}, "query" -> NetPort[{"attention", "Query"}], "key" -> NetPort[{"attention", "Key"}],
      "value" -> NetPort[{"attention", "Value"}], "attention" -> "heads" -> "c_proj", {NetPort["Input"], "c_proj"} -> "add_1",
      "add_1" -> "ln_2" -> "c_fc" -> "gelu" -> "mlp_c_proj", {"add_1", "mlp_c_proj"} -> "add_2"}];
  NetGraph[<|"wte" -> EmbeddingLayer[768, 50257, "Weights" -> NetArray["wte"]], "wpe" -> NetChain[{SequenceIndicesLayer[1024], EmbeddingLayer[768, 1024]}],
      "add" -> TotalLayer[], "h" -> NetChain[Association[Table[ToString[i] -> block, {i, 0, 11}]]], "ln_f" -> norm,
      "lm_head" -> NetMapOperator[LinearLayer[50257, "Weights" -> NetArray["wte"], "Biases" -> None]], "softmax" -> SoftmaxLayer[]|>,
    {NetPort["Input"] -> {"wte", "wpe"} -> "add" -> "h" -> "ln_f" -> "lm_head" -> "softmax"}, "Input" -> {"Varying", Restricted["Integer", 50257]}]]`,
  description:
    'The smallest of the language models of Radford, Wu, Child, Luan, Amodei and Sutskever (2019): 12 blocks over vectors of length 768, for 50257 tokens (counted from 1) and 1024 places.',
  task: 'Language modeling',
  ...NO_WEIGHTS,
  examples: { 'NetModel["GPT-2 Small", "ParametersCount"]': '124439808' },
});

export const BERTEncoder = model('BERT Base Encoder', {
  aliases: ['BERT'],
  architecture: `Module[{norm, each, block, gelu},
  norm := ${NORM('10.^-12')};
  each[n_] := NetMapOperator[LinearLayer[n]];
  gelu = ElementwiseLayer[#/2 (1 + Erf[#/Sqrt[2.]]) &];
  block := NetGraph[<|"query" -> each[{12, 64}], "key" -> each[{12, 64}], "value" -> each[{12, 64}], "attention" -> ${ATTENTION('None')},
      "heads" -> ReshapeLayer[{Inherited, 768}], "dense" -> each[768], "add_1" -> TotalLayer[], "norm_1" -> norm,
      "intermediate" -> each[3072], "gelu" -> gelu, "output" -> each[768], "add_2" -> TotalLayer[], "norm_2" -> norm|>,
    {NetPort["Input"] -> {"query", "key", "value"}, "query" -> NetPort[{"attention", "Query"}], "key" -> NetPort[{"attention", "Key"}],
      "value" -> NetPort[{"attention", "Value"}], "attention" -> "heads" -> "dense", {NetPort["Input"], "dense"} -> "add_1" -> "norm_1",
      "norm_1" -> "intermediate" -> "gelu" -> "output", {"norm_1", "output"} -> "add_2" -> "norm_2"}];
  NetGraph[<|"words" -> EmbeddingLayer[768, 30522], "places" -> NetChain[{SequenceIndicesLayer[512], EmbeddingLayer[768, 512]}],
      "segments" -> EmbeddingLayer[768, 2], "add" -> TotalLayer[], "norm" -> norm, "layers" -> NetChain[Association[Table[ToString[i] -> block, {i, 0, 11}]]],
      "first" -> PartLayer[1], "pooler" -> LinearLayer[768], "tanh" -> Tanh|>,
    {NetPort["Input"] -> {"words", "places"}, NetPort["Segments"] -> "segments", {"words", "places", "segments"} -> "add" -> "norm" -> "layers",
      "layers" -> NetPort["Output"], "layers" -> "first" -> "pooler" -> "tanh" -> NetPort["Pooled"]},
    "Input" -> {"Varying", Restricted["Integer", 30522]}, "Segments" -> {"Varying", Restricted["Integer", 2]}]]`,
  description:
    'The encoder of Devlin, Chang, Lee and Toutanova (2018) in its base size: 12 blocks over vectors of length 768, for 30522 tokens (counted from 1), 512 places and two segments.',
  task: 'Feature extraction',
  ...NO_WEIGHTS,
  examples: { 'NetModel["BERT Base Encoder", "ParametersCount"]': '109482240' },
});
