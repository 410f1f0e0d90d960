/** Nets as ONNX models: the graph by the forms of layers, arrays as initializers, ports by their names. */
import { VERSION } from '../../../builtins/system/version.ts';
import { Refusal } from '../../../compute/contract/problems.ts';
import type { Str } from '../../../expr/expr.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { FLOAT, INT64, OnnxGraph } from '../../../formats/onnx-graph.ts';
import { specialize } from '../../model/infer.ts';
import { arrayKey, arrayPlaces, type Net, pathText, type StoredPort, sharedName } from '../../model/net.ts';
import { type OnnxArray, OpenSize, type Size } from '../../model/onnx/array.ts';
import { OnnxBuilder } from '../../model/onnx/builder.ts';
import { PRODUCER } from '../../model/onnx/keys.ts';
import { NetProblem } from '../../model/problem.ts';
import { type Emission, emitNet, NeedsSizes, partText, type TracedPart } from './emit.ts';
import { metadataOf } from './metadata.ts';

export interface OnnxSettings {
  readonly opset: number;
  /** Examples in a batch; null: any number, unless a part has to be traced. */
  readonly batch: number | null;
  /** Elements of what varies; null: any number. */
  readonly length: number | null;
  readonly description: string | undefined;
  readonly graphName: string;
  readonly modelVersion: number;
}

export interface OnnxFile {
  readonly bytes: Uint8Array;
  /** Parts that went out as what they compute, in words. */
  readonly traced: readonly string[];
  /** The sizes that are fixed, in words. */
  readonly sizes: string;
}

const refuse = (reason: string): never => {
  throw new FormatError('ONNX', reason);
};

/** The net as a file. Throws FormatError. */
export function onnxFile(net: Net, settings: OnnxSettings): OnnxFile {
  check(net);
  const open = settings.length === null ? net : withLengths(net, settings.length);
  try {
    return write(open, settings, false);
  } catch (x) {
    if (!(x instanceof NeedsSizes)) throw x;
    return writeFixed(closed(open, x.part), { ...settings, batch: settings.batch ?? 1 });
  }
}

function writeFixed(net: Net, settings: OnnxSettings): OnnxFile {
  try {
    return write(net, settings, true);
  } catch (x) {
    if (x instanceof Refusal) return refuse(`there is no operator in ONNX for ${x.message}`);
    if (x instanceof NetProblem && x.tag === 'placeholder')
      return refuse(
        `the placeholder ${(x.parameters[0] as Str).value} cannot be computed; NetReplacePart or NetReplace puts a layer in its place`,
      );
    throw x;
  }
}

/** More bytes are in no message of protocol buffers. */
const LARGEST = 2 ** 31 - 1;

/** Everything that goes into the file is known, and fits into it. */
function check(net: Net): void {
  for (const p of arrayPlaces(net))
    if (p.state.kind !== 'value')
      refuse(`the array ${pathText(p.path)} was not initialized or otherwise specified; NetInitialize gives it values`);
  const bytes = new Map(
    arrayPlaces(net).map((p) => [arrayKey(p), p.state.kind === 'value' ? 4 * p.state.value.data.length : 0]),
  );
  const total = [...bytes.values()].reduce((a, b) => a + b, 0);
  if (total > LARGEST) refuse(`the arrays have ${total} bytes, and a file in this format holds at most ${LARGEST}`);
  for (const [name, { shape }] of net.inputs)
    if (shape === undefined || shape.includes(null))
      refuse(`the shape of port ${name} is not known; give the type of an input, such as "Input" -> 3`);
  if (net.outputs.size === 0 || (net.kind === 'layer' && net.definition.variadic && net.inputs.size === 0))
    refuse(`the layer ${net.head.name} does not say which inputs it has; "InputPorts" does`);
}

const varies = (p: StoredPort): boolean => p.shape!.includes('Varying');

function withLengths(net: Net, length: number): Net {
  if (![...net.inputs.values()].some(varies)) return net;
  const shapes = [...net.inputs].map(
    ([name, p]) => [name, p.shape!.map((n) => (typeof n === 'number' ? n : length))] as const,
  );
  return specialize(net, new Map(shapes));
}

