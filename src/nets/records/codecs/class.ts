/** The "Class" coder: labels to indices or unit vectors, probabilities to labels. */
import { Association } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, real, str } from '../../../expr/expr.ts';
import { hash } from '../../../expr/hash.ts';
import { unpack } from '../../../expr/packed.ts';
import { same } from '../../../expr/same.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { expressionOf } from '../../model/arrays.ts';
import { type Coder, type CoderKind, type NumberArray, refusal } from '../../model/coder.ts';

const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
const itemsOf = (e: Expr | undefined): readonly Expr[] | undefined =>
  e === undefined ? undefined : e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : undefined;

/** Position of a label, by structural hash. */
function indexer(labels: readonly Expr[]): (e: Expr) => number {
  const buckets = new Map<number, number[]>();
  labels.forEach((l, i) => buckets.set(hash(l), [...(buckets.get(hash(l)) ?? []), i]));
  return (e) => buckets.get(hash(e))?.find((i) => same(labels[i]!, e)) ?? -1;
}

type Form = 'Index' | 'UnitVector';
const formOf = (e: Expr | undefined): Form | undefined => {
  if (e === undefined) return 'Index';
  if (e.kind !== Kind.String) return undefined;
  return e.value === 'Index'
    ? 'Index'
    : e.value === 'IndicatorVector' || e.value === 'UnitVector'
      ? 'UnitVector'
      : undefined;
};

const specification = (labels: readonly Expr[], form: Form = 'Index'): Expr =>
  list([str('Class'), list(labels), ...(form === 'UnitVector' ? [str('IndicatorVector')] : [])]);

export function classEncoder(labels: readonly Expr[], form: Form = 'Index'): Coder {
  const index = indexer(labels);
  return {
    role: 'encoder',
    type: 'Class',
    whole: true,
    specification: specification(labels, form),
    port: form === 'Index' ? { shape: [], index: labels.length } : { shape: [labels.length] },
    accepts: (value) => index(value) >= 0 || itemsOf(value) === undefined,
    encode: (value) => {
      const i = index(value);
      if (i < 0) return refusal('nclass', value, list(labels));
      if (form === 'Index') return { shape: [], data: Float32Array.of(i + 1) };
      const data = new Float32Array(labels.length);
      data[i] = 1;
      return { shape: [labels.length], data };
    },
    inverse: () => classDecoder(labels),
    parameters: { Type: str('Class'), Labels: list(labels), Form: str(form) },
  };
}

/** {label, probability} pairs from the most probable on; equal ones in the order of the labels. */
const ranked = (labels: readonly Expr[], p: Float32Array): (readonly [Expr, number])[] =>
  labels.map((l, i) => [l, p[i]!] as const).sort((a, b) => b[1] - a[1]);

function entropy(p: Float32Array): number {
  let sum = 0;
  for (const x of p) if (x > 0) sum -= x * Math.log(x);
  return sum;
}

function sample(p: Float32Array, e: Evaluation): number {
  let total = 0;
  for (const x of p) total += x;
  let u = e.session.random.uniform() * total;
  for (let i = 0; i < p.length; i++) {
    u -= p[i]!;
    if (u < 0) return i;
  }
  return p.length - 1;
}

const properties = [
  'Decision',
  'Probabilities',
  'TopProbabilities',
  'TopDecisions',
  'Entropy',
  'RandomSample',
  'Properties',
];

