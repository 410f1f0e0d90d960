/** The "Function" coder: any function of the language as an encoder or a decoder. */
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { expressionOf, numbersOf } from '../../model/arrays.ts';
import { type Coder, type CoderKind, type NumberArray, type Refusal, refusal } from '../../model/coder.ts';
import { readPort, type StoredPort } from '../../model/port-type.ts';

const list = (...items: Expr[]): Expr => normal(S.List, ...items);

/** The first of a list or array; the expression itself where it is none. */
function firstOf(a: NumberArray): NumberArray | undefined {
  const [n, ...shape] = a.shape;
  return n === undefined || n < 1 ? undefined : { shape, data: a.data.subarray(0, a.data.length / n) };
}

function encode(f: Expr, batched: boolean, value: Expr, e: Evaluation): NumberArray | Refusal {
  const result = e.session.call(f, [batched ? list(value) : value]);
  const numbers = numbersOf(result);
  return (numbers && batched ? firstOf(numbers) : numbers) ?? refusal('nfunc', f, value, result);
}

/** The encoder of a function f whose values the port describes. */
function functionEncoder(
  type: 'Function' | 'FeatureExtractor',
  specification: Expr,
  f: Expr,
  port: StoredPort,
  options: ReadonlyMap<string, Expr>,
): Coder | undefined {
  const batched = options.get('Batched') ?? S.False;
  if (batched !== S.True && batched !== S.False) return undefined;
  const pattern = options.get('Pattern');
  return {
    role: 'encoder',
    type,
    specification,
    port,
    ...(pattern !== undefined && pattern !== S.Automatic
      ? { accepts: (value: Expr, e?: Evaluation) => e === undefined || e.session.rules.matcher(pattern)(value) }
      : batched === S.True && { accepts: (value: Expr) => !isCall(value, S.List) && value.kind !== Kind.Packed }),
    encode: (value, e) => encode(f, batched === S.True, value, e),
    parameters: { Type: str(type), Function: f, Batched: batched, Pattern: pattern ?? S.Automatic },
  };
}

export const Function: CoderKind = {
  name: 'Function',
  runsCode: true,
  options: ['Batched', 'Pattern'],
  examples: {
    encoder: {
      'NetEncoder[{"Function", StringLength, {}}]["abc"]': '3',
      'NetEncoder[{"Function", {#, 2 #} &, {2}, "Pattern" -> _Integer}][{3, 4}]': '{{3, 6}, {4, 8}}',
      'NetEncoder[{"Function", Map[{#, #^2} &], {2}, "Batched" -> True}][3]': '{3, 9}',
    },
    decoder: { 'NetDecoder[{"Function", Total}][{1, 2}]': '3.' },
  },
  encoder: (specification, args, options) => {
    const [f, shape, ...more] = args;
    const port = shape === undefined ? { shape: undefined } : readPort(shape);
    if (f === undefined || port === undefined || more.length > 0) return undefined;
    return functionEncoder('Function', specification, f, port, options);
  },
  decoder: (_s, args) => {
    const [f, ...more] = args;
    if (f === undefined || more.length > 0) return undefined;
    return {
      role: 'decoder',
      type: 'Function',
      specification: list(str('Function'), f),
      port: { shape: undefined },
      decode: (v, property, e) =>
        property === undefined
          ? e.session.call(f, [expressionOf(v)])
          : property === S.None
            ? expressionOf(v)
            : undefined,
      parameters: { Type: str('Function'), Function: f },
    };
  },
};

/** Any function from values to vectors. */
export const FeatureExtractor: CoderKind = {
  name: 'FeatureExtractor',
  runsCode: true,
  options: ['Batched', 'Pattern'],
  examples: {
    encoder: {
      'NetEncoder[{"FeatureExtractor", {StringLength[#], 1} &}]["abc"]': '{3, 1}',
      'NetEncoder[{"FeatureExtractor"}]': ['$Failed', 'NetEncoder::coderargs'],
    },
  },
  encoder: (specification, args, options) => {
    const [f, shape] = args;
    const port = shape === undefined ? { shape: [null] } : readPort(shape);
    if (f === undefined || isCall(f, S.List) || port === undefined || args.length > 2) return undefined;
    return functionEncoder('FeatureExtractor', specification, f, port, options);
  },
};
