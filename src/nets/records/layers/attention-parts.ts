/** What all kinds of attention share: masks, heads, ports, and values mixed by scores. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { Describe, Parameter, Ports } from '../../model/layer.ts';
import { countOf, type Dim, type Shape, ShapeConflict, type ShapeVariable } from '../../model/shape.ts';
import type { TorchBuilder } from '../../model/torch/builder.ts';
import type { TorchValues } from '../../model/torch/form.ts';
import { flag, number } from '../parameters.ts';
import { whenKnown } from './ports.ts';

export interface AttentionForm {
  /** Infinity: all earlier ones; n: the last n. */
  readonly Mask: 'None' | number;
  readonly MultiHead: boolean;
  readonly ScoreRescaling: 'None' | 'DimensionSqrt';
  /** With which probability training takes a weight for zero. */
  readonly Dropout: number;
}

const mask: Parameter<AttentionForm['Mask']> = {
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
const rescaling: Parameter<AttentionForm['ScoreRescaling']> = {
  what: 'None or "DimensionSqrt"',
  initial: 'None',
  read: (e) =>
    e === S.None ? 'None' : e.kind === Kind.String && e.value === 'DimensionSqrt' ? 'DimensionSqrt' : undefined,
  write: (v) => (v === 'None' ? S.None : str(v)),
};

/** The parameters of all of them. */
export const attentionParameters: { readonly [K in keyof AttentionForm]: Parameter<AttentionForm[K]> } = {
  Mask: mask,
  MultiHead: flag(false),
  ScoreRescaling: rescaling,
  Dropout: number(0, 'a probability less than 1', (x) => x >= 0 && x < 1),
};

/** Key {d..., h?, k}, Value {d..., h?, v}, Query {q..., h?, q} to Output {q..., h?, v}. */
export function attentionPorts(
  p: AttentionForm,
  d: Describe,
): { readonly ports: Ports; readonly key: Dim; readonly query: Dim } {
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
  const ports: Ports = {
    inputs: { Key: { shape: key }, Value: { shape: value }, Query: { shape: query } },
    outputs: { Output: { shape: output }, ...weightsPort(p, d, key, query, heads, outer) },
  };
  return { ports, key: k, query: q };
}

/** The weights of each query for each key, where they are asked for: {q..., h?, d...}. */
function weightsPort(
  p: AttentionForm,
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
export function byHead(t: Tensors, x: Tensor, shape: readonly number[], multi: boolean): Tensor {
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

/** The number of weights of one example, each of which dropout needs a random number for; undefined: none. */
export function weightNoise(
  p: AttentionForm,
  { Query, Key }: Readonly<Record<string, readonly number[]>>,
): readonly number[] | undefined {
  if (p.Dropout === 0) return undefined;
  const outer = (s: readonly number[]): number => countOf(s.slice(0, s.length - (p.MultiHead ? 2 : 1)));
  return [outer(Query!) * outer(Key!) * (p.MultiHead ? Query![Query!.length - 2]! : 1)];
}

/**
 * Values {batch, h, keys, v} mixed by scores {batch, h, queries, keys}: the mixtures, and by what weights.
 * Where noise is given, weights are dropped by it in the mixtures.
 */
export function mixed(
  t: Tensors,
  scores: Tensor,
  values: Tensor,
  p: AttentionForm,
  noise: Tensor | undefined,
): { readonly values: Tensor; readonly weights: Tensor } {
  const seen = p.Mask === 'None' ? scores : t.add(scores, causalMask(t, scores.shape[2]!, p.Mask));
  const weights = t.softmax(seen);
  if (noise === undefined) return { values: t.matMul(weights, values), weights };
  const kept = t.cast(t.greaterEqual(t.reshape(noise, weights.shape), p.Dropout), 'float32');
  return { values: t.matMul(t.mul(weights, t.div(kept, 1 - p.Dropout)), values), weights };
}

/** {batch, h, queries, n} with the heads where they were. */
export const byQuery = (t: Tensors, x: Tensor, multi: boolean, shape: readonly number[]): Tensor =>
  t.reshape(multi ? t.transpose(x, [0, 2, 1, 3]) : x, [-1, ...shape]);

/** The number of levels of a port that are sequences. */
const outerLevels = (shape: readonly number[], multi: boolean): number => shape.length - (multi ? 2 : 1);

/** The array as {batch, h, length, n} in PyTorch. */
export function torchByHead(x: string, shape: readonly number[], multi: boolean): string {
  const outer = outerLevels(shape, multi);
  const rows = outer === 0 ? `${x}.unsqueeze(1)` : outer === 1 ? x : `${x}.flatten(1, ${outer})`;
  return multi ? `${rows}.transpose(1, 2)` : `${rows}.unsqueeze(1)`;
}

/** The outputs from scores {batch, h, queries, keys} and values {batch, h, keys, v}. */
export function torchMixed(
  o: TorchBuilder,
  { Key, Query }: TorchValues,
  [scores, value]: readonly [string, string],
  p: AttentionForm,
  shapes: Readonly<Record<string, readonly number[]>>,
): TorchValues {
  o.define('causal', CAUSAL);
  const seen = p.Mask === 'None' ? scores : `causal(${scores}${Number.isFinite(p.Mask) ? `, ${p.Mask}` : ''})`;
  const weights = o.let(`F.softmax(${seen}, dim=-1)`, 'weights');
  const kept = p.Dropout === 0 ? weights : `F.dropout(${weights}, ${p.Dropout}, self.training)`;
  const outer = outerLevels(shapes.Key!, p.MultiHead);
  const back = (x: string, rest: string): string => `${x}.transpose(1, 2).reshape(${Query}.shape[:-1] + ${rest})`;
  return {
    Output: back(`(${kept} @ ${value})`, `${value}.shape[-1:]`),
    AttentionWeights: back(weights, `${Key}.shape[1:${1 + outer}]`),
  };
}

const CAUSAL = `
def causal(scores, window=math.inf):
    """Scores {batch, heads, n, n} of which each query sees the keys up to its own, of these the last ones of a window."""
    place = torch.arange(scores.shape[-1], device=scores.device)
    i, j = place[:, None], place[None, :]
    return scores + -1e9 * ((j > i) | (j <= i - window)).float()
`;
