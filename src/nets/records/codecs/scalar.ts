/** The "Scalar" and "Boolean" coders: single numbers and truth values. */
import { Association } from '../../../expr/association.ts';
import { type Expr, isRealNumber, real, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { expressionOf, toNumber } from '../../model/arrays.ts';
import { type Coder, type CoderKind, isRefusal, refusal } from '../../model/coder.ts';
import type { StoredPort } from '../../model/port-type.ts';
import { mapped, readAxes } from './mapped.ts';

/** The encoder for a port that takes a vector of length 1. */
const asVector = (c: Coder): Coder => ({
  ...c,
  port: { shape: [1] },
  encode: (value, e) => {
    const made = c.encode!(value, e);
    return isRefusal(made) ? made : { ...made, shape: [1] };
  },
});
const onVector =
  (c: () => Coder) =>
  (port: StoredPort): Coder =>
    port.shape?.length === 1 ? asVector(c()) : c();

const scalarEncoder: Coder = {
  role: 'encoder',
  type: 'Scalar',
  specification: str('Scalar'),
  port: { shape: [] },
  accepts: isRealNumber,
  encode: (value) =>
    isRealNumber(value) ? { shape: [], data: Float32Array.of(toNumber(value)) } : refusal('nscalar', value),
  inverse: () => scalarDecoder,
  single: true,
  fit: onVector(() => scalarEncoder),
  parameters: { Type: str('Scalar') },
};

/** A number comes as an array of rank 0 or a vector of length 1. */
const scalarDecoder: Coder = {
  role: 'decoder',
  type: 'Scalar',
  specification: str('Scalar'),
  port: { shape: [] },
  decode: (v, property) =>
    property === undefined ? real(v.data[0]!) : property === S.None ? expressionOf(v) : undefined,
  inverse: () => scalarEncoder,
  single: true,
  parameters: { Type: str('Scalar') },
};

export const Scalar: CoderKind = {
  name: 'Scalar',
  options: [],
  examples: {
    encoder: { 'NetEncoder["Scalar"][1/2]': '0.5' },
    decoder: { 'NetDecoder["Scalar"][0.25]': '0.25' },
  },
  encoder: (_s, args) => (args.length === 0 ? scalarEncoder : undefined),
  decoder: (_s, args) => (args.length === 0 ? scalarDecoder : undefined),
};

const booleanEncoder: Coder = {
  role: 'encoder',
  type: 'Boolean',
  whole: true,
  specification: str('Boolean'),
  // Restricted to 0 and 1, which is no range that starts at 1: a plain number to the net.
  port: { shape: [] },
  accepts: (value) => value === S.True || value === S.False,
  encode: (value) =>
    value === S.True || value === S.False
      ? { shape: [], data: Float32Array.of(value === S.True ? 1 : 0) }
      : refusal('nbool', value),
  inverse: () => booleanDecoder,
  single: true,
  fit: onVector(() => booleanEncoder),
  parameters: { Type: str('Boolean') },
};

const booleanDecoder: Coder = {
  role: 'decoder',
  type: 'Boolean',
  specification: str('Boolean'),
  port: { shape: [] },
  properties: ['Decision', 'Probability', 'Probabilities', 'Entropy'],
  decode: (v, property) => {
    const p = v.data[0]!;
    if (property === undefined) return p < 0.5 ? S.False : S.True;
    if (property === S.None) return expressionOf(v);
    const name = 'value' in property ? property.value : '';
    if (name === 'Decision') return p < 0.5 ? S.False : S.True;
    if (name === 'Probability') return real(p);
    if (name === 'Probabilities')
      return Association.from([
        [S.True, real(p)],
        [S.False, real(1 - p)],
      ]);
    if (name === 'Entropy') return real([p, 1 - p].reduce((sum, x) => (x > 0 ? sum - x * Math.log(x) : sum), 0));
    return undefined;
  },
  inverse: () => booleanEncoder,
  single: true,
  parameters: { Type: str('Boolean') },
};

/** What the encoder gives counts as an integer: {0, 1}, shown without a decimal point. */
export const Boolean: CoderKind = {
  name: 'Boolean',
  options: [],
  examples: {
    encoder: {
      'NetEncoder["Boolean"][{True, False}]': '{1, 0}',
      'NetEncoder[{"Boolean", {2}}][{True, False}]': '{1, 0}',
    },
    decoder: { 'NetDecoder["Boolean"][0.75]': 'True' },
  },
  encoder: (specification, args) => overDimensions(booleanEncoder, specification, args),
  decoder: (specification, args) => overDimensions(booleanDecoder, specification, args),
};

/** {"Boolean", {d1, ...}} is a coder for arrays of truth values. */
function overDimensions(c: Coder, specification: Expr, args: readonly Expr[]): Coder | undefined {
  if (args.length === 0) return c;
  const axes = args.length === 1 ? readAxes(args[0]!) : undefined;
  return axes && mapped(c, axes, { specification });
}
