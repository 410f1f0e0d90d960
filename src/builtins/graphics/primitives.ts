/** Primitives of graphics as items of a scene, in the coordinates of the plot. */
import { type Expr, isCall, Kind, type Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import { fromUnitValues } from '../../render/pixels/pixel-image.ts';
import type { Corners, GraphicsItem, Point as ScenePoint } from '../../render/scenes/scene.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { isImage } from '../values/image-value.ts';
import { numberOf, pathsOf, pointOf, pointsOf } from './coordinates.ts';
import { bezier, bspline, regularPolygon } from './curve-primitives.ts';
import { type DrawStyle, inkOf, paintOf, strokeOf, withDrawDirective } from './drawing-directives.ts';
import { textLines } from './text-lines.ts';
import { isTransformed, transformedItems } from './transformed.ts';

export interface Lowering {
  readonly session: Session;
  /** Reports what cannot be drawn. */
  readonly problem: (tag: string, ...parameters: Expr[]) => void;
  /** Pictures inside of pictures. */
  readonly picture: (x: Expr) => PixelImage | undefined;
}

type Primitive = (args: readonly Expr[], style: DrawStyle, lowering: Lowering) => readonly GraphicsItem[] | undefined;

const point: Primitive = ([x], style) => {
  const single = pointOf(x);
  const points = single ? [single] : pathsOf(x)?.flat();
  const r = style.pointSize / 2;
  return points?.map((center) => ({ kind: 'Ellipse', center, radii: [r, r], inPixels: true, fill: inkOf(style) }));
};

const line: Primitive = ([x], style) =>
  pathsOf(x)?.map((points) => ({ kind: 'Line', points, stroke: strokeOf(style) }));

const arrow: Primitive = ([x], style) =>
  pathsOf(x)?.flatMap((points): GraphicsItem[] => [
    { kind: 'Line', points, stroke: strokeOf(style) },
    {
      kind: 'Arrowhead',
      from: points.at(-2) ?? points[0]!,
      to: points.at(-1)!,
      size: 4 + 3 * style.thickness,
      fill: inkOf(style),
    },
  ]);

const rectangle: Primitive = ([a, b], style) => {
  const low = a === undefined ? ([0, 0] as const) : pointOf(a);
  const high = b === undefined ? low && ([low[0] + 1, low[1] + 1] as const) : pointOf(b);
  return low && high && [{ kind: 'Rectangle', corners: [low[0], low[1], high[0], high[1]], ...paintOf(style) }];
};

const polygon: Primitive = ([x], style) =>
  pathsOf(x)?.map((points) => ({ kind: 'Polygon', outlines: [points], ...paintOf(style) }));

/** A curve through or near points; options of the call come after them. */
const curve =
  (through: (points: ScenePoint[], options: readonly Expr[]) => ScenePoint[]): Primitive =>
  ([x, ...options], style) =>
    pathsOf(x)?.map((points) => ({ kind: 'Line', points: through(points, options), stroke: strokeOf(style) }));
const SplineDegree = system('SplineDegree');
const SplineClosed = system('SplineClosed');
const splineOption = (options: readonly Expr[], name: Expr): Expr | undefined =>
  options.find((o): o is Normal => isRule(o) && o.args[0] === name)?.args[1];
const degreeOf = (options: readonly Expr[]): number =>
  Math.max(1, Math.min(20, Math.trunc(numberOf(splineOption(options, SplineDegree)) ?? 3)));

const sides: Primitive = (args, style) => {
  const corners = regularPolygon(args);
  return corners && [{ kind: 'Polygon', outlines: [corners], ...paintOf(style) }];
};

/** The ring between two radii, whole or from one angle to another. */
const annulus: Primitive = ([at, radii, angles], style) => {
  const center = at === undefined ? ([0, 0] as const) : pointOf(at);
  const [inner, outer] = radii === undefined ? [0.5, 1] : (pointOf(radii) ?? []);
  const [from, to] = angles === undefined ? [0, 2 * Math.PI] : (pointOf(angles) ?? []);
  if (!center || inner === undefined || outer === undefined || from === undefined || to === undefined) return undefined;
  const edge = (r: number) => arc({ center, radii: [r, r] }, from, to);
  const outlines =
    angles === undefined ? [edge(outer), edge(inner).reverse()] : [[...edge(outer), ...edge(inner).reverse()]];
  return [{ kind: 'Polygon', outlines, ...paintOf(style) }];
};

/** {{Line[...]}, {Line[...]}, ...}: outlines filled together, those that turn the other way are holes. */
const filledCurve: Primitive = ([x], style) => {
  const segments = x && isCall(x, S.List) ? x.args.flatMap((part) => (isCall(part, S.List) ? part.args : [part])) : [];
  const outlines = segments.map((s) => (isCall(s, LineSymbol) ? pointsOf(s.args[0]) : undefined));
  return outlines.includes(undefined)
    ? undefined
    : [{ kind: 'Polygon', outlines: outlines as ScenePoint[][], ...paintOf(style) }];
};

/** Center and radii of Disk and Circle. */
function round(args: readonly Expr[]): { center: ScenePoint; radii: ScenePoint } | undefined {
  const center = args[0] === undefined ? ([0, 0] as const) : pointOf(args[0]);
  const r = args[1] === undefined ? 1 : numberOf(args[1]);
  const radii = r === undefined ? pointOf(args[1]) : ([r, r] as const);
  return center && radii && { center, radii };
}

/** Points of an arc from angle a to b. */
const arc = ({ center, radii }: { center: ScenePoint; radii: ScenePoint }, a: number, b: number): ScenePoint[] => {
  const steps = Math.max(8, Math.ceil((Math.abs(b - a) / (2 * Math.PI)) * 180));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = a + ((b - a) * i) / steps;
    return [center[0] + radii[0] * Math.cos(t), center[1] + radii[1] * Math.sin(t)];
  });
};

