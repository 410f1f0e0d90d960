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
  /** Whole numbers from this one on, where a stated range does not start at 1. */
  readonly min?: number;
  /** And up to this one. */
  readonly max?: number;
  /** The user stated the shape here, so it does not give way to what neighbours imply. */
  readonly stated?: true;
}

const Restricted = system('Restricted');

/** Bounds of whole numbers; a maximum of 0 is not known. */
type Range = Required<Pick<StoredPort, 'index'>> & Pick<StoredPort, 'min' | 'max'>;

function integerRange(e: Expr): Range | undefined {
  if (e.kind === Kind.String && e.value === 'Integer') return { index: 0 };
  if (!isCall(e, Restricted) || e.args.length !== 2) return undefined;
  const [what, range] = e.args as readonly [Expr, Expr];
  if (what.kind !== Kind.String || what.value !== 'Integer') return undefined;
  const isInfinite = (e: Expr): boolean =>
    e === S.Infinity || (isCall(e, S.DirectedInfinity) && e.args.length === 1 && e.args[0]!.kind === Kind.Integer);
  const [low, top] = isCall(range, S.List) && range.args.length === 2 ? range.args : [int(1), range];
  const packed =
    range.kind === Kind.Packed && range.shape.length === 1 && range.shape[0] === 2 ? range.data : undefined;
  const min = packed?.[0] ?? (low!.kind === Kind.Integer ? Number(low!.value) : Number.NaN);
  const max = packed?.[1] ?? (isInfinite(top!) ? 0 : top!.kind === Kind.Integer ? Number(top!.value) : Number.NaN);
  if (Number.isNaN(min) || Number.isNaN(max) || (!isInfinite(top!) && max < min)) return undefined;
  // A range that starts at 1 is that of positions; others hold for the numbers of the port only.
  if (min === 1) return max > 0 || isInfinite(top!) ? { index: max } : undefined;
  return { index: 0, min, ...(!isInfinite(top!) && { max }) };
}

export function axis(e: Expr): StoredAxis | undefined {
  if (e.kind === Kind.Integer && Number(e.value) > 0) return Number(e.value);
  if (e === S.Automatic) return null;
  if (e.kind === Kind.String && e.value === 'Varying') return 'Varying';
  return e.kind === Kind.Symbol && e.name === 'Varying' ? 'Varying' : undefined;
}

/** undefined: no type of a port. */
export function readPort(e: Expr): StoredPort | undefined {
  if (e === S.Automatic) return { shape: undefined };
  if (e.kind === Kind.String && e.value === 'Real') return { shape: [] };
  const range = integerRange(e);
  if (range !== undefined) return { shape: [], ...range };
  const items = e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : [e];
  const last = items[items.length - 1];
  if (last === undefined) return { shape: [] };
  const lastRange = integerRange(last);
  const real = last.kind === Kind.String && last.value === 'Real';
  const axes = (lastRange !== undefined || real ? items.slice(0, -1) : items).map(axis);
  if (!axes.every((a) => a !== undefined)) return undefined;
  return { shape: axes, ...lastRange };
}

export const writeAxis = (a: StoredAxis): Expr =>
  typeof a === 'number' ? int(a) : a === null ? S.Automatic : str('Varying');

function integerForm(p: StoredPort): Expr | undefined {
  if (p.index === undefined) return undefined;
  if (p.min !== undefined)
    return normal(
      Restricted,
      str('Integer'),
      normal(S.List, int(p.min), p.max === undefined ? S.Infinity : int(p.max)),
    );
  return p.index === 0 ? str('Integer') : normal(Restricted, str('Integer'), int(p.index));
}

/** The type as the language writes it. */
export function writePort(p: StoredPort): Expr {
  const integer = integerForm(p);
  if (p.shape === undefined) return integer ?? S.Automatic;
  const axes = p.shape.map(writeAxis);
  if (integer !== undefined) return axes.length === 0 ? integer : normal(S.List, ...axes, integer);
  if (axes.length === 0) return str('Real');
  return axes.length === 1 ? axes[0]! : normal(S.List, ...axes);
}
