/** NetPairEmbeddingOperator: the distance of what a net makes of two inputs. Hadsell et al. 2006. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, Kind, normal } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { INT64 } from '../../../formats/onnx-graph.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { type InnerTypes, operator } from '../../model/operator.ts';
import { readPort, writePort } from '../../model/port-type.ts';
import { ShapeConflict, ShapeVariable } from '../../model/shape.ts';
import { merged } from './onnx-rows.ts';

interface PairEmbedding {
  readonly distance: 'EuclideanDistance' | 'CosineDistance';
}

export const NetPairEmbeddingOperator = operator<PairEmbedding>('NetPairEmbeddingOperator', {
  usage: `NetPairEmbeddingOperator[net] represents a net that gives the distance of the vectors that net makes of a pair {x1, x2}.
DistanceFunction -> EuclideanDistance or CosineDistance states which.
"Input" -> type states the type of x1 and x2, or, as {2, ...}, of the pair.`,
  options: ['DistanceFunction'],
  read: (positional, options) => {
    const f = options.get('DistanceFunction') ?? S.Automatic;
    const name = f === S.Automatic ? 'EuclideanDistance' : f.kind === Kind.Symbol ? f.name : '';
    if (positional.length !== 1 || (name !== 'EuclideanDistance' && name !== 'CosineDistance')) return undefined;
    return { nets: [['Net', positional[0]!]], parameters: { distance: name } };
  },
  write: (nets, { distance }) =>
    distance === 'EuclideanDistance' ? nets : [...nets, normal(S.Rule, system('DistanceFunction'), system(distance))],
  stated: (port, type, [net]) => (port === 'Input' ? pairType(type, net!) : type),
  portNames: () => ({ inputs: ['Input'], outputs: ['Output'] }),
  loss: 'Contrastive',
  ports: ([inner], solver) => {
    const own = [...inner!.inputs.values()][0]!;
    const pair = new ShapeVariable();
    solver.relate(() => {
      if (own.shape.shape !== undefined) pair.unify([2, ...own.shape.shape]);
      const outer = pair.shape;
      if (outer === undefined) return;
      if (outer.length === 0) throw new ShapeConflict(outer, [2], 'a number is no pair');
      pair.unify([2, ...outer.slice(1)]);
      own.shape.unify(outer.slice(1));
    });
    return {
      inputs: new Map([['Input', { shape: pair, index: own.index }]]),
      outputs: new Map([['Output', { shape: new ShapeVariable([]), index: undefined }]]),
    };
  },
  times: () => 2,
  forward: ({ Input }, [inner], t, { distance }) => {
    const batch = Input!.shape[0]!;
    const both = inner!({ Input: t.reshape(Input!, [batch * 2, ...Input!.shape.slice(2)]) });
    const vectors = t.reshape(Object.values(both)[0]!, [batch, 2, -1]);
    const n = vectors.shape[2]!;
    const [a, b] = [0, 1].map((i) => t.reshape(t.slice(vectors, [0, i, 0], [batch, 1, n]), [batch, n])) as [
      Tensor,
      Tensor,
    ];
    return { Output: distances[distance](t, a, b) };
  },
  onnx: ({ Input }, [inner], o, { distance }) => {
    const pair = Input!.shape.slice(0, 2);
    const both =
      inner!.mapped?.({ Input: Input! }) ??
      inner!({ Input: o.reshape(Input!, [merged(pair), ...Input!.shape.slice(2)]) });
    const made = Object.values(both)[0]!;
    const rest = made.shape.slice(inner!.mapped === undefined ? 1 : 2);
    const vectors = o.flatten(o.reshape(made, [...pair, ...rest, ...(rest.length === 0 ? [1] : [])]), 2);
    const [a, b] = [0, 1].map((i) => o.gather(vectors, o.scalar(i, INT64), 1)) as [OnnxArray, OnnxArray];
    return { Output: onnxDistances[distance](o, a, b) };
  },

  torch: ({ Input }, [inner], o, { distance }) => {
    const both = Object.values(inner!({ Input: o.let(`${Input}.flatten(0, 1)`, 'both') }))[0]!;
    const vectors = o.let(`${both}.reshape(len(${Input}), 2, -1)`, 'vectors');
    const [a, b] = [o.let(`${vectors}[:, 0]`, 'a'), o.let(`${vectors}[:, 1]`, 'b')];
    const length = (x: string): string => `${x}.square().sum(1).clamp_min(${SMALLEST}).sqrt()`;
    const cosine = `1 - (${a} * ${b}).sum(1) / (${length(a)} * ${length(b)})`;
    return { Output: distance === 'EuclideanDistance' ? length(`(${a} - ${b})`) : cosine };
  },
  examples: {
    'NetPairEmbeddingOperator[LinearLayer[2, "Weights" -> {{1, 0}, {0, 1}}, "Biases" -> {0, 0}]][{{0, 0}, {3, 4}}]':
      '5.',
    'NetPairEmbeddingOperator[LinearLayer[2, "Weights" -> {{1, 0}, {0, 1}}, "Biases" -> {0, 0}], DistanceFunction -> CosineDistance][{{1, 0}, {0, 1}}]':
      '1.',
    'Information[NetPairEmbeddingOperator[LinearLayer[3], "Input" -> 5], "InputPorts"]': '<|"Input" -> {2, 5}|>',
    'NetPairEmbeddingOperator[Ramp, DistanceFunction -> Plus]': ['$Failed', 'NetPairEmbeddingOperator::args'],
  },
});

/** Vectors and numbers are one of the pair; of more levels, what begins with 2 and is one level deeper than what the net takes is the pair. */
function pairType(type: Expr, net: InnerTypes): Expr {
  const given = readPort(type);
  const shape = given?.shape;
  if (given === undefined || shape === undefined) return type;
  const own = [...net.inputs.values()][0]?.shape;
  const isPair = shape[0] === 2 && (own === undefined ? shape.length > 1 : shape.length === own.length + 1);
  return isPair ? type : writePort({ ...given, shape: [2, ...shape] });
}

/** Below this the root has no useful slope. */
const SMALLEST = 1e-12;

const distances: Readonly<Record<PairEmbedding['distance'], (t: Tensors, a: Tensor, b: Tensor) => Tensor>> = {
  EuclideanDistance: (t, a, b) => t.sqrt(t.maximum(t.sum(t.square(t.sub(a, b)), 1), SMALLEST)),
  CosineDistance: (t, a, b) => {
    const length = (x: Tensor): Tensor => t.sqrt(t.maximum(t.sum(t.square(x), 1), SMALLEST));
    return t.sub(1, t.div(t.sum(t.mul(a, b), 1), t.mul(length(a), length(b))));
  },
};

const onnxSum = (o: OnnxBuilder, a: OnnxArray, b: OnnxArray): OnnxArray =>
  o.reduce('ReduceSum', o.combine('Mul', a, b), [1]);
const onnxLength = (o: OnnxBuilder, x: OnnxArray): OnnxArray =>
  o.map('Sqrt', o.combine('Max', onnxSum(o, x, x), SMALLEST));

const onnxDistances: Readonly<
  Record<PairEmbedding['distance'], (o: OnnxBuilder, a: OnnxArray, b: OnnxArray) => OnnxArray>
> = {
  EuclideanDistance: (o, a, b) => onnxLength(o, o.combine('Sub', a, b)),
  CosineDistance: (o, a, b) =>
    o.combine('Sub', 1, o.combine('Div', onnxSum(o, a, b), o.combine('Mul', onnxLength(o, a), onnxLength(o, b)))),
};
