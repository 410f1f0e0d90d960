/** Writes a net into an ONNX graph: layers in the order of their wires, each by the form in its record. */
import { Refusal } from '../../../compute/contract/problems.ts';
import type { StepFunction } from '../../../compute/contract/step.ts';
import { writeStep } from '../../../compute/run/as-onnx.ts';
import { keyFromOutside } from '../../model/keys.ts';
import { type ContainerNet, eachLayer, type LayerNet, type Net, type Path, pathText } from '../../model/net.ts';
import { NoOnnxForm, type OnnxArray, type OnnxArrays, type Size } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import type { OnnxInner } from '../../model/onnx/form.ts';
import type { Operator } from '../../model/operator.ts';
import { countOf } from '../../model/shape.ts';
import { alongWires, byPort, keyOf, layerSizes, runNet } from '../run.ts';
import { arraySlots } from '../runnable.ts';

/** A part that goes out as the program of what it computes. */
export interface TracedPart {
  readonly path: Path;
  /** The layer or operator, and what of it has no form. */
  readonly what: string;
}

/** Thrown where a part has no form and sizes are open. */
export class NeedsSizes {
  readonly part: TracedPart;
  constructor(part: TracedPart) {
    this.part = part;
  }
}

export interface Emission {
  readonly o: OnnxBuilder;
  /** Arrays of the net by key. */
  readonly arrays: ReadonlyMap<string, OnnxArray>;
  /** All sizes are known: parts without a form can be traced. */
  readonly fixed: boolean;
  /** Where parts that were traced are noted. */
  readonly traced: TracedPart[];
}

/** Inputs and outputs by port, as in runNet. Throws NeedsSizes, and Refusal for what is not even a program. */
export function emitNet(net: Net, inputs: OnnxArrays, e: Emission, batch: Size, path: Path = []): OnnxArrays {
  const { graph } = e.o;
  const given = realInputs(net, inputs, e.o);
  const form = (): OnnxArrays => {
    if (net.kind === 'layer') return emitLayer(net, given, e, batch, path);
    if (net.operator) return emitOperator(net, net.operator, given, e, path);
    return alongWires(net, given, (node, x) => emitNet(node.net, x, e, batch, [...path, node.name]));
  };
  const outer = graph.label;
  graph.label = path.length === 0 ? '' : `${path.join('/')}/`;
  try {
    return form();
  } catch (x) {
    if (!(x instanceof NoOnnxForm)) throw x;
    const part = { path, what: x.message === '' ? net.head.name : `${net.head.name} with ${x.message}` };
    if (!e.fixed) throw new NeedsSizes(part);
    e.traced.push(part);
    return emitTraced(net, given, e, batch as number, path);
  } finally {
    graph.label = outer;
  }
}

/** Whole numbers stay what they are only for ports that take them. */
const realInputs = (net: Net, inputs: OnnxArrays, o: OnnxBuilder): OnnxArrays =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, x]) => [
      name,
      net.kind === 'layer' && net.inputs.get(name)?.index === undefined ? o.real(x) : x,
    ]),
  );

function emitLayer(layer: LayerNet, inputs: OnnxArrays, e: Emission, batch: Size, path: Path): OnnxArrays {
  if (layer.definition.onnx === undefined) throw new NoOnnxForm();
  const arrays = [...layer.arrays].flatMap(([name, state]) =>
    state.kind === 'none' ? [] : [[name, e.arrays.get(keyOf(layer, path, name))!] as const],
  );
  return layer.definition.onnx(inputs, {
    o: e.o,
    parameters: layer.parameters,
    arrays: Object.fromEntries(arrays),
    shapes: layerSizes(layer),
    inputNames: layer.inputNames,
    outputNames: [...layer.outputs.keys()],
    batch: Object.values(inputs)[0]?.shape[0] ?? batch,
  });
}

function emitOperator(net: ContainerNet, operator: Operator, inputs: OnnxArrays, e: Emission, path: Path): OnnxArrays {
  if (operator.onnx === undefined) throw new NoOnnxForm();
  const inner = net.nodes.map(({ net: own, name }): OnnxInner => {
    const run = (given: OnnxArrays): OnnxArrays =>
      emitNet(own, byPort(own, given), e, Object.values(given)[0]!.shape[0]!, [...path, name]);
    return maps(own) ? Object.assign((given: OnnxArrays) => run(given), { mapped: run }) : run;
  });
  return operator.onnx(inputs, inner, e.o, net.operatorParameters ?? {}, {
    inner: net.nodes.map((n) => layerSizes(n.net)),
    outputNames: [...net.outputs.keys()],
  });
}

/** Whether all forms in a net take any number of axes in front. */
const maps = (net: Net): boolean =>
  net.kind === 'layer'
    ? net.definition.onnx !== undefined && net.definition.onnxMaps === true
    : (net.operator === undefined || net.operator.onnxMaps === true) && net.nodes.every((n) => maps(n.net));

/** What a part computes for batches of one size, call by call. */
function emitTraced(net: Net, inputs: OnnxArrays, e: Emission, whole: number, path: Path): OnnxArrays {
  eachLayer(net, (layer) => {
    if (layer.definition.alwaysNoise) throw new Refusal(`random numbers of the layer ${pathText(path)}`);
  });
  const rank = (name: string): number => net.inputs.get(name)!.shape!.length;
  const first = Object.entries(inputs)[0];
  // With more axes in front than the batch these are rows of a larger one.
  const outer =
    first === undefined ? [whole] : (first[1].shape.slice(0, first[1].shape.length - rank(first[0])) as number[]);
  const batch = countOf(outer);
  const rows = Object.entries(inputs).map(([name, x]) => {
    const shape = [batch, ...(x.shape.slice(outer.length) as number[])];
    return [name, { shape, array: e.o.reshape(e.o.real(x), shape).name }] as const;
  });
  const step: StepFunction = (t, arrays, given) => {
    const run = { t, arrays, batch, train: false, noise: () => undefined, update: () => {} };
    return { outputs: runNet(net, given, run) };
  };
  const arrayName = (key: string): string => e.arrays.get(keyFromOutside(key, path))!.name;
  const outputs = writeStep(e.o.graph, step, Object.fromEntries(rows), arraySlots(net), arrayName);
  return Object.fromEntries(
    [...net.outputs].map(([name, p]) => {
      const own = p.shape as number[];
      return [name, e.o.reshape(e.o.named(outputs.get(name)!, [batch, ...own]), [...outer, ...own])];
    }),
  );
}

export const partText = (p: TracedPart): string => (p.path.length === 0 ? p.what : `${pathText(p.path)} (${p.what})`);
