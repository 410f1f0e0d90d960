/** Primitives of Graphics3D as faces, lines, points and texts in space. */

import { type Expr, isCall, isRealNumber, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { cross, minus, type Point3, unit } from '../../render/scenes/camera.ts';
import type { Color } from '../../render/scenes/canvas.ts';
import { colorOf } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { toDouble } from '../values/number.ts';
import { listItems } from '../values/sequences.ts';
import type { Problem } from './plot-options.ts';

/** One piece with the directives before it. */
export interface Solid {
  readonly kind: 'Face' | 'Line' | 'Arrow' | 'Point' | 'Text';
  readonly points: readonly Point3[];
  readonly style: SpaceStyle;
  /** What a text says. */
  readonly content?: Expr;
  /** Of a curved surface: its edges are not shown. */
  readonly smooth?: boolean;
}

export interface SpaceStyle {
  /** As they go to the picture. */
  readonly directives: readonly Expr[];
  /** Undefined: that of the kind of primitive. */
  readonly color: Color | undefined;
}

type Shape = Omit<Solid, 'style'>;
type Primitive = (args: readonly Expr[]) => readonly Shape[] | undefined;

function point3(x: Expr | undefined): Point3 | undefined {
  const numbers = x && denseNumbers(x);
  return numbers?.shape.join() === '3' ? (Array.from(numbers.data) as unknown as Point3) : undefined;
}
/** {p1, p2, ...} */
function path3(x: Expr | undefined): Point3[] | undefined {
  const numbers = x && denseNumbers(x);
  if (numbers?.shape.length !== 2 || numbers.shape[1] !== 3) return undefined;
  return Array.from({ length: numbers.shape[0]! }, (_, i) =>
    [0, 1, 2].map((k) => numbers.data[3 * i + k]!),
  ) as unknown as Point3[];
}
/** One path or several. */
function paths3(x: Expr | undefined): Point3[][] | undefined {
  const one = path3(x);
  if (one) return [one];
  const paths = x && listItems(x)?.map(path3);
  return paths === undefined || paths.includes(undefined) ? undefined : (paths as Point3[][]);
}

const shapes =
  (kind: Shape['kind']): Primitive =>
  ([x]) =>
    paths3(x)?.map((points) => ({ kind, points }));
const points: Primitive = ([x]) => {
  const one = point3(x);
  return (one ? [one] : paths3(x)?.flat())?.map((p) => ({ kind: 'Point', points: [p] }));
};
const text: Primitive = ([content, at]) => {
  const place = point3(at);
  return content && place && [{ kind: 'Text', points: [place], content }];
};

const face = (...corners: Point3[]): Shape => ({ kind: 'Face', points: corners });
const curved = (...corners: Point3[]): Shape => ({ ...face(...corners), smooth: true });

const cuboid: Primitive = ([a, b]) => {
  const low = a === undefined ? ([0, 0, 0] as const) : point3(a);
  const high = b === undefined ? low && ([low[0] + 1, low[1] + 1, low[2] + 1] as const) : point3(b);
  if (low === undefined || high === undefined) return undefined;
  const p = (i: number, j: number, k: number): Point3 => [[low, high][i]![0], [low, high][j]![1], [low, high][k]![2]];
  return [
    face(p(0, 0, 0), p(0, 1, 0), p(1, 1, 0), p(1, 0, 0)),
    face(p(0, 0, 1), p(1, 0, 1), p(1, 1, 1), p(0, 1, 1)),
    face(p(0, 0, 0), p(1, 0, 0), p(1, 0, 1), p(0, 0, 1)),
    face(p(0, 1, 0), p(0, 1, 1), p(1, 1, 1), p(1, 1, 0)),
    face(p(0, 0, 0), p(0, 0, 1), p(0, 1, 1), p(0, 1, 0)),
    face(p(1, 0, 0), p(1, 1, 0), p(1, 1, 1), p(1, 0, 1)),
  ];
};

const AROUND = 24;
const ALONG = 12;
const number = (x: Expr | undefined, usual: number): number | undefined =>
  x === undefined ? usual : isRealNumber(x) ? toDouble(x) : undefined;

const sphere: Primitive = ([c, r]) => {
  const centers = c === undefined ? [[0, 0, 0] as const] : point3(c) ? [point3(c)!] : path3(c);
  const radius = number(r, 1);
  if (centers === undefined || radius === undefined) return undefined;
  return centers.flatMap((center) => {
    const at = (i: number, j: number): Point3 => {
      const [u, v] = [(2 * Math.PI * i) / AROUND, (Math.PI * j) / ALONG];
      const s = radius * Math.sin(v);
      return [center[0] + s * Math.cos(u), center[1] + s * Math.sin(u), center[2] + radius * Math.cos(v)];
    };
    return Array.from({ length: AROUND * ALONG }, (_, k) => {
      const [i, j] = [k % AROUND, Math.floor(k / AROUND)];
      return curved(at(i, j), at(i, j + 1), at(i + 1, j + 1), at(i + 1, j));
    });
  });
};

/** Circles around the ends of an axis, with radii at both. */
const turned =
  (tip: number): Primitive =>
  ([ends, r]) => {
    const axis =
      ends === undefined
        ? ([
            [0, 0, -1],
            [0, 0, 1],
          ] as const)
        : path3(ends);
    const radius = number(r, 1);
    if (axis?.length !== 2 || radius === undefined) return undefined;
    const along = unit(minus(axis[1]!, axis[0]!));
    const side = unit(cross(along, Math.abs(along[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
    const other = cross(along, side);
    const ring = (center: Point3, size: number): Point3[] =>
      Array.from({ length: AROUND }, (_, i) => {
        const [c, s] = [size * Math.cos((2 * Math.PI * i) / AROUND), size * Math.sin((2 * Math.PI * i) / AROUND)];
        return [0, 1, 2].map((k) => center[k]! + c * side[k]! + s * other[k]!) as unknown as Point3;
      });
    const [low, high] = [ring(axis[0]!, radius), ring(axis[1]!, radius * tip)];
    const around = low.map((p, i) => curved(p, low[(i + 1) % AROUND]!, high[(i + 1) % AROUND]!, high[i]!));
    return [...around, face(...low), ...(tip > 0 ? [face(...high)] : [])];
  };

const PRIMITIVES = new Map<Expr, Primitive>(
  Object.entries({
    Point: points,
    Line: shapes('Line'),
    Tube: shapes('Line'),
    Arrow: shapes('Arrow'),
    Polygon: shapes('Face'),
    Triangle: shapes('Face'),
    Text: text,
    Cuboid: cuboid,
    Sphere: sphere,
    Ball: sphere,
    Cylinder: turned(1),
    Cone: turned(0),
  }).map(([name, primitive]) => [system(name), primitive]),
);
const [GraphicsComplex, GraphicsGroup, Style] = [system('GraphicsComplex'), system('GraphicsGroup'), system('Style')];

/** Positions in a list of points instead of the points. */
function resolved(points: readonly Expr[], x: Expr): Expr {
  if (x.kind === Kind.Integer) return points[Number(x.value) - 1] ?? x;
  const items = listItems(x);
  if (items !== undefined) return normal(S.List, ...items.map((i) => resolved(points, i)));
  if (x.kind !== Kind.Normal || !PRIMITIVES.has(x.head)) return x;
  return normal(x.head, ...x.args.map((a, i) => (i === 0 ? resolved(points, a) : a)));
}

/** The pieces of primitives, or of a list in which directives change what comes after them. */
export function solidsOf(x: Expr, style: SpaceStyle, problem: Problem): Solid[] {
  const out: Solid[] = [];
  let current = style;
  for (const part of listItems(x) ?? [x]) {
    if (isCall(part, S.List)) out.push(...solidsOf(part, current, problem));
    else if (isCall(part, GraphicsGroup) && part.args.length > 0)
      out.push(...solidsOf(part.args[0]!, current, problem));
    else if (isCall(part, GraphicsComplex) && part.args.length > 1)
      out.push(...solidsOf(resolved(listItems(part.args[0]!) ?? [], part.args[1]!), current, problem));
    else if (isCall(part, Style) && part.args.length > 0)
      out.push(...solidsOf(part.args[0]!, part.args.slice(1).reduce(withDirective, current), problem));
    else if (part.kind === Kind.Normal && PRIMITIVES.has(part.head)) {
      const found = PRIMITIVES.get(part.head)!(part.args.filter((a) => !isRule(a)));
      if (found === undefined) problem('noprim', part);
      for (const shape of found ?? []) out.push({ ...shape, style: current });
    } else if (!isRule(part) && part !== S.Null) current = withDirective(current, part);
  }
  return out;
}

/** What is no directive is told of when the picture is drawn. */
const withDirective = (style: SpaceStyle, d: Expr): SpaceStyle => ({
  directives: [...style.directives, d],
  color: colorOf(d) ?? style.color,
});
