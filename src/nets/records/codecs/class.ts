/** The "Class" coder: labels to indices or unit vectors, probabilities to labels. */
import { Association } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, real, str } from '../../../expr/expr.ts';
import { hash } from '../../../expr/hash.ts';
import { unpack } from '../../../expr/packed.ts';
import { same } from '../../../expr/same.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { expressionOf } from '../../model/arrays.ts';
import { type Coder, type CoderKind, refusal } from '../../model/coder.ts';
import type { StoredPort } from '../../model/port-type.ts';
import { mapped, readAxes } from './mapped.ts';

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
    fit: (port) => classEncoderFor(labels, form, port),
    parameters: { Type: str('Class'), Labels: list(labels), Form: str(form) },
  };
}

/** Labels at every place of an array where the port has more levels, unit vectors where it takes no indices. */
function classEncoderFor(labels: readonly Expr[], form: Form, port: StoredPort): Coder {
  const { shape } = port;
  if (shape === undefined) return classEncoder(labels, form);
  const vectors = port.index === undefined && shape[shape.length - 1] === labels.length;
  const axes = vectors ? shape.slice(0, -1) : shape;
  return mapped(classEncoder(labels, vectors ? 'UnitVector' : 'Index'), axes, { specification: specification(labels) });
}

/** Any number of labels at once: a vector of zeros and ones. */
function multilabelEncoder(labels: readonly Expr[]): Coder {
  const index = indexer(labels);
  return {
    role: 'encoder',
    type: 'Class',
    whole: true,
    specification: list([str('Class'), list(labels), normal(S.Rule, str('Multilabel'), S.True)]),
    port: { shape: [labels.length] },
    accepts: (value) => itemsOf(value)?.every((l) => index(l) >= 0) === true,
    encode: (value) => {
      const data = new Float32Array(labels.length);
      for (const l of itemsOf(value) ?? [value]) {
        const i = index(l);
        if (i < 0) return refusal('nclass', l, list(labels));
        data[i] = 1;
      }
      return { shape: [labels.length], data };
    },
    inverse: () => multilabelDecoder(labels),
    parameters: { Type: str('Class'), Labels: list(labels), Multilabel: S.True },
  };
}

