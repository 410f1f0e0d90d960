/** The equations of shapes in a net, and their solution: every port and array gets what follows from its neighbours, in both directions. */
import { Packed } from '../../expr/expr.ts';
import { worked } from '../../pace.ts';
import { noExtraPorts } from './extra-ports.ts';
import type { ArrayState, ContainerNet, LayerNet, Net, Path, StoredAxis, StoredPort, StoredShape } from './net.ts';
import { pathText } from './net.ts';
import type { OperatorPorts } from './operator.ts';
import { type Axis, countOf, Dim, located, resolve, type Shape, ShapeVariable, Solver } from './shape.ts';

/** A port while shapes are being found. */
interface OpenPort {
  readonly shape: ShapeVariable;
  index: Dim | undefined;
  /** Whole numbers go on to another port of the layer. */
  readonly passes?: true;
}
type OpenPorts = ReadonlyMap<string, OpenPort>;

interface Described {
  readonly inputs: OpenPorts;
  readonly outputs: OpenPorts;
  /** The net with everything that is known now. */
  store(): Net;
}

const openAxis = (a: StoredAxis): Axis => {
  if (typeof a === 'number') return a;
  const d = new Dim('');
  d.varying = a === 'Varying';
  return d;
};
export const openShape = (s: StoredShape): Shape | undefined => s?.map(openAxis);

const storedAxis = (a: Axis): StoredAxis => {
  const x = resolve(a);
  return typeof x === 'number' ? x : x.varying ? 'Varying' : null;
};
const storedShape = (v: ShapeVariable): StoredShape => v.shape?.map(storedAxis);

function openIndex(max: number | undefined): Dim | undefined {
  if (max === undefined) return undefined;
  const d = new Dim('index');
  if (max > 0) d.bind(max);
  return d;
}

/** Bounds that hold for one port only. */
const rangeOf = (p: StoredPort | undefined): Pick<StoredPort, 'min' | 'max'> => ({
  ...(p?.min !== undefined && { min: p.min }),
  ...(p?.max !== undefined && { max: p.max }),
});

function storePorts(ports: OpenPorts, before: ReadonlyMap<string, StoredPort>): Map<string, StoredPort> {
  const out = new Map<string, StoredPort>();
  for (const [name, p] of ports) {
    const max = p.index && resolve(p.index);
    out.set(name, {
      shape: storedShape(p.shape),
      ...(max !== undefined && { index: typeof max === 'number' ? max : 0 }),
      ...rangeOf(before.get(name)),
      ...(before.get(name)?.stated && { stated: true as const }),
    });
  }
  return out;
}

/** What was stored for a port holds for the port. */
function constrain(port: OpenPort, stored: StoredPort | undefined, where: () => string): void {
  if (stored === undefined) return;
  const shape = openShape(stored.shape);
  if (shape !== undefined) located(where, () => port.shape.unify(shape));
  if (stored.index !== undefined) joinIndex(port, { shape: port.shape, index: openIndex(stored.index) });
}

function joinIndex(a: OpenPort, b: OpenPort): void {
  if (a.index === undefined) a.index = b.index;
  else if (b.index !== undefined) {
    const [x, y] = [resolve(a.index), resolve(b.index)];
    if (x === y) return;
    if (x instanceof Dim) x.bind(y);
    // A smaller range of integers fits where a larger one is expected.
    else if (y instanceof Dim) y.bind(x);
  }
}

/** Where a net stands: its name in the net at `around`. Nets nest by thousands, so that places share what is around them. */
interface Place {
  readonly around: Place | undefined;
  readonly name: string | number;
}

function pathOf(place: Place | undefined): Path {
  const path = [];
  for (let p = place; p !== undefined; p = p.around) path.push(p.name);
  return path.reverse();
}

export const pathName = (path: Path, head: string): string =>
  path.length === 0 ? head : `layer ${pathText(path)} (${head})`;
const placeText = (place: Place | undefined, head: string): string => pathName(pathOf(place), head);

