/** FlattenLayer: merges levels. */
import { type Expr, int, isCall } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { type Axis, countOf, isKnown, resolve, type Shape, ShapeConflict, sizes } from '../../model/shape.ts';
import { integer } from '../parameters.ts';
import { whenKnown } from './ports.ts';

const anyInteger = integer();

interface Flatten {
  /** Infinity: to a vector; n: the first n+1 levels; -n: the last n+1. */
  readonly Level: number;
}

/** The group of axes that becomes one: [from, to). */
function merged(level: number, rank: number): readonly [number, number] {
  if (!Number.isFinite(level)) return [0, rank];
  return level >= 0 ? [0, Math.min(level + 1, rank)] : [Math.max(0, rank + level - 1), rank];
}

const level: Parameter<number> = {
  what: 'an integer or Infinity',
  initial: Number.POSITIVE_INFINITY,
  read: (e) => (isInfinity(e) ? Number.POSITIVE_INFINITY : anyInteger.read(e)),
  write: (v) => (Number.isFinite(v) ? int(v) : S.Infinity),
};

export const FlattenLayer = layer<Flatten>('FlattenLayer', {
  usage: `FlattenLayer[] represents a layer that flattens an array to a vector.
FlattenLayer[n] merges the first n + 1 levels; FlattenLayer[-n] merges the last n + 1.`,
  parameters: {
    Level: level,
  },
  positional: ['Level'],
  ports: ({ Level }, d) => {
    const input = d.shape();
    const output = d.shape();
    whenKnown(d.solver, input, (s) => {
      if (s.length === 0) throw new ShapeConflict(s, [d.dim('n')], 'a number cannot be flattened');
      const [from, to] = merged(Level, s.length);
      const group: Shape = s.slice(from, to);
      const size: Axis = group.length === 1 ? group[0]! : isKnown(group) ? countOf(sizes(group)) : d.dim('merged');
      output.unify([...s.slice(0, from), resolve(size), ...s.slice(to)]);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
  },
  forward: ({ Input }, { t, shapes }) => ({ Output: t.reshape(Input!, [-1, ...shapes.Output!]) }),
  examples: {
    'FlattenLayer[][{{{1, 2}, {3, 4}}}]': '{1., 2., 3., 4.}',
    'FlattenLayer[1][{{{1, 2}}, {{3, 4}}}]': '{{1., 2.}, {3., 4.}}',
    'FlattenLayer[x]': ['$Failed', 'FlattenLayer::args'],
  },
});

const isInfinity = (e: Expr): boolean => e === S.Infinity || (isCall(e, S.DirectedInfinity) && e.args.length === 1);
