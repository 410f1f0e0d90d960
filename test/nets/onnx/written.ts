/** Nets written as ONNX, with what they give for batches of one and of three. */
import type { TensorValue } from '../../../src/compute/contract/step.ts';
import { specialize } from '../../../src/nets/model/infer.ts';
import { mapLayers, type Net } from '../../../src/nets/model/net.ts';
import { onnxFile } from '../../../src/nets/run/onnx/export.ts';
import { RandomStream } from '../../../src/numeric/random.ts';
import { layerExample, rowOf, run } from '../layer-contract.ts';
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

/** Sequences that vary are tried with this many elements. */
const LENGTH = 4;
const SETTINGS = { batch: null, description: undefined, graphName: 'net', modelVersion: 0 };

/** The net as if no layer had a form of its own. */
const withoutForms = (net: Net): Net =>
  mapLayers(net, (layer) => {
    const { onnx: _, ...definition } = layer.definition;
    return { ...layer, definition };
  });

/** `opset` as in the option of Export. `traced`: all layers go out as programs. */
export function written(c: OnnxCase, opset: number, traced = false): Written {
  const { net: own, inputs } = layerExample(c.text, c.settings, new RandomStream(7), LENGTH);
  const net = traced ? withoutForms(own) : own;
  const sample = (batch: number): Sample => {
    const given = batch === 1 ? Object.fromEntries(Object.entries(inputs).map(([n, v]) => [n, rowOf(v, 0)])) : inputs;
    const shapes = new Map(Object.entries(given).map(([n, v]) => [n, v.shape.slice(1)] as const));
    return { inputs: given, outputs: run(specialize(net, shapes), given, net.inputs.size === 0 ? 1 : batch, false) };
  };
  const first = onnxFile(net, { ...SETTINGS, opset, length: traced ? LENGTH : null });
  // Traced parts fix the batch: then one file is for batches of one.
  return {
    net,
    bytes: first.bytes,
    traced: first.traced,
    samples: first.traced.length > 0 ? [sample(1)] : [sample(1), sample(3)],
  };
}
