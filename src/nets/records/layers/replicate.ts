/** ReplicateLayer: the input repeated along new levels. */
import { type Expr, int, isCall, Kind, normal } from '../../../expr/expr.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { NoOnnxForm } from '../../model/onnx/array.ts';
import { countOf, type Shape, ShapeConflict } from '../../model/shape.ts';
import { NoTorchForm } from '../../model/torch/form.ts';
import { nonZero } from '../parameters.ts';
import { repeated } from './copies.ts';
import { whenKnown } from './ports.ts';

interface Replicate {
  /** null: found by inference. */
  readonly Dimensions: readonly (number | null)[];
  readonly Position: number;
}
const one = (e: Expr): number | null | undefined => {
  if (e === S.Automatic) return null;
  return e.kind === Kind.Integer && Number(e.value) > 0 ? Number(e.value) : undefined;
};
const dimensions: Parameter<Replicate['Dimensions']> = {
  what: 'a positive integer, Automatic, or a list of these',
  initial: [null],
  read: (e) => {
    const items = e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : [e];
    const all = items.map(one);
    return all.length > 0 && all.every((x) => x !== undefined) ? all : undefined;
  },
  write: (v) => {
    const items = v.map((n) => (n === null ? S.Automatic : int(n)));
    return items.length === 1 ? items[0]! : normal(S.List, ...items);
  },
};
const position = nonZero(1);

/** Where the new levels begin, from 0. Throws ShapeConflict. */
function place({ Position: p }: Replicate, rank: number, shape: Shape): number {
  const at = p > 0 ? p - 1 : rank + p + 1;
  if (at < 0 || at > rank) throw new ShapeConflict(shape, shape, `new levels cannot come at position ${p}`);
  return at;
}

export const ReplicateLayer = layer<Replicate>('ReplicateLayer', {
  usage: `ReplicateLayer[n] represents a layer that gives a list of n copies of its input.
ReplicateLayer[Automatic] finds the number of copies from its neighbours.
ReplicateLayer[{n1, n2, ...}] gives an array of copies; ReplicateLayer[spec, pos] puts the new levels at position pos.`,
  parameters: { Dimensions: dimensions, Position: position },
  positional: ['Dimensions', 'Position'],
  ports: (p, d) => {
    const input = d.shape();
    const output = d.shape();
    const copies = p.Dimensions.map((k) => k ?? d.dim('copies'));
    const n = copies.length;
    whenKnown(d.solver, input, (s) => {
      const at = place(p, s.length, s);
      output.unify([...s.slice(0, at), ...copies, ...s.slice(at)]);
    });
    whenKnown(d.solver, output, (s) => {
      if (s.length < n) throw new ShapeConflict(s, copies);
      const at = place(p, s.length - n, s);
      input.unify([...s.slice(0, at), ...s.slice(at + n)]);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
  },
  forward: ({ Input }, { t, parameters: p, shapes }) => {
    const own = shapes.Input!;
    const at = place(p, own.length, own);
    const copies = shapes.Output!.slice(at, at + p.Dimensions.length);
    const batch = Input!.shape[0]!;
    const rows = countOf(own.slice(0, at)) * batch;
    return { Output: repeated(t, Input!, rows, countOf(copies), [batch, ...shapes.Output!]) };
  },
  onnx: ({ Input }, { o, parameters: p, shapes }) => {
    const own = Input!.shape.slice(1);
    const at = place(p, own.length, own);
    const copies = shapes.Output!.slice(at, at + p.Dimensions.length);
    if (copies.includes(-1)) throw new NoOnnxForm('copies of which the number varies');
    const wide = o.unsqueeze(
      Input!,
      copies.map((_, i) => at + 1 + i),
    );
    return { Output: o.expand(wide, [Input!.shape[0]!, ...own.slice(0, at), ...copies, ...own.slice(at)]) };
  },

  torch: ({ Input }, { parameters: p, shapes }) => {
    const own = shapes.Input!;
    const at = place(p, own.length, own);
    const copies = shapes.Output!.slice(at, at + p.Dimensions.length);
    if (copies.includes(-1)) throw new NoTorchForm('copies of which the number varies; a number of copies does');
    const levels = own.map(() => -1);
    const sizes = [-1, ...levels.slice(0, at), ...copies, ...levels.slice(at)];
    return { Output: `${Input}[:${', :'.repeat(at)}${', None'.repeat(copies.length)}].expand(${sizes.join(', ')})` };
  },
  examples: {
    'ReplicateLayer[2][{1, 2}]': '{{1., 2.}, {1., 2.}}',
    'ReplicateLayer[3, 2][{1, 2}]': '{{1., 1., 1.}, {2., 2., 2.}}',
    'ReplicateLayer[Automatic, "Output" -> {2, 3}][{1, 2, 3}]': '{{1., 2., 3.}, {1., 2., 3.}}',
    'ReplicateLayer["x"]': ['$Failed', 'ReplicateLayer::args'],
  },
});