const disk: Primitive = (args, style) => {
  const shape = round(args);
  if (args[2] === undefined || shape === undefined) return shape && [{ kind: 'Ellipse', ...shape, ...paintOf(style) }];
  const angles = pointOf(args[2]);
  return (
    angles && [{ kind: 'Polygon', outlines: [[shape.center, ...arc(shape, angles[0], angles[1])]], ...paintOf(style) }]
  );
};

const circle: Primitive = (args, style) => {
  const shape = round(args);
  const angles = args[2] === undefined ? ([0, 2 * Math.PI] as const) : pointOf(args[2]);
  if (shape === undefined || angles === undefined) return undefined;
  if (args[2] === undefined) return [{ kind: 'Ellipse', ...shape, stroke: strokeOf(style) }];
  return [{ kind: 'Line', points: arc(shape, angles[0], angles[1]), stroke: strokeOf(style) }];
};

const text: Primitive = ([x, at, offset, direction], style, lowering) => {
  const where = at === undefined ? ([0, 0] as const) : pointOf(at);
  const anchor = offset === undefined ? ([0, 0] as const) : pointOf(offset);
  const along = direction === undefined ? ([1, 0] as const) : pointOf(direction);
  if (x === undefined || !where || !anchor || !along) return undefined;
  const { lines, unknown, cut } = textLines(x, lowering.session, style.text);
  if (cut) lowering.problem('longtext');
  for (const d of unknown) lowering.problem('nostyle', d);
  return [{ kind: 'Text', text: lines, at: where, anchor, angle: Math.atan2(along[1], along[0]) }];
};

/** Rows from the bottom, cells as gray values, {r, g, b} or {r, g, b, a}. */
const raster: Primitive = ([x, corners, range]) => {
  const numbers = x && denseNumbers(x);
  const rank = numbers?.shape.length;
  if (numbers === undefined || (rank !== 2 && rank !== 3)) return undefined;
  const [height, width, channels = 1] = numbers.shape as [number, number, number?];
  const box =
    corners === undefined
      ? ([
          [0, 0],
          [width, height],
        ] as const)
      : pointsOf(corners);
  const [low, high] = range === undefined ? [0, 1] : (pointOf(range) ?? [0, 0]);
  if (box === undefined || channels > 4 || high === low) return undefined;
  const values = new Float64Array(numbers.data.length);
  const row = width * channels;
  for (let i = 0; i < values.length; i++) {
    const y = height - 1 - Math.floor(i / row);
    values[y * row + (i % row)] = (numbers.data[i]! - low) / (high - low);
  }
  const image = fromUnitValues({ width, height, channels, type: 'Byte' }, values);
  const [[x0, y0], [x1, y1]] = box as readonly [ScenePoint, ScenePoint];
  return [{ kind: 'Raster', image, corners: [x0, y0, x1, y1] }];
};

/** Images and graphics in a place of their own; without a size as many coordinates wide as pixels are. */
const inset: Primitive = ([x, at, origin, size], style, lowering) => {
  const where = at === undefined ? ([0, 0] as const) : pointOf(at);
  if (x === undefined || where === undefined) return undefined;
  const image = isImage(x) ? x.content : lowering.picture(x);
  if (image === undefined) return text([x, ...(at ? [at] : [])], style, lowering);
  if (origin !== undefined && origin !== S.Automatic && !(origin.kind === Kind.Symbol && origin.name === 'Center'))
    return undefined;
  const given = size === undefined || size === S.Automatic ? image.width : numberOf(size);
  const pair = given === undefined ? pointOf(size) : ([given, (given * image.height) / image.width] as const);
  if (pair === undefined) return undefined;
  const corners: Corners = [
    where[0] - pair[0] / 2,
    where[1] - pair[1] / 2,
    where[0] + pair[0] / 2,
    where[1] + pair[1] / 2,
  ];
  return [{ kind: 'Raster', image, corners, smooth: true }];
};

