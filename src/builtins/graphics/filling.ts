/** Filling under and between curves, as the options Filling and FillingStyle of plots state. */
import { type Expr, isCall, isRealNumber, Kind } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { Evaluation, OptionValues } from '../builtin.ts';
import { toDouble } from '../values/number.ts';
import { call, list, number, point } from './build.ts';
import { curveStyle, pieces, type Series } from './plot-data.ts';

export const FILLING_OPTIONS = { Filling: 'None', FillingStyle: 'Automatic' } as const;
export const fillingMessages = {
  filling:
    'Value of option Filling -> `1` should be None, Axis, Bottom, Top, a number, or a list of i -> one of these or {j}.',
} as const;

const [Axis, Bottom, Top] = [system('Axis'), system('Bottom'), system('Top')];
/** How far down or up a filling reaches that goes on to the edge of the picture. */
const FAR = 1e3;

/** Up to where a curve is filled: a height, or another curve. */
type Floor = number | Series;

function floorOf(x: Expr, series: readonly Series[]): Floor | undefined {
  if (x === Axis || x === S.True) return 0;
  if (isRealNumber(x)) return toDouble(x);
  const ys = series.flatMap((s) => s.map((p) => p[1])).filter(Number.isFinite);
  const [low, high] = [ys.reduce((a, b) => Math.min(a, b), 0), ys.reduce((a, b) => Math.max(a, b), 0)];
  if (x === Bottom) return low - FAR * (high - low || 1);
  if (x === Top) return high + FAR * (high - low || 1);
  const other = isCall(x, S.List) && x.args.length === 1 ? x.args[0]! : undefined;
  return other?.kind === Kind.Integer ? series[Number(other.value) - 1] : undefined;
}

/** The floor of each curve that is filled; undefined: the value does not fit. */
function floors(spec: Expr, series: readonly Series[]): readonly (Floor | undefined)[] | undefined {
  const rules = isCall(spec, S.List) && spec.args.every(isRule) ? spec.args : isRule(spec) ? [spec] : undefined;
  if (rules === undefined) {
    const floor = floorOf(spec, series);
    return floor === undefined ? undefined : series.map(() => floor);
  }
  const out: (Floor | undefined)[] = series.map(() => undefined);
  for (const r of rules) {
    const [which, to] = isRule(r) ? r.args : [];
    const floor = to && floorOf(to, series);
    if (which?.kind !== Kind.Integer || floor === undefined) return undefined;
    if (Number(which.value) <= out.length) out[Number(which.value) - 1] = floor;
  }
  return out;
}

const heightAt = (floor: Floor, x: number): number => {
  if (typeof floor === 'number') return floor;
  const known = floor.filter((p) => Number.isFinite(p[1]));
  const i = known.findIndex((p) => p[0] >= x);
  if (i <= 0) return known.at(i < 0 ? -1 : 0)?.[1] ?? 0;
  const [a, b] = [known[i - 1]!, known[i]!];
  return a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0] || 1);
};

/** Areas under joined curves, stems under points. Reports a value that does not fit. */
export function fillings(series: readonly Series[], joined: boolean, options: OptionValues, e: Evaluation): Expr[] {
  const spec = options.get('Filling');
  if (spec === S.None || spec === S.False) return [];
  const found = floors(spec, series);
  if (found === undefined) {
    e.message('filling', spec);
    return [];
  }
  const given = options.get('FillingStyle');
  return series.flatMap((s, i) => {
    const floor = found[i];
    if (floor === undefined) return [];
    const own = [...curveStyle(i, options.get('PlotStyle')), call('Opacity', number(joined ? 0.25 : 0.5))];
    const style = given === S.Automatic ? own : [...own, ...curveStyle(i, given).slice(1)];
    return pieces(s).map((piece) => list(...style, ...(joined ? area(piece, floor) : stems(piece, floor))));
  });
}

const area = (piece: Series, floor: Floor): Expr[] => {
  const edge = typeof floor === 'number' ? [piece[0]!, piece.at(-1)!] : piece;
  const back = edge.map(([x]) => point(x, heightAt(floor, x))).reverse();
  return [call('Polygon', list(...piece.map(([x, y]) => point(x, y)), ...back))];
};
const stems = (piece: Series, floor: Floor): Expr[] =>
  piece.map(([x, y]) => call('Line', list(point(x, heightAt(floor, x)), point(x, y))));