/** Labels whose probabilities are one half or more. */
function multilabelDecoder(labels: readonly Expr[]): Coder {
  return {
    role: 'decoder',
    type: 'Class',
    specification: list([str('Class'), list(labels), normal(S.Rule, str('Multilabel'), S.True)]),
    port: { shape: [labels.length] },
    properties: ['Decision', 'Probabilities', 'Properties'],
    decode: ({ shape, data }, property) => {
      const [name] = propertyOf(property);
      if (property === S.None) return expressionOf({ shape, data });
      if (name === 'Decision') return list(labels.filter((_, i) => data[i]! >= 0.5));
      return name === 'Probabilities'
        ? Association.from(labels.map((l, i) => [l, real(data[i]!)] as const))
        : undefined;
    },
    inverse: () => multilabelEncoder(labels),
    parameters: { Type: str('Class'), Labels: list(labels), Multilabel: S.True },
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

/** What the probabilities `p` of labels say; undefined: there is no such property. */
function decoded(
  labels: readonly Expr[],
  p: Float32Array,
  property: Expr | undefined,
  e: Evaluation,
): Expr | undefined {
  const [name, count] = propertyOf(property);
  const top = () => ranked(labels, p).slice(0, count ?? defaultTop(p));
  switch (name) {
    case 'Decision':
      return ranked(labels, p)[0]![0];
    case 'Probabilities':
      return Association.from(labels.map((l, i) => [l, real(p[i]!)] as const));
    case 'TopProbabilities':
      return list(top().map(([l, x]) => normal(S.Rule, l, real(x))));
    case 'TopDecisions':
      return list(top().map(([l]) => l));
    case 'Entropy':
      return real(entropy(p));
    case 'RandomSample':
      return labels[sample(p, e)];
    case 'Properties':
      return list(properties.map(str));
    default:
      return undefined;
  }
}

export function classDecoder(labels: readonly Expr[], depth = 1): Coder {
  const one: Coder = {
    role: 'decoder',
    type: 'Class',
    specification: list([str('Class'), list(labels)]),
    port: { shape: [labels.length] },
    decode: (v, property, e) => (property === S.None ? expressionOf(v) : decoded(labels, v.data, property, e)),
    properties,
    inverse: () => classEncoder(labels),
    parameters: { Type: str('Class'), Labels: list(labels), InputDepth: int(depth) },
  };
  const axes = Array.from({ length: depth - 1 }, () => 'Varying' as const);
  return mapped(one, axes, {
    specification: list([str('Class'), list(labels), normal(S.Rule, str('InputDepth'), int(depth))]),
  });
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

const truth = (options: ReadonlyMap<string, Expr>, name: string): boolean | undefined => {
  const e = options.get(name) ?? S.False;
  return e === S.True ? true : e === S.False ? false : undefined;
};

export const Class: CoderKind = {
  name: 'Class',
  options: ['InputDepth', 'Dimensions', 'Multilabel'],
  examples: {
    encoder: {
      'NetEncoder[{"Class", {"a", "b", "c"}}]["c"]': '3',
      'NetEncoder[{"Class", {"a", "b"}, "IndicatorVector"}]["b"]': '{0, 1}',
      'NetEncoder[{"Class", {"a", "b", "c"}, "Multilabel" -> True}][{"a", "c"}]': '{1, 0, 1}',
      'NetEncoder[{"Class", {"a", "b"}, "Dimensions" -> {2}}][{"b", "a"}]': '{2, 1}',
      'NetEncoder[{"Class", {"a", "b"}}]["z"]': ['$Failed', 'NetEncoder::nclass'],
    },
    decoder: {
      'NetDecoder[{"Class", {"a", "b", "c"}}][{0.25, 0.5, 0.25}]': '"b"',
      'NetDecoder[{"Class", {"a", "b"}}][{0.25, 0.75}, "Probabilities"]': '<|"a" -> 0.25, "b" -> 0.75|>',
      'NetDecoder[{"Class", {"a", "b", "c"}}][{0.125, 0.75, 0.125}, "TopProbabilities" -> 2]':
        '{"b" -> 0.75, "a" -> 0.125}',
      'NetDecoder[{"Class", {"a", "b"}, "InputDepth" -> 2}][{{0.25, 0.75}, {0.5, 0.125}}]': '{"b", "a"}',
      'NetDecoder[{"Class", {"a", "b", "c"}, "Multilabel" -> True}][{0.75, 0.25, 0.5}]': '{"a", "c"}',
      'NetDecoder[{"Class", {"a", "b"}}][{0.25, 0.75}, "Nothing"]': ['$Failed', 'NetDecoder::nodecprop'],
    },
  },
  encoder: (specified, args, options) => {
    const labels = itemsOf(args[0]);
    const form = formOf(args[1]);
    const axes = options.has('Dimensions') ? readAxes(options.get('Dimensions')!) : [];
    const many = truth(options, 'Multilabel');
    if (labels === undefined || labels.length === 0 || form === undefined || args.length > 2) return undefined;
    if (axes === undefined || many === undefined) return undefined;
    return mapped(many ? multilabelEncoder(labels) : classEncoder(labels, form), axes, { specification: specified });
  },
  decoder: (_s, args, options) => {
    const labels = itemsOf(args[0]);
    const depth = options.get('InputDepth') ?? int(1);
    const many = truth(options, 'Multilabel');
    if (labels === undefined || labels.length === 0 || args.length > 1 || many === undefined) return undefined;
    if (many) return multilabelDecoder(labels);
    return depth.kind === Kind.Integer && Number(depth.value) > 0
      ? classDecoder(labels, Number(depth.value))
      : undefined;
  },
};
