/** Nets as pictures: layers as boxes from the top to the bottom, with what flows between them. */
import { type Expr, int, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type GraphEdge, type GraphNode, layered, type Placed } from '../../render/graphs/layered.ts';
import { arrayRates } from '../model/array-rates.ts';
import { arrayKey, arrayPlaces, type ContainerNet, type Endpoint, type Net, type Path } from '../model/net.ts';
import { cellsOf, cutText, grouped } from './cells.ts';
import { layerParameters, shapeText } from './form.ts';
import { graphOf } from './graph.ts';

/** How much of a net a picture shows. */
export interface Extent {
  /** The layers of nets inside, each net in a frame of its own; otherwise a net is a box. */
  readonly inside: boolean;
  /** Ports of the net and sizes of arrays at the edges. */
  readonly ports: boolean;
}

type Tint = 'learned' | 'frozen' | 'function' | 'shape' | 'loss' | 'net' | 'port';
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

interface Box extends GraphNode {
  readonly tint: Tint;
  readonly lines: readonly { readonly text: string; readonly size: number; readonly faint?: true }[];
  readonly frame?: true;
}
interface Arrow extends GraphEdge {
  readonly text: string;
}

const CHARACTER = 0.56;
const widthOf = (text: string, size: number): number => cellsOf(text) * size * CHARACTER;
const LINE = 1.35;
const [NAME, NOTE] = [13, 10.5];
const LONGEST = 34;
const SHORT = 16;

const reshaping = new Set(
  `FlattenLayer ReshapeLayer TransposeLayer ReplicateLayer PartLayer PaddingLayer CatenateLayer AppendLayer PrependLayer
   ResizeLayer PoolingLayer SequenceLastLayer SequenceMostLayer SequenceRestLayer SequenceReverseLayer PixelShuffleLayer
   ExtractLayer ImageAugmentationLayer SpatialTransformationLayer`.split(/\s+/),
);

class Drawing {
  readonly boxes: Box[] = [];
  readonly arrows: Arrow[] = [];
  readonly #extent: Extent;
  readonly #text: (e: Expr) => string;
  readonly #frozen: ReadonlySet<string>;
  readonly #counts: ReadonlyMap<string, number>;

  constructor(net: ContainerNet, extent: Extent, text: (e: Expr) => string) {
    this.#extent = extent;
    this.#text = text;
    const rates = arrayRates(net);
    const counts = new Map<string, number>();
    const learning = new Set<string>();
    for (const p of arrayPlaces(net)) {
      const size = p.shape?.every((n) => typeof n === 'number') ? p.shape.reduce((a, b) => a * b, 1) : 0;
      for (let k = 0; k < p.path.length; k++) {
        const key = JSON.stringify(p.path.slice(0, k));
        counts.set(key, (counts.get(key) ?? 0) + size);
        if (rates.of(arrayKey(p)).multiplier.value !== 0) learning.add(key);
      }
    }
    this.#counts = counts;
    this.#frozen = new Set([...counts.keys()].filter((k) => !learning.has(k)));
    this.#container(net, [], undefined);
  }

  #tintOf(net: Net, key: string): Tint {
    if (net.kind === 'container') return 'net';
    if (net.definition.isLoss) return 'loss';
    if (this.#counts.has(key)) return this.#frozen.has(key) ? 'frozen' : 'learned';
    return reshaping.has(net.head.name) ? 'shape' : 'function';
  }

