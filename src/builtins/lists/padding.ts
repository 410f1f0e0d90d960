/** PadLeft, PadRight, ArrayPad, CenterArray, Riffle: lists made longer. */

import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import * as S from '../../expr/symbols.ts';
import { stepped } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { elements, fits, list, packedList, rebuild, wholeOf } from '../values/sequences.ts';
import { dimensionsOf } from './shape.ts';

const cyclic = (items: readonly Expr[], i: number): Expr => items[((i % items.length) + items.length) % items.length]!;

/** How many levels of lists the padding has, along first elements. */
function listDepth(x: Expr): number {
  const items = isCall(x, S.List) || x.kind === Kind.Packed ? elements(x)! : undefined;
  return items === undefined ? 0 : items.length === 0 ? 1 : 1 + listDepth(items[0]!);
}

/** Longest lengths at each level of a ragged array: what pads it to a full one. */
function fullShape(x: Expr): number[] {
  const items = isCall(x, S.List) || x.kind === Kind.Packed ? elements(x)! : undefined;
  if (items === undefined) return [];
  const inner = items.map(fullShape);
  const depth = items.length === 0 ? 0 : Math.min(...inner.map((d) => d.length));
  const shape = Array.from({ length: depth }, (_, k) => Math.max(...inner.map((d) => d[k]!)));
  return [items.length, ...shape];
}

/**
 * Repetitions of the padding with the list laid over them. The list starts (right) or ends (left) `margin` places
 * from its end of the result, and the padding is aligned with that end of the list.
 */
function pad(
  x: Expr | undefined,
  lengths: readonly number[],
  padding: Expr,
  margins: readonly number[],
  left: boolean,
): Expr {
  const [n, ...rest] = lengths;
  const [margin = 0, ...others] = margins;
  if (n === undefined) return x ?? padding;
  const size = Math.abs(n);
  // A negative length pads at the other end.
  const atLeft = n < 0 ? !left : left;
  const items = x === undefined ? [] : (elements(x) ?? [x]);
  const start = atLeft ? size - margin - items.length : margin;
  const layer = listDepth(padding) >= lengths.length && (isCall(padding, S.List) || padding.kind === Kind.Packed);
  const pads = layer ? elements(padding)! : undefined;
  const origin = atLeft && items.length > 0 ? start + items.length : start;
  const out: Expr[] = [];
  for (let i = 0; i < size; i++) {
    const below =
      pads === undefined || pads.length === 0 ? padding : cyclic(pads, i - (items.length === 0 ? 0 : origin));
    const item = i >= start && i < start + items.length ? items[i - start] : undefined;
    out.push(rest.length === 0 ? (item ?? below) : pad(item, rest, below, others, left));
  }
  return x !== undefined && x.kind === Kind.Normal && x.head !== S.List ? new Normal(x.head, out) : packedList(out);
}

const paddingOn = (
  name: string,
  { usage, left, examples }: { readonly usage: string; readonly left: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 4],
    packed: true,
    messages: {
      ilsm: 'Single or list of machine-sized integers expected at position `1` of `2`.',
      mdim: 'The margins `1` do not go with the lengths `2`.',
    },
    evaluate(args, e) {
      const [x, spec, filling = int(0), margin] = args;
      const items = elementsOr(x!, 1, args, e);
      if (items === undefined) return undefined;
      const lengths =
        spec === undefined || spec === S.Automatic
          ? fullShape(x!)
          : isCall(spec, S.List) || spec.kind === Kind.Packed
            ? elements(spec)!.map(wholeOf)
            : [wholeOf(spec)];
      if (!lengths.every((n): n is number => n !== undefined) || lengths.length === 0)
        return e.message('ilsm', int(2), normal(e.symbol, ...args));
      if (
        !fits(
          lengths.reduce((a, b) => a * Math.abs(b), 1),
          e,
        )
      )
        return undefined;
      const margins =
        margin === undefined
          ? []
          : isCall(margin, S.List)
            ? margin.args.map(wholeOf)
            : lengths.map(() => wholeOf(margin));
      if (!margins.every((n): n is number => n !== undefined))
        return e.message('ilsm', int(4), normal(e.symbol, ...args));
      if (margins.length > lengths.length) return e.message('mdim', margin!, spec ?? S.Automatic);
      return pad(x!, lengths, filling, margins, left);
    },
    examples,
  });
