/** Nets made from layers of other nets: taking, dropping, joining, inserting. */
import { type Expr, int, isCall, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { ContainerNet, Net, Node, StoredPort, Wire } from '../model/net.ts';
import { missingPart, selectNodes } from '../model/parts.ts';
import { NetProblem } from '../model/problem.ts';
import { makeChainOf } from './construct.ts';
import { NetGraphSymbol } from './net-box.ts';
import { finish } from './port-options.ts';

const noOptions: ReadonlyMap<string, Expr> = new Map();

const byPosition = (nodes: readonly Node[]): boolean => nodes.every((n) => typeof n.name === 'number');
/** Positions count from 1 again; names are made different by a suffix. */
export function renamed(nodes: readonly Node[]): Node[] {
  if (byPosition(nodes)) return nodes.map((n, i) => ({ name: i + 1, net: n.net }));
  const used = new Set<string>();
  return nodes.map((n, i) => {
    const base = typeof n.name === 'number' ? String(i + 1) : n.name;
    let name = base;
    for (let k = 2; used.has(name); k++) name = `${base}_${k}`;
    used.add(name);
    return { name, net: n.net };
  });
}

/** A chain of these nodes with coders of the net they come from where its ends are still ends. */
function chainOf(
  nodes: readonly Node[],
  from: ContainerNet,
  keepInput: boolean,
  keepOutput: boolean,
  options: ReadonlyMap<string, Expr>,
): ContainerNet {
  const chain = makeChainOf(renamed(nodes), noOptions, undefined);
  const coders = new Map(chain.coders);
  const inputs = new Map(chain.inputs);
  for (const [name, c] of from.coders)
    if (
      (keepInput && chain.inputs.has(name) && c.role === 'encoder') ||
      (keepOutput && chain.outputs.has(name) && from.outputs.has(name))
    )
      coders.set(name, c);
  if (keepInput) for (const [name, p] of from.inputs) if (inputs.has(name)) inputs.set(name, p);
  return finish({ ...chain, coders, inputs }, options);
}

/** The one layer that a part names, from 0. Throws NetProblem. */
export function nodeIndex(net: ContainerNet, e: Expr): number {
  const nodes = selectNodes(net, e);
  if (nodes?.length !== 1) throw missingPart(e, net, []);
  return nodes[0]!;
}

/** {start, end} as indices; one position is the end (from the start), a negative one the start (to the end). */
function interval(net: ContainerNet, spec: Expr): readonly [number, number] {
  if (isCall(spec, S.List)) {
    if (spec.args.length === 1) return [nodeIndex(net, spec.args[0]!), nodeIndex(net, spec.args[0]!)];
    if (spec.args.length === 2) return [nodeIndex(net, spec.args[0]!), nodeIndex(net, spec.args[1]!)];
    throw missingPart(spec, net, []);
  }
  const i = nodeIndex(net, spec);
  return spec.kind === Kind.Integer && Number(spec.value) < 0 ? [i, net.nodes.length - 1] : [0, i];
}

export const containerOf = (net: Net): ContainerNet =>
  net.kind === 'container' && !net.operator ? net : makeChainOf([{ name: 1, net }], noOptions);

/** NetTake[net, spec]. Throws NetProblem. */
export function take(net: Net, spec: Expr, options: ReadonlyMap<string, Expr>): ContainerNet {
  const c = containerOf(net);
  const [from, to] = interval(c, spec);
  if (c.head === NetGraphSymbol) return subgraph(c, from, to, isCall(spec, S.List), options);
  if (to < from) throw new NetProblem('empty');
  return chainOf(c.nodes.slice(from, to + 1), c, from === 0, to === c.nodes.length - 1, options);
}

/** NetDrop[chain, spec]. Throws NetProblem. */
export function drop(net: Net, spec: Expr, options: ReadonlyMap<string, Expr>): ContainerNet {
  const c = containerOf(net);
  if (spec.kind === Kind.Integer && Number(spec.value) === 0) return c;
  const [from, to] = interval(c, spec);
  return without(c, new Set(Array.from({ length: to - from + 1 }, (_, i) => from + i)), options);
}

/** The net without some of its layers. */
export function without(
  net: ContainerNet,
  gone: ReadonlySet<number>,
  options: ReadonlyMap<string, Expr>,
): ContainerNet {
  const last = net.nodes.length - 1;
  if (net.head === NetGraphSymbol)
    return graphOfNodes(net, new Set(net.nodes.map((_, i) => i).filter((i) => !gone.has(i))), options);
  return chainOf(
    net.nodes.filter((_, i) => !gone.has(i)),
    net,
    !gone.has(0),
    !gone.has(last),
    options,
  );
}

/** Layers from which `to` is computed, after `from` where a start is given. */
function subgraph(
  net: ContainerNet,
  from: number,
  to: number,
  started: boolean,
  options: ReadonlyMap<string, Expr>,
): ContainerNet {
  const reach = (start: number, next: (w: Wire) => readonly [number, number]): Set<number> => {
    const seen = new Set([start]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const w of net.wires) {
        const [a, b] = next(w);
        if (b >= 0 && seen.has(a) && !seen.has(b)) {
          seen.add(b);
          grew = true;
        }
      }
    }
    return seen;
  };
  const before = reach(to, (w) => [w.to.node, w.from.node]);
  const after = started ? reach(from, (w) => [w.from.node, w.to.node]) : undefined;
  return graphOfNodes(net, new Set([...before].filter((i) => after === undefined || after.has(i))), options);
}

