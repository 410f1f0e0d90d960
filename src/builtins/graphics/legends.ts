/** Legends: names of curves beside a piece of each, in the upper right corner of a plot. */

import { type Expr, int, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { listItems } from '../values/sequences.ts';
import { call, list, number, point } from './build.ts';
import { curveStyle } from './plot-data.ts';

/** The names that PlotLegends asks for; `own` are those of "Expressions". Undefined: the value does not fit. */
export function legendNames(spec: Expr, own: readonly Expr[]): readonly Expr[] | undefined {
  if (spec === S.None) return [];
  if (spec === S.Automatic) return own.map((_, i) => int(i + 1));
  if (spec.kind === Kind.String && spec.value === 'Expressions') return own;
  return listItems(spec);
}

/** Share of the height of the plot from one name to the next. */
const STEP = 0.085;

/** The corners of an explicit PlotRange among rules. */
function cornersOf(rules: readonly Expr[]): readonly number[] | undefined {
  const rule = rules.find((r) => isRule(r) && optionName(r.args[0]) === 'PlotRange');
  const numbers = rule !== undefined && isRule(rule) ? denseNumbers(rule.args[1]) : undefined;
  return numbers?.shape.join() === '2,2' ? Array.from(numbers.data) : undefined;
}

/** Primitives of a legend inside of the range that the rules state; none without such a range. */
export function legend(names: readonly Expr[], rules: readonly Expr[], style: Expr, joined: boolean): Expr[] {
  const corners = cornersOf(rules);
  if (corners === undefined) return [];
  const [x0, x1, y0, y1] = corners as [number, number, number, number];
  const at = (x: number, y: number): Expr => point(x0 + (x1 - x0) * x, y0 + (y1 - y0) * y);
  return names.map((name, i) => {
    const y = 0.95 - STEP * i;
    const mark = joined ? call('Line', list(at(0.92, y), at(0.985, y))) : call('Point', at(0.96, y));
    const weight = joined ? call('AbsoluteThickness', int(2)) : call('AbsolutePointSize', int(6));
    const text = call(
      'Text',
      isCall(name, S.List) ? list(...name.args) : name,
      at(joined ? 0.905 : 0.94, y),
      list(int(1), int(0)),
    );
    return list(list(weight, ...curveStyle(i, style), mark), call('GrayLevel', number(0.2)), text);
  });
}
