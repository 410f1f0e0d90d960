/** AppendLayer and PrependLayer: one more element at an end of an array. */
import { type AnyLayer, layer } from '../../model/layer.ts';
import { type Axis, type Dim, resolve, ShapeConflict } from '../../model/shape.ts';
import { whenKnown } from './ports.ts';

const shifted = (a: Axis, by: number, open: Dim): Axis => {
  const n = resolve(a);
  if (typeof n === 'number') return n + by;
  open.varying = n.varying;
  return open;
};

const adding = (
  name: string,
  where: string,
  join: <T>(list: T, element: T) => T[],
  examples: AnyLayer['examples'],
): AnyLayer =>
  layer<object>(name, {
    usage: `${name}[] represents a layer that puts "Element" at the ${where} of "Input".`,
    parameters: {},
    ports: (_p, d) => {
      const [input, element, output] = [d.shape(), d.shape(), d.shape()] as const;
      whenKnown(d.solver, input, (s) => {
        if (s.length === 0) throw new ShapeConflict(s, [d.dim('length')], 'a number has no elements');
        element.unify(s.slice(1));
        output.unify([shifted(s[0]!, 1, d.dim('length')), ...s.slice(1)]);
      });
      whenKnown(d.solver, element, (s) => input.unify([d.dim('length'), ...s]));
      return {
        inputs: { Input: { shape: input }, Element: { shape: element } },
        outputs: { Output: { shape: output } },
      };
    },
    forward: ({ Input, Element }, { t }) => ({ Output: t.concat(join(Input!, t.expandDims(Element!, 1)), 1) }),
    onnx: ({ Input, Element }, { o }) => ({ Output: o.concat(join(Input!, o.unsqueeze(Element!, [1])), 1) }),

    torch: ({ Input, Element }) => ({
      Output: `torch.cat((${join(Input!, `${Element}.unsqueeze(1)`).join(', ')}), 1)`,
    }),
    examples: { ...examples, [`${name}[1]`]: ['$Failed', `${name}::args`] },
  });

export const AppendLayer = adding('AppendLayer', 'end', (list, e) => [list, e], {
  'AppendLayer[][<|"Input" -> {1, 2}, "Element" -> 3|>]': '{1., 2., 3.}',
  'AppendLayer[][<|"Input" -> {{1, 2}}, "Element" -> {3, 4}|>]': '{{1., 2.}, {3., 4.}}',
});
export const PrependLayer = adding('PrependLayer', 'beginning', (list, e) => [e, list], {
  'PrependLayer[][<|"Input" -> {1, 2}, "Element" -> 3|>]': '{3., 1., 2.}',
});
