/** The layers of a model and what they are connected to, as Keras 2, Keras 3 and TensorFlow.js describe them. */
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import type { Net, StoredAxis } from '../../model/net.ts';
import type { Version } from './activations.ts';
import { attentionLayers } from './attention.ts';
import { KerasNet, type Value } from './builder.ts';
import { Config, isJson, type Json, jsonOf, textOf } from './config.ts';
import { einsumLayers } from './einsum.ts';
import { type Converter, KerasLayer } from './layer.ts';
import { normLayers } from './norms.ts';
import { plainLayers } from './plain.ts';
import { about, refuse } from './problem.ts';
import { recurrentLayers } from './recurrent.ts';
import { resizingLayers } from './resizing.ts';
import { spatialLayers } from './spatial.ts';
import type { Place, Weights } from './weights.ts';

const CONVERTERS: Readonly<Record<string, Converter>> = {
  ...plainLayers,
  ...normLayers,
  ...spatialLayers,
  ...resizingLayers,
  ...einsumLayers,
  ...recurrentLayers,
  ...attentionLayers,
};

/** Names of models that hold layers. */
const SEQUENTIAL = 'Sequential';
const FUNCTIONAL = ['Functional', 'Model'];

interface Reading {
  readonly net: KerasNet;
  readonly weights: Weights;
  readonly version: Version;
  /** Some layer slides over space, so that pictures come with channels first. */
  readonly spatial: boolean;
  /** Ports that the net has already. */
  readonly ports: Set<string>;
  /** How many times each layer has been used. */
  readonly uses: Map<string, number>;
}

/** The net that a description and its arrays are. Throws FormatError. */
export function kerasNet(model: Json, weights: Weights, version: Version, e: Evaluation): Net {
  const net = new KerasNet(e);
  const text = JSON.stringify(model);
  const spatial = [...Object.keys(spatialLayers), ...Object.keys(resizingLayers)].some((name) =>
    text.includes(`"class_name":"${name}"`),
  );
  const reading: Reading = { net, weights, version, spatial, ports: new Set(), uses: new Map() };
  refuseUnknown(model);
  const outputs = readModel(model, undefined, { names: [], keys: [] }, reading);
  const single = outputs.length === 1;
  const lying = outputs.map(
    ([name, v]) =>
      [single ? 'Output' : name, v.channels === 'first' && v.shape.length > 2 ? v : net.asLast(v, name)] as const,
  );
  return about('the model', () => net.finish(lying));
}

const MODELS = [SEQUENTIAL, ...FUNCTIONAL];
const isRead = (kind: string): boolean =>
  Object.hasOwn(CONVERTERS, kind) || MODELS.includes(kind) || ['InputLayer', 'TimeDistributed'].includes(kind);
/** Why layers that others have are not here. */
const REASONS: Readonly<Record<string, string>> = {
  Lambda: 'code, which is not run',
  TFOpLambda: 'code, which is not run',
  Masking: 'nets here have no masks',
};

/** One message for all layers that are not read. */
function refuseUnknown(model: Json): void {
  const unknown: string[] = [];
  const look = (x: Json, path: string): void => {
    const config = Array.isArray(x.config) ? { layers: x.config } : x.config;
    if (!isJson(config) || !Array.isArray(config.layers)) return;
    for (const layer of config.layers.filter(isJson)) {
      const kind = layer.class_name;
      const name = isJson(layer.config) && typeof layer.config.name === 'string' ? layer.config.name : layer.name;
      const label = `${path}${String(name ?? 'a layer')}`;
      if (typeof kind !== 'string') continue;
      if (MODELS.includes(kind)) look(layer, `${label}/`);
      else if (!isRead(kind)) {
        const why = Object.hasOwn(REASONS, kind) ? `: ${REASONS[kind]}` : '';
        unknown.push(`${label} (${kind}${why})`);
      }
    }
  };
  look(model, '');
  if (unknown.length > 0) refuse(`what these layers do no layer here does: ${unknown.join(', ')}`);
}

type Outputs = readonly (readonly [string, Value])[];

/** The values that a model gives for these inputs; without any, its own input layers make ports. */
function readModel(model: Json, inputs: readonly Value[] | undefined, place: Place, r: Reading): Outputs {
  const kind = textOf(model.class_name, 'the class of the model');
  if (kind === SEQUENTIAL) return [readSequential(model, inputs, place, r)];
  if (FUNCTIONAL.includes(kind)) return readFunctional(jsonOf(model.config, 'the model'), inputs, place, r);
  return refuse(`models of the class ${kind} hold code; Sequential and Functional ones are read`);
}

const layerList = (x: unknown): Json[] =>
  Array.isArray(x) ? x.map((l) => jsonOf(l, 'a layer')) : refuse('the model has no list of layers');
