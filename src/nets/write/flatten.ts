/** NetFlatten: the layers of nets inside a net put into it, with the names of both joined by "/". */
import type { Expr } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { ContainerNet, Endpoint, Net, Node, Wire } from '../model/net.ts';
import { NetChainSymbol, NetGraphSymbol } from './net-box.ts';
import { inferCoded } from './port-options.ts';

const place = (e: Endpoint): string => `${e.node} ${e.port}`;

/** Multipliers that hold for a net as a whole, and so for each of its layers; rules name parts that will be gone. */
const forAll = (multipliers: Expr | undefined): boolean =>
  multipliers === undefined || multipliers === S.None || 'value' in multipliers || 'num' in multipliers;

const canOpen = (net: Net): net is ContainerNet => net.kind === 'container' && !net.operator && forAll(net.multipliers);

/** The layer with the multiplier of the net that is no longer around it, unless it has its own. */
const inherit = (net: Net, multipliers: Expr | undefined): Net =>
  multipliers === undefined || net.multipliers !== undefined ? net : { ...net, multipliers };

/** One level of nets inside opened. */
function opened(net: ContainerNet): ContainerNet {
  const nodes: Node[] = [];
  // Of each old node: where its layers begin, or undefined for one that stays.
  const bases = net.nodes.map((n) => {
    const base = nodes.length;
    if (!canOpen(n.net)) {
      nodes.push(n);
      return base;
    }
    for (const x of n.net.nodes) nodes.push({ name: `${n.name}/${x.name}`, net: inherit(x.net, n.net.multipliers) });
    return base;
  });
  const wires = wiresOf(net, bases);
  const listed = net.nodes.every((n) => typeof n.name === 'number' && (!canOpen(n.net) || byPosition(n.net)));
  return { ...net, nodes: listed ? numbered(nodes) : nodes.map((n) => ({ ...n, name: String(n.name) })), wires };
}

const byPosition = (net: ContainerNet): boolean => net.nodes.every((n) => typeof n.name === 'number');
const numbered = (nodes: readonly Node[]): Node[] => nodes.map((n, i) => ({ name: i + 1, net: n.net }));

function wiresOf(net: ContainerNet, bases: readonly number[]): Wire[] {
  const source = new Map(net.wires.map((w) => [place(w.to), w.from]));
  /** Where a value comes from in the new net; what passes straight through a net is followed further. */
  const origin = (from: Endpoint): Endpoint | undefined => {
    if (from.node < 0) return from;
    const inner = net.nodes[from.node]!.net;
    if (!canOpen(inner)) return { node: bases[from.node]!, port: from.port };
    const w = inner.wires.find((x) => x.to.node < 0 && x.to.port === from.port);
    if (w === undefined) return undefined;
    if (w.from.node >= 0) return { node: bases[from.node]! + w.from.node, port: w.from.port };
    const outside = source.get(place({ node: from.node, port: w.from.port }));
    return outside && origin(outside);
  };
  const wires: Wire[] = [];
  const add = (from: Endpoint, to: Endpoint): void => {
    const start = origin(from);
    if (start !== undefined) wires.push({ from: start, to });
  };
  for (const [i, n] of net.nodes.entries()) {
    if (!canOpen(n.net)) continue;
    for (const w of n.net.wires) {
      if (w.to.node < 0) continue;
      const to = { node: bases[i]! + w.to.node, port: w.to.port };
      if (w.from.node >= 0) wires.push({ from: { node: bases[i]! + w.from.node, port: w.from.port }, to });
      else {
        const outside = source.get(place({ node: i, port: w.from.port }));
        if (outside !== undefined) add(outside, to);
      }
    }
  }
  for (const w of net.wires)
    if (w.to.node < 0) add(w.from, w.to);
    else if (!canOpen(net.nodes[w.to.node]!.net)) add(w.from, { node: bases[w.to.node]!, port: w.to.port });
  return wires;
}

/** Each layer feeds the next and nothing else. */
function isSequence(net: ContainerNet): boolean {
  const inside = net.wires.filter((w) => w.from.node >= 0 && w.to.node >= 0);
  return (
    inside.length === net.nodes.length - 1 &&
    inside.every((w) => w.to.node === w.from.node + 1) &&
    net.wires.every(
      (w) => (w.from.node >= 0 || w.to.node === 0) && (w.to.node >= 0 || w.from.node === net.nodes.length - 1),
    )
  );
}

/** The net with the layers of its inner nets in place of them, `levels` deep. Throws LocatedConflict. */
export function flatten(net: Net, levels: number): Net {
  if (net.kind === 'layer') return net;
  if (net.operator) return { ...net, nodes: net.nodes.map((n) => ({ name: n.name, net: flatten(n.net, levels) })) };
  let flat = net;
  for (let k = 0; k < levels && flat.nodes.some((n) => canOpen(n.net)); k++) flat = opened(flat);
  flat = {
    ...flat,
    nodes: flat.nodes.map((n) =>
      n.net.kind === 'container' && n.net.operator ? { name: n.name, net: flatten(n.net, levels) } : n,
    ),
  };
  if (flat === net) return net;
  const head = net.head === NetChainSymbol && !isSequence(flat) ? NetGraphSymbol : net.head;
  return inferCoded({ ...flat, head });
}
