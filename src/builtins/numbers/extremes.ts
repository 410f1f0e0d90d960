/** Max, Min and MinMax. */
import { type Expr, int, isCall, Kind, Normal, normal, Real, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { compareReals } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { INFINITY, isNumberExpr, MINUS_INFINITY } from '../values/number.ts';
import { elements } from '../values/sequences.ts';
import { signOf } from '../values/signs.ts';
import { negative } from '../values/terms.ts';

/** Every number in nested lists; undefined items stay for later. */
function extremum(args: readonly Expr[], direction: 1 | -1, head: Sym, e: Evaluation): Expr | undefined {
  let best: Expr | undefined;
  const open: Expr[] = [];
  let count = 0;
  const visit = (x: Expr): void => {
    if (x.kind === Kind.Packed) {
      let at = 0;
      for (let i = 1; i < x.data.length; i++) if ((x.data[i]! - x.data[at]!) * direction > 0) at = i;
      if (x.data.length > 0) visit(x.type === 'Integer' ? int(x.data[at]!) : new Real(x.data[at]!));
      return;
    }
    if (isCall(x, S.List) || isCall(x, head) || x.kind === Kind.Association) {
      for (const a of elements(x)!) visit(a);
      return;
    }
    count++;
    if (x === S.Indeterminate) best = x;
    if (best === S.Indeterminate) return;
    if (
      best !== undefined &&
      isNumberExpr(x) &&
      isNumberExpr(best) &&
      x.kind !== Kind.Complex &&
      best.kind !== Kind.Complex
    ) {
      if (compareReals(x, best) * direction > 0) best = x;
      return;
    }
    if (signOf(x, e) === undefined) {
      if (!open.includes(x)) open.push(x);
    } else if (best === undefined) best = x;
    else {
      const s = isInfinity(x)
        ? signOf(x, e)!
        : isInfinity(best)
          ? -signOf(best, e)!
          : signOf(e.evaluate(normal(S.Plus, x, negative(best))), e);
      if (s === undefined) open.push(x);
      else if (s * direction > 0) best = x;
    }
  };
  args.forEach(visit);
  if (best === S.Indeterminate) return best;
  if (open.length === 0) return best ?? (direction > 0 ? MINUS_INFINITY : INFINITY);
  if (best !== undefined) open.unshift(best);
  const nothingNew = open.length === args.length && count === args.length && args.every((a) => open.includes(a));
  return open.length === 1 ? open[0] : nothingNew ? undefined : new Normal(head, open);
}
const extremes = (
  head: Sym,
  {
    usage,
    direction,
    examples,
  }: { readonly usage: string; readonly direction: 1 | -1; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(head.name, {
    usage,
    attributes: Attribute.Flat | Attribute.OneIdentity | Attribute.Orderless | Attribute.NumericFunction,
    packed: true,
    pair: (a, b) =>
      a.kind === b.kind &&
      (a.kind === Kind.Real || (a.kind === Kind.Integer && typeof a.value === 'number')) &&
      typeof (b as Real).value === 'number'
        ? ((a.value as number) - (b as Real).value) * direction >= 0
          ? a
          : b
        : undefined,
    evaluate: (args, e) => extremum(args, direction, head, e),
    examples,
  });
export const Max = extremes(system('Max'), {
  usage:
    'Max[x1, x2, ...] yields the numerically largest of the xi.\nMax[{x1, x2, ...}, {y1, ...}, ...] yields the largest element of any of the lists.',
  direction: 1,
  examples: {
    'Max[1, 5, 3]': '5',
    'Max[{1, 2}, {7, 0.5}]': '7',
    'Max[]': 'DirectedInfinity[-1]',
    'Max[x, 1, 3]': 'Max[3, x]',
    'Max[Pi, 3]': 'Pi',
  },
});
export const Min = extremes(system('Min'), {
  usage:
    'Min[x1, x2, ...] yields the numerically smallest of the xi.\nMin[{x1, x2, ...}, {y1, ...}, ...] yields the smallest element of any of the lists.',
  direction: -1,
  examples: {
    'Min[1, 5, 3]': '1',
    'Min[{}]': 'DirectedInfinity[1]',
    'Min[Infinity, 2]': '2',
    'Min[a, b]': 'Min[a, b]',
  },
});
export const MinMax = builtin('MinMax', {
  usage:
    'MinMax[list] gives the list {Min[list], Max[list]}.\nMinMax[list, d] gives {Min[list] - d, Max[list] + d}; d may be Scaled[s], a fraction of the range, or {below, above}.',
  arity: [1, 2],
  packed: true,
  evaluate([x, margin]) {
    const [least, most] = [normal(Min.symbol, x!), normal(Max.symbol, x!)];
    if (margin === undefined) return normal(S.List, least, most);
    const [below, above] = isCall(margin, S.List) && margin.args.length === 2 ? margin.args : [margin, margin];
    const width = (m: Expr): Expr =>
      isCall(m, system('Scaled')) && m.args.length === 1
        ? normal(S.Times, m.args[0]!, normal(S.Plus, most, negative(least)))
        : m;
    return normal(S.List, normal(S.Plus, least, negative(width(below!))), normal(S.Plus, most, width(above!)));
  },
  examples: {
    'MinMax[{3, 1, 2}]': '{1, 3}',
    'MinMax[{3, 1, 2}, 1]': '{0, 4}',
    'MinMax[{3, 1, 2}, Scaled[1/4]]': '{1/2, 7/2}',
  },
});

export const numberExtremes: readonly Builtin[] = [Max, Min, MinMax];
