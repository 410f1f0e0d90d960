/** AttentionLayer: weighted means of values, with weights from how keys fit a query. Bahdanau et al. 2014, Vaswani et al. 2017. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { BOOL } from '../../../formats/onnx-graph.ts';
import { type Describe, type Forward, layer, type Parameter, type Ports } from '../../model/layer.ts';
import { isOpen, type OnnxArray, type OnnxArrays, type Size } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import type { OnnxLayer } from '../../model/onnx/form.ts';
import { countOf, type Dim, type Shape, ShapeConflict, type ShapeVariable } from '../../model/shape.ts';
import { flag, number, oneOf } from '../parameters.ts';
import { whenKnown } from './ports.ts';

interface Attention {
  readonly ScoringNet: 'Bilinear' | 'Dot';
  /** Infinity: all earlier ones; n: the last n. */
  readonly Mask: 'None' | number;
  readonly MultiHead: boolean;
  readonly ScoreRescaling: 'None' | 'DimensionSqrt';
  readonly Dropout: number;
}
const scoring = oneOf(['Bilinear', 'Dot'], 'Bilinear');

const mask: Parameter<Attention['Mask']> = {
  what: 'None, "Causal" or "Causal" -> n',
  initial: 'None',
  read: (e) => {
    if (e === S.None) return 'None';
    if (e.kind === Kind.String) return e.value === 'Causal' ? Number.POSITIVE_INFINITY : undefined;
    if (!isCall(e, S.Rule) || e.args.length !== 2) return undefined;
    const [name, n] = e.args as readonly [Expr, Expr];
    return name.kind === Kind.String && name.value === 'Causal' && n.kind === Kind.Integer && Number(n.value) > 0
      ? Number(n.value)
      : undefined;
  },
  write: (v) => (v === 'None' ? S.None : Number.isFinite(v) ? normal(S.Rule, str('Causal'), int(v)) : str('Causal')),
};
const rescaling: Parameter<Attention['ScoreRescaling']> = {
  what: 'None or "DimensionSqrt"',
  initial: 'None',
  read: (e) =>
    e === S.None ? 'None' : e.kind === Kind.String && e.value === 'DimensionSqrt' ? 'DimensionSqrt' : undefined,
  write: (v) => (v === 'None' ? S.None : str(v)),
};

/** Key {d..., h?, k}, Value {d..., h?, v}, Query {q..., h?, q} to Output {q..., h?, v}. */
function ports(p: Attention, d: Describe): Ports {
  const [key, value, query, output] = [d.shape(), d.shape(), d.shape(), d.shape()] as const;
  const [k, v, q, heads] = [d.dim('key'), d.dim('value'), d.dim('query'), d.dim('heads')] as const;
  const own = p.MultiHead ? 2 : 1;
  const tail = (last: typeof k): Shape => (p.MultiHead ? [heads, last] : [last]);
  const outer = (s: Shape, what: string): Shape => {
    if (s.length < own)
      throw new ShapeConflict(
        s,
        tail(d.dim('n')),
        `${what} needs ${own === 2 ? 'levels of heads and features' : 'a level of features'}`,
      );
    return s.slice(0, s.length - own);
  };
  const inner = (s: Shape): Shape => s.slice(s.length - own);
  if (p.ScoringNet === 'Dot') d.shape([k]).unify([q]);
  whenKnown(d.solver, key, (s) => {
    value.unify([...outer(s, 'the key'), ...tail(v)]);
    d.shape(inner(s)).unify(tail(k));
  });
  whenKnown(d.solver, value, (s) => {
    key.unify([...outer(s, 'the value'), ...tail(k)]);
    d.shape(inner(s)).unify(tail(v));
  });
  whenKnown(d.solver, query, (s) => {
    output.unify([...outer(s, 'the query'), ...tail(v)]);
    d.shape(inner(s)).unify(tail(q));
  });
  whenKnown(d.solver, output, (s) => query.unify([...outer(s, 'the output'), ...tail(q)]));
  if (p.Mask !== 'None')
    d.solver.relate(() => {
      if (key.shape !== undefined && query.shape !== undefined)
        d.shape(outer(key.shape, 'the key')).unify(outer(query.shape, 'the query'));
    });
  return {
    inputs: { Key: { shape: key }, Value: { shape: value }, Query: { shape: query } },
    outputs: { Output: { shape: output }, ...weightsPort(p, d, key, query, heads, outer) },
    ...(p.ScoringNet === 'Bilinear' && { arrays: { Weights: { shape: d.shape([k, q]), init: 'weights' } } }),
  };
}

/** The weights of each query for each key, where they are asked for: {q..., h?, d...}. */
function weightsPort(
  p: Attention,
  d: Describe,
  key: ShapeVariable,
  query: ShapeVariable,
  heads: Dim,
  outer: (s: Shape, what: string) => Shape,
): Ports['outputs'] {
  if (!d.extra.outputs.includes('AttentionWeights')) return {};
  const shape = d.shape();
  d.solver.relate(() => {
    if (key.shape !== undefined && query.shape !== undefined)
      shape.unify([
        ...outer(query.shape, 'the query'),
        ...(p.MultiHead ? [heads] : []),
        ...outer(key.shape, 'the key'),
      ]);
  });
  return { AttentionWeights: { shape } };
}

