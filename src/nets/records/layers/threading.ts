/** ThreadingLayer and TotalLayer: several arrays combined number by number. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { int, Kind } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { type Describe, layer, type Parameter, type Ports } from '../../model/layer.ts';
import type { Size } from '../../model/onnx/array.ts';
import { type Axis, Dim, resolve, type Shape, ShapeConflict } from '../../model/shape.ts';
import { torchFunction } from '../../model/torch/numbers.ts';
import { further } from '../../model/torch/text.ts';
import { onnxFunction } from './onnx-functions.ts';
import { neededFunction, type ScalarFunction, scalarFunction } from './scalar-function.ts';

type Alignment = 'Automatic' | 'None' | number;
interface Threading {
  readonly Function: ScalarFunction;
  readonly Broadcasting: Alignment;
}

const functionOf: Parameter<Threading['Function']> = {
  what: 'a function of numbers that is made of known functions',
  read: neededFunction,
  write: ({ form }) => form,
};

const alignment: Parameter<Alignment> = {
  what: 'None, Automatic, or the level at which missing dimensions are inserted',
  initial: 'Automatic',
  read: (e) =>
    e === S.Automatic
      ? 'Automatic'
      : e === S.None
        ? 'None'
        : e.kind === Kind.Integer && e.value !== 0
          ? Number(e.value)
          : undefined,
  write: (v) => (typeof v === 'number' ? int(v) : v === 'None' ? S.None : S.Automatic),
};

const combining = new Set('Plus Times Subtract Divide Power Min Max Mod'.split(' '));

/** Shape with missing levels inserted as size 1, so that all have `rank` axes. */
function aligned<T>(shape: readonly T[], rank: number, at: Alignment, one: T): T[] {
  const missing = Array.from({ length: rank - shape.length }, () => one);
  if (typeof at !== 'number' || at === 1) return [...missing, ...shape];
  const i = at > 0 ? Math.min(at - 1, shape.length) : Math.max(0, shape.length + at + 1);
  return [...shape.slice(0, i), ...missing, ...shape.slice(i)];
}

/** The common shape of arrays whose axes of size 1 repeat; undefined while an axis is not known. */
function broadcast(shapes: readonly Shape[], all: readonly Shape[]): Shape {
  const rank = shapes[0]!.length;
  return Array.from({ length: rank }, (_, i) => {
    let axis: Axis = 1;
    for (const s of shapes) {
      const a = resolve(s[i]!);
      if (a === 1 || a === axis) continue;
      if (axis === 1) axis = a;
      else if (a instanceof Dim) a.bind(axis);
      else if (axis instanceof Dim) axis.bind(a);
      else throw new ShapeConflict(all[0]!, all.find((x) => x !== all[0] && !sameSizes(x, all[0]!)) ?? all[0]!);
    }
    return axis;
  });
}
const sameSizes = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((x, i) => resolve(x) === resolve(b[i]!));

function threadingPorts(names: readonly string[], at: Alignment, d: Describe): Ports {
  const output = d.shape();
  const inputs = Object.fromEntries(names.map((name) => [name, { shape: at === 'None' ? output : d.shape() }]));
  if (at === 'None' || names.length === 0) return { inputs, outputs: { Output: { shape: output } } };
  const shapesNow = (): (Shape | undefined)[] => names.map((n) => inputs[n]!.shape.shape);
  d.solver.relate(() => {
    const shapes = shapesNow();
    if (!shapes.every((s) => s !== undefined)) return;
    const rank = Math.max(...shapes.map((s) => s.length));
    if (at === 'Automatic' && shapes.some((s) => s.length !== rank && s.length !== 0))
      throw new ShapeConflict(
        shapes[0]!,
        shapes.find((s) => s.length !== shapes[0]!.length) ?? [],
        'the arrays have different depth; ThreadingLayer[f, 1] or ThreadingLayer[f, -1] inserts the missing levels',
      );
    const result = broadcast(
      shapes.map((s) => aligned<Axis>(s, rank, at, 1)),
      shapes,
    );
    output.unify(result);
  });
  // What is known of no input is supposed to be as the others, or as the output.
  if (at === 'Automatic' || at === -1)
    d.solver.guess(() => {
      const shapes = shapesNow();
      const known =
        shapes.find((s) => s !== undefined && s.length > 0) ?? output.shape ?? shapes.find((s) => s !== undefined);
      const open = names.filter((_, i) => shapes[i] === undefined);
      if (known === undefined || open.length === 0 || open.length === names.length) return false;
      for (const n of open) inputs[n]!.shape.unify(known);
      return true;
    });
  return { inputs, outputs: { Output: { shape: output } } };
}

function combine(
  t: Tensors,
  f: ScalarFunction,
  inputs: Readonly<Record<string, Tensor>>,
  names: readonly string[],
  at: Alignment,
  shapes: Readonly<Record<string, readonly number[]>>,
): Tensor {
  const rank = Math.max(...names.map((n) => shapes[n]!.length));
  const arrays = names.map((n) =>
    shapes[n]!.length === rank ? inputs[n]! : t.reshape(inputs[n]!, [-1, ...aligned(shapes[n]!, rank, at, 1)]),
  );
  return f.run(t, arrays);
}

const named = (f: ScalarFunction, inputNames: readonly string[]): readonly string[] => f.names ?? inputNames;

