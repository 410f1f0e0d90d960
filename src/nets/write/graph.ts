/** Makes graphs of layers from edges. */
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { Coder } from '../model/coder.ts';
import type { ContainerNet, Endpoint, Net, Node, StoredPort, Wire } from '../model/net.ts';
import { executionOrder } from '../model/order.ts';
import { NetProblem, names } from '../model/problem.ts';
import {
  finish,
  isNet,
  multipliersOption,
  NetGraphSymbol,
  readNodes,
  splitOptions,
  withInputs,
  withoutCoders,
} from './construct.ts';

export const NetPortSymbol = system('NetPort');

/** Where an edge starts or ends: a port of the graph, or a layer with or without a port. */
type EdgeEnd = { readonly graphPort: string } | { readonly node: number; readonly port: string | undefined };

/** NetPort["p"], NetPort[{n, "p"}] or NetPort[n, "p"] as a list of parts. */
export function portPath(e: Expr): readonly Expr[] | undefined {
  if (!isCall(e, NetPortSymbol)) return undefined;
  if (e.args.length === 1 && isCall(e.args[0]!, S.List)) return e.args[0].args;
  return e.args.flatMap((a) => (isCall(a, S.List) ? a.args : [a]));
}

class GraphBuilder {
  readonly nodes: Node[];
  readonly wires: Wire[] = [];
  readonly inputs = new Map<string, StoredPort>();
  readonly outputs = new Map<string, StoredPort>();
  readonly muted = new Set<string>();
  constructor(nodes: Node[]) {
    this.nodes = nodes;
  }

  node(e: Expr): number {
    const i =
      e.kind === Kind.Integer
        ? Number(e.value) > 0
          ? Number(e.value) - 1
          : this.nodes.length + Number(e.value)
        : e.kind === Kind.String
          ? this.nodes.findIndex((n) => n.name === e.value)
          : -1;
    if (this.nodes[i] === undefined)
      throw new NetProblem('nopart', e, str('the graph'), names(this.nodes.map((n) => n.name)));
    return i;
  }

  end(e: Expr): EdgeEnd {
    const path = portPath(e);
    if (path === undefined) return { node: this.node(e), port: undefined };
    const last = path[path.length - 1];
    if (path.length === 1 && last?.kind === Kind.String) return { graphPort: last.value };
    if (path.length === 1) return { node: this.node(last!), port: undefined };
    if (path.length !== 2 || last?.kind !== Kind.String) throw new NetProblem('badedge', e);
    return { node: this.node(path[0]!), port: last.value };
  }

  from(e: Expr): Endpoint {
    const end = this.end(e);
    if ('graphPort' in end) {
      if (!this.inputs.has(end.graphPort)) this.inputs.set(end.graphPort, { shape: undefined });
      return { node: -1, port: end.graphPort };
    }
    const ports = [...this.nodes[end.node]!.net.outputs.keys()];
    const port = end.port ?? (ports.includes('Output') ? 'Output' : ports[0]);
    if (port === undefined || !ports.includes(port)) throw new NetProblem('noport', e, names(ports));
    return { node: end.node, port };
  }

  /** The port of a layer that takes the next value; a variadic one gets a new port. */
  to(e: Expr): Endpoint {
    const end = this.end(e);
    if ('graphPort' in end) {
      if (this.outputs.has(end.graphPort)) throw new NetProblem('twice', str(end.graphPort));
      this.outputs.set(end.graphPort, { shape: undefined });
      return { node: -1, port: end.graphPort };
    }
    const taken = new Set(this.wires.filter((w) => w.to.node === end.node).map((w) => w.to.port));
    const node = this.nodes[end.node]!;
    let ports = [...node.net.inputs.keys()];
    const free = ports.filter((p) => !taken.has(p));
    const { net } = node;
    if (end.port === undefined && free.length === 0 && net.kind === 'layer' && net.definition.variadic) {
      const name = String(ports.length + 1);
      this.nodes[end.node] = { name: node.name, net: withInputs(net, [...net.inputNames, name]) };
      return { node: end.node, port: name };
    }
    if (end.port !== undefined && !ports.includes(end.port) && net.kind === 'layer' && net.definition.variadic) {
      this.nodes[end.node] = { name: node.name, net: withInputs(net, [...net.inputNames, end.port]) };
      ports = [...ports, end.port];
    }
    const port = end.port ?? (free.includes('Input') ? 'Input' : free[0]);
    if (port === undefined) throw new NetProblem('noinput', str(String(node.name)), e);
    if (!ports.includes(port)) throw new NetProblem('noport', e, names(ports));
    if (taken.has(port)) throw new NetProblem('twice', str(`${port} of layer ${node.name}`));
    return { node: end.node, port };
  }

