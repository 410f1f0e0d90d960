/** AttentionLayer: weighted means of values, with weights from how keys fit a query. Bahdanau et al. 2014, Vaswani et al. 2017. */
import type { Tensor } from '../../../compute/contract/step.ts';
import { BOOL } from '../../../formats/onnx-graph.ts';
import { type Describe, type Forward, layer, type Ports } from '../../model/layer.ts';
import { isOpen, type OnnxArray, type OnnxArrays, type Size } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import type { OnnxLayer } from '../../model/onnx/form.ts';
import { countOf } from '../../model/shape.ts';
import { oneOf } from '../parameters.ts';
import {
  type AttentionForm,
  attentionParameters,
  attentionPorts,
  byHead,
  byQuery,
  mixed,
  torchByHead,
  torchMixed,
  weightNoise,
} from './attention-parts.ts';

interface Attention extends AttentionForm {
  readonly ScoringNet: 'Bilinear' | 'Dot';
}
const scoring = oneOf(['Bilinear', 'Dot'], 'Bilinear');

/** Dot products need keys and queries of one size, a bilinear form has weights. */
function ports(p: Attention, d: Describe): Ports {
  const { ports, key, query } = attentionPorts(p, d);
  if (p.ScoringNet === 'Bilinear')
    return { ...ports, arrays: { Weights: { shape: d.shape([key, query]), init: 'weights' } } };
  d.shape([key]).unify([query]);
  return ports;
}

function attend(
  { Key, Value, Query }: Readonly<Record<string, Tensor>>,
  { t, parameters: p, arrays, shapes, outputNames, noise, train }: Forward<Attention>,
): Record<string, Tensor> {
  const head = (x: Tensor, port: string): Tensor => byHead(t, x, shapes[port]!, p.MultiHead);
  let key = head(Key!, 'Key');
  // the query is smaller than the scores
  const given = head(Query!, 'Query');
  const size = key.shape[3]!;
  if (arrays.Weights) {
    const [batch, heads, length] = key.shape as [number, number, number, number];
    const product = t.matMul(t.reshape(key, [-1, size]), arrays.Weights as never);
    key = t.reshape(product, [batch, heads, length, -1]);
  }
  const query = p.ScoreRescaling === 'DimensionSqrt' ? t.mul(given, 1 / Math.sqrt(size)) : given;
  const scores: Tensor = t.matMul(query, key, false, true);
  const { values, weights } = mixed(t, scores, head(Value!, 'Value'), p, train ? noise : undefined);
  const output = byQuery(t, values, p.MultiHead, shapes.Output!);
  return outputNames.includes('AttentionWeights')
    ? { Output: output, AttentionWeights: byQuery(t, weights, p.MultiHead, shapes.AttentionWeights!) }
    : { Output: output };
}

/** {batch, outer..., h?, n} as {batch, h, length, n}. */
function onnxByHead(o: OnnxBuilder, x: OnnxArray, multi: boolean): OnnxArray {
  const own = multi ? 2 : 1;
  const [batch, ...shape] = x.shape as [Size, ...Size[]];
  const outer = shape.slice(0, shape.length - own);
  const length = outer.length === 1 ? outer[0] : isOpen(outer) ? undefined : countOf(outer as number[]);
  const rows = o.reshape(x, [batch, length, ...(multi ? [shape[shape.length - 2]] : [1]), shape[shape.length - 1]]);
  return o.transpose(rows, [0, 2, 1, 3]);
}

/** The same mask for sequences of any length. */
function onnxMask(o: OnnxBuilder, length: Size, window: number): OnnxArray {
  const place = o.real(o.range(length));
  const [i, j] = [o.unsqueeze(place, [1]), o.unsqueeze(place, [0])];
  const ahead = o.real(o.combine('Greater', j, i, BOOL));
  const behind = (): OnnxArray => o.real(o.combine('LessOrEqual', j, o.combine('Sub', i, window), BOOL));
  return o.combine('Mul', Number.isFinite(window) ? o.combine('Add', ahead, behind()) : ahead, -1e9);
}

function onnxAttend(
  { Key, Value, Query }: OnnxArrays,
  { o, parameters: p, arrays, outputNames }: OnnxLayer<Attention>,
): OnnxArrays {
  const head = (x: OnnxArray): OnnxArray => onnxByHead(o, x, p.MultiHead);
  const [plain, value, given] = [head(Key!), head(Value!), head(Query!)];
  const key = arrays.Weights ? o.matMul(plain, arrays.Weights) : plain;
  const query =
    p.ScoreRescaling === 'DimensionSqrt' ? o.combine('Mul', given, 1 / Math.sqrt(plain.shape[3] as number)) : given;
  const scores = o.matMul(query, o.transpose(key, [0, 1, 3, 2]));
  const seen = p.Mask === 'None' ? scores : o.combine('Add', scores, onnxMask(o, query.shape[2]!, p.Mask));
  const weights = o.map('Softmax', seen, { axis: -1 });
  const own = p.MultiHead ? 2 : 1;
  const outer = Query!.shape.slice(0, -own);
  const heads = p.MultiHead ? Query!.shape.slice(-2, -1) : [];
  const joined = (x: OnnxArray, rest: readonly Size[]): OnnxArray =>
    o.reshape(o.transpose(x, [0, 2, 1, 3]), [...outer, ...heads, ...rest]);
  const all: OnnxArrays = {
    Output: joined(o.matMul(weights, value), Value!.shape.slice(-1)),
    ...(outputNames.includes('AttentionWeights') && { AttentionWeights: joined(weights, Key!.shape.slice(1, -own)) }),
  };
  return all;
}

