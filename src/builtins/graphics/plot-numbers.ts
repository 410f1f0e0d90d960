/** Data of plots may be exact: Sqrt[2], Pi/3, Sin[1]. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { isNumberExpr } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';

/** What shows more where pictures answer to a pointer, and what stands beside data. */
const SILENT = new Set<Expr>(
  ['Tooltip', 'Annotation', 'Button', 'PopupWindow', 'StatusArea', 'EventHandler'].map(system),
);
const TOLD = new Set<Expr>(['Labeled', 'Callout', 'Style', 'Legended'].map(system));
export const wrapperMessages = { unwrapped: 'What `1` adds to data or functions of plots is not drawn.' } as const;

/** The data or function that is wrapped; labels and styles that are lost are told of. */
export function unwrapped(x: Expr, e: Evaluation): Expr {
  if (x.kind !== Kind.Normal || x.args.length === 0) return x;
  if (TOLD.has(x.head)) e.message('unwrapped', x.head);
  return TOLD.has(x.head) || SILENT.has(x.head) ? unwrapped(x.args[0]!, e) : x;
}
const Quantity = system('Quantity');

/** The data with numbers in the place of constants, in lists and values of associations at any depth; the rest stays. */
export function inNumbers(wrapped: Expr, e: Evaluation): Expr {
  const x = unwrapped(wrapped, e);
  if (isNumberExpr(x) || x.kind === Kind.Packed || x.kind === Kind.String) return x;
  if (isCall(x, S.List)) {
    const args = x.args.map((a) => inNumbers(a, e));
    return args.every((a, i) => a === x.args[i]) ? x : new Normal(S.List, args);
  }
  if (isAssociation(x))
    return Association.of(
      x.keys,
      x.values.map((v) => inNumbers(v, e)),
    );
  if (isCall(x, Quantity) && x.args.length === 2) return inNumbers(x.args[0]!, e);
  return approximation(x, e) ?? x;
}
