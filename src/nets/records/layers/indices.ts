/** Layers about positions: SequenceIndicesLayer, OrderingLayer, ExtractLayer. */

import { constant } from '../../../compute/composed/constant.ts';
import { withoutGradient } from '../../../compute/composed/without-gradient.ts';
import type { Tensor } from '../../../compute/contract/step.ts';
import { int, Kind } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { INT64 } from '../../../formats/onnx-graph.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { fixed } from '../../model/onnx/array.ts';
import { resolve, ShapeConflict } from '../../model/shape.ts';
import { found, integer } from '../parameters.ts';
import { whenKnown } from './ports.ts';
import { onnxSorted, ordering } from './sorting.ts';

interface Indices {
  readonly Maximum: number;
}
const maximum: Parameter<number> = {
  what: 'a positive integer or Infinity',
  initial: Number.POSITIVE_INFINITY,
  read: (e) => (e === S.Infinity ? Number.POSITIVE_INFINITY : integer().read(e)),
  write: (v) => (Number.isFinite(v) ? int(v) : S.Infinity),
};

export const SequenceIndicesLayer = layer<Indices>('SequenceIndicesLayer', {
  usage:
    'SequenceIndicesLayer[] represents a layer that gives the positions 1, 2, ... of the elements of a sequence.\nSequenceIndicesLayer[n] or "Maximum" -> n bounds them.',
  parameters: { Maximum: maximum },
  positional: ['Maximum'],
  alsoOptions: ['Maximum'],
  ports: ({ Maximum }, d) => {
    const input = d.shape();
    const output = d.shape([d.dim('length')]);
    const index = d.dim('index');
    if (Number.isFinite(Maximum)) index.bind(Maximum);
    whenKnown(d.solver, input, (s) => {
      if (s.length === 0) throw new ShapeConflict(s, [d.dim('length')], 'a number is no sequence');
      output.unify([s[0]!]);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output, index } } };
  },
  forward: (_inputs, { t, parameters: { Maximum }, shapes, batch }) => {
    const length = shapes.Input![0]!;
    const row = Float32Array.from({ length }, (_, i) => Math.min(Maximum, i + 1));
    return { Output: t.tile(constant(t, row, [1, length]), [batch, 1]) };
  },
  onnx: ({ Input }, { o, parameters: { Maximum }, batch }) => {
    const length = Input!.shape[1]!;
    const row = o.range(length, 1);
    const bounded = Number.isFinite(Maximum) ? o.combine('Min', row, Maximum) : row;
    return { Output: o.expand(bounded, [batch, length]) };
  },

  torch: ({ Input }, { parameters: { Maximum } }) => {
    const row = `torch.arange(1.0, ${Input}.shape[1] + 1, device=${Input}.device)`;
    const bounded = Number.isFinite(Maximum) ? `${row}.clamp_max(${Maximum})` : row;
    return { Output: `${bounded}.expand(len(${Input}), -1)` };
  },
  examples: {
    'SequenceIndicesLayer[][{{5, 5}, {6, 6}, {7, 7}}]': '{1, 2, 3}',
    'SequenceIndicesLayer["Maximum" -> 2][{1, 1, 1, 1}]': '{1, 2, 2, 2}',
    'SequenceIndicesLayer[2][{1, 1, 1}]': '{1, 2, 2}',
    'SequenceIndicesLayer["x"]': ['$Failed', 'SequenceIndicesLayer::args'],
  },
});

interface Ordering {
  /** The first n positions, the last -n; null: all. */
  readonly Count: number | null;
}
const count: Parameter<number> = {
  ...integer(),
  what: 'an integer other than 0, or All',
  read: (e) => (e.kind === Kind.Integer && e.value !== 0 ? Number(e.value) : undefined),
};

