/** NetMapOperator: a net applied to every element of a sequence. */
import { each, type OperatorPort, oneNet, operator } from '../../model/operator.ts';
import { Dim } from '../../model/shape.ts';
import { lifted } from './lifted.ts';
import { eachArray, merged } from './onnx-rows.ts';

export const NetMapOperator = operator<object>('NetMapOperator', {
  ...oneNet,
  usage: 'NetMapOperator[net] represents a net that applies net to every element of a sequence.',
  ports: ([inner], solver) => {
    const length = new Dim('length');
    length.varying = true;
    const lift = (ports: ReadonlyMap<string, OperatorPort>): Map<string, OperatorPort> =>
      new Map([...ports].map(([name, p]) => [name, lifted(p, [length], solver)]));
    return { inputs: lift(inner!.inputs), outputs: lift(inner!.outputs) };
  },
  filled: true,
  times: (shapes) => Object.values(shapes)[0]![0]!,
  // The elements of all sequences of a batch are one larger batch.
  forward: (inputs, [inner], t) => {
    const [batch, length] = Object.values(inputs)[0]!.shape as [number, number];
    const outputs = inner!(each(inputs, (x) => t.reshape(x, [batch * length, ...x.shape.slice(2)])));
    return each(outputs, (y) => t.reshape(y, [batch, length, ...y.shape.slice(1)]));
  },
  onnx: (inputs, [inner], o) => {
    if (inner!.mapped !== undefined) return inner!.mapped(inputs);
    const lengths = Object.values(inputs)[0]!.shape.slice(0, 2);
    const rows = merged(lengths);
    const outputs = inner!(eachArray(inputs, (x) => o.reshape(x, [rows, ...x.shape.slice(2)])));
    return eachArray(outputs, (y) => o.reshape(y, [...lengths, ...y.shape.slice(1)]));
  },

  torch: (inputs, [inner], o) => {
    const rows = o.let(`${Object.values(inputs)[0]}.shape[:2]`, 'rows');
    const given = Object.entries(inputs).map(([port, x]) => [port, o.let(`${x}.flatten(0, 1)`, 'elements')]);
    const outputs = Object.entries(inner!(Object.fromEntries(given)));
    return Object.fromEntries(outputs.map(([port, y]) => [port, `${y}.unflatten(0, ${rows})`]));
  },
  onnxMaps: true,
  examples: {
    'NetMapOperator[LinearLayer[1, "Weights" -> {{1, 1}}, "Biases" -> {10}]][{{1, 2}, {3, 4}}]': '{{13.}, {17.}}',
    'NetExtract[NetMapOperator[LinearLayer[1, "Input" -> 2]], {"Net", "Weights"}]': 'Automatic',
    'Information[NetMapOperator[LinearLayer[3, "Input" -> 2]], "OutputPorts"]': '<|"Output" -> {"Varying", 3}|>',
    'NetMapOperator["x"]': ['$Failed', 'NetMapOperator::nlayer'],
  },
});
