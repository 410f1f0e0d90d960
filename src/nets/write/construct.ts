/** Makes chains and operators from what users write: lists and associations of layers. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, type Normal, normal, type Packed, str } from '../../expr/expr.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { Coder } from '../model/coder.ts';
import type { AnyLayer } from '../model/layer.ts';
import type { ContainerNet, Net, Node, StoredPort } from '../model/net.ts';
import type { Operator } from '../model/operator.ts';
import { NetProblem, names } from '../model/problem.ts';
import { AttentionLayer } from '../records/layers/attention.ts';
import { layers } from '../records/layers/index.ts';
import { ScoredAttention } from '../records/operators/scored-attention.ts';
import { makeLayer, multipliersOption, withInputs } from './make-layer.ts';
import { isNet, NetChainSymbol, netBox, splitOptions } from './net-box.ts';
import { finish, withoutCoders } from './port-options.ts';

/** A layer of a net, as users may write it: a net, Ramp, a function, a number, a list. Throws NetProblem. */
export function toNet(e: Expr, inGraph: boolean, evaluation?: Evaluation): Net {
  if (isNet(e)) return e.content;
  if (isCall(e, S.List) || isAssociation(e)) return makeChain([e], evaluation);
  for (const definition of layers) {
    const args = definition.abbreviates?.(e, inGraph, evaluation);
    if (args !== undefined) return makeLayer(definition, args, evaluation);
  }
  throw new NetProblem('nlayer', e);
}

/** Names and layers of {l1, ...}, {"a" -> l1, ...} or <|"a" -> l1, ...|>. Throws NetProblem. */
export function readNodes(e: Expr, inGraph: boolean, evaluation?: Evaluation): Node[] {
  const items = e.kind === Kind.Packed ? unpack(e as Packed).args : isCall(e, S.List) ? e.args : undefined;
  const named = (pairs: readonly (readonly [Expr, Expr])[]): Node[] =>
    pairs.map(([k, v]) => ({ name: nodeName(k), net: toNet(v, inGraph, evaluation) }));
  if (isAssociation(e)) return named(e.entries().map(([k, v]) => [k, v] as const));
  if (items === undefined) throw new NetProblem('nlayer', e);
  if (items.length > 0 && items.every((a) => isRule(a) && isNodeName(a.args[0])))
    return named(items.map((a) => (a as Normal).args as readonly [Expr, Expr]));
  return items.map((a, i) => ({ name: i + 1, net: toNet(a, inGraph, evaluation) }));
}

/** layer, "name" -> layer, {layer, ...} or <|"name" -> layer, ...|> as nodes to add. Throws NetProblem. */
export function newNodes(e: Expr, inGraph: boolean, named: boolean, evaluation?: Evaluation): Node[] {
  if (isRule(e) && e.args[0].kind === Kind.String)
    return [{ name: e.args[0].value, net: toNet(e.args[1], inGraph, evaluation) }];
  if (isCall(e, S.List) || e.kind === Kind.Association) return readNodes(e, inGraph, evaluation);
  return [{ name: named ? 'layer' : 1, net: toNet(e, inGraph, evaluation) }];
}

const isNodeName = (e: Expr): boolean => e.kind === Kind.String || e.kind === Kind.Integer;
function nodeName(e: Expr): string {
  if (e.kind === Kind.String) return e.value;
  if (e.kind === Kind.Integer) return String(e.value);
  throw new NetProblem('nlayer', e);
}

// --- chains ------------------------------------------------------------------------------------------------------

/** NetChain[layers, options]. Throws NetProblem and LocatedConflict. */
export function makeChain(args: readonly Expr[], evaluation?: Evaluation): ContainerNet {
  const { positional, options } = splitOptions(args);
  const [what, ...more] = positional;
  if (what === undefined || more.length > 0)
    throw new NetProblem(
      'args',
      normal(S.List, ...positional),
      str('NetChain[{layer1, ...}] or NetChain[<|"name" -> layer1, ...|>] are expected.'),
    );
  if (isNet(what)) return makeChainOf(asChainNodes(what.content), options);
  return makeChainOf(readNodes(what, false, evaluation), options);
}

/** The nodes of a net that is a sequence. */
function asChainNodes(net: Net): Node[] {
  if (net.kind === 'layer' || net.operator) return [{ name: 1, net }];
  const next = new Map(
    net.wires.filter((w) => w.from.node >= 0 && w.to.node >= 0).map((w) => [w.from.node, w.to.node]),
  );
  const fed = new Set(next.values());
  const order: Node[] = [];
  let at: number | undefined = net.nodes.findIndex((_, i) => !fed.has(i));
  while (at !== undefined && at >= 0 && order.length < net.nodes.length) {
    order.push(net.nodes[at]!);
    at = next.get(at);
  }
  if (
    order.length !== net.nodes.length ||
    net.wires.filter((w) => w.from.node >= 0 && w.to.node >= 0).length !== order.length - 1
  )
    throw new NetProblem('nlayer', netBox(net));
  return order.every((n) => typeof n.name === 'number') ? order.map((n, i) => ({ name: i + 1, net: n.net })) : order;
}

