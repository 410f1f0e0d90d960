/** Where conditions on two variables hold: RegionPlot. */
import { type Expr, isCall } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { type Field, levelSet } from '../../render/plots/contours.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { call, list, number } from './build.ts';
import { evaluatedOptions, FINENESS_OPTIONS, finenessMessages, readFineness } from './fineness.ts';
import { filled, framed, gridOf, type Heights, linesOf, PLANE_OPTIONS } from './plane.ts';
import { curveStyle } from './plot-data.ts';
import { rangeMessages, readVariable, whileBound } from './sampling.ts';

const GRID = { points: 60, depth: 0 } as const;
/** How often the border of a region is searched for between two places. */
const HALVINGS = 7;

function region(args: readonly Expr[], options: OptionValues, e: Evaluation) {
  const [body, first, second] = args as [Expr, Expr, Expr];
  const [x, y] = [readVariable(first, e), readVariable(second, e)];
  if (x === undefined || y === undefined) return e.message('pllim', x === undefined ? first : second);
  const given = evaluatedOptions(options, e);
  const { points: steps } = readFineness(given, e, GRID);
  const { columns, at, corners } = gridOf(x, y, steps);
  const style = given.get('PlotStyle');
  const border = given.get('BoundaryStyle');
  const parts = whileBound([x, y], e, (value) =>
    (isCall(body, S.List) ? body.args : [body]).map((condition, k) => {
      const holds = (p: readonly [number, number]): boolean => value(condition, p[0], p[1]) === S.True;
      const { outlines, lines } = levelSet(conditionField(holds, columns, at));
      return [
        list(...curveStyle(k, style), call('Opacity', number(0.3)), ...filled(outlines)),
        ...(border === S.None
          ? []
          : [
              list(
                ...curveStyle(k, style),
                ...(border === S.Automatic ? [] : curveStyle(k, border).slice(1)),
                ...linesOf(lines),
              ),
            ]),
      ];
    }),
  );
  return framed(parts.flat(), corners, given);
}

/** The border lies where halving finds it. */
function conditionField(holds: (p: readonly [number, number]) => boolean, columns: number, at: Heights['at']): Field {
  const inside = Uint8Array.from({ length: columns * columns }, (_, k) =>
    Number(holds(at(k % columns, Math.floor(k / columns)))),
  );
  return {
    columns,
    rows: columns,
    at,
    inside: (i, j) => inside[j * columns + i] === 1,
    known: () => true,
    crossing([i, j], [k, l]) {
      const [[x0, y0], [x1, y1]] = [at(i, j), at(k, l)];
      let [low, high] = [0, 1];
      for (let n = 0; n < HALVINGS; n++) {
        const t = (low + high) / 2;
        if (holds([x0 + t * (x1 - x0), y0 + t * (y1 - y0)])) low = t;
        else high = t;
      }
      return (low + high) / 2;
    },
    connected: (i, j) => {
      const [[x0, y0], [x1, y1]] = [at(i, j), at(i + 1, j + 1)];
      return holds([(x0 + x1) / 2, (y0 + y1) / 2]);
    },
  };
}

export const RegionPlot = builtin('RegionPlot', {
  usage:
    'RegionPlot[cond, {x, xmin, xmax}, {y, ymin, ymax}] shows where the condition is True.\nRegionPlot[{cond1, cond2, ...}, ...] shows several regions.',
  attributes: Attribute.HoldAll,
  arity: 3,
  options: { ...PLANE_OPTIONS, ...FINENESS_OPTIONS, PlotStyle: 'Automatic', BoundaryStyle: 'Automatic' },
  messages: {
    ...rangeMessages,
    ...finenessMessages,
  },
  evaluate: (args, e, options) => region(args, options, e),
  examples: {
    'Head[RegionPlot[x^2 + y^2 < 1 && x > 0, {x, -1, 1}, {y, -1, 1}]]': 'Graphics',
    'RegionPlot[x > y, {x, 0, 1}, z]': ['RegionPlot[x > y, {x, 0, 1}, z]', 'RegionPlot::pllim'],
  },
});

export const regionPlots: readonly Builtin[] = [RegionPlot];
