/** FullForm: every call as head[arguments], no operators. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, Kind } from '../expr/expr.ts';
import { unpack } from '../expr/packed.ts';
import { bigRealText, nameOf, type PrintOptions, quoted, realInput } from './printing.ts';

export function fullForm(e: Expr, options: PrintOptions = {}): string {
  const rec = (x: Expr): string => fullForm(x, options);
  switch (e.kind) {
    case Kind.Symbol:
      return nameOf(e, options);
    case Kind.Integer:
      return String(e.value);
    case Kind.Rational:
      return `Rational[${e.num}, ${e.den}]`;
    case Kind.Real:
      return realFull(e.value);
    case Kind.BigReal:
      return bigRealText(e, 'input');
    case Kind.Complex:
      return `Complex[${rec(e.re)}, ${rec(e.im)}]`;
    case Kind.String:
      return quoted(e.value, options.ascii);
    case Kind.Normal:
      return `${rec(e.head)}[${e.args.map(rec).join(', ')}]`;
    case Kind.Packed:
      return rec(unpack(e));
    case Kind.Association:
      if (!isAssociation(e)) return '';
      return `Association[${e
        .entries()
        .map(([k, v, delayed]) => `${delayed ? 'RuleDelayed' : 'Rule'}[${rec(k)}, ${rec(v)}]`)
        .join(', ')}]`;
    case Kind.Boxed:
      return options.boxed?.(e) ?? rec(e.form);
  }
}

/** Machine numbers carry a backquote: 0.1`. */
const realFull = (x: number): string => realInput(x).replace(/^(-?[\d.]+)/, '$1`');