/** The net with all sizes known, for a part that can only be traced. */
function closed(net: Net, part: TracedPart): Net {
  if ([...net.inputs.values()].some(varies))
    refuse(
      `${partText(part)} has no operators in ONNX for sequences of any length; "SequenceLength" -> n writes the net for n elements`,
    );
  return withLengths(net, 1);
}

/** Throws NeedsSizes unless `fixed`. */
function write(net: Net, s: OnnxSettings, fixed: boolean): OnnxFile {
  const graph = new OnnxGraph(s.opset, true);
  const o = new OnnxBuilder(graph);
  const batch: Size = s.batch ?? new OpenSize('N', undefined, true);
  const inputs = Object.fromEntries([...net.inputs].map(([name, p]) => [name, input(o, name, p, batch)]));
  const names = new Map([...net.outputs.keys()].map((name) => [name, graph.unique(name)]));
  const arrays = initializers(net, graph);
  const e: Emission = { o, arrays, fixed, traced: [] };
  // Without an input there is one example.
  const outputs = emitNet(net, inputs, e, net.inputs.size === 0 ? 1 : batch);
  const taken = new Set<string>();
  for (const [name, p] of net.outputs) output(o, outputs[name]!, name, names.get(name)!, p, taken);
  const bytes = graph.encode({
    graphName: s.graphName,
    producer_name: PRODUCER,
    producer_version: VERSION,
    ...(s.description !== undefined && { doc_string: s.description }),
    model_version: s.modelVersion,
    metadata_props: metadataOf(net, (key) => arrays.get(key)!.name),
  });
  const sizes = `batches of ${s.batch}${s.length === null ? '' : ` and sequences of ${s.length}`}`;
  return { bytes, traced: e.traced.map(partText), sizes };
}

/** Whole numbers are INT64. */
const typeOf = (p: StoredPort): number => (p.index === undefined ? FLOAT : INT64);

function input(o: OnnxBuilder, name: string, p: StoredPort, batch: Size): OnnxArray {
  const shape = p.shape!.map((n, i): Size => {
    if (typeof n === 'number') return n;
    const earlier = p.shape!.slice(0, i).filter((k) => k === 'Varying').length;
    return new OpenSize(`${name}_length${earlier === 0 ? '' : earlier + 1}`, undefined, true);
  });
  const whole = [batch, ...shape];
  const text = whole.map((n) => (typeof n === 'number' ? n : n.name));
  return o.named(o.graph.input(name, typeOf(p), text), whole, typeOf(p));
}

/** The output under its name, which a node has to give. */
function output(o: OnnxBuilder, x: OnnxArray, port: string, name: string, p: StoredPort, taken: Set<string>): void {
  const value = o.cast(x, typeOf(p));
  const own = o.graph.isResult(value.name) && !taken.has(value.name);
  const made = own ? value : o.map('Identity', value);
  taken.add(made.name);
  const shape = made.shape.map((n, i) => (typeof n === 'number' ? n : sizeName(n, port, i)));
  o.graph.output(made.name, made.type, shape, name);
}

/** Sizes of inputs have their names; others are called after the output. */
const sizeName = (n: OpenSize, port: string, axis: number): string =>
  n.isInput ? n.name : `${port}_length${axis === 1 ? '' : axis}`;

/** Every array once, also where layers share it. */
function initializers(net: Net, graph: OnnxGraph): Map<string, OnnxArray> {
  const out = new Map<string, OnnxArray>();
  for (const p of arrayPlaces(net)) {
    const key = arrayKey(p);
    if (p.state.kind !== 'value' || out.has(key)) continue;
    const { shape, data } = p.state.value;
    const numbers = data instanceof Float32Array ? data : Float32Array.from(data);
    const name = graph.constant(shape, FLOAT, numbers, sharedName(p.state) ?? p.path.join('/'));
    out.set(key, { name, type: FLOAT, shape });
  }
  return out;
}