/** {batch, outer..., h?, n} as {batch, h, length, n}. */
function byHead(t: Tensors, x: Tensor, shape: readonly number[], multi: boolean): Tensor {
  const n = shape[shape.length - 1]!;
  const heads = multi ? shape[shape.length - 2]! : 1;
  const length = countOf(shape) / (n * heads);
  if (!multi) return t.reshape(x, [-1, 1, length, n]);
  return t.transpose(t.reshape(x, [-1, length, heads, n]), [0, 2, 1, 3]);
}

/** Large and negative where query i may not see key j, else 0: made by operations, so that it is no captured data. */
function causalMask(t: Tensors, length: number, window: number): Tensor {
  const i = t.cumsum(t.fill([length, 1], 1), 0);
  const j = t.cumsum(t.fill([1, length], 1), 1);
  const ahead = t.cast(t.greater(j, i), 'float32');
  const hidden = Number.isFinite(window) ? t.add(ahead, t.cast(t.lessEqual(j, t.sub(i, window)), 'float32')) : ahead;
  return t.mul(hidden, -1e9);
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
  let scores: Tensor = t.matMul(query, key, false, true);
  if (p.Mask !== 'None') scores = t.add(scores, causalMask(t, query.shape[2]!, p.Mask));
  const weights = t.softmax(scores);
  const kept =
    train && p.Dropout > 0 && noise !== undefined
      ? t.div(t.cast(t.greaterEqual(t.reshape(noise, weights.shape), p.Dropout), 'float32'), 1 - p.Dropout)
      : undefined;
  const mixed = t.matMul(kept === undefined ? weights : t.mul(weights, kept), head(Value!, 'Value'));
  const byQuery = (x: Tensor, port: string): Tensor =>
    t.reshape(p.MultiHead ? t.transpose(x, [0, 2, 1, 3]) : x, [-1, ...shapes[port]!]);
  const output = byQuery(mixed, 'Output');
  return outputNames.includes('AttentionWeights')
    ? { Output: output, AttentionWeights: byQuery(weights, 'AttentionWeights') }
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
  const byQuery = (x: OnnxArray, rest: readonly Size[]): OnnxArray =>
    o.reshape(o.transpose(x, [0, 2, 1, 3]), [...outer, ...heads, ...rest]);
  const all: OnnxArrays = {
    Output: byQuery(o.matMul(weights, value), Value!.shape.slice(-1)),
    ...(outputNames.includes('AttentionWeights') && { AttentionWeights: byQuery(weights, Key!.shape.slice(1, -own)) }),
  };
  return all;
}

/** How many weights an example has. */
function weightCount(p: Attention, shapes: Readonly<Record<string, readonly number[]>>): number {
  const [query, key] = [shapes.Query!, shapes.Key!];
  const outer = (s: readonly number[]): number => countOf(s.slice(0, s.length - (p.MultiHead ? 2 : 1)));
  return outer(query) * outer(key) * (p.MultiHead ? query[query.length - 2]! : 1);
}

export const AttentionLayer = layer<Attention>('AttentionLayer', {
  usage: `AttentionLayer[] represents a trainable layer that gives means of "Value" with weights from how "Key" fits "Query" by a bilinear form.
AttentionLayer["Dot"] takes dot products as scores; AttentionLayer["Bilinear"] is the default.
With "MultiHead" -> True the level before the last one counts heads, each of which attends by itself.
NetPort[{layer, "AttentionWeights"}] gives the weights.`,
  parameters: {
    ScoringNet: scoring,
    Mask: mask,
    MultiHead: flag(false),
    ScoreRescaling: rescaling,
    Dropout: number(0, 'a probability less than 1', (x) => x >= 0 && x < 1),
  },
  extraPorts: () => ({ inputs: [], outputs: ['AttentionWeights'] }),
  noise: (p, shapes) => (p.Dropout > 0 ? [weightCount(p, shapes)] : undefined),
  positional: ['ScoringNet'],
  ports,
  forward: attend,
  onnx: onnxAttend,
  examples: {
    'AttentionLayer["Dot"][<|"Key" -> {{100, 0}, {0, 100}}, "Value" -> {{1, 2}, {3, 4}}, "Query" -> {{1, 0}, {0, 1}}|>]':
      '{{1., 2.}, {3., 4.}}',
    'AttentionLayer["Dot", "Mask" -> "Causal"][<|"Key" -> {{0}, {0}}, "Value" -> {{1}, {3}}, "Query" -> {{1}, {1}}|>]':
      '{{1.}, {2.}}',
    'AttentionLayer["Dot", "MultiHead" -> True][<|"Key" -> {{{9}, {0}}, {{0}, {9}}}, "Value" -> {{{1}, {2}}, {{3}, {4}}}, "Query" -> {{{9}, {9}}}|>]':
      '{{{1.}, {4.}}}',
    'Round[NetGraph[{AttentionLayer["Dot"]}, {NetPort[{1, "AttentionWeights"}] -> NetPort["Weights"]}][<|"Key" -> {{100, 0}, {0, 100}}, "Value" -> {{1, 2}, {3, 4}}, "Query" -> {{1, 0}}|>]["Weights"]]':
      '{{1, 0}}',
    'AttentionLayer[x]': ['$Failed', 'AttentionLayer::args'],
  },
});
