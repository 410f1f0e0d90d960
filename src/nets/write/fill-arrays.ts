/** Nets filled from arrays under names: those of the net itself, or those of other programs. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { arrayTypeOf } from '../model/array-type.ts';
import { numericRank } from '../model/arrays.ts';
import { type ArrayPlace, type ArrayState, arrayPlaces, mapLayers, type Net } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { readArray } from './make-layer.ts';

/** The part that a name stands for, None where it is to be left out. */
export type Renaming = (name: Expr) => Expr;

/** A path as text: "conv1/Weights". */
const textOf = (path: readonly (string | number)[]): string => path.join('/');

function pathText(key: Expr): string | undefined {
  if (key.kind === Kind.String) return key.value;
  if (!isCall(key, S.List)) return undefined;
  const parts = key.args.map((p) =>
    p.kind === Kind.String ? p.value : p.kind === Kind.Integer ? String(p.value) : undefined,
  );
  return parts.every((p) => p !== undefined) ? textOf(parts) : undefined;
}

const isLeftOut = (part: Expr): boolean => part === S.None || (part.kind === Kind.Symbol && part.name === 'Nothing');

export interface Filled {
  readonly net: Net;
  /** What was no array: rules part -> value for NetReplacePart. */
  readonly rest: readonly Expr[];
}

/**
 * Puts the arrays of an association into a net; shapes are inferred by the caller. Keys are parts as NetExtract takes them, or texts
 * "layer/array". Throws NetProblem for names of no array, and for arrays of other sizes.
 */
export function fillArrays(net: Net, given: Expr, rename: Renaming): Filled {
  if (!isAssociation(given))
    throw new NetProblem('args', given, str('An association of parts and arrays is expected.'));
  const places = new Map(arrayPlaces(net).map((p) => [textOf(p.path), p] as const));
  const states = new Map<string, ArrayState>();
  const rest: Expr[] = [];
  const unknown: Expr[] = [];
  for (const [key, value] of given.entries()) {
    const part = key.kind === Kind.String ? rename(key) : key;
    if (isLeftOut(part)) continue;
    const path = pathText(part);
    const place = path === undefined ? undefined : places.get(path);
    if (place !== undefined) states.set(path!, fitting(place, value));
    else if (numericRank(value) !== undefined && part.kind === Kind.String) unknown.push(key);
    else rest.push(normal(S.Rule, part, value));
  }
  if (unknown.length > 0) throw new NetProblem('noarrays', few(unknown), few([...places.keys()].map(str)));
  const filled = mapLayers(net, (layer, path) => ({
    ...layer,
    arrays: new Map([...layer.arrays].map(([name, old]) => [name, states.get(textOf([...path, name])) ?? old])),
  }));
  return { net: filled, rest };
}

/** A value for an array. An array that layers share stays shared. Throws NetProblem. */
function fitting(place: ArrayPlace, value: Expr): ArrayState {
  const state = readArray(value, place.name, arrayTypeOf(place));
  if (state.kind !== 'value') return state;
  const { shape } = state.value;
  const wanted = place.shape;
  if (
    state.fills !== true &&
    wanted !== undefined &&
    !(wanted.length === shape.length && wanted.every((n, i) => typeof n !== 'number' || n === shape[i]))
  )
    throw new NetProblem('arrsize', str(textOf(place.path)), sizes(shape), sizes(wanted));
  const shared = state.shared ?? (place.state.kind === 'none' ? undefined : place.state.shared);
  return shared === undefined ? state : { ...state, shared };
}
const sizes = (shape: readonly unknown[]): Expr =>
  normal(S.List, ...shape.map((n) => (typeof n === 'number' ? int(n) : S.Automatic)));

const MOST_NAMED = 6;
const few = (all: readonly Expr[]): Expr =>
  normal(S.List, ...all.slice(0, MOST_NAMED), ...(all.length > MOST_NAMED ? [str(`... (${all.length} in all)`)] : []));
