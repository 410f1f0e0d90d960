/** Graphs as pictures: vertices as points, edges as lines and arrows. */

import { type Expr, isCall, isRealNumber, Kind, type Normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName, rulesOf } from '../../kernel/definitions/options.ts';
import {
  circlePlaces,
  type Edge,
  gridPlaces,
  layeredPlaces,
  linePlaces,
  type Place,
  springPlaces,
} from '../../numeric/graph-layouts.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { toDouble } from '../values/number.ts';
import { listItems } from '../values/sequences.ts';
import { call, graphics, list, number, point, rule } from './build.ts';
import { GRAPHICS_OPTIONS } from './plot-options.ts';

const GraphSymbol = system('Graph');
const DirectedEdge = system('DirectedEdge');

/** Graph[vertices, edges, options] as the library leaves it. */
export const isGraph = (x: Expr): x is Normal =>
  isCall(x, GraphSymbol) &&
  x.args.length >= 2 &&
  listItems(x.args[0]!) !== undefined &&
  listItems(x.args[1]!) !== undefined;

const layouts: Readonly<Record<string, (n: number, edges: readonly Edge[]) => Place[] | undefined>> = {
  SpringElectricalEmbedding: springPlaces,
  SpringEmbedding: springPlaces,
  CircularEmbedding: circlePlaces,
  LinearEmbedding: linePlaces,
  GridEmbedding: gridPlaces,
  LayeredDigraphEmbedding: layeredPlaces,
  LayeredEmbedding: layeredPlaces,
};

interface Read {
  readonly vertices: readonly Expr[];
  readonly edges: readonly { readonly ends: Edge; readonly directed: boolean; readonly edge: Expr }[];
  readonly option: (name: string) => Expr | undefined;
}

function read(g: Normal, more: readonly Expr[]): Read {
  const vertices = listItems(g.args[0]!) ?? [];
  const place = (v: Expr): number => vertices.findIndex((w) => same(v, w));
  const rules = [...more, ...g.args.slice(2)];
  const option = (name: string): Expr | undefined => {
    for (const spec of rules) for (const [own, value] of rulesOf(spec)) if (own === name) return value;
    return undefined;
  };
  const edges = (listItems(g.args[1]!) ?? []).flatMap((edge) => {
    if (edge.kind !== Kind.Normal || edge.args.length < 2) return [];
    const ends = [place(edge.args[0]!), place(edge.args[1]!)] as const;
    return ends.includes(-1) ? [] : [{ ends, directed: edge.head === DirectedEdge, edge }];
  });
  return { vertices, edges, option };
}

const placeOf = (x: Expr): Place | undefined => {
  const [a, b, ...rest] = listItems(x) ?? [];
  return a && b && rest.length === 0 && isRealNumber(a) && isRealNumber(b) ? [toDouble(a), toDouble(b)] : undefined;
};

/** Given places, those of a layout, or layers for directed graphs without cycles and springs for others. */
function placesOf({ vertices, edges, option }: Read, problem: (tag: string, x: Expr) => void): readonly Place[] {
  const given = listItems(option('VertexCoordinates') ?? S.Automatic)?.map((c) => placeOf(isRule(c) ? c.args[1] : c));
  if (given !== undefined && given.length === vertices.length && given.every((p) => p !== undefined)) return given;
  const ends = edges.map((e) => e.ends);
  const wanted = option('GraphLayout');
  const name = wanted === undefined ? undefined : (listItems(wanted)?.[0] ?? wanted);
  const usual = (): readonly Place[] =>
    (edges.length > 0 && edges.every((e) => e.directed) ? layeredPlaces(vertices.length, ends) : undefined) ??
    springPlaces(vertices.length, ends);
  if (name === undefined || name === S.Automatic) return usual();
  const layout = name.kind === Kind.String && Object.hasOwn(layouts, name.value) ? layouts[name.value] : undefined;
  const places = layout?.(vertices.length, ends);
  if (places === undefined) problem('layout', name);
  return places ?? usual();
}

/** Labels of all vertices ("Name", Automatic, All), or of those that rules name. */
function labelOf(spec: Expr | undefined): (v: Expr) => Expr | undefined {
  if (spec === undefined || spec === S.None) return () => undefined;
  const isName = (x: Expr): boolean =>
    x === S.Automatic || x === S.All || (x.kind === Kind.String && x.value === 'Name');
  if (isName(spec)) return (v) => v;
  const rules = (listItems(spec) ?? [spec]).filter(isRule);
  return (v) => {
    const label = rules.find((r) => same(r.args[0], v))?.args[1];
    return label !== undefined && isName(label) ? v : label;
  };
}