export const AttentionLayer = layer<Attention>('AttentionLayer', {
  usage: `AttentionLayer[] represents a trainable layer that gives means of "Value" with weights from how "Key" fits "Query" by a bilinear form.
AttentionLayer["Dot"] takes dot products as scores; AttentionLayer["Bilinear"] is the default.
With "MultiHead" -> True the level before the last one counts heads, each of which attends by itself.
AttentionLayer[net] takes the outputs of a net with the inputs "Input", a key, and "Query" as scores.
NetPort[{layer, "AttentionWeights"}] gives the weights.`,
  parameters: {
    ScoringNet: scoring,
    ...attentionParameters,
  },
  extraPorts: () => ({ inputs: [], outputs: ['AttentionWeights'] }),
  noise: weightNoise,
  positional: ['ScoringNet'],
  ports,
  forward: attend,
  onnx: onnxAttend,

  torch: (inputs, { o, parameters: p, arrays, shapes, outputNames }) => {
    const head = (port: string): string => o.let(torchByHead(inputs[port]!, shapes[port]!, p.MultiHead), port);
    const [key, value, query] = ['Key', 'Value', 'Query'].map(head) as [string, string, string];
    const keys = arrays.Weights ? `(${key} @ ${o.array('Weights')})` : key;
    const scale = p.ScoreRescaling === 'DimensionSqrt' ? ` / math.sqrt(${key}.shape[-1])` : '';
    const scores = o.let(`${query} @ ${keys}.transpose(-1, -2)${scale}`, 'scores');
    const all = torchMixed(o, inputs, [scores, value], p, shapes);
    return Object.fromEntries(outputNames.map((name) => [name, all[name]!]));
  },
  examples: {
    'AttentionLayer["Dot"][<|"Key" -> {{100, 0}, {0, 100}}, "Value" -> {{1, 2}, {3, 4}}, "Query" -> {{1, 0}, {0, 1}}|>]':
      '{{1., 2.}, {3., 4.}}',
    'AttentionLayer["Dot", "Mask" -> "Causal"][<|"Key" -> {{0}, {0}}, "Value" -> {{1}, {3}}, "Query" -> {{1}, {1}}|>]':
      '{{1.}, {2.}}',
    'AttentionLayer["Dot", "MultiHead" -> True][<|"Key" -> {{{9}, {0}}, {{0}, {9}}}, "Value" -> {{{1}, {2}}, {{3}, {4}}}, "Query" -> {{{9}, {9}}}|>]':
      '{{{1.}, {4.}}}',
    'Round[NetGraph[{AttentionLayer["Dot"]}, {NetPort[{1, "AttentionWeights"}] -> NetPort["Weights"]}][<|"Key" -> {{100, 0}, {0, 100}}, "Value" -> {{1, 2}, {3, 4}}, "Query" -> {{1, 0}}|>]["Weights"]]':
      '{{1, 0}}',
    'sum = NetGraph[{ThreadingLayer[-100 (#1 - #2)^2 &], SummationLayer[]}, {{NetPort["Input"], NetPort["Query"]} -> 1 -> 2}]; AttentionLayer[sum][<|"Key" -> {{1}, {2}, {3}}, "Value" -> {{10}, {20}, {30}}, "Query" -> {{3}, {1}}|>]':
      '{{30.}, {10.}}',
    'a = AttentionLayer[NetGraph[{ThreadingLayer[-(#1 - #2)^2 &], SummationLayer[]}, {{NetPort["Input"], NetPort["Query"]} -> 1 -> 2}], "Dropout" -> 0.5]; x = <|"Key" -> {{1}, {2}}, "Value" -> {{10}, {10}}, "Query" -> {{3}}|>; {a[x], Sort[DeleteDuplicates[Table[Round[a[x, NetEvaluationMode -> "Train"]], 40]]]}':
      '{{{10.}}, {{{0}}, {{1}}, {{19}}, {{20}}}}',
    'AttentionLayer[Ramp]': ['$Failed', 'AttentionLayer::args'],
    'AttentionLayer[x]': ['$Failed', 'AttentionLayer::args'],
  },
});
