/** Learning-rate multipliers: which rule decides how fast each array learns. One value carries them from the option to the step. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { arrayTypeOf } from './array-type.ts';
import { toNumber } from './arrays.ts';
import { keyFromOutside } from './keys.ts';
import { arrayKey, arrayPlaces, comparePaths, type Net, type Path } from './net.ts';
import { coveredArrays, isEverything } from './parts.ts';
import { NetProblem } from './problem.ts';

/** By what the learning rate is multiplied: the number it acts as, and how it was written. */
export interface Multiplier {
  readonly value: number;
  readonly form: Expr;
}

/** The multiplier of an array, and where it comes from. */
export interface ArrayRate {
  readonly multiplier: Multiplier;
  /** The rule that decided; undefined: none did, and the multiplier is 1. */
  readonly rule: Expr | undefined;
  /** Where the rule stands: in the option of the training, or in the net at a path. */
  readonly from: 'Option' | Path | undefined;
  /** Changes by a rule of its layer and not by gradients, as moving averages do. */
  readonly state: boolean;
}

/** Rules of the training's own setting that do nothing, as messages tell of them. */
export interface Remark {
  /** never: the parts have no arrays, or earlier rules have them all; after: a rule for everything stands before. */
  readonly kind: 'never' | 'after';
  readonly rules: readonly Expr[];
}

const unit: Multiplier = { value: 1, form: int(1) };

/** A number, None (nothing is learned) or Automatic (1). Throws NetProblem. */
function readMultiplier(e: Expr): Multiplier {
  if (e === S.None) return { value: 0, form: S.None };
  if (e === S.Automatic) return unit;
  if (isRealNumber(e)) return { value: toNumber(e), form: e };
  throw new NetProblem('badlrm', e);
}

/** The rules of a specification, in order; `_ -> r` for a single multiplier. */
function rulesOf(spec: Expr): readonly Expr[] {
  if (isRule(spec)) return [spec];
  if (isAssociation(spec)) return spec.entries().map(([k, v]) => normal(S.Rule, k, v));
  if (isCall(spec, S.List) && spec.args.every(isRule)) return spec.args;
  if (spec === S.None || isRealNumber(spec)) return [normal(S.Rule, normal(S.Blank), spec)];
  throw new NetProblem('badlrms', spec);
}

/** A setting, the part of the net it speaks about, and where that stands; outer ones come before inner ones. */
interface Level {
  readonly spec: Expr;
  readonly net: Net;
  readonly path: Path;
  readonly from: 'Option' | Path;
}
function levelsOf(net: Net, path: Path = []): Level[] {
  const own =
    net.multipliers === undefined || net.multipliers === S.Automatic
      ? []
      : [{ spec: net.multipliers, net, path, from: path }];
  return net.kind === 'layer' ? own : [...own, ...net.nodes.flatMap((n) => levelsOf(n.net, [...path, n.name]))];
}

/** The multipliers of all arrays of a net, by array key. */
export class ArrayRates {
  readonly #net: Net;
  readonly #rates: ReadonlyMap<string, ArrayRate>;
  readonly remarks: readonly Remark[];

  constructor(net: Net, rates: ReadonlyMap<string, ArrayRate>, remarks: readonly Remark[]) {
    this.#net = net;
    this.#rates = rates;
    this.remarks = remarks;
  }

  /** Throws for an array that the net does not have. */
  of(key: string): ArrayRate {
    const rate = this.#rates.get(key);
    if (rate === undefined) throw new Error(`no learning-rate multiplier for the array ${key}`);
    return rate;
  }

  /** What gradients of the array are scaled by: 0 for one that is frozen, or that changes by a rule of its layer. */
  multiplier(key: string): number {
    const { state, multiplier } = this.of(key);
    return state ? 0 : multiplier.value;
  }

  /** Whether an array that changes by a rule of its layer may do so. */
  moves(key: string): boolean {
    const { state, multiplier } = this.of(key);
    return state && multiplier.value !== 0;
  }

  /** Whether training changes the array at all. */
  changes(key: string): boolean {
    return this.of(key).multiplier.value !== 0;
  }

  /** The same where all other arrays are frozen. */
  only(keys: ReadonlySet<string>): ArrayRates {
    const frozen: Multiplier = { value: 0, form: S.None };
    const rates = [...this.#rates].map(([key, r]) => [key, keys.has(key) ? r : { ...r, multiplier: frozen }] as const);
    return new ArrayRates(this.#net, new Map(rates), this.remarks);
  }

  /** {path, rate} of every array that is there, in the order of paths; shared arrays come at each of their places. */
  get byPath(): readonly (readonly [Path, ArrayRate])[] {
    return arrayPlaces(this.#net)
      .map((p) => [p.path, this.of(arrayKey(p))] as const)
      .sort((a, b) => comparePaths(a[0], b[0]));
  }
}

/**
 * The setting for training goes before those of the net, outer ones before inner ones, and within one setting the first rule that
 * covers an array decides; a shared array has one key, so the first rule for any of its places decides for all. Arrays that no rule
 * covers have 1. Throws NetProblem for parts that do not exist and multipliers that are none.
 */
export function arrayRates(net: Net, option: Expr = S.Automatic): ArrayRates {
  const decided = new Map<string, Pick<ArrayRate, 'multiplier' | 'rule' | 'from'>>();
  const remarks: Remark[] = [];
  const own: Level[] = option === S.Automatic ? [] : [{ spec: option, net, path: [], from: 'Option' }];
  for (const { spec, net: part, path, from } of [...own, ...levelsOf(net)]) {
    const idle: Expr[] = [];
    const late: Expr[] = [];
    let everything = false;
    for (const rule of rulesOf(spec)) {
      const [what, value] = (rule as Expr & { readonly args: readonly [Expr, Expr] }).args;
      const multiplier = readMultiplier(value);
      const keys = [...coveredArrays(part, what)].map((key) => keyFromOutside(key, path));
      const fresh = keys.filter((key) => !decided.has(key));
      for (const key of fresh) decided.set(key, { multiplier, rule, from });
      if (everything) late.push(rule);
      else if (fresh.length === 0 && !isEverything(what)) idle.push(rule);
      everything ||= isEverything(what);
    }
    if (from === 'Option' && idle.length > 0) remarks.push({ kind: 'never', rules: idle });
    if (from === 'Option' && late.length > 0) remarks.push({ kind: 'after', rules: late });
  }
  const none = { multiplier: unit, rule: undefined, from: undefined };
  const rates = arrayPlaces(net).map((p): readonly [string, ArrayRate] => {
    const key = arrayKey(p);
    return [key, { ...(decided.get(key) ?? none), state: arrayTypeOf(p).state === true }];
  });
  return new ArrayRates(net, new Map(rates), remarks);
}

/** Where a rule stands, as results tell it. */
export const originExpr = (from: ArrayRate['from'], pathExpr: (p: Path) => Expr): Expr =>
  from === undefined ? S.None : from === 'Option' ? str('NetTrain') : pathExpr(from);