/** The size of a vertex, and of the loop of an edge that ends where it begins, as parts of the picture. */
const VERTEX = 0.02;
const LOOP = 0.08;

function picture(g: Normal, more: readonly Expr[], problem: (tag: string, x: Expr) => void): Expr {
  const graph = read(g, more);
  const places = placesOf(graph, problem);
  const extent = (k: 0 | 1): number => {
    const values = places.map((p) => p[k]);
    return values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
  };
  const size = Math.max(places.length > 0 ? Math.max(extent(0), extent(1)) : 1, 1e-9) || 1;
  const at = (i: number): Expr => point(places[i]![0], places[i]![1]);
  const edgeLabel = labelOf(graph.option('EdgeLabels'));
  const edges = graph.edges.flatMap(({ ends: [i, j], directed, edge }) => {
    const [[x, y], [u, v]] = [places[i]!, places[j]!];
    if (i === j) return [call('Circle', point(x, y + LOOP * size), number(LOOP * size))];
    const short = 1 - (1.5 * VERTEX * size) / Math.max(1e-9, Math.hypot(u - x, v - y));
    const head = point(x + (u - x) * short, y + (v - y) * short);
    const label = edgeLabel(edge);
    const text = label === undefined ? [] : [call('Text', label, point((x + u) / 2, (y + v) / 2))];
    return [directed ? call('Arrow', list(at(i), head)) : call('Line', list(at(i), at(j))), ...text];
  });
  const vertexLabel = labelOf(graph.option('VertexLabels'));
  const labels = graph.vertices.flatMap((v, i) => {
    const label = vertexLabel(v);
    return label === undefined
      ? []
      : [call('Text', label, point(places[i]![0] + VERTEX * size, places[i]![1] + VERTEX * size), point(-1, -1))];
  });
  const style = (name: string, usual: Expr): Expr => {
    const given = graph.option(name);
    return given === undefined || given === S.Automatic || (listItems(given) ?? [given]).some((x) => isRule(x))
      ? usual
      : given;
  };
  const content = list(
    list(style('EdgeStyle', call('GrayLevel', number(0.5))), ...edges),
    list(
      style('VertexStyle', call('RGBColor', number(0.37), number(0.51), number(0.71))),
      ...places.map((_, i) => call('Disk', at(i), number(VERTEX * size))),
    ),
    ...(labels.length > 0 ? [list(call('GrayLevel', number(0)), ...labels)] : []),
  );
  const given = [...more, ...g.args.slice(2)].flatMap((o) => listItems(o) ?? [o]);
  const drawn = given.filter((r) => isRule(r) && Object.hasOwn(GRAPHICS_OPTIONS, optionName(r.args[0]) ?? ''));
  return graphics(
    content,
    [rule('PlotRangePadding', call('Scaled', number(0.06))), rule('AspectRatio', S.Automatic)],
    drawn,
  );
}

/** The picture of a graph that is shown as it is. */
export const graphPicture = (g: Normal): Normal => picture(g, [], () => {}) as Normal;

function plotted(g: Expr, more: readonly Expr[], e: Evaluation): Expr | undefined {
  const graph = isCall(g, S.List) ? e.session.call(GraphSymbol, [g]) : g;
  if (!isGraph(graph)) return e.message('graph', g);
  return picture(graph, more, (tag, x) => e.message(tag, x));
}

const plot = (name: string, what: string, layout?: string): Builtin =>
  builtin(name, {
    usage: `${name}[g] ${what}\n${name}[{e1, e2, ...}] does so for the graph with edges ej.\nGraphLayout, VertexCoordinates, VertexLabels, EdgeLabels, VertexStyle and EdgeStyle are those of Graph; options of Graphics can follow.`,
    messages: {
      graph: '`1` is neither a graph nor a list of edges such as 1 -> 2.',
      layout: `GraphLayout -> \`1\` is not one of ${Object.keys(layouts).join(', ')}, or needs a graph without cycles.`,
    },
    arity: [1, Number.POSITIVE_INFINITY],
    evaluate: ([g, ...more], e) =>
      plotted(g!, layout === undefined ? more : [...more, rule('GraphLayout', str(layout))], e),
    examples: {
      [`Count[${name}[{1 -> 2, 2 -> 3}], _Arrow | _Disk, Infinity]`]: '5',
      [`Count[${name}[StarGraph[5], VertexLabels -> "Name"], _Line | _Text, Infinity]`]: '9',
      [`${name}[5]`]: [`${name}[5]`, `${name}::graph`],
    },
  });

export const graphPlots: readonly Builtin[] = [
  plot('GraphPlot', 'draws the vertices and edges of the graph g.'),
  plot('LayeredGraphPlot', 'draws the graph g with its vertices in layers.', 'LayeredDigraphEmbedding'),
];