export const OrderingLayer = layer<Ordering>('OrderingLayer', {
  usage: `OrderingLayer[] represents a layer that gives the positions of the numbers of a vector in increasing order.
OrderingLayer[n] gives the first n of them, OrderingLayer[-n] the last n.`,
  parameters: { Count: found(count) },
  positional: ['Count'],
  ports: ({ Count }, d) => {
    const n = d.dim('n');
    const input = d.shape([n]);
    const output = d.shape([Count === null ? n : Math.abs(Count)]);
    const index = d.dim('index');
    whenKnown(d.solver, input, (s) => {
      const length = resolve(s[0]!);
      if (typeof length !== 'number') return;
      if (Count !== null && Math.abs(Count) > length)
        throw new ShapeConflict(s, [Math.abs(Count)], 'there are not so many numbers');
      d.shape([index]).unify([length]);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output, index } } };
  },
  forward: ({ Input }, { t, parameters: { Count }, shapes, batch }) => {
    const n = shapes.Input![0]!;
    const positions = withoutGradient(t, (x) => ordering(t, x), Input!);
    if (Count === null) return { Output: positions };
    return { Output: t.slice(positions, [0, Count > 0 ? 0 : n + Count], [batch, Math.abs(Count)]) };
  },
  onnx: ({ Input }, { o, parameters: { Count } }) => {
    const positions = o.combine('Add', onnxSorted(o, Input!).places, 1);
    if (Count === null) return { Output: positions };
    return { Output: Count > 0 ? o.slice(positions, 1, 0, Count) : o.slice(positions, 1, Count) };
  },

  torch: ({ Input }, { parameters: { Count } }) => {
    const part = Count === null ? '' : Count > 0 ? `[:, :${Count}]` : `[:, ${Count}:]`;
    return { Output: `(${Input}.argsort(dim=-1, stable=True) + 1).float()${part}` };
  },
  examples: {
    'OrderingLayer[][{30, 10, 20}]': '{2, 3, 1}',
    'OrderingLayer[-1][{30, 10, 20}]': '{1}',
    'OrderingLayer["x"]': ['$Failed', 'OrderingLayer::args'],
  },
});

export const ExtractLayer = layer<object>('ExtractLayer', {
  usage:
    'ExtractLayer[] represents a layer with the inputs "Input" and "Position" that gives the element of an array at a position {i, j, ...}, or the list of those at a list of positions.',
  parameters: {},
  ports: (_p, d) => {
    const [input, position, output] = [d.shape(), d.shape(), d.shape()] as const;
    d.solver.relate(() => {
      const [s, places] = [input.shape, position.shape];
      if (places === undefined) return;
      if (places.length < 1 || places.length > 2)
        throw new ShapeConflict(
          places,
          [d.dim('positions'), d.dim('depth')],
          'one position is a list of integers, several are a matrix',
        );
      const n = resolve(places[places.length - 1]!);
      if (s === undefined || typeof n !== 'number') return;
      if (n > s.length) throw new ShapeConflict(s, [n], 'the position goes deeper than the array');
      output.unify([...places.slice(0, -1), ...s.slice(n)]);
    });
    return {
      inputs: { Input: { shape: input }, Position: { shape: position, index: d.dim('index') } },
      outputs: { Output: { shape: output } },
    };
  },
  forward: ({ Input, Position }, { t, shapes, batch }) => {
    const dims = shapes.Input!;
    const places = shapes.Position!;
    const n = places[places.length - 1]!;
    const count = places.length === 1 ? 1 : places[0]!;
    const front = dims.slice(0, n);
    const strides = front.map((_, i) => front.slice(i + 1).reduce((a, b) => a * b, 1));
    const cells = front.reduce((a, b) => a * b, 1);
    // {batch, positions, cells}: 1 at the cell that a position means.
    const maskAt = (x: Tensor): Tensor => {
      const steps = t.mul(
        t.sub(t.reshape(x, [batch, count, n]), 1),
        constant(t, Float32Array.from(strides), [1, 1, n]),
      );
      return t.cast(t.equal(t.sum(steps, 2, true), t.reshape(t.range(0, cells), [1, 1, cells])), 'float32');
    };
    const mask = withoutGradient(t, maskAt, Position!);
    const picked = t.matMul(mask, t.reshape(Input!, [batch, cells, -1]));
    return { Output: t.reshape(picked, [batch, ...places.slice(0, -1), ...dims.slice(n)]) };
  },
  onnx: ({ Input, Position }, { o }) => {
    const [depth] = fixed(Position!.shape.slice(-1), 'a position') as [number];
    const places = o.combine('Sub', o.cast(Position!, INT64), 1);
    const shape = [Input!.shape[0]!, ...Position!.shape.slice(1, -1), ...Input!.shape.slice(depth + 1)];
    return { Output: o.node('GatherND', [Input, places], shape, { batch_dims: 1 }, Input!.type) };
  },

  torch: ({ Input, Position }, { o, shapes }) => {
    const several = shapes.Position!.length === 2 ? '[:, None]' : '';
    const places = o.let(`(${Position}.long() - 1).unbind(-1)`, 'places');
    return { Output: `${Input}[(torch.arange(len(${Input}))${several}, *${places})]` };
  },
  examples: {
    'ExtractLayer[][<|"Input" -> {{1, 2}, {3, 4}}, "Position" -> {2, 1}|>]': '3.',
    'ExtractLayer[][<|"Input" -> {{1, 2}, {3, 4}}, "Position" -> {2}|>]': '{3., 4.}',
    'ExtractLayer[][<|"Input" -> {{1, 2}, {3, 4}}, "Position" -> {{2, 1}, {1, 2}, {2, 2}}|>]': '{3., 2., 4.}',
    'ExtractLayer[1]': ['$Failed', 'ExtractLayer::args'],
  },
});
