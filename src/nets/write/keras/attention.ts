/** Attention of Keras: projections to heads, dot products, and what puts the heads together. */
import { Association } from '../../../expr/association.ts';
import { int, normal, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { StoredArray } from '../../../formats/arrays/stored.ts';
import { makeGraph, NetPortSymbol } from '../graph.ts';
import { netBox } from '../net-box.ts';
import { elementwise } from './activations.ts';
import { arranged, type Call, call, listOf, make, rule, type Value } from './builder.ts';
import type { Converter, KerasLayer } from './layer.ts';
import { decimal } from './plain.ts';
import { refuse } from './problem.ts';

/** Layers within one, in the order of their arrays. */
const PARTS = ['query_dense', 'key_dense', 'value_dense', 'output_dense'];

/** Query, value and key; the value is the key where there is none. */
function values(l: KerasLayer): readonly [Value, Value, Value] {
  const [query, value, key] = l.inputs.map((v) => l.net.asLast(v, l.name));
  if (query === undefined || value === undefined) return refuse(`${l.name} takes a query and a value`);
  if ([query, value, key ?? value].some((v) => v.shape.length !== 2))
    return refuse(`${l.name} takes sequences of vectors`);
  return [query, value, key ?? value];
}

/** A linear layer of each vector. */
function each(
  l: KerasLayer,
  part: string,
  v: Value,
  sizes: readonly number[],
  weights: StoredArray | undefined,
  biases: StoredArray | undefined,
  axes: readonly number[],
): Value {
  const n = sizes.reduce((a, b) => a * b, 1);
  const arrays =
    weights === undefined
      ? []
      : [rule('Weights', arranged(weights, axes, [n, weights.shape.reduce((a, b) => a * b, 1) / n]))];
  const added = biases === undefined ? [] : [rule('Biases', arranged(biases, undefined, [n]))];
  const none = l.config.flag('use_bias', true) ? [] : [rule('Biases', S.None)];
  const linear = make(call('LinearLayer', listOf(sizes), ...arrays, ...added, ...none), l.net.e);
  return l.net.add(`${l.name}_${part}`, call('NetMapOperator', netBox(linear)), [v], 'last');
}

const causal = (l: KerasLayer) => (l.kwargs.use_causal_mask === true ? [rule('Mask', str('Causal'))] : []);

const multiHead: Converter = (l) => {
  const { config: c } = l;
  c.only('use_gate', false);
  c.only('sliding_window');
  c.only('output_shape');
  const [query, value, key] = values(l);
  const [heads, size] = [c.size('num_heads'), c.size('key_dim')];
  const wide = c.json.value_dim == null ? size : c.size('value_dim');
  const own = l.arrays();
  const all = own.length > 0 ? own : PARTS.flatMap((p) => l.arrays(p));
  const biased = c.flag('use_bias', true);
  if (all.length > 0 && all.length !== (biased ? 8 : 4)) return refuse(`${l.name} has ${all.length} arrays`);
  const pair = (i: number) =>
    (biased ? [all[2 * i], all[2 * i + 1]] : [all[i], undefined]) as [StoredArray?, StoredArray?];
  const to = (part: string, i: number, v: Value, n: number): Value =>
    each(l, part, v, [heads, n], ...pair(i), [1, 2, 0]);
  const attended = l.net.addTo(
    l.name,
    call(
      'AttentionLayer',
      str('Dot'),
      rule(str('MultiHead'), S.True),
      rule(str('ScoreRescaling'), str('DimensionSqrt')),
      ...causal(l),
    ),
    { Key: to('key', 1, key, size), Value: to('value', 2, value, wide), Query: to('query', 0, query, size) },
  );
  const flat = l.net.add(
    `${l.name}_heads`,
    call('ReshapeLayer', listOf([system('Inherited'), heads * wide])),
    [attended],
    'last',
  );
  const width = query.shape[1];
  if (typeof width !== 'number') return refuse(`${l.name}: the size of its query is not known`);
  const [weights, biases] = pair(3);
  return each(l, 'output', flat, [width], weights, biases, [2, 0, 1]);
};

/** Scores are dot products, with the factor that it learned. */
const plain: Converter = (l) => {
  l.config.only('score_mode', 'dot');
  const [query, value, key] = values(l);
  const scaled = l.config.flag('use_scale', false);
  const [scale] = scaled ? (l.weights([0]) ?? []) : [];
  const factor = scale === undefined ? 1 : Number(scale.data[0]);
  const by = scaled ? elementwise(l.net, `${l.name}_scale`, `${decimal(factor)} # &`, query) : query;
  return l.net.addTo(l.name, call('AttentionLayer', str('Dot'), ...causal(l)), { Key: key, Value: value, Query: by });
};

/** Scores are sums over Tanh[query + key], with the factors that it learned. */
const additive: Converter = (l) => {
  const [query, value, key] = values(l);
  const width = query.shape[1];
  if (typeof width !== 'number') return refuse(`${l.name}: the size of its query is not known`);
  const scaled = l.config.flag('use_scale', true);
  const [scale] = scaled ? (l.weights([1]) ?? []) : [];
  const { e } = l.net;
  const plus = call('ThreadingLayer', system('Plus'), rule('Output', int(width)));
  const parts: readonly (readonly [string, Call])[] = [
    ['sum', plus],
    ['tanh', call('ElementwiseLayer', system('Tanh'))],
    ...(scaled
      ? [['factors', call('ConstantTimesLayer', ...(scale ? [rule('Scaling', arranged(scale))] : []))] as const]
      : []),
    ['score', call('SummationLayer')],
  ];
  const names = parts.map(([name]) => str(name));
  const ports = normal(S.List, ...['Input', 'Query'].map((p) => normal(NetPortSymbol, str(p))));
  const edges = names.map((name, i) => normal(S.Rule, i === 0 ? ports : names[i - 1]!, name));
  const nodes = Association.from(parts.map(([name, c]) => [str(name), netBox(make(c, e))] as const));
  const score = makeGraph([nodes, normal(S.List, ...edges)], e);
  return l.net.addTo(l.name, call('AttentionLayer', netBox(score), ...causal(l)), {
    Key: key,
    Value: value,
    Query: query,
  });
};

export const attentionLayers: Readonly<Record<string, Converter>> = {
  MultiHeadAttention: multiHead,
  Attention: plain,
  AdditiveAttention: additive,
};