  /** a -> b -> c is a -> b and b -> c. */
  edge(e: Expr): void {
    if (!isRule(e)) throw new NetProblem('badedge', e);
    const [source, rest] = e.args;
    const target = isRule(rest) ? rest.args[0] : rest;
    const sources = isCall(source, S.List) ? source.args : [source];
    if (target === S.None) for (const s of sources) this.muted.add(endText(this.from(s)));
    else
      for (const t of isCall(target, S.List) ? target.args : [target])
        for (const s of sources) {
          const from = this.from(s);
          this.wires.push({ from, to: this.to(t) });
        }
    if (isRule(rest)) this.edge(rest);
  }

  /** Ports that no edge reaches become ports of the graph; equal names are numbered. */
  expose(): void {
    const fed = new Set(this.wires.map((w) => endText(w.to)));
    const used = new Set([...this.wires.map((w) => endText(w.from)), ...this.muted]);
    const open = (side: 'inputs' | 'outputs', connected: ReadonlySet<string>): Endpoint[] =>
      this.nodes.flatMap((n, node) =>
        [...n.net[side].keys()].map((port) => ({ node, port })).filter((x) => !connected.has(endText(x))),
      );
    // An open input takes the value of a port of the graph that has its name.
    const ins = open('inputs', fed).filter((x) => {
      const name = baseName(x.port);
      if (!this.inputs.has(name)) return true;
      this.wires.push({ from: { node: -1, port: name }, to: x });
      return false;
    });
    publish(ins, this.inputs).forEach((name, i) => this.wires.push({ from: { node: -1, port: name }, to: ins[i]! }));
    const outs = open('outputs', used);
    publish(outs, this.outputs).forEach((name, i) => this.wires.push({ from: outs[i]!, to: { node: -1, port: name } }));
  }
}

const endText = (x: Endpoint): string => `${x.node} ${x.port}`;

/** "1" of a variadic layer is an "Input". */
const baseName = (port: string): string => (/^\d+$/.test(port) ? 'Input' : port);

/** Names for ports of the graph. */
function publish(ends: readonly Endpoint[], ports: Map<string, StoredPort>): string[] {
  const base = ends.map(({ port }) => baseName(port));
  return base.map((name, i) => {
    const several = base.filter((b) => b === name).length > 1 || ports.has(name);
    const unique = several ? `${name}${base.slice(0, i).filter((b) => b === name).length + 1}` : name;
    ports.set(unique, { shape: undefined });
    return unique;
  });
}

/** NetGraph[layers, edges, options] or NetGraph[net]. Throws NetProblem and LocatedConflict. */
export function makeGraph(args: readonly Expr[]): ContainerNet {
  const { positional, options } = splitOptions(args);
  const [what, edges, ...more] = positional;
  if (what === undefined || more.length > 0)
    throw new NetProblem(
      'args',
      normal(S.List, ...positional),
      str('NetGraph[{layer1, ...}, {edge1, ...}] is expected.'),
    );
  if (isNet(what) && edges === undefined) return asGraph(what.content, options);
  if (edges === undefined || !isCall(edges, S.List)) throw new NetProblem('badedge', edges ?? S.None);
  return graphOf(readNodes(what, true), edges.args, options);
}

export function graphOf(
  nodes: readonly Node[],
  edges: readonly Expr[],
  options: ReadonlyMap<string, Expr>,
): ContainerNet {
  if (nodes.length === 0) throw new NetProblem('empty');
  const coders = nodes.map((n) => n.net.coders);
  const b = new GraphBuilder(nodes.map((n) => ({ name: n.name, net: withoutCoders(n.net) })));
  for (const e of edges.flatMap((x) => (isCall(x, S.List) ? x.args : [x]))) b.edge(e);
  b.expose();
  const net: ContainerNet = {
    kind: 'container',
    head: NetGraphSymbol,
    nodes: b.nodes,
    wires: b.wires,
    inputs: b.inputs,
    outputs: b.outputs,
    coders: outerCoders(b.wires, coders),
    multipliers: multipliersOption(options),
  };
  const order = executionOrder(net);
  if (order.length < net.nodes.length)
    throw new NetProblem('cycle', names(net.nodes.filter((_, i) => !order.includes(i)).map((n) => n.name)));
  return finish(net, options);
}

/** Coders of layers whose ports are ports of the graph. */
function outerCoders(wires: readonly Wire[], coders: readonly ReadonlyMap<string, Coder>[]): Map<string, Coder> {
  const out = new Map<string, Coder>();
  for (const { from, to } of wires) {
    if (from.node < 0 && to.node >= 0) {
      const c = coders[to.node]!.get(to.port);
      if (c !== undefined) out.set(from.port, c);
    } else if (to.node < 0 && from.node >= 0) {
      const c = coders[from.node]!.get(from.port);
      if (c !== undefined) out.set(to.port, c);
    }
  }
  return out;
}

function asGraph(net: Net, options: ReadonlyMap<string, Expr>): ContainerNet {
  if (net.kind === 'container')
    return finish(
      { ...net, head: NetGraphSymbol, multipliers: multipliersOption(options) ?? net.multipliers },
      options,
    );
  return graphOf([{ name: 1, net }], [], options);
}