/** The port that a value from the layer before goes to. */
function chainInput(node: Node): string {
  const ports = [...node.net.inputs.keys()];
  if (ports.length === 1) return ports[0]!;
  if (ports.includes('Input')) return 'Input';
  throw new NetProblem('manyports', str(String(node.name)), names(ports), str('input'));
}

export function makeChainOf(
  given: readonly Node[],
  options: ReadonlyMap<string, Expr>,
  multipliers = multipliersOption(options),
): ContainerNet {
  if (given.length === 0) throw new NetProblem('empty');
  const nodes = given.map((n) => ({
    name: n.name,
    net: withoutCoders(
      n.net.kind === 'layer' && n.net.definition.variadic && n.net.inputNames.length === 0
        ? withInputs(n.net, ['1'])
        : n.net,
    ),
  }));
  const wires: ContainerNet['wires'][number][] = [];
  const inputs = new Map<string, StoredPort>();
  const outputs = new Map<string, StoredPort>();
  const coders = new Map<string, Coder>();
  const expose = (node: number, port: string): void => {
    const single = nodes[node]!.net.kind === 'layer' && port === '1' && nodes[node]!.net.inputs.size === 1;
    const name = single ? 'Input' : port;
    inputs.set(name, { shape: undefined });
    wires.push({ from: { node: -1, port: name }, to: { node, port } });
    const coder = given[node]!.net.coders.get(port);
    if (coder !== undefined && coder.role === 'encoder') coders.set(name, coder);
  };
  nodes.forEach((n, i) => {
    if (i === 0) for (const port of n.net.inputs.keys()) expose(0, port);
    else {
      const before = [...nodes[i - 1]!.net.outputs.keys()];
      if (before.length !== 1)
        throw new NetProblem('manyports', str(String(nodes[i - 1]!.name)), names(before), str('output'));
      const port = chainInput(n);
      wires.push({ from: { node: i - 1, port: before[0]! }, to: { node: i, port } });
      for (const other of n.net.inputs.keys()) if (other !== port) expose(i, other);
    }
  });
  const last = nodes.length - 1;
  for (const port of nodes[last]!.net.outputs.keys()) {
    outputs.set(port, { shape: undefined });
    wires.push({ from: { node: last, port }, to: { node: -1, port } });
    const coder = given[last]!.net.coders.get(port);
    if (coder !== undefined) coders.set(port, coder);
  }
  return finish(
    { kind: 'container', head: NetChainSymbol, nodes, wires, inputs, outputs, coders, multipliers },
    options,
  );
}

/** What the symbol of a layer makes: the layer, or AttentionLayer around a net of scores. Throws NetProblem and LocatedConflict. */
export const makeNamed = (definition: AnyLayer, args: readonly Expr[], evaluation?: Evaluation): Net =>
  definition === AttentionLayer && isNet(args[0])
    ? makeOperator(ScoredAttention, args, evaluation)
    : makeLayer(definition, args, evaluation);

/** NetMapOperator[net, options]. Throws NetProblem and LocatedConflict. */
export function makeOperator(definition: Operator, args: readonly Expr[], evaluation?: Evaluation): ContainerNet {
  const { positional, options } = splitOptions(args);
  const given = definition.read(positional, options, evaluation);
  if (given === undefined) throw new NetProblem('args', normal(S.List, ...args), str(definition.usage));
  const nodes = given.nets.map(([name, e]) => {
    const net = withoutCoders(toNet(e, false, evaluation));
    const multipliers = net.multipliers ?? definition.innerMultipliers?.[name];
    return { name, net: multipliers === undefined ? net : { ...net, multipliers } };
  });
  const inner = nodes.map((n) => n.net);
  const stated = (name: string, e: Expr): Expr => definition.stated?.(name, e, inner) ?? e;
  const rest = new Map(
    [...options]
      .filter(([name]) => !definition.options.includes(name))
      .map(([name, e]) => [name, stated(name, e)] as const),
  );
  const first = nodes[0]!.net;
  const own = definition.portNames?.(
    given.parameters,
    nodes.map((n) => n.net),
  );
  // Operators other than maps hand on one value; their ports have names of their own.
  if (nodes.some(({ net }) => net.inputs.size === 0 || net.outputs.size === 0))
    throw new NetProblem('args', normal(S.List, ...args), str('The nets inside of an operator need inputs.'));
  const open = (names_: Iterable<string>): Map<string, StoredPort> =>
    new Map([...names_].map((name) => [name, { shape: undefined }]));
  return finish(
    {
      kind: 'container',
      head: definition.symbol,
      operator: definition,
      operatorParameters: given.parameters as object,
      nodes,
      wires: [],
      inputs: open(own?.inputs ?? first.inputs.keys()),
      outputs: open(own?.outputs ?? first.outputs.keys()),
      coders: new Map(),
      multipliers: multipliersOption(options),
    },
    rest,
  );
}