const classOf = (layer: Json): string => textOf(layer.class_name, 'the class of a layer');
const settingsOf = (layer: Json): Json => jsonOf(layer.config, `the settings of a layer ${String(layer.class_name)}`);
const nameOf = (layer: Json): string => textOf(settingsOf(layer).name ?? layer.name, 'the name of a layer');

/** What Keras 3 calls the layers of a list in its file: dense, dense_1, ... */
function keysOf(layers: readonly Json[]): Map<string, string> {
  const used = new Map<string, number>();
  const keys = new Map<string, string>();
  for (const layer of layers) {
    const base = classOf(layer)
      .replace(/\W+/g, '')
      .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase();
    const count = used.get(base) ?? 0;
    used.set(base, count + 1);
    keys.set(nameOf(layer), count === 0 ? base : `${base}_${count}`);
  }
  return keys;
}

/** The sizes that an input layer, or a first layer, states; the first is that of the batch. */
function statedShape(c: Json): unknown {
  return (
    c.batch_shape ??
    c.batch_input_shape ??
    (Array.isArray(c.input_shape) ? [null, ...(c.input_shape as unknown[])] : undefined)
  );
}

function port(name: string, stated: unknown, r: Reading): Value {
  if (!Array.isArray(stated)) return refuse(`the model does not state the sizes of its input ${name}`);
  const sizes = stated
    .slice(1)
    .map(
      (n: unknown): StoredAxis =>
        n === null
          ? 'Varying'
          : typeof n === 'number' && Number.isSafeInteger(n) && n > 0
            ? n
            : refuse(`the input ${name} has the size ${String(n)}`),
    );
  if (sizes.some((n, i) => n === 'Varying' && i > 0))
    return refuse(`the input ${name} has sizes that vary; state them when the model is saved`);
  r.ports.add(name);
  const first = r.spatial && sizes.length > 2;
  if (first && sizes.includes('Varying'))
    return refuse(`the input ${name} has sizes that vary; state them when the model is saved`);
  return r.net.input(name, first ? [sizes.at(-1)!, ...sizes.slice(0, -1)] : sizes, first ? 'first' : 'last');
}

function readSequential(
  model: Json,
  inputs: readonly Value[] | undefined,
  place: Place,
  r: Reading,
): readonly [string, Value] {
  // Keras 1 had the list itself for settings.
  const config = Array.isArray(model.config) ? { layers: model.config } : jsonOf(model.config, 'the model');
  const layers = layerList(config.layers);
  const keys = keysOf(layers);
  let value = inputs?.[0];
  for (const layer of layers) {
    if (classOf(layer) === 'InputLayer') {
      value ??= port('Input', statedShape(settingsOf(layer)), r);
      continue;
    }
    value ??= port('Input', statedShape(settingsOf(layer)) ?? (config as Json).build_input_shape, r);
    value = applied(layer, [value], inside(place, layer, keys), r)[0]![1];
  }
  return [place.names.at(-1) ?? 'Output', value ?? refuse('the model has no layers')];
}

const inside = (place: Place, layer: Json, keys: ReadonlyMap<string, string>): Place => ({
  names: [...place.names, nameOf(layer)],
  keys: [...place.keys, keys.get(nameOf(layer))!],
});

/** The values that a layer, or a model in a model, gives. */
function applied(layer: Json, inputs: readonly Value[], place: Place, r: Reading, kwargs: Json = {}): Outputs {
  const kind = classOf(layer);
  const label = place.names.join('/');
  if (kind === SEQUENTIAL || FUNCTIONAL.includes(kind)) return readModel(layer, inputs, place, r);
  if (kind === 'TimeDistributed') return timeDistributed(layer, inputs, place, r);
  const convert = Object.hasOwn(CONVERTERS, kind) ? CONVERTERS[kind]! : refuse(`${label} (${kind}) is not read`);
  const settings = new Config(label, settingsOf(layer));
  const arrays = (part?: string) => r.weights(place, part);
  return about(label, () => [
    [label, convert(new KerasLayer(r.net, label, settings, inputs, arrays, r.version, kwargs))] as const,
  ]);
}

/** Layers of vectors along the last axis do the same without. */
const OF_VECTORS = [
  'Dense',
  'Activation',
  'Dropout',
  'LayerNormalization',
  'BatchNormalization',
  'ReLU',
  'LeakyReLU',
  'Softmax',
];

