/** Structural hash: equal expressions (SameQ) have equal hashes. Cached on compound nodes. */

import { stepped, worked } from '../pace.ts';
import { type AssociationLike, type Expr, Kind, type Normal } from './expr.ts';
import { List } from './symbols.ts';

const mix = (h: number, x: number): number => Math.imul(h ^ x, 0x01000193);

/** Characters of a string that count; of longer ones as many, at even distances, with the length. */
const CHARACTERS = 1 << 14;

function hashString(s: string): number {
  let h = 0x811c9dc5;
  const step = Math.ceil(s.length / CHARACTERS);
  if (step > 1) h = mix(h, s.length);
  for (let i = 0; i < s.length; i += step) h = mix(h, s.charCodeAt(i));
  return h;
}

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

function hashNumber(x: number): number {
  // +0 and -0 are the same value.
  scratch[0] = x === 0 ? 0 : x;
  return mix(mix(0x811c9dc5, words[0]!), words[1]!);
}

/** Digits are made in time that grows faster than the number of them: large integers count by their bits. */
const LARGE = 1n << 4096n;
const NEGATIVE_LARGE = -LARGE;

const hashWhole = (x: number | bigint): number =>
  typeof x === 'number' ? hashNumber(x) : hashString(x.toString(x < LARGE && x > NEGATIVE_LARGE ? 36 : 16));

/** Nesting beyond this is walked with an explicit stack. */
const DEEP = 1000;

/** Never 0, so that 0 can mean "not computed". */
export const hash = (e: Expr): number => hashAt(e, 0);

function hashAt(e: Expr, depth: number): number {
  switch (e.kind) {
    case Kind.Symbol:
      return mix(0x5bd1e995, e.id + 1) | 1;
    case Kind.Integer:
      return hashWhole(e.value) | 1;
    case Kind.Rational:
      return mix(hashWhole(e.num), hashWhole(e.den)) | 1;
    case Kind.Real:
      return mix(hashNumber(e.value), 3) | 1;
    case Kind.BigReal:
      return mix(hashString(e.value.toString()), 4) | 1;
    case Kind.Complex:
      return mix(mix(hash(e.re), hash(e.im)), 5) | 1;
    case Kind.String:
      return mix(hashString(e.value), 6) | 1;
    case Kind.Normal: {
      if (e.hashCache !== 0) return e.hashCache;
      if (depth >= DEEP) hashParts(e);
      worked(1);
      let h = mix(hashAt(e.head, depth + 1), e.args.length);
      for (let i = 0; i < e.args.length; i++) {
        stepped(i);
        h = mix(h, hashAt(e.args[i]!, depth + 1));
      }
      return (e.hashCache = h | 1);
    }
    case Kind.Packed:
      return hashPacked(e.shape, e.data, e.type === 'Integer');
    case Kind.Association: {
      if (e.hashCache !== 0) return e.hashCache;
      if (depth >= DEEP) hashParts(e);
      let h = mix(0x9e3779b9, e.size);
      for (let i = 0; i < e.size; i++) h = mix(mix(h, hashAt(e.keyAt(i), depth + 1)), hashAt(e.valueAt(i), depth + 1));
      return (e.hashCache = h | 1);
    }
    case Kind.Boxed:
      return mix(hash(e.form), 7) | 1;
  }
}

type Compound = Normal | AssociationLike;
const isOpen = (e: Expr): e is Compound => (e.kind === Kind.Normal || e.kind === Kind.Association) && e.hashCache === 0;

/** Computes the hashes of all parts of a deep expression, innermost first, so that each finds those of its own parts. */
function hashParts(root: Compound): void {
  const stack: Compound[] = [root];
  while (stack.length > 0) {
    const e = stack[stack.length - 1]!;
    const before = stack.length;
    const visit = (part: Expr): void => {
      if (isOpen(part)) stack.push(part);
    };
    if (e.kind === Kind.Normal) {
      visit(e.head);
      e.args.forEach(visit);
    } else
      for (let i = 0; i < e.size; i++) {
        visit(e.keyAt(i));
        visit(e.valueAt(i));
      }
    if (stack.length > before) continue;
    stack.pop();
    if (e !== root) hashAt(e, 0);
  }
}

function hashPacked(shape: readonly number[], data: ArrayLike<number>, integer: boolean): number {
  let at = 0;
  const level = (axis: number): number => {
    if (axis === shape.length) {
      const h = hashNumber(data[at++]!);
      return (integer ? h : mix(h, 3)) | 1;
    }
    const n = shape[axis]!;
    let h = mix(mix(0x5bd1e995, List.id + 1) | 1, n);
    for (let i = 0; i < n; i++) {
      stepped(i);
      h = mix(h, level(axis + 1));
    }
    worked(1);
    return h | 1;
  };
  return level(0);
}