/** Input and output have one range of whole numbers, or none. */
function passOn(inputs: Map<string, OpenPort>, outputs: Map<string, OpenPort>): void {
  let index: Dim | undefined;
  const linked = (p: OpenPort): OpenPort => ({
    shape: p.shape,
    passes: true,
    get index() {
      return index;
    },
    set index(d) {
      index = d;
    },
  });
  inputs.set('Input', linked(inputs.get('Input')!));
  outputs.set('Output', linked(outputs.get('Output')!));
}

/**
 * Nets that came out of a solution with nothing left open, so that nothing can follow for their parts any more: around them only their
 * ports count. A chain of chains, made from the inside, would be solved anew for each of them otherwise.
 */
const settled = new WeakSet<Net>();

const isNumbers = (s: StoredShape): boolean => s?.every((a) => typeof a === 'number') === true;
const arePortsKnown = (net: Net): boolean =>
  [...net.inputs.values(), ...net.outputs.values()].every((p) => isNumbers(p.shape) && p.index !== 0);

/** A neighbour gave a settled net a range of whole numbers: its parts are to be looked at after all. */
class Unsettled extends Error {}

function describeSettled(net: Net, place: Place | undefined): Described {
  const open = (ports: ReadonlyMap<string, StoredPort>): Map<string, OpenPort> =>
    new Map(
      [...ports].map(([name, p]) => {
        const port: OpenPort = { shape: new ShapeVariable(), index: undefined };
        constrain(port, p, () => `port ${name} of ${placeText(place, net.head.name)}`);
        return [name, port];
      }),
    );
  const inputs = open(net.inputs);
  const outputs = open(net.outputs);
  const isUnchanged = (ports: OpenPorts, before: ReadonlyMap<string, StoredPort>): boolean =>
    [...ports].every(([name, p]) => (p.index && resolve(p.index)) === before.get(name)!.index);
  return {
    inputs,
    outputs,
    store: () => {
      if (!isUnchanged(inputs, net.inputs) || !isUnchanged(outputs, net.outputs)) throw new Unsettled();
      return net;
    },
  };
}

function describeLayer(layer: LayerNet, place: Place | undefined, solver: Solver): Described {
  const where = placeText(place, layer.head.name);
  const ports = located(where, () =>
    solver.within(where, () =>
      layer.definition.ports(layer.parameters, {
        solver,
        inputNames: layer.inputNames,
        extra: layer.extra ?? noExtraPorts,
        dim: (name) => new Dim(name),
        shape: (shape) => new ShapeVariable(shape),
      }),
    ),
  );
  const open = (
    record: Readonly<Record<string, { readonly shape: ShapeVariable; readonly index?: Dim }>>,
  ): Map<string, OpenPort> =>
    new Map(Object.entries(record).map(([name, p]) => [name, { shape: p.shape, index: p.index }]));
  const inputs = open(ports.inputs);
  const outputs = open(ports.outputs);
  if (ports.passes) passOn(inputs, outputs);
  for (const [name, p] of inputs) constrain(p, layer.inputs.get(name), () => `port ${name} of ${where}`);
  for (const [name, p] of outputs) constrain(p, layer.outputs.get(name), () => `port ${name} of ${where}`);
  const arrays = ports.arrays ?? {};
  for (const [name, a] of Object.entries(arrays)) {
    const state = layer.arrays.get(name);
    const stored = openShape(layer.arrayShapes.get(name));
    const shape = state?.kind === 'value' && !state.fills ? state.value.shape : stored;
    if (shape !== undefined)
      located(
        () => `array ${name} of ${where}`,
        () => a.shape.unify(shape),
      );
  }
  return {
    inputs,
    outputs,
    store: () => {
      const arrayShapes = new Map(Object.entries(arrays).map(([name, a]) => [name, storedShape(a.shape)]));
      const result: Net = {
        ...layer,
        inputs: storePorts(inputs, layer.inputs),
        outputs: storePorts(outputs, layer.outputs),
        arrays: new Map([...layer.arrays].map(([name, a]) => [name, filled(a, arrayShapes.get(name))])),
        arrayShapes,
      };
      // Ranges of whole numbers go through layers that pass them on, whatever is known.
      if (!ports.passes && arePortsKnown(result) && [...arrayShapes.values()].every(isNumbers)) settled.add(result);
      return result;
    },
  };
}

