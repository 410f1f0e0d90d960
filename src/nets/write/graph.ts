/** Makes graphs of layers from edges. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, type Normal, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { Coder } from '../model/coder.ts';
import type { ContainerNet, Endpoint, Net, Node, StoredPort, Wire } from '../model/net.ts';
import { withExtraPort } from '../model/offered-ports.ts';
import { executionOrder } from '../model/order.ts';
import { NetProblem, names } from '../model/problem.ts';
import { readNodes } from './construct.ts';
import { multipliersOption, withInputs } from './make-layer.ts';
import { isNet, NetGraphSymbol, splitOptions } from './net-box.ts';
import { finish, withoutCoders } from './port-options.ts';

export const NetPortSymbol = system('NetPort');

/** NetPort["p"], NetPort[{n, "p"}] or NetPort[n, "p"] as a list of parts. */
export function portPath(e: Expr): readonly Expr[] | undefined {
  if (!isCall(e, NetPortSymbol)) return undefined;
  if (e.args.length === 1 && isCall(e.args[0]!, S.List)) return e.args[0].args;
  return e.args.flatMap((a) => (isCall(a, S.List) ? a.args : [a]));
}

/** Where an edge starts or ends: a port of the graph, or a layer with or without a port. */
type EdgeEnd = { readonly graphPort: string } | { readonly node: number; readonly port: string | undefined };

/** What a chain of edges begins and ends with. */
interface Ends {
  readonly starts: readonly Expr[];
  readonly ends: readonly Expr[];
}

/** a -> b -> c as {a, b, c}. */
const segments = (e: Expr): Expr[] => (isRule(e) ? [e.args[0], ...segments(e.args[1])] : [e]);

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
    const named = (name: string): number => this.nodes.findIndex((n) => n.name === name);
    let i = -1;
    if (e.kind === Kind.String) i = named(e.value);
    else if (e.kind === Kind.Integer) {
      i = named(String(e.value));
      if (i < 0) i = Number(e.value) > 0 ? Number(e.value) - 1 : this.nodes.length + Number(e.value);
    }
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
    if (end.port !== undefined) this.offer(end.node, 'outputs', end.port);
    const ports = [...this.nodes[end.node]!.net.outputs.keys()];
    const port = end.port ?? (ports.includes('Output') ? 'Output' : ports[0]);
    if (port === undefined || !ports.includes(port)) throw new NetProblem('noport', e, names(ports));
    return { node: end.node, port };
  }

  /** A port that the layer has when something is connected to it, such as the state of a recurrent layer. */
  private offer(i: number, side: 'inputs' | 'outputs', port: string): void {
    const node = this.nodes[i]!;
    const net = withExtraPort(node.net, side, port);
    if (net !== undefined) this.nodes[i] = { name: node.name, net };
  }

  /** The port of a layer that takes the next value; one with any number of inputs gets a new port. */
  to(e: Expr): Endpoint {
    const end = this.end(e);
    if ('graphPort' in end) {
      if (this.outputs.has(end.graphPort)) throw new NetProblem('twice', str(end.graphPort));
      this.outputs.set(end.graphPort, { shape: undefined });
      return { node: -1, port: end.graphPort };
    }
    if (end.port !== undefined) this.offer(end.node, 'inputs', end.port);
    const taken = new Set(this.wires.filter((w) => w.to.node === end.node).map((w) => w.to.port));
    const node = this.nodes[end.node]!;
    let ports = [...node.net.inputs.keys()];
    const free = ports.filter((p) => !taken.has(p));
    if (end.port === undefined ? free.length === 0 : !ports.includes(end.port)) {
      const grown = withOneMoreInput(node.net, end.port);
      if (grown !== undefined) {
        this.nodes[end.node] = { name: node.name, net: grown.net };
        if (end.port === undefined) return { node: end.node, port: grown.port };
        ports = [...ports, end.port];
      }
    }
    const port = end.port ?? (free.includes('Input') ? 'Input' : free[0]);
    if (port === undefined) throw new NetProblem('noinput', str(String(node.name)), e);
    if (!ports.includes(port)) throw new NetProblem('noport', e, names(ports));
    if (taken.has(port)) throw new NetProblem('twice', str(`${port} of layer ${node.name}`));
    return { node: end.node, port };
  }

  /** a -> b -> c is a -> b and b -> c; each of them may be a list, with chains in it. */
  edge(e: Expr): Ends {
    if (!isRule(e)) throw new NetProblem('badedge', e);
    const [first, ...rest] = segments(e) as [Expr, ...Expr[]];
    const begin = this.stop(first);
    let { ends } = begin;
    for (const s of rest) {
      if (s === S.None) {
        for (const from of ends) this.muted.add(endText(this.from(from)));
        ends = [];
        continue;
      }
      const next = this.stop(s);
      for (const t of next.starts)
        for (const source of ends) {
          const from = this.from(source);
          this.wires.push({ from, to: this.to(t) });
        }
      ends = next.ends;
    }
    return { starts: begin.starts, ends };
  }

  private stop(e: Expr): Ends {
    if (!isCall(e, S.List) && e.kind !== Kind.Packed) return { starts: [e], ends: [e] };
    const items = e.kind === Kind.Packed ? unpack(e).args : (e as Normal).args;
    const all = items.map((x) => (isRule(x) ? this.edge(x) : this.stop(x)));
    return { starts: all.flatMap((x) => x.starts), ends: all.flatMap((x) => x.ends) };
  }

  /** Ports that no edge reaches become ports of the graph: one for all inputs of a name, one for each output. */
  expose(): void {
    const fed = new Set(this.wires.map((w) => endText(w.to)));
    const used = new Set([...this.wires.map((w) => endText(w.from)), ...this.muted]);
    this.nodes.forEach((n, node) => {
      const open = [...n.net.inputs.keys()].filter((port) => !fed.has(endText({ node, port })));
      const anonymous = open.filter(isNumbered);
      for (const port of open) {
        const name = !isNumbered(port)
          ? port
          : anonymous.length === 1
            ? 'Input'
            : `Input${anonymous.indexOf(port) + 1}`;
        if (!this.inputs.has(name)) this.inputs.set(name, { shape: undefined });
        this.wires.push({ from: { node: -1, port: name }, to: { node, port } });
      }
    });
    const outs = this.nodes.flatMap((n, node) =>
      [...n.net.outputs.keys()].map((port) => ({ node, port })).filter((x) => !used.has(endText(x))),
    );
    publish(outs, this.outputs).forEach((name, i) => this.wires.push({ from: outs[i]!, to: { node: -1, port: name } }));
  }
}

