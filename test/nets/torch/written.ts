/** Nets written as programs of PyTorch, with what they give and their gradients, by the reference. */
import type { ArraySlot, StepFunction, TensorValue } from '../../../src/compute/contract/step.ts';
import type { StoredArray } from '../../../src/formats/arrays/stored.ts';
import { singles } from '../../../src/formats/arrays/stored.ts';
import { arrayTypeOf } from '../../../src/nets/model/array-type.ts';
import { specialize } from '../../../src/nets/model/infer.ts';
import { arrayKey, arrayPlaces, type Net } from '../../../src/nets/model/net.ts';
import { countOf } from '../../../src/nets/model/shape.ts';
import { TorchProgram } from '../../../src/nets/model/torch/builder.ts';
import { noiseShapes } from '../../../src/nets/run/noise.ts';
import { arraySlots } from '../../../src/nets/run/runnable.ts';
import { emitNet } from '../../../src/nets/run/torch/emit.ts';
import { modelText } from '../../../src/nets/run/torch/model-text.ts';
import { RandomStream } from '../../../src/numeric/random.ts';
import { gradientsOf, type LayerExample, layerExample, rowOf, run, stepOf } from '../layer-contract.ts';
import type { OnnxCase } from '../onnx/cases.ts';

type Values = Readonly<Record<string, TensorValue>>;

export interface Sample {
  readonly train: boolean;
  readonly inputs: Values;
  readonly outputs: Values;
  /** Factors of the outputs in the function whose gradients are given. */
  readonly weights: Values;
  /** By names of inputs, "input name", and of arrays. */
  readonly gradients: Values;
}

export interface Written {
  readonly text: string;
  readonly arrays: ReadonlyMap<string, StoredArray>;
  readonly samples: readonly Sample[];
  /** It draws random numbers while training. */
  readonly random: boolean;
}

const LENGTH = 4;

/** The gradients of a random linear function of the outputs. */
function gradients(net: Net, names: ReadonlyMap<string, string>, inputs: Values, train: boolean, outputs: Values) {
  const random = new RandomStream(5);
  const weights: Values = Object.fromEntries(
    Object.entries(outputs).map(([name, { shape }]) => [
      name,
      { shape, dtype: 'float32', data: Float32Array.from({ length: countOf(shape) }, () => random.uniform() - 0.5) },
    ]),
  );
  const forward = stepOf(net, Object.values(inputs)[0]?.shape[0] ?? 1, train, {});
  const loss: StepFunction = (t, arrays, given) => {
    const terms = Object.entries(forward(t, arrays, given).outputs).map(([name, y]) =>
      t.sum(t.mul(y, t.tensor(weights[name]!.data as Float32Array, y.shape, 'float32'))),
    );
    return { loss: terms.reduce((a, b) => t.add(a, b)), outputs: {} };
  };
  const states = new Set(
    arrayPlaces(net)
      .filter((p) => arrayTypeOf(p).state)
      .map(arrayKey),
  );
  const real = Object.entries(inputs).filter(([name]) => net.inputs.get(name)!.index === undefined);
  const slots: ArraySlot[] = [
    ...arraySlots(net, (key) => (states.has(key) ? 0 : 1)),
    ...real.map(([name, v]) => ({ key: `input ${name}`, shape: v.shape, data: v.data as Float32Array, multiplier: 1 })),
  ];
  const rest = Object.fromEntries(Object.entries(inputs).filter(([name]) => !real.some(([n]) => n === name)));
  if (slots.every((s) => s.multiplier === 0)) return { weights, gradients: {} };
  const found = gradientsOf(slots, loss, rest);
  return {
    weights,
    gradients: Object.fromEntries(
      [...found].map(([key, data]): [string, TensorValue] => [
        names.get(key) ?? key,
        { shape: slots.find((s) => s.key === key)!.shape, dtype: 'float32', data },
      ]),
    ),
  };
}

export function written(c: OnnxCase): Written {
  const example = (length: number): LayerExample => layerExample(c.text, c.settings, new RandomStream(7), length);
  const own = example(LENGTH);
  const { net } = own;
  const program = new TorchProgram();
  emitNet(net, program, 'Net', '');
  const arrays = new Map(
    arrayPlaces(net).flatMap((p) =>
      p.state.kind === 'value'
        ? [[program.parameters.get(arrayKey(p))!, singles(p.state.value.shape, p.state.value.data)] as const]
        : [],
    ),
  );
  const random = noiseShapes(net).size > 0;
  const sample = (inputs: Values, batch: number, train: boolean): Sample => {
    const shapes = new Map(Object.entries(inputs).map(([n, v]) => [n, v.shape.slice(1)] as const));
    const special = specialize(net, shapes);
    const outputs = run(special, inputs, net.inputs.size === 0 ? 1 : batch, train);
    return { train, inputs, outputs, ...gradients(special, program.parameters, inputs, train, outputs) };
  };
  const firstRows = Object.fromEntries(Object.entries(own.inputs).map(([n, v]) => [n, rowOf(v, 0)]));
  const samples = [
    sample(firstRows, 1, false),
    sample(example(LENGTH + 1).inputs, 3, false),
    ...(random ? [] : [sample(own.inputs, 3, true)]),
  ];
  return { text: modelText(program, c.text.slice(0, 60).replaceAll('"', "'")), arrays, samples, random };
}