function timeDistributed(layer: Json, inputs: readonly Value[], place: Place, r: Reading): Outputs {
  const own = jsonOf(settingsOf(layer).layer, 'the layer of TimeDistributed');
  if (!OF_VECTORS.includes(classOf(own)))
    return refuse(
      `${place.names.join('/')} is TimeDistributed of ${classOf(own)}; that of ${OF_VECTORS.join(', ')} is read`,
    );
  return applied(
    own,
    inputs,
    { names: place.names, keys: [...place.keys.slice(0, -1), `${place.keys.at(-1)}/layer`] },
    r,
  );
}

/** Layer, call and output of a value. */
type Source = readonly [layer: string, call: number, output: number];

const isSource = (x: unknown): x is Source =>
  Array.isArray(x) && typeof x[0] === 'string' && Number.isInteger(x[1]) && Number.isInteger(x[2]);

/** Values that attention is given by their names, in their order. */
const NAMED = ['query', 'value', 'key'];

/** What one call of a layer reads: lists of sources (Keras 2), or arguments with tensors in them (Keras 3). */
function sourcesOf(call: unknown, layer: string, byName: boolean): Source[] {
  const named = kwargsOf(call);
  const given = Object.keys(named).filter((k) => isSource(named[k]) || tensorsIn(named[k]).length > 0);
  if (given.some((k) => !byName || !NAMED.includes(k)))
    refuse(`${layer} is given values by name (${given.join(', ')}), which is not read`);
  const byKey = NAMED.flatMap((k) =>
    given.includes(k) ? (isSource(named[k]) ? [named[k]] : tensorsIn(named[k])) : [],
  );
  if (isJson(call)) return [...tensorsIn(call.args), ...byKey];
  if (isSource(call)) return [call, ...byKey];
  if (!Array.isArray(call)) return refuse(`the inputs of ${layer} are damaged`);
  return [...call.map((x: unknown) => (isSource(x) ? x : refuse(`the inputs of ${layer} are damaged`))), ...byKey];
}

/** What is said by name: beside the arguments, or behind the first source. */
function kwargsOf(call: unknown): Json {
  if (isJson(call)) return isJson(call.kwargs) ? call.kwargs : {};
  const first = isSource(call) ? call : Array.isArray(call) ? (call as unknown[])[0] : undefined;
  const last = isSource(first) ? (first as readonly unknown[])[3] : undefined;
  return isJson(last) ? last : {};
}

function tensorsIn(x: unknown): Source[] {
  if (Array.isArray(x)) return x.flatMap(tensorsIn);
  if (!isJson(x)) return [];
  const history = isJson(x.config) ? x.config.keras_history : undefined;
  return isSource(history) ? [history] : Object.values(x).flatMap(tensorsIn);
}

const MOST_CALLS = 100_000;

function readFunctional(config: Json, given: readonly Value[] | undefined, place: Place, r: Reading): Outputs {
  const layers = layerList(config.layers);
  const keys = keysOf(layers);
  const byName = new Map(layers.map((l) => [nameOf(l), l]));
  const starts = endsOf(config.input_layers);
  const known = new Map<string, Outputs>();
  let calls = 0;
  for (const [i, [name]] of starts.entries()) {
    const layer = byName.get(name) ?? refuse(`there is no layer ${name}`);
    const label = given === undefined && starts.length === 1 ? 'Input' : name;
    known.set(`${name} 0`, [[name, given?.[i] ?? port(label, statedShape(settingsOf(layer)), r)]]);
  }
  const value = ([name, at, output]: Source, path: ReadonlySet<string>): Value => {
    const key = `${name} ${at}`;
    if (path.has(key) || ++calls > MOST_CALLS) return refuse(`the layers form a cycle through ${name}`);
    if (!known.has(key)) known.set(key, called(name, at, new Set([...path, key])));
    return known.get(key)![output]?.[1] ?? refuse(`${name} has no output ${output}`);
  };
  const called = (name: string, at: number, path: ReadonlySet<string>): Outputs => {
    const layer = byName.get(name) ?? refuse(`there is no layer ${name}`);
    const nodes = Array.isArray(layer.inbound_nodes) ? (layer.inbound_nodes as unknown[]) : [];
    if (nodes[at] === undefined) return refuse(`${name} is not called ${at + 1} times`);
    const sources = sourcesOf(nodes[at], name, Object.hasOwn(attentionLayers, classOf(layer)));
    const inputs = sources.map((s) => value(s, path));
    return applied(layer, inputs, inside(place, layer, keys), r, kwargsOf(nodes[at]));
  };
  return endsOf(config.output_layers).map((s) => [s[0], value(s, new Set())] as const);
}

/** One source, or a list of them. */
const endsOf = (x: unknown): Source[] =>
  isSource(x)
    ? [x]
    : Array.isArray(x)
      ? x.map((s: unknown) => (isSource(s) ? s : refuse('the ends of the model are damaged')))
      : refuse('the model does not state its inputs and outputs');