/** The array that one number fills, once its size is known. */
function filled(state: ArrayState, shape: StoredShape): ArrayState {
  if (state.kind !== 'value' || !state.fills || !shape?.every((a): a is number => typeof a === 'number')) return state;
  const data = new Float32Array(countOf(shape)).fill(state.value.data[0]!);
  return { ...state, value: new Packed('Real32', shape, data), fills: undefined };
}

const opened = (ports: OperatorPorts['inputs']): OpenPorts => new Map([...ports].map(([name, p]) => [name, { ...p }]));

function describeContainer(net: ContainerNet, place: Place | undefined, solver: Solver, deep: boolean): Described {
  const nodes = net.nodes.map((n) => describe(n.net, { around: place, name: n.name }, solver, deep));
  const own = (names: Iterable<string>): Map<string, OpenPort> =>
    new Map([...names].map((name) => [name, { shape: new ShapeVariable(), index: undefined }]));
  const around = net.operator?.ports(nodes, solver, net.operatorParameters ?? {}, net.extra ?? noExtraPorts);
  const inputs = around ? opened(around.inputs) : own(net.inputs.keys());
  const outputs = around ? opened(around.outputs) : own(net.outputs.keys());
  for (const [name, p] of inputs)
    constrain(p, net.inputs.get(name), () => `port ${name} of ${placeText(place, net.head.name)}`);
  for (const [name, p] of outputs)
    constrain(p, net.outputs.get(name), () => `port ${name} of ${placeText(place, net.head.name)}`);
  const label = (node: number, port: string): string =>
    node < 0
      ? `port ${port} of the net`
      : `port ${port} of ${placeText({ around: place, name: net.nodes[node]!.name }, net.nodes[node]!.net.head.name)}`;
  const joined: (readonly [OpenPort, OpenPort])[] = [];
  for (const { from, to } of net.wires) {
    const a = from.node < 0 ? inputs.get(from.port)! : nodes[from.node]!.outputs.get(from.port)!;
    const b = to.node < 0 ? outputs.get(to.port)! : nodes[to.node]!.inputs.get(to.port)!;
    located(
      () => `${label(from.node, from.port)} and ${label(to.node, to.port)}`,
      () => a.shape.unify(b.shape),
    );
    joined.push([a, b]);
  }
  // Twice, since ranges go both ways through layers that pass them on.
  for (let pass = 0; pass < 2; pass++)
    for (const [i, [a, b]] of joined.entries()) {
      const { from, to } = net.wires[i]!;
      joinIndex(a, b);
      if (from.node < 0 || to.node < 0 || b.passes) joinIndex(b, a);
    }
  return {
    inputs,
    outputs,
    store: () => {
      const result: Net = {
        ...net,
        nodes: net.nodes.map((n, i) => ({ name: n.name, net: nodes[i]!.store() })),
        inputs: storePorts(inputs, net.inputs),
        outputs: storePorts(outputs, net.outputs),
      };
      if (arePortsKnown(result) && result.nodes.every((n) => settled.has(n.net))) settled.add(result);
      return result;
    },
  };
}

/** Steps of work that a net is worth, so that nets of thousands of parts can be stopped while they are made. */
const DESCRIPTION = 20;

function describe(net: Net, place: Place | undefined, solver: Solver, deep: boolean): Described {
  worked(DESCRIPTION);
  if (!deep && settled.has(net)) return describeSettled(net, place);
  return net.kind === 'layer' ? describeLayer(net, place, solver) : describeContainer(net, place, solver, deep);
}

/** The net with what follows for its shapes; throws LocatedConflict where they contradict. `deep`: settled parts are looked into, too. */
export function solved(net: Net, deep = false): Net {
  const solver = new Solver();
  try {
    const d = describe(net, undefined, solver, deep);
    solver.solve();
    return d.store();
  } catch (x) {
    if (!(x instanceof Unsettled)) throw x;
    return solved(net, true);
  }
}