export function classDecoder(labels: readonly Expr[], depth = 1): Coder {
  const one = (p: Float32Array, property: Expr | undefined, e: Evaluation): Expr | undefined => {
    const [name, count] = propertyOf(property);
    switch (name) {
      case 'Decision':
        return ranked(labels, p)[0]![0];
      case 'Probabilities':
        return Association.from(labels.map((l, i) => [l, real(p[i]!)] as const));
      case 'TopProbabilities':
        return list(
          ranked(labels, p)
            .slice(0, count ?? defaultTop(p))
            .map(([l, x]) => normal(S.Rule, l, real(x))),
        );
      case 'TopDecisions':
        return list(
          ranked(labels, p)
            .slice(0, count ?? defaultTop(p))
            .map(([l]) => l),
        );
      case 'Entropy':
        return real(entropy(p));
      case 'RandomSample':
        return labels[sample(p, e)];
      default:
        return undefined;
    }
  };
  const deep = (v: NumberArray, d: number, property: Expr | undefined, e: Evaluation): Expr | undefined => {
    if (d === 1) return one(v.data, property, e);
    const [n, ...rest] = v.shape as [number, ...number[]];
    const size = v.data.length / n;
    const parts = Array.from({ length: n }, (_, i) =>
      deep({ shape: rest, data: v.data.subarray(i * size, (i + 1) * size) }, d - 1, property, e),
    );
    return parts.every((x) => x !== undefined) ? list(parts) : undefined;
  };
  return {
    role: 'decoder',
    type: 'Class',
    specification: list([
      str('Class'),
      list(labels),
      ...(depth === 1 ? [] : [normal(S.Rule, str('InputDepth'), int(depth))]),
    ]),
    port: { shape: [...Array.from({ length: depth - 1 }, () => 'Varying' as const), labels.length] },
    decode: (v, property, e) =>
      property === S.None
        ? expressionOf(v)
        : propertyOf(property)[0] === 'Properties'
          ? list(properties.map(str))
          : deep(v, depth, property, e),
    properties,
    inverse: () => classEncoder(labels),
    parameters: { Type: str('Class'), Labels: list(labels), InputDepth: int(depth) },
  };
}

/** "Entropy", "TopProbabilities" -> 3 or {"TopProbabilities", 3}. */
function propertyOf(e: Expr | undefined): readonly [name: string, count?: number] {
  if (e === undefined || e === S.Automatic) return ['Decision'];
  if (e.kind === Kind.String) return [e.value];
  if ((isCall(e, S.Rule) || isCall(e, S.List)) && e.args.length === 2) {
    const [name, n] = e.args as readonly [Expr, Expr];
    if (name.kind === Kind.String && n.kind === Kind.Integer) return [name.value, Number(n.value)];
  }
  return [''];
}
/** As many as are not negligible. */
const defaultTop = (p: Float32Array): number =>
  Math.max(
    1,
    p.reduce((n, x) => n + (x > 0.01 ? 1 : 0), 0),
  );

export const Class: CoderKind = {
  name: 'Class',
  options: ['InputDepth'],
  examples: {
    encoder: {
      'NetEncoder[{"Class", {"a", "b", "c"}}]["c"]': '3',
      'NetEncoder[{"Class", {"a", "b"}, "IndicatorVector"}]["b"]': '{0, 1}',
      'NetEncoder[{"Class", {"a", "b"}}]["z"]': ['$Failed', 'NetEncoder::nclass'],
    },
    decoder: {
      'NetDecoder[{"Class", {"a", "b", "c"}}][{0.25, 0.5, 0.25}]': '"b"',
      'NetDecoder[{"Class", {"a", "b"}}][{0.25, 0.75}, "Probabilities"]': '<|"a" -> 0.25, "b" -> 0.75|>',
      'NetDecoder[{"Class", {"a", "b", "c"}}][{0.125, 0.75, 0.125}, "TopProbabilities" -> 2]':
        '{"b" -> 0.75, "a" -> 0.125}',
      'NetDecoder[{"Class", {"a", "b"}}][{0.25, 0.75}, "Nothing"]': ['$Failed', 'NetDecoder::nodecprop'],
    },
  },
  encoder: (_s, args) => {
    const labels = itemsOf(args[0]);
    const form = formOf(args[1]);
    return labels === undefined || labels.length === 0 || form === undefined || args.length > 2
      ? undefined
      : classEncoder(labels, form);
  },
  decoder: (_s, args, options) => {
    const labels = itemsOf(args[0]);
    const depth = options.get('InputDepth') ?? int(1);
    if (
      labels === undefined ||
      labels.length === 0 ||
      args.length > 1 ||
      depth.kind !== Kind.Integer ||
      Number(depth.value) < 1
    )
      return undefined;
    return classDecoder(labels, Number(depth.value));
  },
};
