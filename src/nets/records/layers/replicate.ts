/** ReplicateLayer: the input repeated along new levels. */
import { layer } from '../../model/layer.ts';
import { type Shape, ShapeConflict } from '../../model/shape.ts';
import { integer, sizesList } from '../parameters.ts';
import { whenKnown } from './ports.ts';

interface Replicate {
  readonly Dimensions: readonly number[];
  readonly Position: number;
}
const dimensions = sizesList();
const position = integer(1);

/** Where the new levels begin, from 0. Throws ShapeConflict. */
function place({ Position: p }: Replicate, rank: number, shape: Shape): number {
  const at = p > 0 ? p - 1 : rank + p + 1;
  if (at < 0 || at > rank) throw new ShapeConflict(shape, shape, `new levels cannot come at position ${p}`);
  return at;
}

export const ReplicateLayer = layer<Replicate>('ReplicateLayer', {
  usage: `ReplicateLayer[n] represents a layer that gives a list of n copies of its input.
ReplicateLayer[{n1, n2, ...}] gives an array of copies; ReplicateLayer[spec, pos] puts the new levels at position pos.`,
  parameters: { Dimensions: dimensions, Position: position },
  positional: ['Dimensions', 'Position'],
  ports: (p, d) => {
    const input = d.shape();
    const output = d.shape();
    const n = p.Dimensions.length;
    whenKnown(d.solver, input, (s) => {
      const at = place(p, s.length, s);
      output.unify([...s.slice(0, at), ...p.Dimensions, ...s.slice(at)]);
    });
    whenKnown(d.solver, output, (s) => {
      if (s.length < n) throw new ShapeConflict(s, p.Dimensions);
      const at = place(p, s.length - n, s);
      input.unify([...s.slice(0, at), ...s.slice(at + n)]);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
  },
  forward: ({ Input }, { t, parameters: p, shapes }) => {
    const own = shapes.Input!;
    const at = place(p, own.length, own);
    const ones = p.Dimensions.map(() => 1);
    const open = t.reshape(Input!, [-1, ...own.slice(0, at), ...ones, ...own.slice(at)]);
    const times = [1, ...own.slice(0, at).map(() => 1), ...p.Dimensions, ...own.slice(at).map(() => 1)];
    return { Output: t.tile(open, times) };
  },
  examples: {
    'ReplicateLayer[2][{1, 2}]': '{{1., 2.}, {1., 2.}}',
    'ReplicateLayer[3, 2][{1, 2}]': '{{1., 1., 1.}, {2., 2., 2.}}',
    'ReplicateLayer["x"]': ['$Failed', 'ReplicateLayer::args'],
  },
});
