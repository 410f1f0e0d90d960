/** The shape of expressions: Head, Depth, LeafCount, Level, ByteCount. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, Kind, Normal } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { sizeOf, unpackLevel } from '../../expr/packed.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { depthOf, inLevels, type Levels, readLevels } from '../values/levels.ts';
import { list } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';

export const Head = builtin('Head', {
  usage: 'Head[expr] gives the head of expr.\nHead[expr, h] wraps the result with h.',
  arity: [1, 2],
  packed: true,
  borrows: true,
  evaluate([x, wrap]) {
    const head = headOf(x!);
    return wrap === undefined ? head : new Normal(wrap, [head]);
  },
  examples: {
    'Head[f[x]]': 'f',
    'Head[{1, 2}]': 'List',
    'Head[3]': 'Integer',
    'Head[a + b]': 'Plus',
    'Head["text"]': 'String',
    'Head[<|a -> 1|>]': 'Association',
    'Head[f[x][y], Hold]': 'Hold[f[x]]',
    'Head[]': ['Head[]', 'Head::argt'],
  },
});

export const Depth = builtin('Depth', {
  usage:
    'Depth[expr] gives the maximum number of indices needed to specify any part of expr, plus 1.\nDepth[expr, Heads -> True] includes heads.',
  arity: 1,
  options: { Heads: 'False' },
  packed: true,
  borrows: true,
  evaluate: ([x], e, options) => int(isOn(options, 'Heads', e) ? depthWithHeads(x!) : depthOf(x!)),
  examples: {
    'Depth[x]': '1',
    'Depth[{{a}, b}]': '3',
    'Depth[f[x][y]]': '2',
    '{Depth[{}], Depth[f[]], Depth[{{}}]}': '{2, 2, 3}',
    'Depth[f[x][y], Heads -> True]': '3',
    'Depth[f[x], Heads -> maybe]': ['2', 'Depth::opttf'],
    'Depth[a, b]': ['Depth[a, b]', 'Depth::argx'],
  },
});
function depthWithHeads(e: Expr): number {
  if (e.kind !== Kind.Normal) return depthOf(e);
  let d = depthWithHeads(e.head);
  for (const a of e.args) d = Math.max(d, depthWithHeads(a));
  return d + 1;
}

/** Atoms, heads included. Rational and complex numbers count their two parts and the head. */
function leafCount(e: Expr): number {
  switch (e.kind) {
    case Kind.Normal: {
      worked(1);
      let n = leafCount(e.head);
      for (const a of e.args) n += leafCount(a);
      return n;
    }
    case Kind.Packed: {
      // Every row has a head of its own.
      let rows = 1;
      let heads = 0;
      for (const n of e.shape) {
        heads += rows;
        rows *= n;
      }
      return heads + sizeOf(e.shape);
    }
    case Kind.Rational:
      return 3;
    case Kind.Complex:
      return 1 + leafCount(e.re) + leafCount(e.im);
    case Kind.Association:
      return isAssociation(e) ? 1 + e.values.reduce((n, v) => n + leafCount(v), 0) : 1;
    default:
      return 1;
  }
}
export const LeafCount = builtin('LeafCount', {
  usage: 'LeafCount[expr] gives the total number of indivisible subexpressions in expr.',
  arity: 1,
  packed: true,
  borrows: true,
  evaluate: ([x]) => int(leafCount(x!)),
  examples: {
    'LeafCount[1 + x]': '3',
    'LeafCount[f[a, g[b]]]': '4',
    'LeafCount[{{1, 2}, {3, 4}}]': '7',
    'LeafCount[2/3]': '3',
    'LeafCount[]': ['LeafCount[]', 'LeafCount::argx'],
  },
});

/** Parts at the levels: inner parts before the whole, heads before arguments. */
function partsAt(e: Expr, levels: Levels, heads: boolean, out: Expr[], level = 0): void {
  if (levels.max < 0 || level < levels.max) {
    const inside = (x: Expr): void => partsAt(x, levels, heads, out, level + 1);
    const node = e.kind === Kind.Packed ? unpackLevel(e) : e;
    if (isAssociation(node)) node.values.forEach(inside);
    else if (node.kind === Kind.Normal) {
      if (heads) inside(node.head);
      node.args.forEach(inside);
    }
  }
  if (inLevels(levels, level, () => depthOf(e))) out.push(e);
}
export const Level = builtin('Level', {
  usage:
    'Level[expr, levelspec] gives a list of all subexpressions of expr on levels specified by levelspec.\nLevel[expr, levelspec, f] applies f to the sequence of subexpressions.',
  arity: [2, 3],
  options: { Heads: 'False' },
  packed: true,
  evaluate([x, spec, f], e, options) {
    const levels = readLevels(spec!);
    if (levels === undefined) return e.message('level', spec!);
    const out: Expr[] = [];
    partsAt(x!, levels, isOn(options, 'Heads', e), out);
    return f === undefined ? list(out) : new Normal(f, out);
  },
  examples: {
    'Level[a + f[x, y^n], 2]': '{a, x, y^n, f[x, y^n]}',
    'Level[a + f[x, y^n], {-1}]': '{a, x, y, n}',
    'Level[f[g[x]], {0, Infinity}]': '{x, g[x], f[g[x]]}',
    'Level[f[x], 1, Heads -> True]': '{f, x}',
    'Level[f[x], 1, Heads -> Automatic]': ['{x}', 'Level::opttf'],
    'Level[{{1, 2}, {3}}, {2}, g]': 'g[1, 2, 3]',
    'Level[x, y]': ['Level[x, y]', 'Level::level'],
  },
});

/** Bytes of the parts of an expression, as this implementation holds them: an object's words, arrays' elements. */
const WORD = 8;
function byteCount(e: Expr): number {
  switch (e.kind) {
    case Kind.Symbol:
      return 0;
    case Kind.String:
      return 3 * WORD + 2 * e.value.length;
    case Kind.Normal:
      return e.args.reduce((n, a) => n + WORD + byteCount(a), 7 * WORD + byteCount(e.head));
    case Kind.Packed:
      return 5 * WORD + e.shape.length * WORD + e.data.byteLength;
    case Kind.Association:
      return isAssociation(e)
        ? e.entries().reduce((n, [k, v]) => n + 4 * WORD + byteCount(k) + byteCount(v), 10 * WORD)
        : WORD;
    case Kind.Rational:
      return 4 * WORD;
    case Kind.Complex:
      return 4 * WORD + byteCount(e.re) + byteCount(e.im);
    default:
      return 2 * WORD;
  }
}
export const ByteCount = builtin('ByteCount', {
  usage: 'ByteCount[expr] gives the number of bytes used internally to store expr.',
  arity: 1,
  packed: true,
  borrows: true,
  evaluate: ([x]) => int(byteCount(x!)),
  examples: {
    'ByteCount[{a, b}] > ByteCount[{a}]': 'True',
    'ByteCount[]': ['ByteCount[]', 'ByteCount::argx'],
  },
});

export const shapes: readonly Builtin[] = [Head, Depth, LeafCount, Level, ByteCount];
