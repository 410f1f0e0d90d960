/** NetNestOperator: a net applied to its own output, again and again. */

import { scan } from '../../../compute/composed/scan.ts';
import { int, Kind } from '../../../expr/expr.ts';
import { operator } from '../../model/operator.ts';

/** Fewer than these stand one by one. */
const LEAST_STEPS = 8;

interface Nest {
  readonly count: number;
}

export const NetNestOperator = operator<Nest>('NetNestOperator', {
  usage: 'NetNestOperator[net, n] represents a net that applies net n times, with the same arrays each time.',
  options: [],
  read: ([net, n, ...more]) =>
    net === undefined || n?.kind !== Kind.Integer || Number(n.value) < 1 || more.length > 0
      ? undefined
      : { nets: [['Net', net]], parameters: { count: Number(n.value) } },
  write: (nets, { count }) => [...nets, int(count)],
  ports: ([inner], solver) => {
    const [input, output] = [[...inner!.inputs.values()][0]!, [...inner!.outputs.values()][0]!];
    solver.relate(() => input.shape.unify(output.shape));
    return inner!;
  },
  times: () => 1,
  forward: (inputs, [inner], t, { count }, { looped: [steps], outputNames: [output] }) => {
    const [name] = Object.keys(inputs) as [string];
    if (count >= LEAST_STEPS && steps !== undefined) {
      const parts = { steps: count, sequences: [], states: [inputs[name]!], fixed: steps.arrays };
      const { states } = scan(t, parts, (_, __, [x], arrays) => ({
        outputs: [],
        states: Object.values(steps.run({ [name]: x! }, arrays)),
      }));
      return { [output!]: states[0]! };
    }
    let outputs = inner!(inputs);
    for (let i = 1; i < count; i++) outputs = inner!({ [name]: Object.values(outputs)[0]! });
    return outputs;
  },
  onnx: (inputs, [inner], _o, { count }) => {
    const [name] = Object.keys(inputs) as [string];
    let outputs = inner!(inputs);
    for (let i = 1; i < count; i++) outputs = inner!({ [name]: Object.values(outputs)[0]! });
    return outputs;
  },

  torch: (inputs, [inner], _o, { count }) => {
    const [port] = Object.keys(inputs) as [string];
    let outputs = inner!(inputs);
    for (let i = 1; i < count; i++) outputs = inner!({ [port]: Object.values(outputs)[0]! });
    return outputs;
  },
  onnxMaps: true,
  examples: {
    'NetNestOperator[LinearLayer[1, "Weights" -> {{2}}, "Biases" -> {0}], 10][{1}]': '{1024.}',
    'NetExtract[NetNestOperator[LinearLayer[2, "Input" -> 2], 3], {"Net", "Weights"}]': 'Automatic',
    'NetNestOperator[LinearLayer[2, "Input" -> 3], 2]': ['$Failed', 'NetNestOperator::tyfail'],
    'NetNestOperator[Ramp, 0]': ['$Failed', 'NetNestOperator::args'],
  },
});
