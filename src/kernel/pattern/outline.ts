/** What an expression must look like at first sight to match a pattern: most parts of an expression fail here. */
import { type Expr, Kind, type Sym } from '../../expr/expr.ts';
import { formOf } from './forms.ts';

/** f[...] has depth 1, f[...][...] depth 2. */
export interface Outline {
  readonly root: Sym;
  readonly depth: number;
}

/**
 * The outline of calls of users' symbols; undefined for patterns of any other kind (objects of the language's own heads
 * may match by what they stand for).
 */
export function outlineOf(pattern: Expr): Outline | undefined {
  let depth = 0;
  let x = pattern;
  for (; x.kind === Kind.Normal; x = x.head) {
    if (formOf(x) !== undefined) return undefined;
    depth++;
  }
  return depth > 0 && x.kind === Kind.Symbol && x.context !== 'System`' ? { root: x, depth } : undefined;
}

export function fitsOutline({ root, depth }: Outline, e: Expr): boolean {
  let x = e;
  for (let i = 0; i < depth; i++) {
    if (x.kind !== Kind.Normal) return false;
    x = x.head;
  }
  return x === root;
}