const LineSymbol = system('Line');
const PRIMITIVES = new Map<Expr, Primitive>(
  Object.entries({
    Point: point,
    Line: line,
    Arrow: arrow,
    Rectangle: rectangle,
    Polygon: polygon,
    Triangle: polygon,
    FilledCurve: filledCurve,
    BezierCurve: curve((points, options) => bezier(points, degreeOf(options))),
    BSplineCurve: curve((points, options) =>
      bspline(points, degreeOf(options), splineOption(options, SplineClosed) === S.True),
    ),
    RegularPolygon: sides,
    Annulus: annulus,
    Disk: disk,
    Circle: circle,
    Text: text,
    Raster: raster,
    Inset: inset,
  }).map(([name, lower]) => [system(name), lower]),
);
const GROUPS = new Set<Expr>([system('GraphicsGroup'), system('Annotation'), system('Tooltip')]);
const Style = system('Style');

/** Items of a primitive, or of a list in which directives change what comes after them. */
export function lowerPrimitives(x: Expr, style: DrawStyle, lowering: Lowering): GraphicsItem[] {
  const items: GraphicsItem[] = [];
  let current = style;
  for (const part of isCall(x, S.List) ? x.args : [x]) {
    if (isCall(part, S.List)) items.push(...lowerPrimitives(part, current, lowering));
    else if (isImage(part)) items.push(...imageItem(part.content));
    else if (part.kind === Kind.Normal && (PRIMITIVES.has(part.head) || isStyled(part)))
      items.push(...lowerOne(part, current, lowering));
    else if (!isRule(part) && part !== S.Null) {
      const next = withDrawDirective(current, part);
      if (next === undefined) lowering.problem('noprim', part);
      else current = next;
    }
  }
  return items;
}

const isStyled = (x: Normal): boolean =>
  x.args.length > 0 && (GROUPS.has(x.head) || x.head === Style || isTransformed(x) || isComplexOfPoints(x));

const GraphicsComplex = system('GraphicsComplex');
const isComplexOfPoints = (x: Normal): boolean => x.head === GraphicsComplex && x.args.length > 1;
/** Primitives with points in the place of their positions in a list. */
function withPoints(x: Expr, points: readonly Expr[], inside = false): Expr {
  if (x.kind === Kind.Packed) return withPoints(unpack(x), points, inside);
  if (inside && x.kind === Kind.Integer) return points[Number(x.value) - 1] ?? x;
  if (x.kind !== Kind.Normal) return x;
  const positions = PRIMITIVES.has(x.head) && x.head !== system('Text');
  return normal(
    x.head,
    ...x.args.map((a, i) =>
      isCall(x, S.List) ? withPoints(a, points, inside) : withPoints(a, points, positions && i === 0),
    ),
  );
}

function lowerOne(part: Normal, style: DrawStyle, lowering: Lowering): readonly GraphicsItem[] {
  const lower = PRIMITIVES.get(part.head);
  if (lower === undefined) {
    if (isTransformed(part)) return transformed(part, style, lowering);
    if (isComplexOfPoints(part)) {
      const points = part.args[0]!.kind === Kind.Packed ? unpack(part.args[0]!) : part.args[0]!;
      return lowerPrimitives(
        withPoints(part.args[1]!, points.kind === Kind.Normal ? points.args : []),
        style,
        lowering,
      );
    }
    let inner = style;
    if (part.head === Style)
      for (const d of part.args.slice(1)) {
        const next = withDrawDirective(inner, d);
        if (next === undefined) lowering.problem('noprim', d);
        else inner = next;
      }
    return lowerPrimitives(part.args[0]!, inner, lowering);
  }
  const items = lower(part.args, style, lowering) ?? lower(approximated(part, lowering), style, lowering);
  if (items === undefined) lowering.problem('noprim', part);
  return items ?? [];
}

function transformed(part: Normal, style: DrawStyle, lowering: Lowering): readonly GraphicsItem[] {
  const items = lowerPrimitives(part.args[0]!, style, lowering);
  const after =
    transformedItems(part, items) ??
    transformedItems(normal(part.head, part.args[0]!, ...approximated(part, lowering).slice(1)), items);
  if (after === undefined) lowering.problem('noprim', part);
  return after ?? [];
}

/** Coordinates may be exact: Sqrt[3]/2, Pi. */
function approximated(primitive: Normal, { session }: Lowering): readonly Expr[] {
  const numbers = session.call(S.N, [primitive]);
  return numbers.kind === Kind.Normal ? numbers.args : primitive.args;
}

const imageItem = (image: PixelImage): GraphicsItem[] => [
  { kind: 'Raster', image, corners: [0, 0, image.width, image.height], smooth: true },
];
