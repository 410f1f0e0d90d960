/** Nets written as ONNX, with what they give for batches of one and of three. */
import type { TensorValue } from '../../../src/compute/contract/step.ts';
import { specialize } from '../../../src/nets/model/infer.ts';
import { mapLayers, type Net } from '../../../src/nets/model/net.ts';
import { NoOnnxForm } from '../../../src/nets/model/onnx/array.ts';
import { onnxFile } from '../../../src/nets/run/onnx/export.ts';
import { RandomStream } from '../../../src/numeric/random.ts';
import { type LayerExample, layerExample, rowOf, run } from '../layer-contract.ts';
import type { OnnxCase } from './cases.ts';

type Values = Readonly<Record<string, TensorValue>>;

export interface Sample {
  readonly inputs: Values;
  readonly outputs: Values;
}

export interface Written {
  readonly net: Net;
  readonly bytes: Uint8Array;
  /** Parts that went out as programs. */
  readonly traced: readonly string[];
  readonly samples: readonly Sample[];
}

/** Sequences that vary are tried with this many elements, and with one more. */
const LENGTH = 4;
const SETTINGS = { batch: null, description: undefined, graphName: 'net', modelVersion: 0 };

/** The net as if no layer could be said in its own form. */
const withoutForms = (net: Net): Net => {
  const onnx = (): never => {
    throw new NoOnnxForm();
  };
  return mapLayers(net, (layer) => ({ ...layer, definition: { ...layer.definition, onnx } }));
};

/** `opset` as in the option of Export. `traced`: all layers go out as programs. */
export function written(c: OnnxCase, opset: number, traced = false): Written {
  const example = (length: number): LayerExample => layerExample(c.text, c.settings, new RandomStream(7), length);
  const own = example(LENGTH);
  const net = traced ? withoutForms(own.net) : own.net;
  const file = onnxFile(net, { ...SETTINGS, opset, length: traced ? LENGTH : null });
  const sample = (inputs: Values, batch: number): Sample => {
    const shapes = new Map(Object.entries(inputs).map(([n, v]) => [n, v.shape.slice(1)] as const));
    return { inputs, outputs: run(specialize(net, shapes), inputs, net.inputs.size === 0 ? 1 : batch, false) };
  };
  const firstRows = Object.fromEntries(Object.entries(own.inputs).map(([n, v]) => [n, rowOf(v, 0)]));
  const one = sample(firstRows, 1);
  // Traced parts fix the batch: then one file is for batches of one. Else three examples of another length go in, too.
  const samples = file.traced.length > 0 ? [one] : [one, sample(example(LENGTH + 1).inputs, 3)];
  return { net, bytes: file.bytes, traced: file.traced, samples };
}
