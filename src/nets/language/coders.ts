/** NetEncoder and NetDecoder as symbols: made, applied, taken apart. */
import { type Builtin, builtin, type Expected } from '../../builtins/builtin.ts';
import { type Expr, isCall, Kind, type Normal, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { expressionOf, numbersOf, numericRank } from '../model/arrays.ts';
import { type Coder, coderBox, decodedValue, isCoder, isRefusal, refusedExample } from '../model/coder.ts';
import { coderMessages, layerMessages } from '../model/messages.ts';
import { guarded, NetProblem, names } from '../model/problem.ts';
import { absentKinds, coderKinds, readCoder } from '../records/codecs/index.ts';
import { coderEverything, coderParameter } from '../write/extract.ts';
import { NetExtractSymbol, reportingAs } from './net-value.ts';

const NormalSymbol = system('Normal');

const codingMessages: Readonly<Record<string, string>> = {
  ...coderMessages,
  args: layerMessages.args!,
  badopt: layerMessages.badopt!,
  badpar: layerMessages.badpar!,
  nopart: layerMessages.nopart!,
  nodecprop: layerMessages.nodecprop!,
  absent:
    'The coder `1` needs audio, films or volumes, which this system does not have; "Function" encodes by any function.',
  nocoder: '`1` is not a kind of `2`; there are `3`.',
  coderargs: 'The arguments of `1` do not fit.',
  nodec: '`1` is not an array that the decoder `2` takes.',
};

/** What the kinds of coders show. */
const examplesOf = (role: 'encoder' | 'decoder'): Record<string, Expected> =>
  Object.assign({}, ...coderKinds.map((k) => k.examples[role]));

/** NetEncoder["name"], NetEncoder[{"name", ...}], NetEncoder[decoder]. */
function make(role: 'encoder' | 'decoder', [what]: readonly Expr[]): Expr {
  if (isCoder(what!)) {
    const c = what.content.role === role ? what.content : what.content.inverse?.();
    if (c === undefined) throw new NetProblem('coderargs', what);
    return coderBox(c);
  }
  const c = readCoder(role, what!);
  const name = isCall(what!, S.List) && what.args.length > 0 ? what.args[0]! : what!;
  if (name.kind === Kind.String && absentKinds.includes(name.value)) throw new NetProblem('absent', name);
  if (c === 'unknown')
    throw new NetProblem(
      'nocoder',
      name,
      str(role === 'encoder' ? 'encoder' : 'decoder'),
      names(coderKinds.filter((k) => k[role] !== undefined).map((k) => k.name)),
    );
  if (c === 'arguments') throw new NetProblem('coderargs', what!);
  return coderBox(c);
}

/** One value, or a list of values. */
function encode(c: Coder, value: Expr, e: Evaluation): Expr {
  // A function decides by itself what its values are.
  const byFunction = 'Function' in c.parameters;
  const whole = c.whole === true || c.port.index !== undefined || byFunction;
  const rank = numericRank(value);
  const refused = byFunction && c.accepts?.(value, e) === false;
  if (
    c.accepts?.(value, e) !== true &&
    isCall(value, S.List) &&
    (refused || rank === undefined || rank !== c.port.shape?.length)
  )
    return normal(S.List, ...value.args.map((v) => encode(c, v, e)));
  const made = c.encode!(value, e);
  if (isRefusal(made)) {
    // What is in the encoded form already passes.
    if (rank !== undefined && rank === c.port.shape?.length) return value;
    throw refusedExample(made);
  }
  return expressionOf(made, whole && made.data.every(Number.isInteger));
}

function decode(c: Coder, value: Expr, property: Expr | undefined, e: Evaluation): Expr {
  const numbers = numbersOf(value);
  if (numbers === undefined) {
    if (isCall(value, S.List)) return normal(S.List, ...value.args.map((v) => decode(c, v, property, e)));
    throw new NetProblem('nodec', value, coderBox(c));
  }
  const rank = c.port.shape?.length;
  const alone = c.single === true && numbers.data.length === 1;
  if (rank !== undefined && numbers.shape.length === rank + 1 && !alone) {
    const size = numbers.data.length / Math.max(1, numbers.shape[0]!);
    return normal(
      S.List,
      ...Array.from({ length: numbers.shape[0]! }, (_, i) =>
        decodedValue(
          c,
          { shape: numbers.shape.slice(1), data: numbers.data.subarray(i * size, (i + 1) * size) },
          property,
          e,
        ),
      ),
    );
  }
  if (rank !== undefined && numbers.shape.length !== rank && !alone) throw new NetProblem('nodec', value, coderBox(c));
  return decodedValue(c, numbers, property, e);
}

function onCoder(call: Normal, position: number, e: Evaluation): Expr | undefined {
  const value = call.args[position]!;
  if (position !== 0 || !isCoder(value)) return undefined;
  if (call.head === NormalSymbol && call.args.length === 1) return coderEverything(value.content);
  if (call.head === S.Part || call.head === NetExtractSymbol)
    return guarded(reportingAs(NetExtractSymbol, e), () => {
      const spec = call.args.length === 2 ? call.args[1]! : normal(S.List, ...call.args.slice(1));
      if (spec === S.All) return coderEverything(value.content);
      return isCall(spec, S.List)
        ? spec.args.length === 1
          ? coderParameter(value.content, spec.args[0]!)
          : normal(S.List, ...spec.args.map((a) => coderParameter(value.content, a)))
        : coderParameter(value.content, spec);
    });
  return undefined;
}

export const NetEncoder: Builtin = builtin('NetEncoder', {
  usage: `NetEncoder["name"] represents an encoder from values, such as images, to arrays that nets take.
NetEncoder[{"name", arguments..., options...}] states what it needs; the kinds are "Image", "Class", "Scalar", "Boolean", "Characters", "Tokens", "UTF8" and "Function".
NetEncoder[...][value] gives the array.`,
  arity: 1,
  messages: codingMessages,
  evaluate: (args, e) => guarded(e, () => make('encoder', args)),
  apply: (head, [value, ...more], e) =>
    isCoder(head) && value !== undefined && more.length === 0
      ? guarded(e, () => encode(head.content, value, e))
      : undefined,
  up: onCoder,
  examples: {
    ...examplesOf('encoder'),
    'NetEncoder["Nothing"]': ['$Failed', 'NetEncoder::nocoder'],
  },
});

export const NetDecoder: Builtin = builtin('NetDecoder', {
  usage: `NetDecoder["name"] represents a decoder from arrays that nets give to values, such as class labels.
NetDecoder[{"name", arguments..., options...}] states what it needs; the kinds are "Image", "Class", "Scalar", "Boolean", "Characters", "Tokens" and "Function".
NetDecoder[...][array, "property"] gives a property, such as "Probabilities" of the "Class" decoder.`,
  arity: 1,
  messages: codingMessages,
  evaluate: (args, e) => guarded(e, () => make('decoder', args)),
  apply: (head, [value, property, ...more], e) =>
    isCoder(head) && value !== undefined && more.length === 0
      ? guarded(e, () => decode(head.content, value, property, e))
      : undefined,
  up: onCoder,
  examples: examplesOf('decoder'),
});
