/** Nets as pictures: layers as boxes from the top to the bottom, with what flows between them. */
import { type Expr, int, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { layered, type Placed } from '../../render/graphs/layered.ts';
import type { Net } from '../model/net.ts';
import { type Arrow, type Box, Drawing, type Extent, LINE, NOTE, type Tint, widthOf } from './drawing-boxes.ts';
import { graphOf } from './graph.ts';

/** Fill and edge colours: what learns stands out from what does not. */
const tints: Readonly<Record<Tint, readonly [fill: string, edge: string]>> = {
  learned: ['fde3c8', 'd9822b'],
  frozen: ['e6e9ee', '8a94a6'],
  function: ['d9f0dc', '4f9d5d'],
  shape: ['dfeaf8', '5b86c0'],
  loss: ['f8d9d9', 'c05050'],
  net: ['ece4f6', '8767b5'],
  port: ['ffffff', '444444'],
};

const call = (head: string, ...args: readonly Expr[]): Expr => normal(system(head), ...args);
const list = (...items: readonly Expr[]): Expr => normal(S.List, ...items);
const point = (x: number, y: number): Expr => list(real(x), real(y));
const colour = (hex: string): Expr =>
  call('RGBColor', ...[0, 2, 4].map((i) => real(Number.parseInt(hex.slice(i, i + 2), 16) / 255)));
const [INK, FAINT] = ['202020', '707070'];

function label(
  text: string,
  size: number,
  faint: boolean,
  x: number,
  y: number,
  anchor: readonly [number, number] = [0, 0],
): Expr {
  const style = call(
    'Style',
    str(text),
    normal(S.Rule, system('FontSize'), real(size)),
    normal(S.Rule, system('FontFamily'), str('Arimo')),
    colour(faint ? FAINT : INK),
  );
  return call('Text', style, point(x, y), point(anchor[0], anchor[1]));
}

/** A rectangle with round corners, as a polygon. */
function rounded(x: number, y: number, w: number, h: number, r: number): Expr {
  const points: Expr[] = [];
  const corner = (cx: number, cy: number, from: number): void => {
    for (let i = 0; i <= 6; i++) {
      const a = from + (i / 6) * (Math.PI / 2);
      points.push(point(cx + r * Math.cos(a), cy + r * Math.sin(a)));
    }
  };
  corner(x + w / 2 - r, y + h / 2 - r, 0);
  corner(x - w / 2 + r, y + h / 2 - r, Math.PI / 2);
  corner(x - w / 2 + r, y - h / 2 + r, Math.PI);
  corner(x + w / 2 - r, y - h / 2 + r, 1.5 * Math.PI);
  return call('Polygon', list(...points));
}

function drawnBox(b: Box, placed: Placed): Expr {
  const { at, width, height } = placed.nodes.get(b.id)!;
  const [x, y] = [at[0], placed.height - at[1]];
  const [fill, edge] = tints[b.tint];
  const outline = call('EdgeForm', list(colour(edge), call('AbsoluteThickness', real(b.frame ? 0.8 : 1.1))));
  const shape = list(
    outline,
    colour(b.frame ? 'faf8fd' : fill),
    rounded(x, y, width, height, b.tint === 'port' ? Math.min(height / 2, 16) : 6),
  );
  if (b.frame)
    return list(
      shape,
      ...b.lines.map((l) => label(l.text, l.size, true, x - width / 2 + 8, y + height / 2 - 9, [-1, 0])),
    );
  const total = b.lines.reduce((sum, l) => sum + l.size * LINE, 0);
  let top = y + total / 2;
  const texts = b.lines.map((l) => {
    const middle = top - (l.size * LINE) / 2;
    top -= l.size * LINE;
    return label(l.text, l.size, l.faint === true, x, middle);
  });
  return list(shape, ...texts);
}

function drawnArrow(a: Arrow, i: number, placed: Placed): Expr {
  const { points, label: at } = placed.edges[i]!;
  const path = smooth(points.map(([x, y]) => [x, placed.height - y] as const));
  const arrow = list(
    colour('555555'),
    call('AbsoluteThickness', real(1.1)),
    call('Line', list(...path.map(([x, y]) => point(x, y)))),
    head(path[path.length - 2]!, path[path.length - 1]!),
  );
  if (at === undefined) return arrow;
  const [x, y] = [at[0], placed.height - at[1]];
  const [w, h] = [widthOf(a.text, NOTE) + 4, NOTE * LINE];
  const paper = list(
    colour('ffffff'),
    call('Opacity', real(0.85)),
    call('Rectangle', point(x - w / 2, y - h / 2), point(x + w / 2, y + h / 2)),
  );
  return list(arrow, paper, label(a.text, NOTE, true, x, y));
}

/** A triangle that points from p to q and ends there. */
function head([px, py]: Point, [x, y]: Point): Expr {
  const length = Math.hypot(x - px, y - py) || 1;
  const [dx, dy] = [(x - px) / length, (y - py) / length];
  const [long, wide] = [8, 3.2];
  const side = (s: number): Expr => point(x - long * dx - s * wide * dy, y - long * dy + s * wide * dx);
  return call('Polygon', list(point(x, y), side(1), side(-1)));
}

type Point = readonly [number, number];
/** Corners cut twice (Chaikin 1974), ends as they are. */
function smooth(points: readonly Point[]): readonly Point[] {
  let path = points;
  for (let pass = 0; pass < 3 && path.length > 2; pass++) {
    const next: Point[] = [path[0]!];
    for (let i = 0; i + 1 < path.length; i++) {
      const [p, q] = [path[i]!, path[i + 1]!];
      next.push(
        [0.75 * p[0] + 0.25 * q[0], 0.75 * p[1] + 0.25 * q[1]],
        [0.25 * p[0] + 0.75 * q[0], 0.25 * p[1] + 0.75 * q[1]],
      );
    }
    next.push(path[path.length - 1]!);
    path = next;
  }
  return path;
}

/** Graphics[...] of a net. Throws NetProblem where a stored multiplier names no part. */
export function netGraphics(net: Net, extent: Extent, text: (e: Expr) => string): Expr {
  const graph = net.kind === 'container' && !net.operator ? net : graphOf([{ name: 1, net }], [], new Map());
  const { boxes, arrows } = new Drawing(graph, extent, text);
  const placed = layered(boxes, arrows);
  const [w, h] = [Math.ceil(placed.width), Math.ceil(placed.height)];
  const frames = boxes.filter((b) => b.frame);
  const rule = (name: string, value: Expr): Expr => normal(S.Rule, system(name), value);
  return call(
    'Graphics',
    list(
      ...frames.map((b) => drawnBox(b, placed)),
      ...arrows.map((a, i) => drawnArrow(a, i, placed)),
      ...boxes.filter((b) => !b.frame).map((b) => drawnBox(b, placed)),
    ),
    rule('PlotRange', list(list(int(0), int(w)), list(int(0), int(h)))),
    rule('ImageSize', list(int(w), int(h))),
    rule('AspectRatio', real(h / Math.max(1, w))),
  );
}
