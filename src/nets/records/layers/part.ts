/** PartLayer: elements of the first levels by position. */
import { type Expr, int, isCall, Kind, normal } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { type Axis, type Dim, resolve, type Shape, ShapeConflict } from '../../model/shape.ts';
import { further } from '../../model/torch/text.ts';
import { whenKnown } from './ports.ts';

/** One position, which drops its level, or a span of them. */
type Piece = number | { readonly from: number; readonly to: number };
interface Part {
  readonly Specification: readonly Piece[];
}

const whole = (e: Expr | undefined): number | undefined =>
  e?.kind === Kind.Integer && e.value !== 0 ? Number(e.value) : undefined;
function piece(e: Expr): Piece | undefined {
  if (e === S.All) return { from: 1, to: -1 };
  if (!isCall(e, S.Span)) return whole(e);
  if (e.args.length !== 2) return undefined;
  const from = e.args[0] === S.All ? 1 : whole(e.args[0]);
  const to = e.args[1] === S.All ? -1 : whole(e.args[1]);
  return from === undefined || to === undefined ? undefined : { from, to };
}
const specification: Parameter<readonly Piece[]> = {
  what: 'a position, a span m ;; n, or a list of these',
  read: (e) => {
    const pieces = isCall(e, S.List) ? e.args.map(piece) : [piece(e)];
    return pieces.length > 0 && pieces.every((p): p is Piece => p !== undefined) ? pieces : undefined;
  },
  write: (v) => {
    const items = v.map((p) => (typeof p === 'number' ? int(p) : normal(S.Span, int(p.from), int(p.to))));
    return items.length === 1 ? items[0]! : normal(S.List, ...items);
  },
};

/** [first, count] from 0 on an axis of known size. Throws ShapeConflict. */
function interval(p: Piece, n: number, shape: Shape): readonly [number, number] {
  const index = (k: number): number => (k > 0 ? k - 1 : n + k);
  const [from, to] = typeof p === 'number' ? [index(p), index(p)] : [index(p.from), index(p.to)];
  if (from < 0 || to >= n || to < from)
    throw new ShapeConflict(
      shape,
      shape,
      `a dimension of size ${n} has no part ${typeof p === 'number' ? p : `${p.from};;${p.to}`}`,
    );
  return [from, to - from + 1];
}

function axisAfter(p: Piece, a: Axis, shape: Shape, open: Dim): Axis[] {
  const n = resolve(a);
  if (typeof p === 'number') {
    if (typeof n === 'number') interval(p, n, shape);
    return [];
  }
  if (typeof n === 'number') return [interval(p, n, shape)[1]];
  if (p.from === 1 && p.to === -1) return [n];
  open.varying = n.varying;
  return [open];
}

export const PartLayer = layer<Part>('PartLayer', {
  usage: `PartLayer[i] represents a layer that gives element i of its input.
PartLayer[m ;; n] gives elements m through n; PartLayer[{spec1, spec2, ...}] takes parts of the first levels.`,
  parameters: { Specification: specification },
  positional: ['Specification'],
  ports: ({ Specification: pieces }, d) => {
    const input = d.shape();
    const output = d.shape();
    whenKnown(d.solver, input, (s) => {
      if (s.length < pieces.length)
        throw new ShapeConflict(
          s,
          pieces.map(() => d.dim('n')),
          'there are more positions than levels',
        );
      output.unify(s.flatMap((a, i) => (i < pieces.length ? axisAfter(pieces[i]!, a, s, d.dim('n')) : [a])));
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } }, passes: true };
  },
  forward: ({ Input }, { t, parameters: { Specification: pieces } }) => {
    const shape = Input!.shape.slice(1);
    const taken = shape.map((n, i) => (i < pieces.length ? interval(pieces[i]!, n, shape) : ([0, n] as const)));
    const part = t.slice(Input!, [0, ...taken.map((x) => x[0])], [Input!.shape[0]!, ...taken.map((x) => x[1])]);
    const dropped = pieces.flatMap((p, i) => (typeof p === 'number' ? [i + 1] : []));
    return { Output: dropped.length > 0 ? t.squeeze(part, dropped) : part };
  },
  onnx: ({ Input }, { o, parameters: { Specification: pieces } }) => {
    const cut = pieces.reduce((x, p, i) => {
      const [from, to] = typeof p === 'number' ? [p, p] : [p.from, p.to];
      // Places count from 1, or from the end; the end itself is one further.
      const begin = from > 0 ? from - 1 : from;
      const end = to === -1 ? undefined : to > 0 ? to : to + 1;
      return begin === 0 && end === undefined ? x : o.slice(x, i + 1, begin, end);
    }, Input!);
    const dropped = pieces.flatMap((p, i) => (typeof p === 'number' ? [i + 1] : []));
    return { Output: o.squeeze(cut, dropped) };
  },

  torch: ({ Input }, { parameters: { Specification: pieces } }) => {
    // Places count from 1, or from the end; the end itself is one further.
    const from = (k: number): number => (k > 0 ? k - 1 : k);
    const span = ({ from: a, to: b }: { readonly from: number; readonly to: number }): string =>
      `${a === 1 ? '' : from(a)}:${b === -1 ? '' : b > 0 ? b : b + 1}`;
    return { Output: `${Input}[:${further(pieces.map((p) => (typeof p === 'number' ? from(p) : span(p))))}]` };
  },
  examples: {
    'PartLayer[2][{{1, 2}, {3, 4}}]': '{3., 4.}',
    'PartLayer[2 ;; -1][{1, 2, 3, 4}]': '{2., 3., 4.}',
    'PartLayer[{All, 1}][{{1, 2}, {3, 4}}]': '{1., 3.}',
    'PartLayer[5, "Input" -> 3]': ['$Failed', 'PartLayer::tyfail'],
  },
});
