/** Steps as parts of ONNX graphs: what the onnxruntime executor runs, for files. */
import type { OnnxGraph } from '../../formats/onnx-graph.ts';
import type { ArraySlot, StepFunction } from '../contract/step.ts';
import { translateInto } from '../executors/onnxruntime/translate.ts';
import { optimize, withoutLoops } from '../program/passes/passes.ts';
import { elements } from '../program/program.ts';
import { trace } from '../program/trace.ts';
import { ArrayStore } from './store.ts';

/** An input of a step: its shape with the batch axis, and its name in the graph. All numbers are real. */
export interface GraphInput {
  readonly shape: readonly number[];
  readonly array: string;
}

/**
 * Writes what a step does with inputs of these shapes into a graph that has its inputs and arrays; the names of its outputs there.
 * Throws Refusal, with what has no form in ONNX.
 */
export function writeStep(
  graph: OnnxGraph,
  step: StepFunction,
  inputs: Readonly<Record<string, GraphInput>>,
  arrays: readonly ArraySlot[],
  arrayName: (key: string) => string,
): ReadonlyMap<string, string> {
  const store = ArrayStore.reading(arrays);
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => [
      name,
      { shape, dtype: 'float32' as const, data: new Float32Array(elements(shape)) },
    ]),
  );
  const program = withoutLoops(optimize(trace(store, step, values, false)));
  return translateInto(graph, program, { input: (name) => inputs[name]!.array, array: arrayName });
}
