/** Piecewise: values by conditions. */
import { type Expr, isCall, type Normal } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, builtin } from '../builtin.ts';
import { ZERO } from '../values/number.ts';
import { list } from '../values/sequences.ts';

export const Piecewise = builtin('Piecewise', {
  usage:
    'Piecewise[{{val1, cond1}, {val2, cond2}, ...}] represents a piecewise function with values vali in the regions defined by the conditions condi.\nPiecewise[{{val1, cond1}, ...}, val] uses default value val if none of the condi apply; the default for val is 0.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  messages: { pairs: 'The first argument `1` of Piecewise is not a list of pairs.' },
  evaluate([given, other], e) {
    const cases = isCall(given!, S.List) ? given : e.evaluate(given!);
    if (!isCall(cases, S.List) || !cases.args.every((c) => isCall(c, S.List) && c.args.length === 2))
      return e.message('pairs', given!);
    const kept: Expr[] = [];
    let fallback: Expr | undefined;
    for (const c of cases.args as readonly Normal[]) {
      const condition = e.evaluate(c.args[1]!);
      if (condition === S.False) continue;
      const value = e.evaluate(c.args[0]!);
      if (condition === S.True) {
        fallback = value;
        break;
      }
      kept.push(list([value, condition]));
    }
    fallback ??= other === undefined ? ZERO : e.evaluate(other);
    // Cases behind the last different value say nothing.
    while (kept.length > 0 && same((kept.at(-1) as Normal).args[0]!, fallback)) kept.pop();
    if (kept.length === 0) return fallback;
    return e.session.unevaluated(e.symbol, [list(kept), fallback]);
  },
  examples: {
    'Piecewise[{{x^2, x < 0}, {x, x > 0}}]': 'Piecewise[{{x^2, x < 0}, {x, x > 0}}, 0]',
    'Piecewise[{{a, False}, {b, True}, {c, x > 1}}]': 'b',
    'Piecewise[{{Sin[x]/x, x < 0}, {1, x == 0}}, 2] /. x -> 0': '1',
    'Piecewise[{{1, x > 0}}, 5] /. x -> -1': '5',
    'Piecewise[5]': ['Piecewise[5]', 'Piecewise::pairs'],
  },
});