export const ThreadingLayer = layer<Threading>('ThreadingLayer', {
  usage: `ThreadingLayer[f] represents a layer that applies f to corresponding numbers of several arrays; levels of size 1 repeat.
ThreadingLayer[f, n] inserts missing levels at level n; ThreadingLayer[f, None] wants equal dimensions.`,
  parameters: { Function: functionOf, Broadcasting: alignment },
  positional: ['Function', 'Broadcasting'],
  variadic: true,
  inputNames: ({ Function: f }) =>
    f.names ??
    (f.count === undefined
      ? undefined
      : Array.from({ length: Math.max(1, f.count) }, (_, i) => numbered(i, Math.max(1, f.count!)))),
  abbreviates: (e, inGraph, evaluation) => {
    if (e.kind === Kind.Symbol && combining.has(e.name)) return [e];
    if (!inGraph || (e.kind !== Kind.Symbol && e.kind !== Kind.Normal)) return undefined;
    const f = scalarFunction(e, evaluation);
    return f !== undefined && (f.names !== undefined || (f.count ?? 0) > 1) ? [e] : undefined;
  },
  ports: ({ Function: f, Broadcasting }, d) => threadingPorts(named(f, d.inputNames), Broadcasting, d),
  filled: (_p, { inputs, outputs }) => {
    const rank = outputs.get('Output')!.shape!.length;
    return [...inputs.values()].every((p) => p.shape!.length === rank || p.shape!.every((a) => typeof a === 'number'));
  },
  forward: (inputs, { t, parameters: { Function: f, Broadcasting }, shapes, inputNames }) => ({
    Output: combine(t, f, inputs, named(f, inputNames), Broadcasting, shapes),
  }),
  onnx: (inputs, { o, parameters: { Function: f, Broadcasting }, inputNames, shapes }) => {
    const names = named(f, inputNames);
    const rank = Math.max(...names.map((n) => shapes[n]!.length));
    const wide = names.map((n) => {
      const { shape } = inputs[n]!;
      const outer = shape.length - shapes[n]!.length;
      const own = aligned<Size>(shape.slice(outer), rank, Broadcasting, 1);
      return o.reshape(inputs[n]!, [...shape.slice(0, outer), ...own]);
    });
    return { Output: onnxFunction(o, f, wide) };
  },

  torch: (inputs, { o, parameters: { Function: f, Broadcasting }, inputNames, shapes }) => {
    const names = named(f, inputNames);
    const rank = Math.max(...names.map((n) => shapes[n]!.length));
    const wide = names.map((n) => {
      if (shapes[n]!.length === rank) return inputs[n]!;
      const places = aligned(
        shapes[n]!.map(() => ':'),
        rank,
        Broadcasting,
        'None',
      );
      return `${inputs[n]}[:${further(places)}]`;
    });
    return { Output: torchFunction(o, f.run, wide) };
  },
  onnxMaps: true,
  examples: {
    'ThreadingLayer[Plus][{{1, 2}, {10, 20}}]': '{11., 22.}',
    'ThreadingLayer[Function[#A #B - 1]][<|"A" -> {2, 3}, "B" -> {5, 7}|>]': '{9., 20.}',
    'ThreadingLayer[Plus, -1][{{1, 2}, {{10, 20}, {30, 40}}}]': '{{11., 21.}, {32., 42.}}',
    'ThreadingLayer[Plus, 1][{{1, 2}, {{10, 20}, {30, 40}}}]': '{{11., 22.}, {31., 42.}}',
    'c = 2; ThreadingLayer[#1 + c #2 &][{{1, 2}, {10, 20}}]': '{21., 42.}',
    'ThreadingLayer[Tanh][{{1, 2}, {0, 0}}]': '{{0.7615941762924194, 0.9640275835990906}, {0., 0.}}',
    'ThreadingLayer[#1 - #2 &, "InputPorts" -> 3]': ['$Failed', 'ThreadingLayer::badpar'],
    'NetGraph[{Ramp, Tanh, ThreadingLayer[Subtract]}, {{1, 2, 1} -> 3}]': ['$Failed', 'NetGraph::noinput'],
    'ThreadingLayer[nothing]': ['$Failed', 'ThreadingLayer::nofunc'],
  },
});

/** Names of the inputs of a layer that takes any number of them. */
export const numbered = (i: number, _n: number): string => `${i + 1}`;

export const TotalLayer = layer<object>('TotalLayer', {
  usage: 'TotalLayer[] represents a layer that adds any number of arrays of the same dimensions.',
  parameters: {},
  variadic: true,
  ports: (_p, d) => threadingPorts(d.inputNames, 'None', d),
  filled: true,
  forward: (inputs, { t, inputNames }) => ({ Output: inputNames.map((n) => inputs[n]!).reduce((a, b) => t.add(a, b)) }),
  onnx: (inputs, { o, inputNames }) => ({
    Output: inputNames.map((n) => inputs[n]!).reduce((a, b) => o.combine('Add', a, b)),
  }),

  torch: (inputs, { inputNames }) => ({ Output: inputNames.map((n) => inputs[n]!).join(' + ') }),
  onnxMaps: true,
  examples: {
    'TotalLayer[][{{1, 2}, {10, 20}}]': '{11., 22.}',
    'TotalLayer[][{{1, 2}, {10, 20}, {100, 200}}]': '{111., 222.}',
    'TotalLayer[3]': ['$Failed', 'TotalLayer::args'],
  },
});
