/** CatenateLayer: arrays joined along one level. */
import { layer } from '../../model/layer.ts';
import { type Axis, isKnown, resolve, type Shape, sizes } from '../../model/shape.ts';
import { integer } from '../parameters.ts';
import { levelIndex } from './ports.ts';

interface Catenate {
  readonly Level: number;
}
const level = integer(1);

/** Arrays of less depth repeat along missing outer levels. */
export const CatenateLayer = layer<Catenate>('CatenateLayer', {
  usage: `CatenateLayer[] represents a layer that joins arrays along their first level.
CatenateLayer[n] joins them along level n.`,
  parameters: { Level: level },
  positional: ['Level'],
  variadic: true,
  ports: ({ Level }, d) => {
    const inputs = Object.fromEntries(d.inputNames.map((n) => [n, { shape: d.shape() }]));
    const output = d.shape();
    d.solver.relate(() => {
      const shapes = d.inputNames.map((n) => inputs[n]!.shape.shape);
      const known = shapes.find((s) => s !== undefined);
      if (known === undefined) return;
      const at = levelIndex(Level, known);
      const pattern = known.map((a, i) => (i === at ? undefined : a));
      for (const n of d.inputNames) inputs[n]!.shape.unify(pattern.map((a) => a ?? d.dim('length')));
      const total = joined(
        d.inputNames.map((n) => inputs[n]!.shape.shape!),
        at,
      );
      const length: Axis = total ?? d.dim('length');
      output.unify(known.map((a, i) => (i === at ? length : a)));
      completeLast(
        d.inputNames.map((n) => inputs[n]!.shape.shape!),
        output.shape!,
        at,
      );
    });
    return { inputs, outputs: { Output: { shape: output } } };
  },
  forward: (inputs, { t, parameters, shapes, inputNames }) => {
    const axis = 1 + levelIndex(parameters.Level, shapes[inputNames[0]!]!);
    return {
      Output: t.concat(
        inputNames.map((n) => inputs[n]!),
        axis,
      ),
    };
  },
  examples: {
    'CatenateLayer[][{{1, 2}, {3, 4, 5}}]': '{1., 2., 3., 4., 5.}',
    'CatenateLayer[2][{{{1}, {2}}, {{3}, {4}}}]': '{{1., 3.}, {2., 4.}}',
    'NetGraph[{CatenateLayer[]}, {{NetPort["In1"], NetPort["In2"]} -> 1}, "In1" -> {2}, "In2" -> {3}][<|"In1" -> {1, 2}, "In2" -> {3, 4, 5}|>]':
      '{1., 2., 3., 4., 5.}',
    'CatenateLayer["x"]': ['$Failed', 'CatenateLayer::args'],
  },
});

function joined(shapes: readonly Shape[], at: number): number | undefined {
  const axis = shapes.map((s) => s[at]!);
  return isKnown(axis) ? sizes(axis).reduce((a, b) => a + b, 0) : undefined;
}

/** The one length that is missing follows from the total. */
function completeLast(shapes: readonly Shape[], output: Shape, at: number): void {
  const total = resolve(output[at]!);
  const axes = shapes.map((s) => resolve(s[at]!));
  const open = axes.filter((a) => typeof a !== 'number');
  if (typeof total !== 'number' || open.length !== 1) return;
  const rest = total - axes.reduce<number>((n, a) => n + (typeof a === 'number' ? a : 0), 0);
  const dim = open[0]!;
  if (rest > 0 && typeof dim !== 'number') dim.bind(rest);
}