/** The graph of some of the nodes; cut wires become ports. */
function graphOfNodes(net: ContainerNet, kept: ReadonlySet<number>, options: ReadonlyMap<string, Expr>): ContainerNet {
  if (kept.size === 0) throw new NetProblem('empty');
  const index = new Map([...kept].sort((a, b) => a - b).map((old, i) => [old, i]));
  const nodes = renamed(net.nodes.filter((_, i) => kept.has(i)));
  const wires: Wire[] = [];
  const inputs = new Map<string, StoredPort>();
  const outputs = new Map<string, StoredPort>();
  const at = (e: { node: number; port: string }) => ({ node: index.get(e.node)!, port: e.port });
  const fresh = (ports: Map<string, StoredPort>, base: string): string => {
    let name = base;
    for (let k = 2; ports.has(name); k++) name = `${base}${k}`;
    ports.set(name, { shape: undefined });
    return name;
  };
  const cutIn = new Map<string, string>();
  const cutOut = new Set<string>();
  for (const w of net.wires) {
    const [a, b] = [index.has(w.from.node), index.has(w.to.node)];
    if (a && b) wires.push({ from: at(w.from), to: at(w.to) });
    else if (b) {
      const key = `${w.from.node} ${w.from.port}`;
      const name = cutIn.get(key) ?? fresh(inputs, w.from.node < 0 ? w.from.port : 'Input');
      cutIn.set(key, name);
      wires.push({ from: { node: -1, port: name }, to: at(w.to) });
    } else if (a) {
      const key = `${w.from.node} ${w.from.port}`;
      if (w.to.node >= 0 && cutOut.has(key)) continue;
      cutOut.add(key);
      const name = fresh(outputs, w.to.node < 0 ? w.to.port : w.from.port);
      wires.push({ from: at(w.from), to: { node: -1, port: name } });
    }
  }
  const coders = new Map([...net.coders].filter(([name]) => inputs.has(name) || outputs.has(name)));
  return finish({ ...net, nodes, wires, inputs, outputs, coders, multipliers: undefined }, options);
}

/** NetJoin[net1, net2, ...]. Throws NetProblem and LocatedConflict. */
export function join(nets: readonly Net[], options: ReadonlyMap<string, Expr>): ContainerNet {
  const parts = nets.map(containerOf);
  const [first, last] = [parts[0]!, parts[parts.length - 1]!];
  if (parts.every((p) => p.head !== NetGraphSymbol)) {
    const chain = makeChainOf(renamed(parts.flatMap((p) => p.nodes)), noOptions);
    const coders = new Map(chain.coders);
    for (const [name, c] of first.coders) if (chain.inputs.has(name) && first.inputs.has(name)) coders.set(name, c);
    for (const [name, c] of last.coders) if (chain.outputs.has(name) && last.outputs.has(name)) coders.set(name, c);
    return finish({ ...chain, coders }, options);
  }
  return joinGraphs(parts, first, last, options);
}

function joinGraphs(
  parts: readonly ContainerNet[],
  first: ContainerNet,
  last: ContainerNet,
  options: ReadonlyMap<string, Expr>,
): ContainerNet {
  const wires: Wire[] = [];
  let offset = 0;
  let source: readonly { node: number; port: string }[] = [];
  parts.forEach((p, k) => {
    const outs: { node: number; port: string }[] = [];
    for (const w of p.wires) {
      const shift = (e: { node: number; port: string }) => ({ node: e.node + offset, port: e.port });
      if (w.from.node >= 0 && w.to.node >= 0) wires.push({ from: shift(w.from), to: shift(w.to) });
      else if (w.from.node < 0 && k === 0) wires.push({ from: w.from, to: shift(w.to) });
      else if (w.from.node < 0) {
        if (source.length !== 1) throw new NetProblem('manyports', str(`net ${k}`), int(source.length), str('output'));
        wires.push({ from: source[0]!, to: shift(w.to) });
      } else if (k === parts.length - 1) wires.push({ from: shift(w.from), to: w.to });
      else outs.push(shift(w.from));
    }
    source = outs;
    offset += p.nodes.length;
  });
  const coders = new Map([
    ...[...first.coders].filter(([n]) => first.inputs.has(n)),
    ...[...last.coders].filter(([n]) => last.outputs.has(n)),
  ]);
  return finish(
    {
      ...first,
      head: NetGraphSymbol,
      nodes: renamed(parts.flatMap((p) => p.nodes)),
      wires,
      inputs: first.inputs,
      outputs: last.outputs,
      coders,
      multipliers: undefined,
    },
    options,
  );
}

/** The chain with layers put before position `at` (its length: at the end). */
export function insert(net: Net, at: number, nodes: readonly Node[], options: ReadonlyMap<string, Expr>): ContainerNet {
  const c = containerOf(net);
  if (c.head === NetGraphSymbol)
    throw new NetProblem('args', str('NetGraph'), str('Layers can be inserted into chains.'));
  const all = [...c.nodes.slice(0, at), ...nodes, ...c.nodes.slice(at)];
  if (nodes.some((n) => typeof n.name === 'string' && c.nodes.some((m) => m.name === n.name)))
    throw new NetProblem('twice', str(String(nodes[0]!.name)));
  return chainOf(all, c, at > 0, at < c.nodes.length, options);
}
