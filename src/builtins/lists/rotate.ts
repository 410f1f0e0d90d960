/** Reverse, RotateLeft and RotateRight. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Packed } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { move, tabulated } from '../../pace.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { elements, hasElements, lengthOf, pick, range, rebuild, wholeOf } from '../values/sequences.ts';

export const Reverse = builtin('Reverse', {
  usage: 'Reverse[expr] reverses the order of the elements in expr.\nReverse[expr, n] reverses at level n.',
  arity: [1, 2],
  packed: true,
  evaluate([x, level], e) {
    if (!hasElements(x!)) return e.message('normal', int(1), normal(e.symbol, x!));
    const levels =
      level === undefined
        ? [1]
        : isCall(level, S.List)
          ? level.args.map((l) => wholeOf(l) ?? 0)
          : [wholeOf(level) ?? 0];
    return reverseAt(x!, levels, 1);
  },
  examples: { 'Reverse[{1, 2, 3}]': '{3, 2, 1}', 'Reverse[{{1, 2}, {3, 4}}, 2]': '{{2, 1}, {4, 3}}' },
});
function reversePacked(p: Packed): Packed {
  const n = p.shape[0]!;
  const width = p.data.length / (n || 1);
  const last = (n - 1) * width;
  const data =
    width === 1
      ? tabulated(n, (i) => p.data[last - i]!)
      : tabulated(p.data.length, (i) => p.data[last - i + 2 * (i % width)]!);
  return new Packed(p.type === 'Integer' ? 'Integer' : 'Real64', p.shape, data);
}
function reverseAt(x: Expr, levels: readonly number[], level: number): Expr {
  const n = lengthOf(x);
  let y = x;
  if (levels.includes(level)) y = x.kind === Kind.Packed ? reversePacked(x) : pick(x, range(0, n).reverse());
  if (levels.some((l) => l > level)) {
    const inner = elements(y)!.map((a) => (!hasElements(a) ? a : reverseAt(a, levels, level + 1)));
    y = isAssociation(y) ? y.withValues(inner) : rebuild(y, inner);
  }
  return y;
}

/** Blocks of memory moved whole: along the first axis, then inside each row for the others. */
function rotatePacked(p: Packed, by: readonly number[]): Packed {
  const out = new Float64Array(p.data.length);
  const walk = (axis: number, from: number, to: number, size: number): void => {
    const n = p.shape[axis]!;
    const row = size / n;
    const k = (((by[axis]! % n) + n) % n) * row;
    if (axis + 1 === by.length) {
      move(p.data, from + k, from + size, out, to);
      move(p.data, from, from + k, out, to + size - k);
      return;
    }
    for (let i = 0, at = k; i < n; i++) {
      walk(axis + 1, from + at, to + i * row, row);
      at += row;
      if (at === size) at = 0;
    }
  };
  walk(0, 0, 0, p.data.length);
  return new Packed(p.type === 'Integer' ? 'Integer' : 'Real64', p.shape, out);
}

function rotate(x: Expr, by: readonly number[], sign: number): Expr {
  if (x.kind === Kind.Packed && by.length <= x.shape.length)
    return rotatePacked(
      x,
      by.map((k) => k * sign),
    );
  const n = lengthOf(x);
  if (n === 0) return x;
  const k = ((((by[0]! * sign) % n) + n) % n) | 0;
  const turned = k === 0 ? x : pick(x, [...range(k, n), ...range(0, k)]);
  return by.length === 1
    ? turned
    : rebuild(
        turned,
        elements(turned)!.map((r) => rotate(r, by.slice(1), sign)),
      );
}
const rotation = (
  name: string,
  { usage, sign, examples }: { readonly usage: string; readonly sign: number; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    evaluate([x, by], e) {
      if (!hasElements(x!)) return e.message('normal', int(1), normal(e.symbol, x!));
      const amounts = by === undefined ? [1] : isCall(by, S.List) ? by.args.map((b) => wholeOf(b)) : [wholeOf(by)];
      return amounts.every((a) => a !== undefined) ? rotate(x!, amounts, sign) : undefined;
    },
    examples,
  });
export const RotateLeft = rotation('RotateLeft', {
  usage: 'RotateLeft[expr, n] cycles the elements in expr n positions to the left.',
  sign: 1,
  examples: { 'RotateLeft[{a, b, c}]': '{b, c, a}', 'RotateLeft[{{1, 2}, {3, 4}}, {1, 1}]': '{{4, 3}, {2, 1}}' },
});
export const RotateRight = rotation('RotateRight', {
  usage: 'RotateRight[expr, n] cycles the elements in expr n positions to the right.',
  sign: -1,
  examples: { 'RotateRight[{a, b, c}]': '{c, a, b}' },
});

export const rotations: readonly Builtin[] = [Reverse, RotateLeft, RotateRight];