export const PadLeft = paddingOn('PadLeft', {
  usage:
    'PadLeft[list, n] makes a list of length n by padding list with zeros on the left.\nPadLeft[list, n, x] pads by repeating the element x; a list {x1, x2, ...} is repeated cyclically.\nPadLeft[list, n, padding, m] leaves a margin of m elements of padding on the right.\nPadLeft[list, {n1, n2, ...}] makes a nested list with length ni at level i.\nPadLeft[list] pads a ragged array list with zeros to make it full.',
  left: true,
  examples: {
    'PadLeft[{a, b}, 4]': '{0, 0, a, b}',
    'PadLeft[{a, b, c}, 7, {u, v}]': '{v, u, v, u, a, b, c}',
    'PadLeft[{{a, b}, {c}}]': '{{a, b}, {0, c}}',
    'PadLeft[{a, b, c}, 2]': '{b, c}',
    'PadLeft[{a}, 4, x, 1]': '{x, x, a, x}',
    'PadLeft[x, 2]': ['PadLeft[x, 2]', 'PadLeft::normal'],
    'PadLeft[{a}, x]': ['PadLeft[{a}, x]', 'PadLeft::ilsm'],
  },
});
export const PadRight = paddingOn('PadRight', {
  usage:
    'PadRight[list, n] makes a list of length n by padding list with zeros on the right.\nPadRight[list, n, x] pads by repeating the element x; a list {x1, x2, ...} is repeated cyclically.\nPadRight[list, n, padding, m] leaves a margin of m elements of padding on the left.\nPadRight[list, {n1, n2, ...}] makes a nested list with length ni at level i.\nPadRight[list] pads a ragged array list with zeros to make it full.',
  left: false,
  examples: {
    'PadRight[{a, b}, 4]': '{a, b, 0, 0}',
    'PadRight[{1, 2}, 7, {x, y, z}]': '{1, 2, z, x, y, z, x}',
    'PadRight[{{a}, {b, c}}, {3, 2}]': '{{a, 0}, {b, c}, {0, 0}}',
    'PadRight[{a, b, c}, 2]': '{a, b}',
    'PadRight[{a, b}, -4]': '{0, 0, a, b}',
    'PadRight[f[a], 3, x]': 'f[a, x, x]',
    'PadRight[x, 2]': ['PadRight[x, 2]', 'PadRight::normal'],
  },
});

/** The position inside 0..n-1 that stands at position i beyond the ends; undefined for constant padding. */
function wrapped(i: number, n: number, how: string): number | undefined {
  if (i >= 0 && i < n) return i;
  const period = (k: number): number => ((i % k) + k) % k;
  if (how === 'Fixed') return i < 0 ? 0 : n - 1;
  if (how === 'Periodic') return period(n);
  if (how === 'Reversed') {
    const j = period(2 * n);
    return j < n ? j : 2 * n - 1 - j;
  }
  if (how === 'Reflected') {
    if (n === 1) return 0;
    const j = period(2 * n - 2);
    return j < n ? j : 2 * n - 2 - j;
  }
  return undefined;
}

