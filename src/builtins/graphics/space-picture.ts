/** Graphics3D as a picture of the plane: pieces in perspective, the far ones first, in a box with ticks. */
import { type Expr, isCall, type Normal, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { rulesOf } from '../../kernel/definitions/options.ts';
import { niceTicks } from '../../render/plots/ticks.ts';
import { brightness, type Point3, type Range3, type View, viewOf } from '../../render/scenes/camera.ts';
import { rgbColor } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { call, graphics, list, number, point, rule } from './build.ts';
import { GRAPHICS_OPTIONS, optionRules, type Problem } from './plot-options.ts';
import { type Solid, solidsOf } from './space-primitives.ts';

/** The axes of the plane are none here: how they look has no meaning for the box in space. */
const { AxesOrigin: _origin, AxesStyle: _style, Ticks: _ticks, ...OF_THE_PICTURE } = GRAPHICS_OPTIONS;
/** Options of Graphics3D that are not those of the picture that it becomes. */
const OF_THE_SPACE = {
  AxesLabel: 'None',
  Axes: 'False',
  Boxed: 'True',
  BoxRatios: 'Automatic',
  PlotRange: 'All',
  ViewPoint: '{1.3, -2.4, 2.}',
} as const;

export const SPACE_OPTIONS = { ...OF_THE_PICTURE, ...OF_THE_SPACE } as const;

const VIEW: Point3 = [1.3, -2.4, 2];
/** Flat things with no extent in a direction get this share of the others. */
const THINNEST = 1e-3;
const PLAIN_FACE = [0.8, 0.82, 0.86];
const EDGE = [call('GrayLevel', number(0.45)), call('AbsoluteThickness', number(0.7))];
const BLACK_EDGE = call(
  'EdgeForm',
  call('Directive', call('GrayLevel', number(0.25)), call('AbsoluteThickness', number(0.4))),
);

type Options = ReadonlyMap<string, Expr>;
const triple = (x: Expr | undefined): Point3 | undefined => {
  const numbers = x && denseNumbers(x);
  return numbers?.shape.join() === '3' ? (Array.from(numbers.data) as unknown as Point3) : undefined;
};

function rangeOf(solids: readonly Solid[], given: Expr | undefined): Range3 {
  const stated = given && denseNumbers(given);
  const axis = (k: 0 | 1 | 2): readonly [number, number] => {
    if (stated?.shape.join() === '3,2') return [stated.data[2 * k]!, stated.data[2 * k + 1]!];
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { points } of solids)
      for (const p of points) {
        if (p[k] < low) low = p[k];
        if (p[k] > high) high = p[k];
      }
    if (!(low <= high)) return [0, 1];
    if (k === 2 && stated?.shape.join() === '2') return [stated.data[0]!, stated.data[1]!];
    return high > low ? [low, high] : [low - THINNEST, high + THINNEST];
  };
  return [axis(0), axis(1), axis(2)];
}

function ratiosOf(range: Range3, given: Expr | undefined, session: Session): Point3 {
  const stated = triple(given && session.evaluate(normal(S.N, given)));
  if (stated?.every((r) => r > 0)) return stated;
  return range.map(([low, high]) => high - low) as unknown as Point3;
}

const EdgeForm = system('EdgeForm');
const isNoEdge = (d: Expr): boolean => isCall(d, EdgeForm) && d.args[0] === S.None;
/** Neighbours of one color close up without a gap between them. */
const sealing = (color: Expr): Expr =>
  call('EdgeForm', call('Directive', color, call('AbsoluteThickness', number(0.6))));

/** One piece as it is seen. */
function drawn({ kind, points, style, content, smooth }: Solid, view: View): Expr {
  const flat = points.map((p) => point(...view.see(p).at));
  const { directives, color } = style;
  switch (kind) {
    case 'Face': {
      const light = brightness(points, view);
      const shaded = rgbColor((color ?? PLAIN_FACE).slice(0, 3).map((c) => Math.min(1, c * light)));
      const bare = smooth || directives.some(isNoEdge);
      const edges = bare ? [...directives, sealing(shaded)] : [BLACK_EDGE, ...directives];
      return list(...edges, shaded, call('Polygon', list(...flat)));
    }
    case 'Point':
      return list(...directives, call('Point', flat[0]!));
    case 'Text':
      return list(...directives, call('Text', content!, flat[0]!));
    case 'Line':
    case 'Arrow':
      return list(...directives, call(kind, list(...flat)));
  }
}

/** Lines are sorted by their segments, and lie before the faces that they are on. */
const pieces = (solid: Solid): readonly Solid[] =>
  solid.kind !== 'Line' || solid.points.length < 3
    ? [solid]
    : solid.points.slice(1).map((p, i) => ({ ...solid, points: [solid.points[i]!, p] }));
const IN_FRONT = 0.01;

function sorted(solids: readonly Solid[], view: View): readonly Solid[] {
  return solids
    .flatMap(pieces)
    .map((solid) => {
      const depths = solid.points.map((p) => view.see(p).depth);
      const middle = depths.reduce((a, b) => a + b, 0) / depths.length;
      return { solid, depth: solid.kind === 'Face' ? middle : middle - IN_FRONT };
    })
    .sort((a, b) => b.depth - a.depth)
    .map(({ solid }) => solid);
}

