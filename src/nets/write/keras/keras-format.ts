/** Nets of Keras (.keras, .h5) and of TensorFlow.js (model.json) as file formats. */
import { type Format, type FormatCall, type FormatDefinition, format } from '../../../builtins/io/formats/format.ts';
import { type Hdf5File, isHdf5, openHdf5 } from '../../../formats/arrays/hdf5/hdf5.ts';
import { readTfjsJson, readTfjsWeights } from '../../../formats/arrays/tfjs.ts';
import { parsedJson } from '../../../formats/json.ts';
import { openZip } from '../../../formats/zip.ts';
import type { Net } from '../../model/net.ts';
import { arrayStore } from '../array-formats.ts';
import { netElements } from '../net-file.ts';
import { isJson, type Json, jsonOf } from './config.ts';
import { KERAS, refuse } from './problem.ts';
import { kerasNet } from './topology.ts';
import { legacyWeights, manifestWeights, noWeights, numberedWeights, type Weights } from './weights.ts';

const jsonIn = (bytes: Uint8Array | string, what: string): Json =>
  jsonOf(parsedJson(typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes), KERAS, what), what);

interface Stored {
  readonly model: Json;
  readonly version: 2 | 3;
  readonly weights: () => Weights;
}

/** A zip file of Keras 3: the description, and the arrays as HDF5. */
function archived(bytes: Uint8Array): Stored {
  const zip = openZip(bytes, KERAS);
  const part = (name: string): Uint8Array => zip.read(name) ?? refuse(`the file has no ${name}`);
  return {
    model: jsonIn(part('config.json'), 'config.json'),
    version: 3,
    weights: () => numberedWeights(part('model.weights.h5')),
  };
}

/** An HDF5 file of Keras 2 or 3 with a description in an attribute. */
function inHdf5(file: Hdf5File): Stored {
  const facts = file.attributes.get('');
  const text = facts?.get('model_config');
  if (typeof text !== 'string') return refuse('the file has arrays, but no description of a model: import it as HDF5');
  const version = String(facts!.get('keras_version') ?? '2').startsWith('3') ? 3 : 2;
  return { model: jsonIn(text, 'the description of the model'), version, weights: () => legacyWeights(file) };
}

const stored = (bytes: Uint8Array): Stored => (isHdf5(bytes) ? inHdf5(openHdf5(bytes)) : archived(bytes));

/** A model of TensorFlow.js; what its converter calls a graph model is operations, not layers. */
function inJson(bytes: Uint8Array, beside: FormatCall['beside']): Stored {
  const json = readTfjsJson(bytes);
  const topology = isJson(json.modelTopology) ? json.modelTopology : json;
  const model = isJson(topology.model_config) ? topology.model_config : topology;
  if (json.format === 'graph-model' || model.class_name === undefined)
    return refuse('the file has no layers: graph models are operations, manifests only arrays');
  const version = String(topology.keras_version ?? '2').startsWith('3') ? 3 : 2;
  const weights = () =>
    json.weightsManifest === undefined ? noWeights : manifestWeights(readTfjsWeights(json, beside));
  return { model, version, weights };
}

type NetReader = (bytes: Uint8Array, call: FormatCall, bare: boolean) => Net;
const reader =
  (read: (bytes: Uint8Array, beside: FormatCall['beside']) => Stored): NetReader =>
  (bytes, call, bare) => {
    const { model, version, weights } = read(bytes, call.beside);
    return kerasNet(model, bare ? noWeights : weights(), version, call.e);
  };

const Keras = format(KERAS, { extensions: ['keras'], binary: true, read: netElements(reader(stored)) });

const weightsOfTfjs = arrayStore('TensorFlowJS', (bytes, call) => readTfjsWeights(readTfjsJson(bytes), call.beside));
const TensorFlowJS = format('TensorFlowJS', {
  extensions: [],
  aliases: ['TFJS'],
  ...(weightsOfTfjs satisfies Partial<FormatDefinition>),
  read: { ...weightsOfTfjs.read, ...netElements(reader(inJson)) },
});

export const kerasFormats: readonly Format[] = [Keras, TensorFlowJS];
