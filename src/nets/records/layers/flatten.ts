/** FlattenLayer: merges levels. */
import { type Expr, int, isCall, Kind, normal } from '../../../expr/expr.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { isOpen, NoOnnxForm } from '../../model/onnx/array.ts';
import { type Axis, countOf, isKnown, resolve, type Shape, ShapeConflict, sizes } from '../../model/shape.ts';
import { further } from '../../model/torch/text.ts';
import { integer, listOf } from '../parameters.ts';
import { readLevels } from './levels.ts';
import { levelIndex, whenKnown } from './ports.ts';

const anyInteger = integer();

interface Flatten {
  /** Infinity: to a vector; n: the first n+1 levels; -n: the last n+1; groups of levels that become one each. */
  readonly Level: number | readonly (readonly number[])[];
}

/** The group of axes that becomes one: [from, to). */
function merged(level: number, rank: number): readonly [number, number] {
  if (!Number.isFinite(level)) return [0, rank];
  return level >= 0 ? [0, Math.min(level + 1, rank)] : [Math.max(0, rank + level - 1), rank];
}

/** Groups of axes from 0 on, in the order of the output: those that are listed, then every other one. Throws ShapeConflict. */
function groupsOf({ Level: level }: Flatten, shape: Shape): number[][] {
  if (typeof level !== 'number') {
    const listed = level.map((g) => g.map((n) => levelIndex(n, shape)));
    const taken = new Set(listed.flat());
    return [...listed, ...shape.flatMap((_, i) => (taken.has(i) ? [] : [[i]]))];
  }
  const [from, to] = merged(level, shape.length);
  const axes = shape.map((_, i) => i);
  return [...axes.slice(0, from).map((i) => [i]), axes.slice(from, to), ...axes.slice(to).map((i) => [i])];
}

const groups = (e: Expr): readonly (readonly number[])[] | undefined => {
  const all = isCall(e, S.List)
    ? e.args.map((g) => readLevels(g))
    : e.kind === Kind.Packed && e.shape.length === 2
      ? unpack(e).args.map(readLevels)
      : undefined;
  const lists = all?.map((g) => (g !== undefined && !('from' in g) ? g : undefined));
  return lists?.every((g) => g !== undefined) && new Set(lists.flat()).size === lists.flat().length ? lists : undefined;
};

const level: Parameter<Flatten['Level']> = {
  what: 'an integer, Infinity, or a list of groups of levels',
  initial: Number.POSITIVE_INFINITY,
  read: (e) => (isInfinity(e) ? Number.POSITIVE_INFINITY : (anyInteger.read(e) ?? groups(e))),
  write: (v) => {
    if (typeof v !== 'number') return normal(S.List, ...v.map((g) => listOf(g)));
    return Number.isFinite(v) ? int(v) : S.Infinity;
  },
};

export const FlattenLayer = layer<Flatten>('FlattenLayer', {
  usage: `FlattenLayer[] represents a layer that flattens an array to a vector.
FlattenLayer[n] merges the first n + 1 levels; FlattenLayer[-n] merges the last n + 1.
FlattenLayer[{{a1, a2, ...}, ...}] merges groups of levels, which come before the others.`,
  parameters: {
    Level: level,
  },
  positional: ['Level'],
  ports: (p, d) => {
    const input = d.shape();
    const output = d.shape();
    whenKnown(d.solver, input, (s) => {
      if (s.length === 0) throw new ShapeConflict(s, [d.dim('n')], 'a number cannot be flattened');
      output.unify(
        groupsOf(p, s).map((axes): Axis => {
          const group = axes.map((i) => s[i]!);
          return group.length === 1 ? resolve(group[0]!) : isKnown(group) ? countOf(sizes(group)) : d.dim('merged');
        }),
      );
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
  },
  forward: ({ Input }, { t, parameters, shapes }) => {
    const order = groupsOf(parameters, shapes.Input!).flat();
    const x = order.every((k, i) => k === i) ? Input! : t.transpose(Input!, [0, ...order.map((k) => k + 1)]);
    return { Output: t.reshape(x, [-1, ...shapes.Output!]) };
  },
  onnx: ({ Input }, { o, parameters }) => {
    const shape = Input!.shape.slice(1);
    const groups = groupsOf(parameters, shape);
    const x = o.transpose(Input!, [0, ...groups.flat().map((k) => k + 1)]);
    const merged = groups.map((axes) => {
      const group = axes.map((k) => shape[k]!);
      return group.length === 1 ? group[0] : isOpen(group) ? undefined : countOf(group as number[]);
    });
    // Of several groups of which the sizes are not known one after the other is merged.
    if (merged.filter((n) => n === undefined).length > 1) throw new NoOnnxForm('several merged lengths that vary');
    return { Output: o.reshape(x, [x.shape[0], ...merged]) };
  },

  torch: ({ Input }, { parameters, shapes }) => {
    const groups = groupsOf(parameters, shapes.Input!);
    const order = groups.flat();
    let x = order.every((k, i) => k === i) ? Input! : `${Input}.permute(0${further(order.map((k) => k + 1))})`;
    let end = order.length;
    for (const g of [...groups].reverse()) {
      if (g.length > 1) x = `${x}.flatten(${end - g.length + 1}, ${end})`;
      else if (g.length === 0) x = `${x}.unsqueeze(${end + 1})`;
      end -= g.length;
    }
    return { Output: x };
  },
  examples: {
    'FlattenLayer[][{{{1, 2}, {3, 4}}}]': '{1., 2., 3., 4.}',
    'FlattenLayer[1][{{{1, 2}}, {{3, 4}}}]': '{{1., 2.}, {3., 4.}}',
    'FlattenLayer[{{2, 3}}][{{{1, 2}, {3, 4}}}]': '{{1.}, {2.}, {3.}, {4.}}',
    'FlattenLayer[x]': ['$Failed', 'FlattenLayer::args'],
  },
});

const isInfinity = (e: Expr): boolean => e === S.Infinity || (isCall(e, S.DirectedInfinity) && e.args.length === 1);
