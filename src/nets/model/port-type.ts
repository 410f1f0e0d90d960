/** Types of ports as the language writes them: 3, {3, "Varying"}, "Real", Restricted["Integer", 10]. */
import { type Expr, int, isCall, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';

/** A size, null while it is not known, or a sequence length that varies from example to example. */
export type StoredAxis = number | null | 'Varying';
/** undefined: not even the rank is known. */
export type StoredShape = readonly StoredAxis[] | undefined;

export interface StoredPort {
  readonly shape: StoredShape;
  /** Whole numbers 1..max (0: max not known) instead of reals. */
  readonly index?: number;
  /** The user stated the shape here, so it does not give way to what neighbours imply. */
  readonly stated?: true;
}

const Restricted = system('Restricted');

function integerRange(e: Expr): number | undefined {
  if (e.kind === Kind.String && e.value === 'Integer') return 0;
  if (!isCall(e, Restricted) || e.args.length !== 2) return undefined;
  const [what, range] = e.args as readonly [Expr, Expr];
  if (what.kind !== Kind.String || what.value !== 'Integer') return undefined;
  const top = isCall(range, S.List) && range.args.length === 2 ? range.args[1]! : range;
  return top.kind === Kind.Integer && Number(top.value) > 0 ? Number(top.value) : top === S.Infinity ? 0 : undefined;
}

function axis(e: Expr): StoredAxis | undefined {
  if (e.kind === Kind.Integer && Number(e.value) > 0) return Number(e.value);
  if (e === S.Automatic) return null;
  if (e.kind === Kind.String && e.value === 'Varying') return 'Varying';
  return e.kind === Kind.Symbol && e.name === 'Varying' ? 'Varying' : undefined;
}

/** undefined: no type of a port. */
export function readPort(e: Expr): StoredPort | undefined {
  if (e === S.Automatic) return { shape: undefined };
  if (e.kind === Kind.String && e.value === 'Real') return { shape: [] };
  const index = integerRange(e);
  if (index !== undefined) return { shape: [], index };
  const items = e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : [e];
  const last = items[items.length - 1];
  if (last === undefined) return { shape: [] };
  const lastIndex = integerRange(last);
  const real = last.kind === Kind.String && last.value === 'Real';
  const axes = (lastIndex !== undefined || real ? items.slice(0, -1) : items).map(axis);
  if (!axes.every((a) => a !== undefined)) return undefined;
  return { shape: axes, ...(lastIndex !== undefined && { index: lastIndex }) };
}

/** The type as the language writes it. */
export function writePort(p: StoredPort): Expr {
  const integer =
    p.index === undefined
      ? undefined
      : p.index === 0
        ? str('Integer')
        : normal(Restricted, str('Integer'), int(p.index));
  if (p.shape === undefined) return integer ?? S.Automatic;
  const axes = p.shape.map((a) => (typeof a === 'number' ? int(a) : a === null ? S.Automatic : str('Varying')));
  if (integer !== undefined) return axes.length === 0 ? integer : normal(S.List, ...axes, integer);
  if (axes.length === 0) return str('Real');
  return axes.length === 1 ? axes[0]! : normal(S.List, ...axes);
}
