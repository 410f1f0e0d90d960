/** Nets as expressions made of their layers: Length, Take, Join, Map, Cases and their kin, as for lists. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, type Normal, normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { type ContainerNet, eachLayer, type Net } from '../model/net.ts';
import { makeChainOf, newNodes } from '../write/construct.ts';
import { everything } from '../write/extract.ts';
import { isNet, netBox, positionExpr } from '../write/net-box.ts';
import { replaceParts } from '../write/replace-part.ts';
import { insert, join, nodeIndex, take, without } from '../write/surgery.ts';

type Verb = (net: ContainerNet, args: readonly Expr[], e: Evaluation) => Expr | undefined;

const none: ReadonlyMap<string, Expr> = new Map();
const list = (...items: readonly Expr[]): Expr => normal(S.List, ...items);
const named = (net: ContainerNet): boolean => net.nodes.some((n) => typeof n.name === 'string');

/** n, -n, {m, n}, {m}, All as {first, last}; undefined: no such specification. */
function sequence(spec: Expr | undefined, count: number): Expr | undefined {
  if (spec === S.All) return list(int(1), int(count));
  if (spec?.kind === Kind.Integer) {
    const n = Number(spec.value);
    return n >= 0 ? list(int(1), int(n)) : list(int(n), int(-1));
  }
  if (spec === undefined || !isCall(spec, S.List)) return undefined;
  return spec.args.length === 1 ? list(spec.args[0]!, spec.args[0]!) : spec.args.length === 2 ? spec : undefined;
}

const taken: Verb = (net, [spec]) => {
  const range = sequence(spec, net.nodes.length);
  return range && netBox(take(net, range, none));
};
function dropped(net: ContainerNet, spec: Expr | undefined): Expr | undefined {
  if (spec?.kind === Kind.Integer && Number(spec.value) === 0) return netBox(net);
  const range = sequence(spec, net.nodes.length);
  if (range === undefined) return undefined;
  const [from, to] = (range as Normal).args.map((x) => nodeIndex(net, x)) as [number, number];
  return netBox(without(net, new Set(net.nodes.map((_, i) => i).filter((i) => i >= from && i <= to)), none));
}

/** `count` arguments beside the net. */
const added =
  (count: number, place: (net: ContainerNet, args: readonly Expr[]) => number): Verb =>
  (net, args, e) =>
    args.length === count
      ? netBox(insert(net, place(net, args), newNodes(args[0]!, false, named(net), e), none))
      : undefined;

/** Where Insert puts something, from 0; -1 is behind the last. */
function insertionPlace(net: ContainerNet, [, at]: readonly Expr[]): number {
  const n = at?.kind === Kind.Integer ? Number(at.value) : 0;
  if (n === net.nodes.length + 1 || n === -1) return net.nodes.length;
  return n < -1 ? net.nodes.length + n + 1 : nodeIndex(net, at!);
}

const deleted: Verb = (net, [spec]) => {
  if (spec === undefined) return undefined;
  const parts = isCall(spec, S.List) ? spec.args : [spec];
  const one = (p: Expr): Expr => (isCall(p, S.List) && p.args.length === 1 ? p.args[0]! : p);
  return netBox(without(net, new Set(parts.map((p) => nodeIndex(net, one(p)))), none));
};

/** What f makes of each layer: a net again where all of it are layers. */
function mapped(net: ContainerNet, values: readonly Expr[]): Expr {
  if (net.head.name === 'NetChain' && values.every(isNet))
    return netBox(
      makeChainOf(
        net.nodes.map((n, i) => ({ name: n.name, net: (values[i] as { content: Net }).content })),
        none,
      ),
    );
  return list(...values);
}

/** All layers at any depth. */
function layersOf(net: Net): Expr {
  const out: Expr[] = [];
  eachLayer(net, (l) => out.push(netBox(l)));
  return list(...out);
}

/** The call with a list of the layers in place of the net. */
const onList =
  (head: Sym): Verb =>
  (net, args, e) => {
    const items = everything(net);
    const flat = isAssociation(items) ? list(...items.entries().map(([, v]) => v)) : items;
    const deep = head.name === 'FreeQ' || (args[1] !== undefined && reachesAll(args[1]));
    return e.evaluate(normal(head, deep ? layersOf(net) : flat, ...(deep ? args.filter((_, i) => i !== 1) : args)));
  };
const reachesAll = (e: Expr): boolean =>
  e === S.Infinity || e === S.All || isCall(e, S.DirectedInfinity) || (isCall(e, S.List) && e.args.some(reachesAll));

const verbs: Readonly<Record<string, Verb>> = {
  Length: (net, args) => (args.length === 0 ? int(net.nodes.length) : undefined),
  Keys: (net) => list(...net.nodes.map((n) => positionExpr(n.name))),
  Values: (net) => list(...net.nodes.map((n) => netBox(n.net))),
  First: (net) => netBox(net.nodes[0]!.net),
  Last: (net) => netBox(net.nodes[net.nodes.length - 1]!.net),
  Take: taken,
  Drop: (net, [spec]) => dropped(net, spec),
  Most: (net) => dropped(net, int(-1)),
  Rest: (net) => dropped(net, int(1)),
  Append: added(1, (net) => net.nodes.length),
  Prepend: added(1, () => 0),
  Insert: added(2, insertionPlace),
  Delete: deleted,
  ReplacePart: (net, [rules], e) =>
    rules && (isRule(rules) || isCall(rules, S.List)) ? netBox(replaceParts(net, rules, e)) : undefined,
  Join: (net, others) => (others.every(isNet) ? netBox(join([net, ...others.map((o) => o.content)], none)) : undefined),
  Reverse: (net) =>
    net.head.name === 'NetChain' ? netBox(makeChainOf(renumbered(net.nodes.slice().reverse()), none)) : undefined,
};
const renumbered = (nodes: ContainerNet['nodes']): ContainerNet['nodes'] =>
  nodes.map((n, i) => ({ name: typeof n.name === 'number' ? i + 1 : n.name, net: n.net }));

const byHead = new Map<Sym, Verb>([
  ...Object.entries(verbs).map(([name, verb]) => [system(name), verb] as const),
  ...['Cases', 'Count', 'Select', 'MemberQ', 'FreeQ', 'Position', 'FirstCase'].map(
    (name) => [system(name), onList(system(name))] as const,
  ),
]);
const onEach = new Set(['Map', 'Scan', 'MapIndexed'].map(system));

/** The value of head[..., net, ...] for a function of lists; undefined for other functions. Throws NetProblem and LocatedConflict. */
export function asLayers(call: Normal, position: number, net: Net, e: Evaluation): Expr | undefined {
  if (net.kind !== 'container' || net.operator || call.head.kind !== Kind.Symbol) return undefined;
  if (position === 0) return byHead.get(call.head)?.(net, call.args.slice(1), e);
  if (position !== 1 || call.args.length !== 2 || !onEach.has(call.head)) return undefined;
  const [f] = call.args as readonly [Expr];
  const indexed = call.head.name === 'MapIndexed';
  const values = net.nodes.map((n, i) =>
    e.session.call(
      f,
      indexed ? [netBox(n.net), list(positionExpr(typeof n.name === 'number' ? i + 1 : n.name))] : [netBox(n.net)],
    ),
  );
  return call.head.name === 'Scan' ? S.Null : mapped(net, values);
}
