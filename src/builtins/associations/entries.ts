/** Reading associations: what counts as one, keys as they are written, the value of an absent key. */
import { Association, isAssociation, PUT_UNITS } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal, type Packed, Str } from '../../expr/expr.ts';
import { unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { worked } from '../../pace.ts';

/** An association, a rule or a (nested) list of these as one association; undefined for anything else. */
export function asAssociation(x: Expr): Association | undefined {
  if (isAssociation(x)) return x;
  const out = Association.from([]);
  return addEntries(x, out) ? out : undefined;
}

/** Puts the entries of evaluated rules, lists of rules and associations into `out`; false when there is anything else. */
export function addEntries(x: Expr, out: Association): boolean {
  if (isRule(x)) {
    out.put(x.args[0], x.args[1], x.head === S.RuleDelayed);
    worked(PUT_UNITS);
    return true;
  }
  if (isAssociation(x)) {
    for (const [k, v, delayed] of x.entries()) out.put(k, v, delayed);
    return true;
  }
  return isCall(x, S.List) && x.args.every((a) => addEntries(a, out));
}

/** Elements of a list that holds associations or lists of rules side by side; undefined for a single association. */
export const severalAssociations = (x: Expr): readonly Expr[] | undefined =>
  isCall(x, S.List) && x.args.length > 0 && !x.args.every((a) => isRule(a)) ? x.args : undefined;

/** Key[k] stands for k where a key is asked for. */
export const keyIn = (x: Expr): Expr => (isCall(x, S.Key) && x.args.length === 1 ? x.args[0]! : x);

/** The keys that an argument names: one, or a list of them. */
export function keysIn(x: Expr): readonly Expr[] {
  if (x.kind === Kind.Packed) return unpackLevel(x as Packed).args;
  return isCall(x, S.List) ? x.args.map(keyIn) : [keyIn(x)];
}

export const absent = (key: Expr): Expr => normal(S.Missing, new Str('KeyAbsent'), key);

/** The value under a key as the language gives it: the right side of k :> v still has to be evaluated. */
export const valueUnder = (a: Association, key: Expr): Expr => a.get(key) ?? absent(key);
