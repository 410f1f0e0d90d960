/** Short, Shallow and Skeleton: large expressions with parts left out. */
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { stays } from './stays.ts';

export const Short = builtin('Short', {
  usage:
    'Short[expr] prints as a short form of expr, less than about one line long.\nShort[expr, n] prints as a form of expr about n lines long.',
  arity: [1, 2],
  packed: true,
  messages: { lines: 'The number of lines `1` is not a positive number.' },
  evaluate([, lines], e) {
    if (lines === undefined || ((lines.kind === Kind.Integer || lines.kind === Kind.Real) && lines.value > 0))
      return undefined;
    return e.message('lines', lines);
  },
  examples: {
    'ToString[Short[{1, 2, 3}]]': '"{1, 2, 3}"',
    'StringLength[ToString[Short[Array[f, 1000]]]] < 79': 'True',
    'StringContainsQ[ToString[Short[Array[f, 1000]]], "<<"]': 'True',
    'Short[x, 0]': ['Short[x, 0]', 'Short::lines'],
  },
});

const isLimit = (e: Expr): boolean => (e.kind === Kind.Integer && e.value > 0) || e === S.Infinity;

export const Shallow = builtin('Shallow', {
  usage:
    'Shallow[expr] prints as a shallow form of expr: four levels, ten elements each.\nShallow[expr, depth] prints with all parts of expr below the given depth given in skeleton form.\nShallow[expr, {depth, length}] also shows only the first elements of longer parts.',
  arity: [1, 2],
  packed: true,
  messages: { lim: '`1` is not a positive integer or a pair of such.' },
  evaluate([, limits], e) {
    if (limits === undefined || isLimit(limits)) return undefined;
    if (isCall(limits, S.List) && limits.args.length === 2 && limits.args.every(isLimit)) return undefined;
    return e.message('lim', limits);
  },
  examples: {
    'ToString[Shallow[{1, {2, {3, {4, {5, 6}}}}}]]': '"{1, {2, {3, {<<2>>}}}}"',
    'ToString[Shallow[Range[100], {4, 3}]]': '"{1, 2, 3, <<97>>}"',
    'Shallow[x, 0]': ['Shallow[x, 0]', 'Shallow::lim'],
  },
});

export const Skeleton = builtin('Skeleton', {
  usage: 'Skeleton[n] represents a sequence of n omitted elements in an expression printed with Short or Shallow.',
  arity: 1,
  evaluate: stays,
  examples: {
    'ToString[{1, Skeleton[5]}]': '"{1, <<5>>}"',
    'Skeleton[1, 2]': ['Skeleton[1, 2]', 'Skeleton::argx'],
  },
});

export const shortened: readonly Builtin[] = [Short, Shallow, Skeleton];
