/** The "CTCBeamSearch" decoder: the most probable labels of a sequence with blanks and repetitions. Graves et al. 2006. */
import { type Expr, int, isCall, Kind, normal, real, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { expressionOf } from '../../model/arrays.ts';
import type { CoderKind, NumberArray } from '../../model/coder.ts';

/** Probabilities that a beginning of labels ends in a blank, and that it does not. */
interface Beam {
  readonly labels: readonly number[];
  blank: number;
  other: number;
}

/** Label sequences with their probabilities, the most probable ones first. The last class is the blank. */
export function beamSearch(v: NumberArray, width: number): readonly { labels: readonly number[]; p: number }[] {
  const [steps, classes] = v.shape as [number, number];
  let beams: Beam[] = [{ labels: [], blank: 1, other: 0 }];
  for (let t = 0; t < steps; t++) {
    const next = new Map<string, Beam>();
    const at = (labels: readonly number[]): Beam => {
      const key = labels.join();
      const known = next.get(key) ?? { labels, blank: 0, other: 0 };
      next.set(key, known);
      return known;
    };
    const p = (c: number): number => v.data[t * classes + c]!;
    for (const b of beams) {
      const last = b.labels[b.labels.length - 1];
      const same = at(b.labels);
      same.blank += (b.blank + b.other) * p(classes - 1);
      if (last !== undefined) same.other += b.other * p(last);
      for (let c = 0; c < classes - 1; c++)
        // A label that repeats itself needs a blank in between.
        at([...b.labels, c]).other += (c === last ? b.blank : b.blank + b.other) * p(c);
    }
    beams = [...next.values()].sort((x, y) => y.blank + y.other - x.blank - x.other).slice(0, width);
  }
  return beams.map((b) => ({ labels: b.labels, p: b.blank + b.other }));
}

const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
const properties = ['Decoding', 'Decodings', 'TopDecodings', 'NegativeLogLikelihoods', 'TopNegativeLogLikelihoods'];

export const CTCBeamSearch: CoderKind = {
  name: 'CTCBeamSearch',
  options: ['BeamSize'],
  examples: {
    decoder: {
      'NetDecoder[{"CTCBeamSearch", {"a", "b"}}][{{0.8, 0.1, 0.1}, {0.8, 0.1, 0.1}, {0.1, 0.1, 0.8}, {0.1, 0.8, 0.1}}]':
        '{"a", "b"}',
      'NetDecoder[{"CTCBeamSearch", {"a", "b"}}][{{0.75, 0.125, 0.125}}, "TopDecodings" -> 1]': '{{"a"}}',
      'NetDecoder[{"CTCBeamSearch", 3}]': ['$Failed', 'NetDecoder::coderargs'],
    },
  },
  decoder: (specification, args, options) => {
    const [alphabet, ...more] = args;
    const width = options.get('BeamSize') ?? int(100);
    if (alphabet === undefined || !isCall(alphabet, S.List) || more.length > 0) return undefined;
    if (width.kind !== Kind.Integer || Number(width.value) < 1) return undefined;
    const label = (i: number): Expr => alphabet.args[i]!;
    const value = (v: NumberArray, name: string, count: number | undefined): Expr | undefined => {
      const found = beamSearch(v, Number(width.value)).slice(0, count);
      const decodings = found.map((b) => list(b.labels.map(label)));
      const losses = found.map((b, i) => normal(S.Rule, decodings[i]!, real(-Math.log(b.p))));
      if (name === 'Decoding') return decodings[0];
      if (name === 'Decodings' || name === 'TopDecodings') return list(decodings);
      return name === 'NegativeLogLikelihoods' || name === 'TopNegativeLogLikelihoods' ? list(losses) : undefined;
    };
    return {
      role: 'decoder',
      type: 'CTCBeamSearch',
      specification,
      port: { shape: ['Varying', alphabet.args.length + 1] },
      properties,
      decode: (v, property) => {
        if (property === S.None) return expressionOf(v);
        if (property === undefined || property === S.Automatic) return value(v, 'Decoding', 1);
        if (property.kind === Kind.String) return value(v, property.value, undefined);
        if (!isCall(property, S.Rule) || property.args.length !== 2) return undefined;
        const [name, n] = property.args as readonly [Expr, Expr];
        return name.kind === Kind.String && n.kind === Kind.Integer ? value(v, name.value, Number(n.value)) : undefined;
      },
      parameters: { Type: str('CTCBeamSearch'), Labels: alphabet, BeamSize: width },
    };
  },
};
