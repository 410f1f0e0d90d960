/** CatenateLayer: arrays joined along one level. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import type { Size } from '../../model/onnx/array.ts';
import { type Axis, countOf, isKnown, resolve, type Shape, ShapeConflict, sizes } from '../../model/shape.ts';
import { integer } from '../parameters.ts';
import { repeated as copies } from './copies.ts';
import { levelIndex } from './ports.ts';

interface Catenate {
  /** 0: a new first level. */
  readonly Level: number;
}

/** Single numbers count as vectors of length 1. */
const asVector = (s: Shape): Shape => (s.length === 0 ? [1] : s);
const deepest = (shapes: readonly Shape[]): Shape => shapes.reduce((a, b) => (b.length > a.length ? b : a));

/** The level as an index into the deepest array; it counts in the least deep one. Throws ShapeConflict. */
function joiningLevel(level: number, shapes: readonly Shape[]): number {
  const least = shapes.reduce((a, b) => (b.length < a.length ? b : a));
  return levelIndex(level, least) + deepest(shapes).length - least.length;
}

/** Arrays of less depth repeat along missing outer levels. */
export const CatenateLayer = layer<Catenate>('CatenateLayer', {
  usage: `CatenateLayer[] represents a layer that joins arrays along their first level; numbers become a vector.
CatenateLayer[n] joins them along level n, CatenateLayer[0] puts them into a new first level.`,
  parameters: { Level: integer(1) },
  positional: ['Level'],
  variadic: true,
  ports: ({ Level }, d) => {
    const inputs = Object.fromEntries(d.inputNames.map((n) => [n, { shape: d.shape() }]));
    const output = d.shape();
    const all = d.inputNames.map((n) => inputs[n]!.shape);
    d.solver.relate(() => {
      const given = all.flatMap((v) => (v.shape === undefined ? [] : [v.shape]));
      if (given.length === 0) return;
      if (Level === 0) {
        for (const v of all) v.unify(given[0]!);
        output.unify([all.length, ...given[0]!]);
        return;
      }
      const outer = deepest(given.map(asVector));
      const at = joiningLevel(Level, given.map(asVector));
      // Of what is not known yet all but the length is supposed to be as elsewhere.
      for (const v of all) if (v.shape === undefined) v.unify(outer.map((a, i) => (i === at ? d.dim('length') : a)));
      const shapes = all.map((v) => asVector(v.shape!));
      for (const s of shapes) alignedWith(s, outer, at);
      const lengths = shapes.map((s) => s[at - outer.length + s.length]!);
      const total: Axis = isKnown(lengths) ? sizes(lengths).reduce((a, b) => a + b, 0) : d.dim('length');
      output.unify(outer.map((a, i) => (i === at ? total : a)));
      completeLast(lengths, output.shape![at]!);
    });
    return { inputs, outputs: { Output: { shape: output } } };
  },
  forward: (inputs, { t, parameters: { Level }, shapes, inputNames }) => {
    const parts = inputNames.map((n) => inputs[n]!);
    if (Level === 0) return { Output: t.stack(parts as Tensor[], 1) };
    const own = inputNames.map((n) => asVector(shapes[n]!));
    const outer = deepest(own) as readonly number[];
    const at = joiningLevel(Level, own);
    return {
      Output: t.concat(
        parts.map((x, i) => repeated(t, x, own[i] as readonly number[], outer)),
        at + 1,
      ),
    };
  },
  onnx: (inputs, { o, parameters: { Level }, inputNames, batch }) => {
    const parts = inputNames.map((n) => inputs[n]!);
    if (Level === 0)
      return {
        Output: o.concat(
          parts.map((x) => o.unsqueeze(x, [1])),
          1,
        ),
      };
    const own = parts.map((x) => (x.shape.length === 1 ? o.unsqueeze(x, [1]) : x));
    const shapes = own.map((x) => x.shape.slice(1));
    const outer = deepest(shapes) as Size[];
    const at = joiningLevel(Level, shapes);
    const repeated = own.map((x, i) => {
      const missing = outer.length - shapes[i]!.length;
      if (missing === 0) return x;
      const wide = o.unsqueeze(
        x,
        Array.from({ length: missing }, (_, k) => k + 1),
      );
      return o.expand(wide, [batch, ...outer.slice(0, missing), ...shapes[i]!]);
    });
    return { Output: o.concat(repeated, at + 1) };
  },

  torch: (inputs, { parameters: { Level }, shapes, inputNames }) => {
    const parts = inputNames.map((n) => inputs[n]!);
    if (Level === 0) return { Output: `torch.stack((${parts.join(', ')},), 1)` };
    const own = inputNames.map((n) => asVector(shapes[n]!));
    const outer = deepest(own) as readonly number[];
    const whole = parts[own.findIndex((s) => s.length === outer.length)]!;
    const wide = parts.map((x, i) => {
      const vector = shapes[inputNames[i]!]!.length === 0 ? `${x}.unsqueeze(1)` : x;
      const missing = outer.length - own[i]!.length;
      if (missing === 0) return vector;
      const rest = ', -1'.repeat(own[i]!.length);
      const places = Array.from({ length: missing }, (_, k) => `, ${whole}.shape[${k + 1}]`).join('');
      return `${vector}[:${', None'.repeat(missing)}].expand(-1${places}${rest})`;
    });
    return { Output: `torch.cat((${wide.join(', ')},), ${joiningLevel(Level, own) + 1})` };
  },
  examples: {
    'CatenateLayer[][{{1, 2}, {3, 4, 5}}]': '{1., 2., 3., 4., 5.}',
    'CatenateLayer[][{1, 2, 3}]': '{1., 2., 3.}',
    'CatenateLayer[2][{{{1}, {2}}, {{3}, {4}}}]': '{{1., 3.}, {2., 4.}}',
    'CatenateLayer[0][{{1, 2}, {3, 4}}]': '{{1., 2.}, {3., 4.}}',
    'CatenateLayer[][<|"a" -> {{1}, {2}}, "b" -> {3}|>]': '{{1., 3.}, {2., 3.}}',
    'NetGraph[{CatenateLayer[]}, {{NetPort["In1"], NetPort["In2"]} -> 1}, "In1" -> {2}, "In2" -> {3}][<|"In1" -> {1, 2}, "In2" -> {3, 4, 5}|>]':
      '{1., 2., 3., 4., 5.}',
    'CatenateLayer["x"]': ['$Failed', 'CatenateLayer::args'],
  },
});

