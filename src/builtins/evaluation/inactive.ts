/** Inactive, Inactivate, Activate: functions that stay as they are until they are wanted. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { replaceAll } from '../replacement/replacement.ts';

export const Inactive = builtin('Inactive', {
  usage: 'Inactive[f] is an inactive form of f: Inactive[f][x, y] stays as it is.',
  attributes: Attribute.HoldFirst,
  arity: 1,
  evaluate: () => undefined,
  examples: { 'Inactive[Plus][1, 2]': 'Inactive[Plus][1, 2]', 'Activate[Inactive[Plus][1, 2]]': '3' },
});

export const Activate = builtin('Activate', {
  usage:
    'Activate[expr] replaces all instances of Inactive[f] in expr with f.\nActivate[expr, patt] replaces only instances of Inactive[f] for which f matches patt.',
  arity: [1, 2],
  evaluate([x, pattern], e) {
    const fits = pattern === undefined ? () => true : e.session.rules.matcher(pattern);
    return replaceAll(x!, (y) =>
      isCall(y, Inactive.symbol) && y.args.length === 1 && fits(y.args[0]!) ? y.args[0] : undefined,
    );
  },
  examples: {
    'Activate[{Inactive[Plus][1, 2], Inactive[Times][2, 3]}, Plus]': '{3, Inactive[Times][2, 3]}',
    'Activate[x]': 'x',
  },
});

/** Heads that are structure rather than computation. */
const structure = new Set<Expr>([S.List, S.Rule, S.RuleDelayed, S.Association, Inactive.symbol, system('Function')]);

export const Inactivate = builtin('Inactivate', {
  usage:
    'Inactivate[expr] replaces all instances of f with Inactive[f] for symbols f used as heads in expr.\nInactivate[expr, patt] inactivates all symbols in expr that match the pattern patt.',
  attributes: Attribute.HoldFirst,
  arity: [1, 2],
  evaluate([x, pattern], e) {
    const fits = pattern === undefined ? (f: Expr) => !structure.has(f) : e.session.rules.matcher(pattern);
    const inactive = (y: Expr): Expr => {
      if (isAssociation(y)) return y.mapValues(inactive);
      if (y.kind !== Kind.Normal || y.head === Inactive.symbol) return y;
      const head =
        y.head.kind === Kind.Symbol ? (fits(y.head) ? normal(Inactive.symbol, y.head) : y.head) : inactive(y.head);
      return new Normal(head, y.args.map(inactive));
    };
    return inactive(x!);
  },
  examples: {
    'Inactivate[1 + 1]': 'Inactive[Plus][1, 1]',
    'Inactivate[1 + 2*3, Times]': '1 + Inactive[Times][2, 3]',
    'Activate[Inactivate[{1 + 1}]]': '{2}',
  },
});

export const inactivity: readonly Builtin[] = [Inactive, Activate, Inactivate];
