/** What a picture of a net consists of: a box for each layer, arrows with what flows along them. */
import type { Expr } from '../../expr/expr.ts';
import type { GraphEdge, GraphNode } from '../../render/graphs/layered.ts';
import { arrayRates } from '../model/array-rates.ts';
import { arrayKey, arrayPlaces, type ContainerNet, type Endpoint, type Net, type Path } from '../model/net.ts';
import { cellsOf, cutText, grouped } from './cells.ts';
import { layerParameters, shapeText } from './form.ts';

/** How much of a net a picture shows. */
export interface Extent {
  /** The layers of nets inside, each net in a frame of its own; otherwise a net is a box. */
  readonly inside: boolean;
  /** Ports of the net and sizes of arrays at the edges. */
  readonly ports: boolean;
}

/** What a box stands for. */
export type Tint = 'learned' | 'frozen' | 'function' | 'shape' | 'loss' | 'net' | 'port';
export interface Box extends GraphNode {
  readonly tint: Tint;
  readonly lines: readonly { readonly text: string; readonly size: number; readonly faint?: true }[];
  readonly frame?: true;
}
export interface Arrow extends GraphEdge {
  readonly text: string;
}

/** The width of a character in font sizes. */
const CHARACTER = 0.56;
export const widthOf = (text: string, size: number): number => cellsOf(text) * size * CHARACTER;
/** The height of a line in font sizes. */
export const LINE = 1.35;
export const [NAME, NOTE] = [13, 10.5];
const LONGEST = 34;
const SHORT = 16;

const reshaping = new Set(
  `FlattenLayer ReshapeLayer TransposeLayer ReplicateLayer PartLayer PaddingLayer CatenateLayer AppendLayer PrependLayer
   ResizeLayer PoolingLayer SequenceLastLayer SequenceMostLayer SequenceRestLayer SequenceReverseLayer PixelShuffleLayer
   ExtractLayer ImageAugmentationLayer SpatialTransformationLayer`.split(/\s+/),
);

export class Drawing {
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
