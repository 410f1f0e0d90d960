/** NumericArray, in which nets keep their numbers, and NetArray, which lets layers share an array. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { type Expr, Kind, normal, Packed, type Sym, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { pack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isNumericArray, NetArraySymbol, numbersOf, numericArray, sharedReference } from '../model/arrays.ts';

/** Types of NumericArray; numbers are rounded to what they hold. */
const types: Readonly<Record<string, (x: number) => number>> = {
  Real32: Math.fround,
  Real64: (x) => x,
  Integer8: (x) => x | 0,
  Integer16: (x) => x | 0,
  Integer32: (x) => x | 0,
  Integer64: Math.trunc,
  UnsignedInteger8: (x) => x & 255,
  UnsignedInteger16: (x) => x & 65535,
  UnsignedInteger32: (x) => x >>> 0,
  UnsignedInteger64: Math.trunc,
};

/** Functions that take the numbers of an array as they take a list. */
const onLists = new Set<Sym>(
  `Dimensions ArrayDepth Length Part First Last Take Drop Rest Most Flatten Total Max Min MinMax Mean Median Variance
   StandardDeviation Plus Times Power Subtract Minus Divide Abs Sqrt Exp Log Sign Round Floor Ceiling Chop Clip Dot
   Transpose Norm Accumulate Reverse Sort Map MapIndexed Partition Equal Unequal Select Count Position MemberQ
   Histogram ListPlot ListLinePlot MatrixPlot ArrayPlot N ArrayQ VectorQ MatrixQ Tr Det Inverse Quantile`
    .split(/\s+/)
    .map(system),
);
const NormalSymbol = system('Normal');

const listOf = (array: Packed, type: string): Expr =>
  new Packed(type.startsWith('Real') ? 'Real64' : 'Integer', array.shape, Float64Array.from(array.data));

export const NumericArray: Builtin = builtin('NumericArray', {
  usage: `NumericArray[list, "type"] represents an array of numbers of one type, such as "Real32", "Real64" or "UnsignedInteger8".
Normal[NumericArray[...]] gives the list.`,
  arity: [1, 2],
  packed: true,
  messages: {
    array: '`1` is not an array of numbers.',
    type: '`1` is not a type of a NumericArray; there are `2`.',
  },
  evaluate: ([data, type], e) => {
    if (data === undefined || isNumericArray(data)) return data;
    const name = type === undefined || type === S.Automatic ? 'Real64' : type.kind === Kind.String ? type.value : '';
    const rounded = types[name];
    if (rounded === undefined)
      return e.message('type', type!, normal(S.List, ...Object.keys(types).map((t) => str(t))));
    const numbers = pack(data) ?? numbersOf(data);
    if (numbers === undefined || numbers.shape.length === 0) return e.message('array', data);
    const values = name === 'Real32' ? Float32Array.from(numbers.data) : Float64Array.from(numbers.data, rounded);
    return numericArray(new Packed(packedType(name), numbers.shape, values), name);
  },
  up: (call, position) => {
    const value = call.args[position]!;
    if (!isNumericArray(value)) return undefined;
    if (call.head === NormalSymbol)
      return call.args.length === 1 ? listOf(value.content.array, value.content.type) : undefined;
    if (call.head.kind !== Kind.Symbol || !onLists.has(call.head)) return undefined;
    return normal(
      call.head,
      ...call.args.map((a) => (isNumericArray(a) ? listOf(a.content.array, a.content.type) : a)),
    );
  },
  examples: {
    'Normal[NumericArray[{{1, 2}, {3, 4}}, "Real32"]]': '{{1., 2.}, {3., 4.}}',
    'Normal[NumericArray[{1, 2, 300}, "UnsignedInteger8"]]': '{1, 2, 44}',
    'NumericArray[{1.5, 2}]': 'NumericArray[{1.5, 2.}, "Real64"]',
    'NumericArray[{a, b}]': ['NumericArray[{a, b}]', 'NumericArray::array'],
  },
});

const packedType = (name: string): 'Real32' | 'Real64' | 'Integer' =>
  name === 'Real32' || name === 'Real64' ? name : 'Integer';

let unnamed = 0;

export const NetArray: Builtin = builtin('NetArray', {
  usage: `NetArray["name"] stands for an array that all layers of a net that mention it share.
NetArray[<|"Name" -> "name", "Array" -> a|>] states its value.
NetArray[] makes a new name.`,
  arity: [0, 1],
  messages: { badarray: '`1` is neither a name nor an association with "Name", "Array" or "Dimensions".' },
  evaluate: ([what], e) => {
    if (what === undefined) return normal(NetArraySymbol, str(`array${++unnamed}`));
    if (what.kind === Kind.String || sharedReference(normal(NetArraySymbol, what)) !== undefined) return undefined;
    return e.message('badarray', what) ?? S.Failed;
  },
  examples: {
    'net = NetInitialize[NetChain[{LinearLayer[2, "Weights" -> NetArray["s"], "Biases" -> None], Ramp, LinearLayer[2, "Weights" -> NetArray["s"], "Biases" -> None]}, "Input" -> 2]]; Normal[NetExtract[net, {1, "Weights"}]] === Normal[NetExtract[net, {3, "Weights"}]]':
      'True',
    'NetArray[3]': ['$Failed', 'NetArray::badarray'],
  },
});

export const NetSharedArray: Builtin = builtin('NetSharedArray', {
  usage: 'NetSharedArray["name"] is NetArray["name"].',
  arity: 1,
  evaluate: ([name]) => normal(NetArraySymbol, name!),
  examples: { 'NetSharedArray["s"]': 'NetArray["s"]' },
});

export const arrayBuiltins: readonly Builtin[] = [NumericArray, NetArray, NetSharedArray];
