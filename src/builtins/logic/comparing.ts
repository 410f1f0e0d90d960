/** Comparisons as functions of one argument: GreaterThan, LessThan, EqualTo, Between and their kin. */
import { type Expr, isCall, type Normal, normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { operatorForm } from '../values/sequences.ts';

const comparison = (name: string, relation: Sym, sign: string, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage: `${name}[y] is an operator form that yields x ${sign} y when applied to an expression x.`,
    arity: 1,
    evaluate: () => undefined,
    apply(head, args) {
      const parts = (head as Normal).args;
      return args.length === 1 && parts.length === 1 ? normal(relation, args[0]!, parts[0]!) : undefined;
    },
    examples: { ...examples, [`${name}[]`]: [`${name}[]`, `${name}::argx`] },
  });

const operators = [
  comparison('GreaterThan', S.Greater, '>', { 'Select[{1, 5, 3}, GreaterThan[2]]': '{5, 3}' }),
  comparison('GreaterEqualThan', S.GreaterEqual, '>=', { 'GreaterEqualThan[2][2]': 'True' }),
  comparison('LessThan', S.Less, '<', { 'LessThan[2] /@ {1, 2}': '{True, False}', 'LessThan[a][x]': 'x < a' }),
  comparison('LessEqualThan', S.LessEqual, '<=', { 'LessEqualThan[2] /@ {2, 3}': '{True, False}' }),
  comparison('EqualTo', S.Equal, '==', { 'EqualTo[2] /@ {2, 2., 3}': '{True, True, False}' }),
  comparison('UnequalTo', S.Unequal, '!=', { 'UnequalTo[2] /@ {2, 3}': '{False, True}' }),
  comparison('SameAs', S.SameQ, '===', { 'SameAs[2] /@ {2, 2.}': '{True, False}' }),
  comparison('UnsameAs', S.UnsameQ, '=!=', { 'UnsameAs[2] /@ {2, 2.}': '{False, True}' }),
];

const inside = (x: Expr, [low, high]: readonly Expr[]): Expr => normal(S.LessEqual, low!, x, high!);
const isRange = (r: Expr): r is Normal => isCall(r, S.List) && r.args.length === 2;

/** Whether x lies in a range or one of several; undefined for what is no such thing. */
function between(x: Expr, ranges: Expr): Expr | undefined {
  if (!isCall(ranges, S.List)) return undefined;
  if (ranges.args.length > 0 && ranges.args.every(isRange))
    return normal(S.Or, ...ranges.args.map((r) => inside(x, (r as Normal).args)));
  return isRange(ranges) ? inside(x, ranges.args) : undefined;
}

export const Between = builtin('Between', {
  usage:
    'Between[x, {xmin, xmax}] is equivalent to xmin <= x <= xmax.\nBetween[x, {{xmin1, xmax1}, {xmin2, xmax2}, ...}] is equivalent to xmin1 <= x <= xmax1 || xmin2 <= x <= xmax2 || ...\nBetween[range] represents an operator form.',
  arity: [1, 2],
  messages: { range: '`1` is not a range {min, max} or a list of ranges.' },
  evaluate([x, range], e) {
    if (range === undefined) return undefined;
    return between(x!, range) ?? e.message('range', range);
  },
  apply: operatorForm,
  examples: {
    'Between[3, {1, 5}]': 'True',
    'Select[Range[10], Between[{{1, 2}, {8, 9}}]]': '{1, 2, 8, 9}',
    'Between[x, {1, 5}]': '1 <= x <= 5',
    'Between[x, 5]': ['Between[x, 5]', 'Between::range'],
  },
});

export const comparing: readonly Builtin[] = [...operators, Between];
