/** Makes layers and nets from what users write: arguments, parameters, arrays, port types, coders. */
import { isAssociation } from '../../expr/association.ts';
import {
  Boxed,
  type Expr,
  int,
  isCall,
  Kind,
  type Normal,
  normal,
  type Packed,
  type Sym,
  str,
} from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { numbersOf, sharedReference, single } from '../model/arrays.ts';
import { type Coder, isCoder } from '../model/coder.ts';
import { infer } from '../model/infer.ts';
import type { AnyLayer } from '../model/layer.ts';
import type { ArrayState, ContainerNet, LayerNet, Net, Node, StoredPort } from '../model/net.ts';
import type { Operator } from '../model/operator.ts';
import { readPort } from '../model/port-type.ts';
import { NetProblem, names } from '../model/problem.ts';
import { Dim, ShapeVariable, Solver } from '../model/shape.ts';
import { readCoder } from '../records/codecs/index.ts';
import { layers } from '../records/layers/index.ts';
import { operators } from '../records/operators/index.ts';
import { formOf } from './form.ts';

export const NetChainSymbol = system('NetChain');
export const NetGraphSymbol = system('NetGraph');

/** The expression that holds a net. */
export const netBox = (net: Net): Boxed<Net> => new Boxed(net.head, net, () => formOf(net));

const netHeads = new Set<Sym>([
  NetChainSymbol,
  NetGraphSymbol,
  ...layers.map((l) => l.symbol),
  ...operators.map((o) => o.symbol),
]);
export const isNet = (e: Expr | undefined): e is Boxed<Net> => e?.kind === Kind.Boxed && netHeads.has(e.head);

/** Arguments and the rules that follow them. */
export function splitOptions(args: readonly Expr[]): {
  positional: readonly Expr[];
  options: ReadonlyMap<string, Expr>;
} {
  let n = args.length;
  while (n > 0 && isRule(args[n - 1]!) && optionName((args[n - 1] as Normal).args[0]!) !== undefined) n--;
  const options = new Map<string, Expr>();
  for (const a of args.slice(n) as Normal[]) options.set(optionName(a.args[0]!)!, a.args[1]!);
  return { positional: args.slice(0, n), options };
}

/** A port's type, and the coder that stands there. */
interface PortSetting {
  readonly port: StoredPort;
  readonly coder: Coder | undefined;
}

/** undefined: the value is no type of a port. */
export function readPortSetting(role: 'encoder' | 'decoder', e: Expr): PortSetting | undefined {
  if (isCoder(e)) {
    const c = e.content.role === role ? e.content : e.content.inverse?.();
    return c && { port: c.port, coder: c };
  }
  const port = readPort(e);
  if (port !== undefined) return { port, coder: undefined };
  const coder = readCoder(role, e);
  return typeof coder === 'string' ? undefined : { port: coder.port, coder };
}

/** Puts types and coders of options onto ports; returns what they were for. */
export function applyPortOptions<N extends Net>(net: N, options: ReadonlyMap<string, Expr>): N {
  const inputs = new Map(net.inputs);
  const outputs = new Map(net.outputs);
  const coders = new Map(net.coders);
  for (const [name, value] of options) {
    const [role, ports] = inputs.has(name) ? (['encoder', inputs] as const) : (['decoder', outputs] as const);
    if (!ports.has(name)) continue;
    if (value === S.None) {
      coders.delete(name);
      continue;
    }
    const setting = readPortSetting(role, value);
    if (setting === undefined) throw new NetProblem('badport', value, str(name));
    const { port, coder } = setting;
    const known = ports.get(name)!;
    ports.set(name, {
      shape: port.shape ?? known.shape,
      ...((port.index ?? known.index) !== undefined && { index: port.index ?? known.index! }),
      ...((port.shape !== undefined || known.stated) && { stated: true as const }),
    });
    if (coder !== undefined) coders.set(name, coder);
    else if (value !== S.Automatic) coders.delete(name);
  }
  return { ...net, inputs, outputs, coders };
}

// --- layers ------------------------------------------------------------------------------------------------------

/** For reading a record's ports where no shapes are solved. */
export const describeNothing = (inputNames: readonly string[]) => ({
  solver: new Solver(),
  inputNames,
  dim: (name: string) => new Dim(name),
  shape: (shape?: readonly (number | Dim)[]) => new ShapeVariable(shape),
});

