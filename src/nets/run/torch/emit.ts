/** Writes a net as classes of PyTorch: layers in the order of their wires, each by the form in its record. */
import { type ContainerNet, eachLayer, type LayerNet, type Net, type Path, pathText } from '../../model/net.ts';
import type { Operator } from '../../model/operator.ts';
import { TorchBuilder, type TorchProgram } from '../../model/torch/builder.ts';
import { NoTorchForm, type TorchInner, type TorchValues } from '../../model/torch/form.ts';
import { className, snake } from '../../model/torch/text.ts';
import { alongWires, byPort, keyOf, layerSizes } from '../run.ts';

/** A part that PyTorch has no form of. */
export class NoTorchPart {
  readonly path: Path;
  /** The layer or operator. */
  readonly head: string;
  /** What of it, and what would work; empty: all of it. */
  readonly why: string;
  constructor(path: Path, head: string, why: string) {
    this.path = path;
    this.head = head;
    this.why = why;
  }
}

/** Throws NoTorchPart. */
function inPart<T>(net: Net, path: Path, write: () => T): T {
  try {
    return write();
  } catch (x) {
    if (!(x instanceof NoTorchForm)) throw x;
    throw new NoTorchPart(path, net.head.name, x.message);
  }
}

function arraysOf(layer: LayerNet, path: Path): Map<string, { key: string; shape: readonly number[] }> {
  return new Map(
    [...layer.arrays].flatMap(([name, state]) => {
      if (state.kind === 'none') return [];
      const shape = state.kind === 'value' ? state.value.shape : (layer.arrayShapes.get(name) as readonly number[]);
      return [[name, { key: keyOf(layer, path, name), shape }] as const];
    }),
  );
}

function layerValues(layer: LayerNet, inputs: TorchValues, o: TorchBuilder, label: string, path: Path): TorchValues {
  const arrays = arraysOf(layer, path);
  o.at(label, arrays);
  return inPart(layer, path, () => {
    if (layer.definition.torch === undefined) throw new NoTorchForm('');
    return layer.definition.torch(inputs, {
      o,
      parameters: layer.parameters,
      arrays: Object.fromEntries([...arrays].map(([name, a]) => [name, a.shape])),
      shapes: layerSizes(layer),
      inputNames: layer.inputNames,
      outputNames: [...layer.outputs.keys()],
    });
  });
}

/** Every value as a variable, named after the part. */
function held(values: TorchValues, o: TorchBuilder, name: string): TorchValues {
  const several = Object.keys(values).length > 1;
  return Object.fromEntries(
    Object.entries(values).map(([port, code]) => [port, o.let(code, several ? `${name}_${port}` : name)]),
  );
}

/** What a part of a container gives for these inputs. `label` is its attribute. */
function partValues(net: Net, inputs: TorchValues, o: TorchBuilder, label: string, path: Path): TorchValues {
  if (net.kind === 'layer') return held(layerValues(net, inputs, o, label, path), o, label);
  const made = writeClass(net, o.program, `${o.prefix}${label}.`, className(path.at(-1) ?? 'Net'), path);
  o.holdModule(label, `${made}()`);
  const call = `self.${label}(${[...net.inputs.keys()].map((port) => inputs[port]!).join(', ')})`;
  const ports = [...net.outputs.keys()];
  if (ports.length === 1) return { [ports[0]!]: o.let(call, label) };
  const names = ports.map((port) => o.variable(`${label}_${port}`));
  o.line(`${names.join(', ')} = ${call}`);
  return Object.fromEntries(ports.map((port, i) => [port, names[i]!]));
}

function operatorValues(net: ContainerNet, operator: Operator, inputs: TorchValues, o: TorchBuilder, path: Path) {
  const inner = net.nodes.map(({ net: own, name }): TorchInner => {
    const label = o.attribute(snake(String(name)));
    return (given) => partValues(own, byPort(own, given), o, label, [...path, name]);
  });
  return inPart(net, path, () => {
    if (operator.torch === undefined) throw new NoTorchForm('');
    return operator.torch(inputs, inner, o, net.operatorParameters ?? {}, {
      inner: net.nodes.map((n) => layerSizes(n.net)),
      sizes: layerSizes(net),
      outputNames: [...net.outputs.keys()],
    });
  });
}

function containerValues(net: ContainerNet, inputs: TorchValues, o: TorchBuilder, path: Path): TorchValues {
  if (net.operator) return operatorValues(net, net.operator, inputs, o, path);
  const labels = new Map(net.nodes.map((n) => [n, o.attribute(n.name)]));
  return alongWires(net, inputs, (node, given) =>
    partValues(node.net, given, o, labels.get(node)!, [...path, node.name]),
  );
}

const about = (net: Net, path: Path): string =>
  path.length === 0 ? net.head.name : `${net.head.name} ${pathText(path)}`;

/** A class for a net, and for the containers in it; its name. Throws NoTorchPart. */
function writeClass(net: Net, program: TorchProgram, prefix: string, wanted: string, path: Path): string {
  const o = new TorchBuilder(program, prefix);
  const variables = new Map([...net.inputs.keys()].map((port) => [port, o.variable(port)]));
  const inputs = Object.fromEntries(variables);
  const [first] = variables.values();
  if (first !== undefined) o.batch = `len(${first})`;
  const values =
    net.kind === 'layer'
      ? layerValues(net, inputs, o, o.attribute('layer'), path)
      : containerValues(net, inputs, o, path);
  const results = [...net.outputs.keys()].map((port) => values[port]!);
  const root = path.length === 0;
  const ties = root ? program.ties.splice(0).map(([name, same]) => tie(name, same, prefix)) : [];
  return program.addClass(
    wanted,
    (name) => o.text(name, [...variables.values()], results, root ? about(net, path) : net.head.name, ties),
    root,
  );
}

/** Layers that share an array have one parameter. */
const tie = (name: string, same: string, prefix: string): string =>
  `self.${name.slice(prefix.length)} = self.${same.slice(prefix.length)}`;

/** The net as a class called `wanted`, whose arrays have names that begin with `prefix`. Throws NoTorchPart. */
export function emitNet(net: Net, program: TorchProgram, wanted: string, prefix: string): string {
  return writeClass(net, program, prefix, wanted, []);
}

/** Layers that draw random numbers while training. */
export function randomLayers(net: Net): string[] {
  const found: string[] = [];
  eachLayer(net, (layer, path) => {
    if (layer.definition.noise?.(layer.parameters, layerSizes(layer)) !== undefined) found.push(pathText(path));
  });
  return found;
}
