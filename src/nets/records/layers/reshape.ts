/** ReshapeLayer: the same numbers with other dimensions. */
import { type Expr, int, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { isOpen, OpenSize, type Size } from '../../model/onnx/array.ts';
import { type Axis, countOf, isKnown, type Shape, ShapeConflict, sizes } from '../../model/shape.ts';
import { NoTorchForm } from '../../model/torch/form.ts';
import { reshaped as torchReshaped } from '../../model/torch/text.ts';
import { whenKnown } from './ports.ts';

const Inherited = system('Inherited');
/** A size, the size at the same place of the input, what is left over, or all further dimensions of the input. */
type Entry = number | 'Inherited' | 'Automatic' | 'All';
/** The dimensions of another input. */
const REFERENCE = 'ReferenceShape';
interface Reshape {
  readonly Dimensions: readonly Entry[] | typeof REFERENCE;
}

const entry = (e: Expr): Entry | undefined => {
  if (e.kind === Kind.Integer) return Number(e.value) > 0 ? Number(e.value) : undefined;
  return e === Inherited ? 'Inherited' : e === S.Automatic ? 'Automatic' : e === S.All ? 'All' : undefined;
};
const dimensions: Parameter<Reshape['Dimensions']> = {
  what: 'a list of positive integers, Inherited, and at most one Automatic and one All, or "ReferenceShape"',
  read: (e) => {
    if (e.kind === Kind.String) return e.value === REFERENCE ? REFERENCE : undefined;
    const items = e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : undefined;
    const entries = items?.map(entry);
    if (!entries?.every((x): x is Entry => x !== undefined)) return undefined;
    const most = (what: Entry): boolean => entries.filter((x) => x === what).length <= 1;
    return most('Automatic') && most('All') ? entries : undefined;
  },
  write: (v) =>
    v === REFERENCE
      ? str(v)
      : normal(
          S.List,
          ...v.map((x) =>
            typeof x === 'number' ? int(x) : x === 'Inherited' ? Inherited : x === 'All' ? S.All : S.Automatic,
          ),
        ),
};

/** The dimensions of the output; undefined while they cannot be told. Throws ShapeConflict. */
function reshaped(entries: readonly Entry[], input: Shape): Shape | undefined {
  const before = entries.indexOf('All');
  const out: (Axis | undefined)[] = entries.flatMap((x, i): (Axis | undefined)[] => {
    if (x === 'All') return input.slice(i, Math.max(i, input.length - (entries.length - 1 - before)));
    if (x !== 'Inherited') return [x === 'Automatic' ? undefined : x];
    const from = before >= 0 && i > before ? input.length - (entries.length - i) : i;
    if (input[from] === undefined) throw new ShapeConflict(input, input, `there is no dimension ${i + 1} to inherit`);
    return [input[from]];
  });
  const open = out.indexOf(undefined);
  if (!isKnown(input)) return open < 0 ? (out as Shape) : undefined;
  const known = sizes(out.filter((a): a is Axis => a !== undefined));
  const [total, rest] = [countOf(sizes(input)), countOf(known)];
  if (open < 0 ? total !== rest : total % rest !== 0)
    throw new ShapeConflict(input, known, `${total} numbers do not fill these dimensions`);
  return out.map((a) => a ?? total / rest);
}

/** Where an entry is in the output, in which All is more than one dimension. */
const placeOf = (entries: readonly Entry[], i: number, rank: number): number =>
  entries.slice(0, i).includes('All') ? rank - (entries.length - i) : i;

/** Throws ShapeConflict. */
function sameCount(from: readonly number[], to: readonly number[]): void {
  if (countOf(from) !== countOf(to))
    throw new ShapeConflict(from, to, `${countOf(from)} numbers do not fill these dimensions`);
}

export const ReshapeLayer = layer<Reshape>('ReshapeLayer', {
  usage: `ReshapeLayer[{n1, n2, ...}] represents a layer that gives the numbers of its input the dimensions n1, n2, ....
Automatic stands for what is left over, Inherited for the dimension of the input at the same place, All for its further dimensions.
ReshapeLayer["ReferenceShape"] takes the dimensions of the input "ReferenceShape".`,
  parameters: { Dimensions: dimensions },
  positional: ['Dimensions'],
  ports: ({ Dimensions }, d) => {
    const input = d.shape();
    const output = d.shape();
    if (Dimensions === REFERENCE) {
      whenKnown(d.solver, input, (s) => {
        if (output.shape !== undefined && isKnown(s) && isKnown(output.shape)) sameCount(sizes(s), sizes(output.shape));
      });
      return {
        inputs: { Input: { shape: input }, ReferenceShape: { shape: output } },
        outputs: { Output: { shape: output } },
        passes: true,
      };
    }
    whenKnown(d.solver, input, (s) => {
      const result = reshaped(Dimensions, s);
      if (result !== undefined) output.unify(result);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
  },
  forward: ({ Input }, { t, shapes }) => ({ Output: t.reshape(Input!, [-1, ...shapes.Output!]) }),
  onnx: ({ Input, ReferenceShape }, { o, parameters: { Dimensions } }) => {
    const [batch, ...input] = Input!.shape as [Size, ...Size[]];
    if (Dimensions === REFERENCE) return { Output: o.reshape(Input!, [batch, ...ReferenceShape!.shape.slice(1)]) };
    // What is left over is found when the model runs.
    const rest = new OpenSize('rest');
    const open = isOpen(input);
    const entries = Dimensions.map((x) => (open && x === 'Automatic' ? 1 : x));
    const sizes = reshaped(entries, input) as Size[];
    const at = open ? Dimensions.indexOf('Automatic') : -1;
    const place = at < 0 ? -1 : placeOf(Dimensions, at, sizes.length);
    return { Output: o.reshape(Input!, [batch, ...sizes.map((n, i) => (i === place ? rest : n))]) };
  },

  torch: ({ Input, ReferenceShape }, { shapes, parameters: { Dimensions } }) => {
    if (Dimensions === REFERENCE) return { Output: `${Input}.reshape(${ReferenceShape}.shape)` };
    const inherited = (x: Entry, i: number): string | number => (x === 'Inherited' ? `${Input}.shape[${i + 1}]` : -1);
    const sizes = shapes.Output ?? Dimensions.map((x, i) => (typeof x === 'number' ? x : inherited(x, i)));
    if (sizes.filter((n) => n === -1).length > 1 || (shapes.Output === undefined && Dimensions.includes('All')))
      throw new NoTorchForm('several dimensions that vary; one that varies does');
    return { Output: torchReshaped(Input!, sizes) };
  },
  examples: {
    'ReshapeLayer[{2, 2}][{1, 2, 3, 4}]': '{{1., 2.}, {3., 4.}}',
    'ReshapeLayer[{Automatic, 3}][{{1, 2}, {3, 4}, {5, 6}}]': '{{1., 2., 3.}, {4., 5., 6.}}',
    'Information[ReshapeLayer[{Inherited, Automatic}, "Input" -> {2, 3, 4}], "OutputPorts"]': '<|"Output" -> {2, 12}|>',
    'ReshapeLayer[{5}, "Input" -> 4]': ['$Failed', 'ReshapeLayer::tyfail'],
    'ReshapeLayer["ReferenceShape"][<|"Input" -> {1, 2, 3, 4}, "ReferenceShape" -> {{0, 0}, {0, 0}}|>]':
      '{{1., 2.}, {3., 4.}}',
    'ReshapeLayer[x]': ['$Failed', 'ReshapeLayer::args'],
  },
});