  #box(id: string, tint: Tint, lines: Box['lines'], parent: string | undefined): void {
    const width = Math.max(54, ...lines.map((l) => widthOf(l.text, l.size))) + 22;
    const height = lines.reduce((sum, l) => sum + l.size * LINE, 0) + 12;
    this.boxes.push({ id, tint, lines, width, height, ...(parent !== undefined && { parent }) });
  }

  #layer(net: Net, path: Path, parent: string | undefined): void {
    const key = JSON.stringify(path);
    const name = path[path.length - 1]!;
    const written =
      net.kind === 'layer'
        ? layerParameters(net)
            .map((p) => this.#text(p))
            .join(', ')
        : '';
    // An activation is its function.
    const activation = net.head.name === 'ElementwiseLayer' && written.length <= SHORT;
    const title = activation ? written : net.head.name.replace(/(Layer|Operator)$/, '');
    const own = activation ? '' : written;
    const count = this.#counts.get(key);
    const notes = [
      ...(typeof name === 'string' ? [name] : []),
      ...(own === '' ? [] : [cutText(own, LONGEST)]),
      ...(net.kind === 'container' && !net.operator
        ? [`${net.nodes.length} ${net.nodes.length === 1 ? 'layer' : 'layers'}`]
        : []),
      ...(count === undefined || count === 0
        ? []
        : [`${grouped(count)} parameters${this.#frozen.has(key) ? ', frozen' : ''}`]),
    ];
    this.#box(
      key,
      this.#tintOf(net, key),
      [{ text: title, size: NAME }, ...notes.map((text) => ({ text, size: NOTE, faint: true as const }))],
      parent,
    );
  }

  #port(id: string, name: string, note: string): void {
    this.#box(
      id,
      'port',
      [{ text: name, size: NAME }, ...(note === '' ? [] : [{ text: note, size: NOTE, faint: true as const }])],
      undefined,
    );
  }

  /** Draws the nodes of a net; gives where its ports begin and end. */
  #container(net: ContainerNet, path: Path, parent: string | undefined): void {
    const open = new Map<number, ContainerNet>();
    net.nodes.forEach((n, i) => {
      const inner = [...path, n.name];
      const key = JSON.stringify(inner);
      if (this.#extent.inside && n.net.kind === 'container' && !n.net.operator) {
        open.set(i, n.net);
        const title = [
          {
            text: typeof n.name === 'string' ? n.name : `${n.net.head.name} ${n.name}`,
            size: NOTE,
            faint: true as const,
          },
        ];
        this.boxes.push({
          id: key,
          tint: 'net',
          lines: title,
          width: 0,
          height: 0,
          frame: true,
          ...(parent !== undefined && { parent }),
        });
        this.#container(n.net, inner, key);
      } else this.#layer(n.net, inner, parent);
    });
    if (path.length > 0) return;
    const outer = this.#extent.ports;
    if (outer) for (const [name] of net.inputs) this.#port(`in ${name}`, name, net.coders.get(name)?.type ?? '');
    if (outer) for (const [name] of net.outputs) this.#port(`out ${name}`, name, net.coders.get(name)?.type ?? '');
    this.#wires(net, path);
  }

  /** Arrows from box to box, through the frames of nets that are drawn open. */
  #wires(net: ContainerNet, path: Path): void {
    const ends = (n: ContainerNet, at: Path, e: Endpoint): { id: string; port: string; net: Net }[] => {
      const node = n.nodes[e.node]!;
      const inner = [...at, node.name];
      const made = node.net;
      if (!this.#isOpen(made)) return [{ id: JSON.stringify(inner), port: e.port, net: made }];
      return made.wires
        .filter((w) => w.from.node < 0 && w.from.port === e.port && w.to.node >= 0)
        .flatMap((w) => ends(made, inner, w.to));
    };
    const start = (n: ContainerNet, at: Path, e: Endpoint): { id: string; port: string; net: Net } | undefined => {
      const node = n.nodes[e.node]!;
      const inner = [...at, node.name];
      const made = node.net;
      if (!this.#isOpen(made)) return { id: JSON.stringify(inner), port: e.port, net: made };
      const w = made.wires.find((x) => x.to.node < 0 && x.to.port === e.port && x.from.node >= 0);
      return w && start(made, inner, w.from);
    };
    for (const { from, to } of net.wires) {
      const outside = path.length === 0 && this.#extent.ports;
      const source =
        from.node < 0
          ? outside
            ? { id: `in ${from.port}`, port: from.port, net }
            : undefined
          : start(net, path, from);
      const targets =
        to.node < 0 ? (outside ? [{ id: `out ${to.port}`, port: to.port, net }] : []) : ends(net, path, to);
      if (source === undefined) continue;
      const port = from.node < 0 ? net.inputs.get(from.port) : source.net.outputs.get(source.port);
      const size = port === undefined || !this.#extent.ports ? '' : shapeText(port, '×');
      for (const t of targets) this.#arrow(source, t, size);
    }
    for (const n of net.nodes) if (this.#isOpen(n.net)) this.#wires(n.net, [...path, n.name]);
  }

  #isOpen(net: Net): net is ContainerNet {
    return this.#extent.inside && net.kind === 'container' && !net.operator;
  }

  #arrow(
    source: { id: string; port: string; net: Net },
    target: { id: string; port: string; net: Net },
    size: string,
  ): void {
    const known = size === '?' ? '' : size;
    const single = target.net.inputs.size <= 1 || /^\d+$/.test(target.port) || target.id.startsWith('out ');
    const text = [known, ...(single || !this.#extent.ports ? [] : [target.port])].filter((x) => x !== '').join('  ');
    this.arrows.push({
      from: source.id,
      to: target.id,
      text,
      ...(text !== '' && { label: { width: widthOf(text, NOTE) + 6, height: NOTE * LINE } }),
    });
  }
}

// --- as graphics -------------------------------------------------------------------------------------------------

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
