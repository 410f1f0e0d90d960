/** The kinds of parameters that layers have. */
import { type Expr, int, isCall, isRealNumber, Kind, normal, Real, type RealNumber, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Parameter } from '../model/layer.ts';

const whole = (e: Expr): number | undefined =>
  e.kind === Kind.Integer && typeof e.value === 'number' ? e.value : undefined;
const items = (e: Expr): readonly Expr[] | undefined =>
  e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : undefined;
export const listOf = (values: readonly number[]): Expr => normal(S.List, ...values.map((v) => int(v)));

const withInitial = <T>(p: Parameter<T>, initial: T | undefined): Parameter<T> =>
  initial === undefined ? p : { ...p, initial };

export const positiveInteger = (initial?: number): Parameter<number> =>
  withInitial(
    { what: 'a positive integer', read: (e) => ((whole(e) ?? 0) > 0 ? whole(e) : undefined), write: (v) => int(v) },
    initial,
  );

/** 3 or {3, 4}. */
export const sizesList = (initial?: readonly number[]): Parameter<readonly number[]> =>
  withInitial(
    {
      what: 'a positive integer or a list of positive integers',
      read: (e) => {
        const list = items(e)?.map(whole) ?? [whole(e)];
        return list.every((n): n is number => n !== undefined && n > 0) ? list : undefined;
      },
      write: (v) => (v.length === 1 ? int(v[0]!) : listOf(v)),
    },
    initial,
  );

/** A parameter that inference finds unless it is given. */
export const found = <T>(p: Parameter<T>): Parameter<T | null> => ({
  what: p.what,
  read: p.read,
  write: (v) => (v === null ? S.Automatic : p.write(v)),
  initial: null,
});

/** One number for all axes, or one for each; kept as given. */
export const perAxis = (initial?: number): Parameter<number | readonly number[]> => ({
  what: 'a positive integer or a list of positive integers',
  ...(initial !== undefined && { initial }),
  read: (e) => {
    const n = whole(e);
    if (n !== undefined) return n > 0 ? n : undefined;
    const list = items(e)?.map(whole);
    return list !== undefined && list.length > 0 && list.every((x): x is number => x !== undefined && x > 0)
      ? list
      : undefined;
  },
  write: (v) => (typeof v === 'number' ? int(v) : listOf(v)),
});

export type Padding = 'Same' | readonly (readonly [number, number])[] | number;
/** n, {n1, ...}, {{b1, a1}, ...} or "Same". */
export const paddingSize: Parameter<Padding> = {
  what: 'a non-negative integer, a list of them, a list of pairs of them, or "Same"',
  initial: 0,
  read: (e) => {
    if (e.kind === Kind.String) return e.value === 'Same' ? 'Same' : undefined;
    const n = whole(e);
    if (n !== undefined) return n >= 0 ? n : undefined;
    const out: (readonly [number, number])[] = [];
    for (const a of items(e) ?? [S.None]) {
      const k = whole(a);
      const pair = k !== undefined ? [k, k] : items(a)?.map(whole);
      if (pair === undefined || pair.length !== 2 || !pair.every((x) => x !== undefined && x >= 0)) return undefined;
      out.push(pair as [number, number]);
    }
    return out;
  },
  write: (v) =>
    v === 'Same'
      ? new Str('Same')
      : typeof v === 'number'
        ? int(v)
        : normal(S.List, ...v.map(([b, a]) => listOf([b, a]))),
};

export const number = (
  initial: number,
  what = 'a number',
  test: (x: number) => boolean = () => true,
): Parameter<number> => ({
  what,
  initial,
  read: (e) => (isRealNumber(e) && test(toNumber(e)) ? toNumber(e) : undefined),
  write: (v) => new Real(v),
});
const toNumber = (e: RealNumber): number =>
  e.kind === Kind.Rational ? Number(e.num) / Number(e.den) : Number(e.value);

export const flag = (initial: boolean): Parameter<boolean> => ({
  what: 'True or False',
  initial,
  read: (e) => (e === S.True ? true : e === S.False ? false : undefined),
  write: (v) => (v ? S.True : S.False),
});

export const oneOf = <T extends string>(values: readonly T[], initial?: T): Parameter<T> =>
  withInitial(
    {
      what: `one of ${values.join(', ')}`,
      read: (e) =>
        values.find((v) => (e.kind === Kind.String && e.value === v) || (e.kind === Kind.Symbol && e.name === v)),
      write: (v) => new Str(v),
    },
    initial,
  );

/** Written as a symbol: "Function" -> Max. */
export const symbolOf = <T extends string>(values: readonly T[], initial: T): Parameter<T> => ({
  ...oneOf(values, initial),
  write: (v) => system(v),
});

export const integer = (initial?: number): Parameter<number> =>
  withInitial({ what: 'an integer', read: whole, write: (v) => int(v) }, initial);

/** A level or place counted from 1, or from the end. */
export const nonZero = (initial?: number): Parameter<number> =>
  withInitial({ what: 'an integer other than 0', read: (e) => whole(e) || undefined, write: (v) => int(v) }, initial);
