/** Learning-rate multipliers: which rule decides how fast each array learns. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { toNumber } from './arrays.ts';
import { keyFromOutside } from './keys.ts';
import { arrayKey, arrayPlaces, comparePaths, type Net, type Path } from './net.ts';
import { coveredArrays } from './parts.ts';
import { NetProblem } from './problem.ts';

/** The multiplier of an array: the number it acts as, and how it was written. */
export interface Multiplier {
  readonly rate: number;
  readonly form: Expr;
}

const unit: Multiplier = { rate: 1, form: int(1) };

/** A number, None (nothing is learned) or Automatic (1). Throws NetProblem. */
function readRate(e: Expr): Multiplier {
  if (e === S.None) return { rate: 0, form: S.None };
  if (e === S.Automatic) return unit;
  if (isRealNumber(e)) return { rate: toNumber(e), form: e };
  throw new NetProblem('badlrm', e);
}

/** The rules of a specification, in order; `_ -> r` for a single rate. */
function rulesOf(spec: Expr): readonly (readonly [part: Expr, rate: Expr])[] {
  if (isRule(spec)) return [spec.args];
  if (isAssociation(spec)) return spec.entries().map(([k, v]) => [k, v] as const);
  if (isCall(spec, S.List) && spec.args.every(isRule)) return spec.args.map((r) => [r.args[0]!, r.args[1]!] as const);
  if (spec === S.None || isRealNumber(spec)) return [[normal(S.Blank), spec]];
  throw new NetProblem('badlrms', spec);
}

/** A setting and the part of the net it speaks about; outer ones come before inner ones. */
function settings(net: Net, path: Path = []): { readonly spec: Expr; readonly net: Net; readonly path: Path }[] {
  const own =
    net.multipliers === undefined || net.multipliers === S.Automatic ? [] : [{ spec: net.multipliers, net, path }];
  return net.kind === 'layer' ? own : [...own, ...net.nodes.flatMap((n) => settings(n.net, [...path, n.name]))];
}

/**
 * The multiplier of every array, by array key. The setting for training goes before those of the net, outer ones before inner ones,
 * and within one setting the first rule that covers an array decides; a shared array has one key, so the first rule for any of its
 * places decides for all. Arrays that no rule covers have 1. Throws NetProblem for parts that do not exist and rates that are none.
 */
export function multipliers(net: Net, training?: Expr): ReadonlyMap<string, Multiplier> {
  const decided = new Map<string, Multiplier>();
  const levels = [
    ...(training === undefined || training === S.Automatic ? [] : [{ spec: training, net, path: [] as Path }]),
    ...settings(net),
  ];
  for (const level of levels)
    for (const [part, rate] of rulesOf(level.spec)) {
      const multiplier = readRate(rate);
      for (const key of coveredArrays(level.net, part)) {
        const full = keyFromOutside(key, level.path);
        if (!decided.has(full)) decided.set(full, multiplier);
      }
    }
  for (const p of arrayPlaces(net)) {
    const key = arrayKey(p);
    if (!decided.has(key)) decided.set(key, unit);
  }
  return decided;
}

/** {path, multiplier} of every array that is there, in the order of paths; shared arrays come at each of their places. */
export function multipliersByPath(net: Net, decided: ReadonlyMap<string, Multiplier>): (readonly [Path, Multiplier])[] {
  return arrayPlaces(net)
    .map((p) => [p.path, decided.get(arrayKey(p)) ?? unit] as const)
    .sort((a, b) => comparePaths(a[0], b[0]));
}