/** All levels but the one that is joined agree, counted from the innermost. Throws ShapeConflict. */
function alignedWith(s: Shape, outer: Shape, at: number): void {
  const skip = outer.length - s.length;
  s.forEach((a, i) => {
    const [x, y] = [resolve(a), resolve(outer[skip + i]!)];
    if (skip + i === at || x === y) return;
    if (typeof x !== 'number') x.bind(y);
    else if (typeof y !== 'number') y.bind(x);
    else throw new ShapeConflict(outer, s);
  });
}

/** The one length that is missing follows from the total. */
function completeLast(lengths: readonly Axis[], joined: Axis): void {
  const total = resolve(joined);
  const axes = lengths.map(resolve);
  const open = axes.filter((a) => typeof a !== 'number');
  if (typeof total !== 'number' || open.length !== 1) return;
  const rest = total - axes.reduce<number>((n, a) => n + (typeof a === 'number' ? a : 0), 0);
  const dim = open[0]!;
  if (rest > 0 && typeof dim !== 'number') dim.bind(rest);
}

function repeated(t: Tensors, x: Tensor, own: readonly number[], outer: readonly number[]): Tensor {
  const missing = outer.slice(0, outer.length - own.length);
  if (missing.length === 0) return x.rank === own.length + 1 ? x : t.reshape(x, [-1, ...own]);
  const batch = x.shape[0]!;
  return copies(t, x, batch, countOf(missing), [batch, ...missing, ...own]);
}