/** Names and types of the inputs of a layer that takes any number: 2, {"a", "b"}, {{2}, {3}} or <|"a" -> 2|>. */
function inputPorts(e: Expr): Map<string, StoredPort> {
  const ports = new Map<string, StoredPort>();
  const typed = (name: string, type: Expr): void => {
    const port = readPort(type);
    if (port === undefined) throw new NetProblem('badport', type, str(name));
    ports.set(name, port);
  };
  if (e.kind === Kind.Integer && Number(e.value) > 0)
    for (let i = 1; i <= Number(e.value); i++) ports.set(String(i), { shape: undefined });
  else if (isAssociation(e)) for (const [k, v] of e.entries()) typed(k.kind === Kind.String ? k.value : '', v);
  else if (isCall(e, S.List))
    e.args.forEach((a, i) =>
      a.kind === Kind.String && readPort(a) === undefined
        ? ports.set(a.value, { shape: undefined })
        : typed(String(i + 1), a),
    );
  else throw new NetProblem('badpar', e, str('InputPorts'), str('a number, or a list or association of ports'));
  return ports;
}

/** The value given for an array. */
export function readArray(e: Expr, name: string, optional: boolean): ArrayState {
  if (e === S.Automatic) return { kind: 'automatic' };
  if (e === S.None && optional) return { kind: 'none' };
  const shared = sharedReference(e);
  if (shared !== undefined)
    return shared.value === undefined
      ? { kind: 'automatic', shared: shared.name }
      : { kind: 'value', value: shared.value, shared: shared.name };
  const numbers = numbersOf(e);
  if (numbers === undefined) throw new NetProblem('badarr', e, str(name), str(optional ? ', None' : ''));
  return { kind: 'value', value: single(numbers) };
}

function readParameters(
  definition: AnyLayer,
  positional: readonly Expr[],
  options: ReadonlyMap<string, Expr>,
): Record<string, unknown> {
  const fromArguments = definition.positional(positional) as Record<string, unknown> | undefined;
  if (fromArguments === undefined) throw new NetProblem('args', normal(S.List, ...positional), str(definition.usage));
  const parameters: Record<string, unknown> = {};
  for (const [name, p] of Object.entries(definition.parameters) as [
    string,
    { initial?: unknown; read(e: Expr): unknown; what: string },
  ][]) {
    const given = options.get(name);
    if (given !== undefined && given !== S.Automatic) {
      const value = p.read(given);
      if (value === undefined) throw new NetProblem('badpar', given, str(name), str(p.what));
      parameters[name] = value;
    } else parameters[name] = fromArguments[name] ?? p.initial;
  }
  return parameters;
}

/** LinearLayer[3, "Input" -> 2]. Throws NetProblem and LocatedConflict. */
export function makeLayer(definition: AnyLayer, args: readonly Expr[]): LayerNet {
  const { positional, options } = splitOptions(args);
  const parameters = readParameters(definition, positional, options);
  const portsOption = options.get('InputPorts') ?? options.get('Inputs');
  const given =
    portsOption !== undefined && portsOption !== S.Automatic && definition.variadic
      ? inputPorts(portsOption)
      : undefined;
  const inputNames = given ? [...given.keys()] : (definition.inputNames?.(parameters) ?? []);
  const ports = definition.ports(parameters, describeNothing(inputNames));
  const empty = (record: object): Map<string, StoredPort> =>
    new Map(Object.keys(record).map((name) => [name, { shape: undefined }]));
  const arrays = new Map<string, ArrayState>();
  for (const [name, a] of Object.entries(ports.arrays ?? {}))
    arrays.set(name, readArray(options.get(name) ?? S.Automatic, name, a.optional === true));
  checkOptionNames(definition, options, [
    ...arrays.keys(),
    ...Object.keys(ports.inputs),
    ...Object.keys(ports.outputs),
  ]);
  const layer: LayerNet = {
    kind: 'layer',
    head: definition.symbol,
    definition,
    parameters,
    inputNames: definition.variadic ? inputNames : Object.keys(ports.inputs),
    arrays,
    arrayShapes: new Map(),
    inputs: given ?? empty(ports.inputs),
    outputs: empty(ports.outputs),
    coders: new Map(),
    multipliers: multipliersOption(options),
  };
  return infer(applyPortOptions(layer, options)) as LayerNet;
}

export function multipliersOption(options: ReadonlyMap<string, Expr>): Expr | undefined {
  const e = options.get('LearningRateMultipliers');
  return e === S.Automatic ? undefined : e;
}

function checkOptionNames(definition: AnyLayer, options: ReadonlyMap<string, Expr>, own: readonly string[]): void {
  const known = new Set([
    ...own,
    ...Object.keys(definition.parameters),
    'LearningRateMultipliers',
    ...(definition.variadic ? ['InputPorts', 'Inputs'] : []),
  ]);
  for (const name of options.keys())
    if (!known.has(name)) throw new NetProblem('badopt', str(name), names([...known].sort()));
}