type Corner = readonly [0 | 1, 0 | 1, 0 | 1];
const at = (range: Range3, c: Corner): Point3 => [range[0][c[0]], range[1][c[1]], range[2][c[2]]];
const CORNERS = Array.from({ length: 8 }, (_, k) => [k & 1, (k >> 1) & 1, (k >> 2) & 1] as unknown as Corner);
const EDGES = CORNERS.flatMap((a) =>
  CORNERS.filter((b) => a.filter((v, k) => v !== b[k]).length === 1 && CORNERS.indexOf(a) < CORNERS.indexOf(b)).map(
    (b) => [a, b] as const,
  ),
);

const edge = (a: Corner, b: Corner, range: Range3, view: View): Expr =>
  call('Line', list(point(...view.see(at(range, a)).at), point(...view.see(at(range, b)).at)));

/** The edges that meet in the farthest corner lie behind everything. */
function box(range: Range3, view: View): { readonly behind: Expr[]; readonly before: Expr[] } {
  const farthest = CORNERS.reduce((a, b) => (view.see(at(range, b)).depth > view.see(at(range, a)).depth ? b : a));
  const isBehind = ([a, b]: readonly [Corner, Corner]): boolean => a === farthest || b === farthest;
  const lines = (edges: readonly (readonly [Corner, Corner])[]): Expr[] => [
    list(...EDGE, ...edges.map(([a, b]) => edge(a, b, range, view))),
  ];
  return { behind: lines(EDGES.filter(isBehind)), before: lines(EDGES.filter((e) => !isBehind(e))) };
}

/** Of the edges along an axis, the one that is farthest out in the picture: below for x and y, to the left for z. */
function tickEdge(k: 0 | 1 | 2, range: Range3, view: View): readonly [Corner, Corner] {
  const outness = ([a, b]: readonly [Corner, Corner]): number => {
    const [p, q] = [view.see(at(range, a)).at, view.see(at(range, b)).at];
    return k === 2 ? -(p[0] + q[0]) : -(p[1] + q[1]);
  };
  return EDGES.filter(([a, b]) => a[k] !== b[k]).reduce((a, b) => (outness(b) > outness(a) ? b : a));
}

const TICK = 0.02;
const LABEL = 0.05;
const NAME = 0.13;

function ticks(range: Range3, view: View, labels: readonly Expr[]): Expr[] {
  const middle = view.see([0, 1, 2].map((k) => (range[k]![0] + range[k]![1]) / 2) as unknown as Point3).at;
  return ([0, 1, 2] as const).flatMap((k) => {
    const [a, b] = tickEdge(k, range, view);
    const place = (v: number): Point3 => at(range, a).map((w, m) => (m === k ? v : w)) as unknown as Point3;
    const [p, q] = [view.see(at(range, a)).at, view.see(at(range, b)).at];
    // Outwards: across the edge, away from the middle.
    const length = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
    const across = [(q[1] - p[1]) / length, (p[0] - q[0]) / length] as const;
    const away = across[0] * (p[0] - middle[0]) + across[1] * (p[1] - middle[1]) < 0 ? -1 : 1;
    const out = (from: readonly [number, number], by: number): Expr =>
      point(from[0] + away * across[0] * by, from[1] + away * across[1] * by);
    const marks = niceTicks(range[k][0], range[k][1], 5).map(({ at: v, label }) => {
      const from = view.see(place(v)).at;
      return list(
        call('Line', list(point(...from), out(from, TICK))),
        call('Text', normal(system('Style'), str(label), number(9)), out(from, LABEL)),
      );
    });
    const name = labels[k];
    const half = view.see(place((range[k][0] + range[k][1]) / 2)).at;
    return [list(...EDGE, ...marks), ...(name && name !== S.None ? [call('Text', name, out(half, NAME))] : [])];
  });
}

/** The picture of a Graphics3D expression. */
export function planePicture(space: Normal, session: Session, problem: Problem): Normal {
  const given = optionRules(space.args.slice(1));
  const rules = given.flatMap((r) => [...rulesOf(r)]);
  const options: Options = new Map(rules.map(([name, value]) => [name, value] as const).reverse());
  const solids = solidsOf(space.args[0]!, { directives: [], color: undefined }, problem);
  const range = rangeOf(solids, options.get('PlotRange'));
  const viewPoint = triple(options.get('ViewPoint')) ?? VIEW;
  const view = viewOf({ range, ratios: ratiosOf(range, options.get('BoxRatios'), session), viewPoint });
  const edges = options.get('Boxed') === S.False ? { behind: [], before: [] } : box(range, view);
  const axes = options.get('Axes') === S.True || options.get('Axes') === S.Automatic;
  const labels = options.get('AxesLabel');
  const names = labels === undefined || isCall(labels, S.List) ? (labels?.args ?? []) : [S.None, S.None, labels];
  const content = list(
    ...edges.behind,
    ...sorted(solids, view).map((s) => drawn(s, view)),
    ...edges.before,
    ...(axes ? ticks(range, view, names) : []),
  );
  for (const [name, , whole] of rules) if (!Object.hasOwn(SPACE_OPTIONS, name)) problem('optx', whole);
  const flat = rules.filter(([name]) => Object.hasOwn(OF_THE_PICTURE, name) && !Object.hasOwn(OF_THE_SPACE, name));
  return graphics(
    content,
    [rule('AspectRatio', S.Automatic), rule('PlotRangePadding', call('Scaled', number(0.04)))],
    flat.map(([name, value]) => rule(name, value)),
  );
}
