/** Whether values are known, and whether they are still those: ValueQ, Update. */
import { Kind, type Normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';

export const Update = builtin('Update', {
  usage:
    'Update[] tells the system that values may have changed for reasons outside of it, so that everything is evaluated anew.',
  arity: [0, 1],
  evaluate(_args, e) {
    e.session.definitions.touchAll();
    return S.Null;
  },
  examples: { 'Update[]': 'Null' },
});

export const ValueQ = builtin('ValueQ', {
  usage: 'ValueQ[expr] gives True if a value has been defined for expr, and gives False otherwise.',
  attributes: Attribute.HoldAll,
  arity: 1,
  evaluate([x], e) {
    if (x!.kind === Kind.Symbol) {
      const d = e.session.definitions.known(x!);
      return d?.own !== undefined || d?.more.own !== undefined ? S.True : S.False;
    }
    if (x!.kind !== Kind.Normal) return S.False;
    const value = e.evaluate(x!);
    return value.kind === Kind.Normal &&
      value.head === x!.head &&
      value.args.length === x!.args.length &&
      value.args.every((a, i) => a === e.evaluate((x as Normal).args[i]!))
      ? S.False
      : S.True;
  },
  examples: { 'x = 3; {ValueQ[x], ValueQ[y]}': '{True, False}' },
});

export const knownValues: readonly Builtin[] = [Update, ValueQ];