/** A variadic layer with these inputs. */
export function withInputs(layer: LayerNet, inputNames: readonly string[]): LayerNet {
  return {
    ...layer,
    inputNames,
    inputs: new Map(inputNames.map((n) => [n, layer.inputs.get(n) ?? { shape: undefined }])),
  };
}

// --- elements of nets --------------------------------------------------------------------------------------------

/** A layer of a net, as users may write it: a net, Ramp, a function, a number, a list. */
export function toNet(e: Expr, inGraph: boolean): Net {
  if (isNet(e)) return e.content;
  if (isCall(e, S.List) || isAssociation(e)) return makeChain([e]);
  for (const definition of layers) {
    const args = definition.abbreviates?.(e, inGraph);
    if (args !== undefined) return makeLayer(definition, args);
  }
  throw new NetProblem('nlayer', e);
}

/** Names and layers of {l1, ...}, {"a" -> l1, ...} or <|"a" -> l1, ...|>. */
export function readNodes(e: Expr, inGraph: boolean): Node[] {
  const items = e.kind === Kind.Packed ? unpack(e as Packed).args : isCall(e, S.List) ? e.args : undefined;
  if (isAssociation(e)) return e.entries().map(([k, v]) => ({ name: nodeName(k), net: toNet(v, inGraph) }));
  if (items === undefined) throw new NetProblem('nlayer', e);
  if (items.length > 0 && items.every((a) => isRule(a) && a.args[0].kind === Kind.String))
    return items.map((a) => ({ name: nodeName((a as Normal).args[0]!), net: toNet((a as Normal).args[1]!, inGraph) }));
  return items.map((a, i) => ({ name: i + 1, net: toNet(a, inGraph) }));
}

function nodeName(e: Expr): string {
  if (e.kind === Kind.String) return e.value;
  if (e.kind === Kind.Integer) return String(e.value);
  throw new NetProblem('nlayer', e);
}

// --- chains ------------------------------------------------------------------------------------------------------

/** NetChain[layers, options]. Throws NetProblem and LocatedConflict. */
export function makeChain(args: readonly Expr[]): ContainerNet {
  const { positional, options } = splitOptions(args);
  const [what, ...more] = positional;
  if (what === undefined || more.length > 0)
    throw new NetProblem(
      'args',
      normal(S.List, ...positional),
      str('NetChain[{layer1, ...}] or NetChain[<|"name" -> layer1, ...|>] are expected.'),
    );
  if (isNet(what)) return makeChainOf(asChainNodes(what.content), options);
  return makeChainOf(readNodes(what, false), options);
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

// --- operators ---------------------------------------------------------------------------------------------------

/** NetMapOperator[net, options]. Throws NetProblem and LocatedConflict. */
export function makeOperator(definition: Operator, args: readonly Expr[]): ContainerNet {
  const { positional, options } = splitOptions(args);
  const given = definition.read(positional, options);
  if (given === undefined) throw new NetProblem('args', normal(S.List, ...args), str(definition.usage));
  const rest = new Map([...options].filter(([name]) => !definition.options.includes(name)));
  const nodes = given.nets.map(([name, e]) => ({ name, net: withoutCoders(toNet(e, false)) }));
  const first = nodes[0]!.net;
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
      inputs: open(definition.portNames?.inputs ?? first.inputs.keys()),
      outputs: open(definition.portNames?.outputs ?? first.outputs.keys()),
      coders: new Map(),
      multipliers: multipliersOption(options),
    },
    rest,
  );
}

/** Inner coders have nothing to encode: values between layers are arrays. */
export function withoutCoders(net: Net): Net {
  return net.coders.size === 0 ? net : { ...net, coders: new Map() };
}

/** Applies port options, reports unknown ones, and infers shapes. */
export function finish(net: ContainerNet, options: ReadonlyMap<string, Expr>): ContainerNet {
  for (const name of options.keys())
    if (name !== 'LearningRateMultipliers' && !net.inputs.has(name) && !net.outputs.has(name))
      throw new NetProblem(
        'badopt',
        str(name),
        names(['LearningRateMultipliers', ...net.inputs.keys(), ...net.outputs.keys()]),
      );
  const withPorts = applyPortOptions(net, options);
  const coded = new Map(withPorts.inputs);
  const out = new Map(withPorts.outputs);
  for (const [name, coder] of withPorts.coders) {
    const ports = coded.has(name) ? coded : out;
    const known = ports.get(name)!;
    if (known.shape === undefined) ports.set(name, coder.port);
  }
  return infer({ ...withPorts, inputs: coded, outputs: out }) as ContainerNet;
}

export const positionExpr = (name: string | number): Expr => (typeof name === 'number' ? int(name) : str(name));
