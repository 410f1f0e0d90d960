/**
 * In-place change of containers with value semantics. A container made by an assignment to a part belongs to the
 * definition that holds it until somebody reads the variable as a whole; as long as it does, later assignments to
 * parts, AppendTo and the like change it in place, in constant time.
 */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, Kind, maskOf, Normal, Packed } from '../../expr/expr.ts';
import { copied } from '../../pace.ts';
import type { Definition } from './definition.ts';

/** The container with room to change: the owned one itself, or a copy that is owned from now on. */
export function owned(d: Definition): Expr | undefined {
  const value = d.own;
  if (value === undefined) return undefined;
  if (d.owner === value) return value;
  const copy = copyOf(value);
  if (copy === undefined) return undefined;
  d.own = copy;
  d.owner = copy;
  return copy;
}

/** The copy of a value that is its own value is so, too. */
function copyOf(e: Expr): Expr | undefined {
  if (e.kind === Kind.Packed) return new Packed(e.type, e.shape, copied(e.data));
  const copy = e.kind === Kind.Normal ? new Normal(e.head, e.args.slice()) : isAssociation(e) ? e.copy() : undefined;
  if (copy !== undefined) copy.stamp = (e as typeof copy).stamp;
  return copy;
}

/**
 * The arguments of an owned node, for changing one place. `added` is what comes in. The mark survives: the node was its
 * own value and so is what comes in. Removing leaves the symbol mask too wide, which is harmless.
 */
export function changing(n: Normal, added: Expr): Expr[] {
  if (n.maskCache !== 0) n.maskCache |= maskOf(added);
  n.hashCache = 0;
  return n.args as Expr[];
}