const endText = (x: Endpoint): string => `${x.node} ${x.port}`;

/** "1" of a layer that takes any number of inputs has no name of its own. */
const isNumbered = (port: string): boolean => /^\d+$/.test(port);

/** A net that begins with a layer of any number of inputs, with one more of them; undefined for other nets. */
function withOneMoreInput(net: Net, name?: string): { readonly net: Net; readonly port: string } | undefined {
  if (net.kind === 'layer') {
    if (!net.definition.variadic) return undefined;
    const told = net.definition.inputNames?.(net.parameters);
    if (told !== undefined && net.inputNames.length >= told.length) return undefined;
    const port = name ?? String(net.inputNames.length + 1);
    return { net: withInputs(net, [...net.inputNames, port]), port };
  }
  if (net.operator) return undefined;
  for (const { from, to } of net.wires) {
    if (from.node >= 0 || to.node < 0) continue;
    const inner = withOneMoreInput(net.nodes[to.node]!.net);
    if (inner === undefined) continue;
    const port = name ?? `Input${net.inputs.size + 1}`;
    return {
      net: {
        ...net,
        nodes: net.nodes.map((n, i) => (i === to.node ? { name: n.name, net: inner.net } : n)),
        inputs: new Map(net.inputs).set(port, { shape: undefined }),
        wires: [...net.wires, { from: { node: -1, port }, to: { node: to.node, port: inner.port } }],
      },
      port,
    };
  }
  return undefined;
}

/** Names for outputs of the graph; equal ones are numbered. */
function publish(ends: readonly Endpoint[], ports: Map<string, StoredPort>): string[] {
  const base = ends.map(({ port }) => port);
  return base.map((name, i) => {
    const several = base.filter((b) => b === name).length > 1 || ports.has(name);
    const unique = several ? `${name}${base.slice(0, i).filter((b) => b === name).length + 1}` : name;
    ports.set(unique, { shape: undefined });
    return unique;
  });
}

/** NetGraph[layers, edges, options] or NetGraph[net]. Throws NetProblem and LocatedConflict. */
export function makeGraph(args: readonly Expr[], evaluation?: Evaluation): ContainerNet {
  const { positional, options } = splitOptions(args);
  const [what, edges, ...more] = positional;
  if (what === undefined || more.length > 0)
    throw new NetProblem(
      'args',
      normal(S.List, ...positional),
      str('NetGraph[{layer1, ...}, {edge1, ...}] is expected.'),
    );
  if (edges === undefined) {
    if (isNet(what)) return asGraph(what.content, options);
    throw isCall(what, S.List) || isAssociation(what) ? new NetProblem('noedges') : new NetProblem('nonet', what);
  }
  if (!isCall(edges, S.List)) throw new NetProblem('badedge', edges);
  return graphOf(readNodes(what, true, evaluation), edges.args, options);
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
  // A function layer is around the graph that computes it.
  if (net.kind === 'container' && net.head.name === 'FunctionLayer')
    return asGraph({ ...net.nodes[0]!.net, coders: net.coders }, options);
  if (net.kind === 'container' && !net.operator)
    return finish(
      { ...net, head: NetGraphSymbol, multipliers: multipliersOption(options) ?? net.multipliers },
      options,
    );
  return graphOf([{ name: 1, net }], [], options);
}