function arrayPad(
  x: Expr,
  margins: readonly (readonly [number, number])[],
  filling: Expr,
  dims: readonly number[],
): Expr {
  const [m, ...rest] = margins;
  if (m === undefined) return x;
  const items = elements(x)!;
  const how = filling.kind === Kind.String ? filling.value : '';
  const constant = (shape: readonly number[]): Expr =>
    shape.reduceRight<Expr>((y, n) => list(new Array<Expr>(Math.max(0, n)).fill(y)), filling);
  const innerShape = rest.map(([a, b], k) => dims[k + 1]! + a + b);
  const out: Expr[] = [];
  for (let i = -m[0]; i < items.length + m[1]; i++) {
    const j = wrapped(i, items.length, how);
    if (j === undefined) out.push(constant(innerShape));
    else out.push(rest.length === 0 ? items[j]! : arrayPad(items[j]!, rest, filling, dims.slice(1)));
  }
  return packedList(out);
}
/** m, {m, n}, or {{m1, n1}, {m2, n2}, ...} for each level. */
function marginsOf(spec: Expr, depth: number): (readonly [number, number])[] | undefined {
  const m = wholeOf(spec);
  if (m !== undefined) return Array.from({ length: depth }, () => [m, m] as const);
  const items = elements(spec);
  if (items === undefined) return undefined;
  const whole = items.map(wholeOf);
  if (whole.every((n) => n !== undefined))
    return whole.length === 1
      ? Array.from({ length: depth }, () => [whole[0]!, whole[0]!] as const)
      : whole.length === 2
        ? Array.from({ length: depth }, () => [whole[0]!, whole[1]!] as const)
        : undefined;
  const pairs = items.map((p) => {
    const both = (elements(p) ?? [p]).map(wholeOf);
    const [a, b = a] = both;
    return a === undefined || b === undefined ? undefined : ([a, b] as const);
  });
  return pairs.length <= depth && pairs.every((p) => p !== undefined)
    ? (pairs as (readonly [number, number])[])
    : undefined;
}
export const ArrayPad = builtin('ArrayPad', {
  usage:
    'ArrayPad[array, m] gives an array with m 0s of padding on every side.\nArrayPad[array, m, padding] uses the padding: a value, or "Fixed", "Periodic", "Reversed" or "Reflected".\nArrayPad[array, {m, n}] pads with m elements at the beginning and n elements at the end.\nArrayPad[array, {{m1, n1}, {m2, n2}, ...}] pads with mi, ni elements at level i; negative numbers remove elements.',
  arity: [2, 3],
  packed: true,
  messages: {
    array: 'The argument `1` should be a full array.',
    padamt: 'The padding amount `1` should be an integer, a pair of integers or a list of them.',
  },
  evaluate([x, spec, filling = int(0)], e) {
    const dims = dimensionsOf(x!);
    if (dims.length === 0 || (x!.kind !== Kind.Packed && !isCall(x!, S.List))) return e.message('array', x!);
    const margins = marginsOf(spec!, dims.length);
    if (margins === undefined) return e.message('padamt', spec!);
    if (
      !fits(
        margins.reduce((n, [a, b], k) => n * Math.max(0, dims[k]! + a + b), 1),
        e,
      )
    )
      return undefined;
    return arrayPad(x!, margins, filling, dims);
  },
  examples: {
    'ArrayPad[{1, 2}, 1]': '{0, 1, 2, 0}',
    'ArrayPad[{{1}}, {1, 0}, x]': '{{x, x}, {x, 1}}',
    'ArrayPad[{1, 2, 3}, 2, "Reflected"]': '{3, 2, 1, 2, 3, 2, 1}',
    'ArrayPad[{1, 2, 3}, 1, "Periodic"]': '{3, 1, 2, 3, 1}',
    'ArrayPad[{"a"}, 1, "."]': '{".", "a", "."}',
    'ArrayPad[{1, 2, 3, 4}, -1]': '{2, 3}',
    'ArrayPad[x, 1]': ['ArrayPad[x, 1]', 'ArrayPad::array'],
    'ArrayPad[{1}, x]': ['ArrayPad[{1}, x]', 'ArrayPad::padamt'],
  },
});

export const CenterArray = builtin('CenterArray', {
  usage:
    'CenterArray[a, n] creates a length-n array with the elements of a at the center, and zeros elsewhere.\nCenterArray[n] has 1 at the center.\nCenterArray[a, {n1, n2, ...}] creates an n1 × n2 × ... array.\nCenterArray[a, dims, x] uses x elsewhere.',
  arity: [1, 3],
  packed: true,
  messages: { dims: 'The dimensions `1` should be a non-negative integer or a list of them.' },
  evaluate(args, e) {
    const [x, spec, filling = int(0)] = args.length === 1 ? [int(1), args[0]!] : args;
    const lengths = isCall(spec!, S.List) ? spec!.args.map(wholeOf) : [wholeOf(spec)];
    if (!lengths.every((n): n is number => n !== undefined && n >= 0)) return e.message('dims', spec!);
    if (
      !fits(
        lengths.reduce((a, b) => a * b, 1),
        e,
      )
    )
      return undefined;
    const place = (y: Expr | undefined, k: number): Expr => {
      const n = lengths[k];
      if (n === undefined) return y ?? filling;
      const items = y === undefined ? [] : isCall(y, S.List) || y.kind === Kind.Packed ? elements(y)! : [y];
      const start = Math.floor((n - items.length + 1) / 2);
      return packedList(Array.from({ length: n }, (_, i) => place(items[i - start], k + 1)));
    };
    return place(x!, 0);
  },
  examples: {
    'CenterArray[{a, b}, 5]': '{0, 0, a, b, 0}',
    'CenterArray[3]': '{0, 1, 0}',
    'CenterArray[x, {3, 3}]': '{{0, 0, 0}, {0, x, 0}, {0, 0, 0}}',
    'CenterArray[a, z]': ['CenterArray[a, z]', 'CenterArray::dims'],
  },
});

