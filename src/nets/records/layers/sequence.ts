/** Layers that take parts of sequences: the last element, all but the first or last, the reverse. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { INT64 } from '../../../formats/onnx-graph.ts';
import { type AnyLayer, type Describe, layer, type Ports } from '../../model/layer.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import {
  type Axis,
  Dim,
  resolve,
  resolveShape,
  type Shape,
  ShapeConflict,
  type ShapeVariable,
  unify,
} from '../../model/shape.ts';
import { atEnds } from './ends.ts';
import { sameShape, whenKnown } from './ports.ts';

const needsSequence = (s: Shape, d: Describe): void => {
  if (s.length === 0) throw new ShapeConflict(s, [d.dim('length')], 'a number is no sequence');
};

/** Relates the lengths of input and output where one of them is known. */
function shortened(input: ShapeVariable, output: ShapeVariable, d: Describe): void {
  const other = (a: Axis, by: number): Axis => {
    const n = resolve(a);
    if (typeof n === 'number') return n + by;
    const open = d.dim('length');
    open.varying = n.varying;
    return open;
  };
  whenKnown(d.solver, input, (s) => {
    needsSequence(s, d);
    const n = resolve(s[0]!);
    if (typeof n === 'number' && n < 2) throw new ShapeConflict(s, s, 'a sequence of at least two elements is needed');
    const given = output.shape;
    const m = given === undefined ? undefined : resolve(given[0] ?? 0);
    if (given === undefined || (typeof n === 'number' && m instanceof Dim))
      output.unify([other(s[0]!, -1), ...s.slice(1)]);
    else if (typeof n === 'number' && m !== n - 1) throw new ShapeConflict([n - 1, ...s.slice(1)], resolveShape(given));
    else unify(s.slice(1), given.slice(1));
  });
  whenKnown(d.solver, output, (s) => {
    if (
      s.length > 0 &&
      (input.shape === undefined || (typeof resolve(s[0]!) === 'number' && resolve(input.shape[0]!) instanceof Dim))
    )
      input.unify([other(s[0]!, 1), ...s.slice(1)]);
  });
}

function shorter(d: Describe): Ports {
  const input = d.shape();
  const output = d.shape();
  shortened(input, output, d);
  return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
}

function lastOf(d: Describe): Ports {
  const input = d.shape();
  const output = d.shape();
  const length = d.dim('length');
  whenKnown(d.solver, input, (s) => {
    needsSequence(s, d);
    output.unify(s.slice(1));
  });
  whenKnown(d.solver, output, (s) => input.unify([length, ...s]));
  return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
}

function reversed(d: Describe): Ports {
  const ports = sameShape(d);
  whenKnown(d.solver, ports.inputs.Input!.shape, (s) => needsSequence(s, d));
  return { ...ports, passes: true };
}

/** Elements from..to of the axis behind the batch. */
const elements = (t: Tensors, x: Tensor, from: number, count: number): Tensor =>
  t.slice(x, [0, from, ...x.shape.slice(2).map(() => 0)], [x.shape[0]!, count, ...x.shape.slice(2)]);

const sequenceLayer = (
  name: string,
  usage: string,
  ports: (d: Describe) => Ports,
  of: (t: Tensors, x: Tensor, lengths?: Tensor) => Tensor,
  ofOnnx: (o: OnnxBuilder, x: OnnxArray) => OnnxArray,
  ofTorch: string,
  examples: AnyLayer['examples'],
  filled?: true,
): AnyLayer =>
  layer<object>(name, {
    usage,
    parameters: {},
    ports: (_p, d) => ports(d),
    ...(filled && { filled }),
    forward: ({ Input }, { t, lengths }) => ({ Output: of(t, Input!, lengths) }),
    onnx: ({ Input }, { o }) => ({ Output: ofOnnx(o, Input!) }),
    torch: ({ Input }) => ({ Output: `${Input}${ofTorch}` }),
    examples: { ...examples, [`${name}[1]`]: ['$Failed', `${name}::args`] },
  });

export const SequenceLastLayer = sequenceLayer(
  'SequenceLastLayer',
  'SequenceLastLayer[] represents a layer that gives the last element of a sequence.',
  lastOf,
  (t, x, lengths) =>
    lengths === undefined ? t.squeeze(elements(t, x, x.shape[1]! - 1, 1), [1]) : atEnds(t, x, lengths),
  (o, x) => o.gather(x, o.scalar(-1, INT64), 1),
  '[:, -1]',
  { 'SequenceLastLayer[][{{1, 2}, {3, 4}}]': '{3., 4.}', 'SequenceLastLayer["Input" -> "Varying"][{1, 2, 5}]': '5.' },
  true,
);
export const SequenceMostLayer = sequenceLayer(
  'SequenceMostLayer',
  'SequenceMostLayer[] represents a layer that gives all elements of a sequence but the last.',
  shorter,
  (t, x) => elements(t, x, 0, x.shape[1]! - 1),
  (o, x) => o.slice(x, 1, 0, -1),
  '[:, :-1]',
  { 'SequenceMostLayer[][{{1, 2}, {3, 4}, {5, 6}}]': '{{1., 2.}, {3., 4.}}' },
);
export const SequenceRestLayer = sequenceLayer(
  'SequenceRestLayer',
  'SequenceRestLayer[] represents a layer that gives all elements of a sequence but the first.',
  shorter,
  (t, x) => elements(t, x, 1, x.shape[1]! - 1),
  (o, x) => o.slice(x, 1, 1),
  '[:, 1:]',
  { 'SequenceRestLayer[][{{1, 2}, {3, 4}, {5, 6}}]': '{{3., 4.}, {5., 6.}}' },
);
export const SequenceReverseLayer = sequenceLayer(
  'SequenceReverseLayer',
  'SequenceReverseLayer[] represents a layer that reverses a sequence.',
  reversed,
  (t, x) => t.reverse(x, 1),
  (o, x) => o.reverse(x, 1),
  '.flip(1)',
  { 'SequenceReverseLayer[][{1, 2, 3}]': '{3., 2., 1.}' },
);
