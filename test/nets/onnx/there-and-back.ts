/** Nets that went out as ONNX come back and give the same; what has no way back says why. */
import { expect } from 'vitest';
import { FormatError } from '../../../src/formats/format-error.ts';
import { readModel } from '../../../src/formats/onnx.ts';
import { specialize } from '../../../src/nets/model/infer.ts';
import { netOf } from '../../../src/nets/write/onnx/import.ts';
import { run } from '../layer-contract.ts';
import { type OnnxCase, onnxCases } from './cases.ts';
import { written } from './written.ts';

/** Cases whose operators have no layer, or whose arithmetic depends on a length that varies. */
const REFUSED: readonly (readonly [RegExp, RegExp])[] = [
  [/^OrderingLayer.*Varying|(Median|InterquartileRange).*Varying/, /known beforehand/],
  [/"Causal".*"Varying"|"Varying".*"Causal"|^NetGraph\[<\|"k" -> NetMapOperator/, /\(Range\)/],
  [/^SequenceIndicesLayer.*Varying/, /\(Range\)/],
  [/^ExtractLayer/, /\(GatherND\)|GatherElements/],
  [
    /^AggregationLayer\[(Variance|StandardDeviation).*Varying|Unbiased.*Varying/,
    /a size that varies is used as a number/,
  ],
  [/^NetMapOperator\[LongShortTermMemoryLayer/, /counted together with the batch/],
  [
    /^net = NetGraph\[\{CatenateLayer|^CatenateLayer\[InputPorts -> \{\{"Varying", 2\}, \{3\}\}\]/,
    /not known beforehand/,
  ],
];
const RANDOM = /^RandomArrayLayer/;

/** What can come back: nothing random. */
export const returning = onnxCases.filter((c) => !RANDOM.test(c.text));

const reasonFor = (text: string): RegExp | undefined => REFUSED.find(([pattern]) => pattern.test(text))?.[1];

export function expectBack(c: OnnxCase): void {
  const { bytes, samples } = written(c, 17);
  const settings = { values: new Map(), sizes: new Map() };
  const reason = reasonFor(c.text);
  if (reason !== undefined) {
    expect(() => netOf(readModel(bytes), settings)).toThrow(FormatError);
    expect(() => netOf(readModel(bytes), settings)).toThrow(reason);
    return;
  }
  const { net, inputs: axes } = netOf(readModel(bytes), settings);
  // Where no axis is that of the batch, a batch is one example.
  const whole = axes.size > 0 && [...axes.values()].every((a) => a.every((x) => x.kind === 'level'));
  for (const { inputs, outputs } of samples) {
    // A chain has one input, whatever the file calls it.
    const named = net.inputs.size === 1 ? { [[...net.inputs.keys()][0]!]: Object.values(inputs)[0]! } : inputs;
    const given = Object.fromEntries(
      Object.entries(named).map(([n, v]) => [n, whole ? { ...v, shape: [1, ...v.shape] } : v]),
    );
    const shapes = new Map(Object.entries(given).map(([n, v]) => [n, v.shape.slice(1)] as const));
    const batch = Object.values(given)[0]?.shape[0] ?? 1;
    const got = run(specialize(net, shapes), given, batch, false);
    for (const [port, { data }] of Object.entries(outputs)) {
      const own = got[port] ?? Object.values(got)[0]!;
      const worst = Math.max(0, ...Array.from(data, (x, i) => Math.abs(x - own.data[i]!) / Math.max(1, Math.abs(x))));
      expect([own.data.length, worst < 1e-4]).toEqual([data.length, true]);
    }
  }
}