/** Where Riffle puts its elements: {from, to, step} with negative ends counted in the result. */
function riffled(
  items: readonly Expr[],
  fill: readonly Expr[],
  spec: Expr | undefined,
  e: Evaluation,
): Expr[] | undefined {
  const n = items.length;
  let [from, step, to] = [2, 2, Number.POSITIVE_INFINITY];
  if (spec !== undefined) {
    const one = wholeOf(spec);
    const parts = isCall(spec, S.List) ? spec.args.map(wholeOf) : [];
    if (one !== undefined && one > 0) [from, step] = [one, one];
    else if (parts.length === 3 && parts.every((p) => p !== undefined))
      [from, to, step] = parts as [number, number, number];
    else return e.message('rspec', spec);
    // With steps of 1 to the end the elements of the list would never come.
    if (step < 1 || (step === 1 && (to < 0 || to === Number.POSITIVE_INFINITY))) return e.message('rspec', spec);
  }
  if (spec === undefined && fill.length === n && n > 0) return items.flatMap((x, i) => [x, fill[i]!]);
  const out: Expr[] = [];
  let used = 0;
  let put = 0;
  const isStop = (at: number): boolean => to >= 0 && at > to;
  while (used < n || (to < 0 && (out.length + 1 - from) % step === 0 && to === -1 && out.length + 1 >= from)) {
    const at = out.length + 1;
    stepped(at);
    if (at >= from && (at - from) % step === 0 && !isStop(at) && (used < n || to === -1)) {
      if (fill.length === 0) break;
      out.push(cyclic(fill, put++));
      if (used >= n) break;
    } else out.push(items[used++]!);
  }
  return out;
}
export const Riffle = builtin('Riffle', {
  usage:
    'Riffle[{e1, e2, ...}, x] gives {e1, x, e2, x, ...}.\nRiffle[{e1, e2, ...}, {x1, x2, ...}] gives {e1, x1, e2, x2, ...}.\nRiffle[list, x, n] yields a list in which every n-th element is x.\nRiffle[list, x, {imin, imax, n}] yields a list in which x appears at positions imin, imin + n, ..., imax.',
  arity: [2, 3],
  packed: true,
  messages: { rspec: 'The specification `1` should be a positive integer or a list {imin, imax, n}.' },
  evaluate(args, e) {
    const [x, filling, spec] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const fill = isCall(filling!, S.List) || filling!.kind === Kind.Packed ? elements(filling!)! : [filling!];
    const out = riffled(items, fill, spec, e);
    return out && (headOf(x!) === S.List ? packedList(out) : rebuild(x!, out));
  },
  examples: {
    'Riffle[{a, b, c}, x]': '{a, x, b, x, c}',
    'Riffle[{a, b}, {1, 2}]': '{a, 1, b, 2}',
    'Riffle[{a, b, c, d}, x, 3]': '{a, b, x, c, d}',
    'Riffle[{a, b, c}, x, {1, -1, 2}]': '{x, a, x, b, x, c, x}',
    'Riffle[{a, b, c}, {x, y}]': '{a, x, b, y, c}',
    'Riffle[x, 1]': ['Riffle[x, 1]', 'Riffle::normal'],
    'Riffle[{a}, x, 1]': ['Riffle[{a}, x, 1]', 'Riffle::rspec'],
    'Riffle[{a}, x, 0]': ['Riffle[{a}, x, 0]', 'Riffle::rspec'],
  },
});

export const paddings: readonly Builtin[] = [PadLeft, PadRight, ArrayPad, CenterArray, Riffle];
