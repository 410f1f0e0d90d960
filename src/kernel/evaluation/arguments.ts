/** What attributes and sequences do to an argument list before rules are tried. */
import { type Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { order } from '../../expr/order.ts';
import { elementOf, pack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { stepped } from '../../pace.ts';
import { Attribute } from '../definitions/attributes.ts';

/** Sequence[...] gives up its arguments; in lists (and associations) Nothing vanishes and Splice spreads. */
export function spliceSequences(head: Expr, args: readonly Expr[]): readonly Expr[] {
  const list = head === S.List || head === S.Association;
  const out: Expr[] = [];
  for (let i = 0; i < args.length; i++) {
    stepped(i);
    const a = args[i]!;
    if (isCall(a, S.Sequence)) for (const b of spliceSequences(head, a.args)) out.push(b);
    else if (list && a === S.Nothing) continue;
    else if (isCall(a, S.Splice) && splices(a, head)) for (const b of (a.args[0] as Normal).args) out.push(b);
    else out.push(a);
  }
  return out.length === args.length && out.every((a, i) => a === args[i]) ? args : out;
}

const splices = (a: Normal, head: Expr): boolean =>
  a.args.length > 0 && isCall(a.args[0]!, S.List) && (a.args.length === 1 ? head === S.List : a.args[1] === head);

export function stripUnevaluated(args: readonly Expr[]): readonly Expr[] {
  return args.map((a) => (isCall(a, S.Unevaluated) && a.args.length === 1 ? a.args[0]! : a));
}

/** f[a, f[b, c]] -> f[a, b, c]. */
export function flatten(head: Expr, args: readonly Expr[]): readonly Expr[] {
  const out: Expr[] = [];
  for (let i = 0; i < args.length; i++) {
    stepped(i);
    const a = args[i]!;
    if (a.kind === Kind.Normal && a.head === head) for (const b of flatten(head, a.args)) out.push(b);
    else out.push(a);
  }
  return out;
}

export function isSorted(args: readonly Expr[]): boolean {
  for (let i = 1; i < args.length; i++) if (order(args[i - 1]!, args[i]!) > 0) return false;
  return true;
}

/** What is not sorted, sorted. */
export const sortArguments = (args: readonly Expr[]): readonly Expr[] =>
  args.length === 2 ? [args[1]!, args[0]!] : args.slice().sort(order);

/** head[args] as the attributes Flat and Orderless would have it, without applying rules: for left sides. */
export function canonical(head: Expr, args: readonly Expr[], attributes: number): Normal {
  if ((attributes & Attribute.Flat) !== 0) args = flatten(head, args);
  if ((attributes & Attribute.Orderless) !== 0 && !isSorted(args)) args = sortArguments(args);
  return new Normal(head, args);
}

/**
 * Arguments as the attributes of their head want them. `restore`: what they are to be again when nothing is rewritten,
 * since Unevaluated was taken off.
 */
export function arrange(
  head: Expr,
  attributes: number,
  args: readonly Expr[],
): { readonly args: readonly Expr[]; readonly restore: readonly Expr[] | undefined } {
  let restore: readonly Expr[] | undefined;
  if ((attributes & (Attribute.SequenceHold | Attribute.HoldAllComplete)) === 0) args = spliceSequences(head, args);
  if ((attributes & Attribute.HoldAllComplete) === 0 && args.some((a) => isCall(a, S.Unevaluated))) {
    restore = args;
    args = stripUnevaluated(args);
  }
  if ((attributes & Attribute.Flat) !== 0) args = flatten(head, args);
  if ((attributes & Attribute.Orderless) !== 0 && !isSorted(args)) args = sortArguments(args);
  return { args, restore };
}

export interface ThreadHost {
  call(head: Expr, args: readonly Expr[]): Expr;
  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;
}

const lengthOf = (e: Expr): number | undefined =>
  isCall(e, S.List) ? e.args.length : e.kind === Kind.Packed ? e.shape[0] : undefined;

/** A Listable function of lists: the list of its values on corresponding elements. */
export function thread(head: Sym, args: readonly Expr[], host: ThreadHost): Expr | undefined {
  const association = args.find(isAssociation);
  if (association !== undefined) return threadAssociation(head, args, association, host);
  let n: number | undefined;
  let packed = false;
  for (const a of args) {
    const m = lengthOf(a);
    if (m === undefined) continue;
    if (a.kind === Kind.Packed) packed = true;
    if (n !== undefined && n !== m) {
      host.message(head, 'tdlen', [new Normal(S.HoldForm, [new Normal(head, args)])]);
      return undefined;
    }
    n = m;
  }
  if (n === undefined) return undefined;
  const out = new Array<Expr>(n);
  for (let i = 0; i < n; i++)
    out[i] = host.call(
      head,
      args.map((a) => (isCall(a, S.List) ? a.args[i]! : a.kind === Kind.Packed ? elementOf(a, i) : a)),
    );
  const list = new Normal(S.List, out);
  return packed ? (pack(list) ?? list) : list;
}

/** Associations thread over their values; several must have the same keys. */
function threadAssociation(head: Sym, args: readonly Expr[], model: Association, host: ThreadHost): Expr | undefined {
  for (const a of args) {
    if (lengthOf(a) !== undefined) return undefined;
    if (isAssociation(a) && (a.size !== model.size || !model.keys.every((k) => a.has(k)))) return undefined;
  }
  return model.mapValues((_v, key) =>
    host.call(
      head,
      args.map((a) => (isAssociation(a) ? a.get(key)! : a)),
    ),
  );
}
