/** CForm and FortranForm: expressions as the arithmetic of other programming languages, functions by their own names. */
import { type Expr, isCall, Kind, Normal, type Sym } from '../expr/expr.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import { decimalText } from './decimal-text.ts';
import { realInput } from './digits.ts';
import { fullForm } from './fullform.ts';
import { isNegative, nameOf, type PrintOptions, quoted } from './printing.ts';
import { asFraction, withoutSign } from './products.ts';

/** What the two languages write differently. */
export interface Dialect {
  /** x^y; `text` gives arguments as they stand in calls, `tight` as operands of a power. */
  readonly power: (x: Expr, y: Expr, text: (e: Expr) => string, tight: (e: Expr) => string) => string;
  readonly operators: ReadonlyMap<Expr, string>;
  readonly not: string;
}

export const C: Dialect = {
  power: (x, y, text) => `Power(${text(x)},${text(y)})`,
  operators: new Map<Expr, string>([
    [S.Equal, ' == '],
    [S.Unequal, ' != '],
    [S.Less, ' < '],
    [S.Greater, ' > '],
    [S.LessEqual, ' <= '],
    [S.GreaterEqual, ' >= '],
    [S.And, ' && '],
    [S.Or, ' || '],
  ]),
  not: '!',
};
export const FORTRAN: Dialect = {
  power: (x, y, _text, tight) => `${tight(x)}**${tight(y)}`,
  operators: new Map<Expr, string>([
    [S.Equal, '.eq.'],
    [S.Unequal, '.ne.'],
    [S.Less, '.lt.'],
    [S.Greater, '.gt.'],
    [S.LessEqual, '.le.'],
    [S.GreaterEqual, '.ge.'],
    [S.And, '.and.'],
    [S.Or, '.or.'],
  ]),
  not: '.not.',
};

const [LOGIC, RELATION, SUM, PRODUCT, ALONE] = [0, 1, 2, 3, 4];
type Bound = readonly [text: string, binds: number];

export function codeForm(e: Expr, dialect: Dialect, options: PrintOptions = {}): string {
  try {
    return new CodePrinter(dialect, options).text(e);
  } catch (x) {
    if (!(x instanceof RangeError)) throw x;
    return fullForm(e, options);
  }
}

class CodePrinter {
  readonly dialect: Dialect;
  readonly options: PrintOptions;
  constructor(dialect: Dialect, options: PrintOptions) {
    this.dialect = dialect;
    this.options = options;
  }
  readonly text = (e: Expr): string => this.bound(e)[0];
  private at(e: Expr, binds: number): string {
    const [text, own] = this.bound(e);
    return own < binds ? `(${text})` : text;
  }

  private bound(e: Expr): Bound {
    switch (e.kind) {
      case Kind.Symbol:
        return [nameOf(e, this.options), ALONE];
      case Kind.Integer:
        return [decimalText(e.value), e.value < 0 ? SUM : ALONE];
      case Kind.Rational:
        // As a quotient of integers it would be rounded to zero.
        return [realInput(Number(e.num) / Number(e.den)).replace('*^', 'e'), isNegative(e) ? SUM : ALONE];
      case Kind.Real:
        return [realInput(e.value).replace('*^', 'e'), e.value < 0 ? SUM : ALONE];
      case Kind.String:
        return [quoted(e.value), ALONE];
      case Kind.Packed:
        return this.bound(unpack(e));
      case Kind.Complex:
        return [`Complex(${this.text(e.re)},${this.text(e.im)})`, ALONE];
      case Kind.Normal:
        return e.head.kind === Kind.Symbol ? this.call(e, e.head) : [this.function(e), ALONE];
      default:
        return [fullForm(e, this.options), ALONE];
    }
  }

  private function(e: Normal): string {
    return `${this.text(e.head)}(${e.args.map(this.text).join(',')})`;
  }

  private call(e: Normal, head: Sym): Bound {
    const { args } = e;
    if (head === S.Plus && args.length > 1) return [this.sum(args), SUM];
    if (head === S.Times && args.length > 1) return this.product(e);
    if (head === S.Power && args.length === 2) return this.power(args[0]!, args[1]!);
    if (head === S.Not && args.length === 1) return [this.dialect.not + this.at(args[0]!, ALONE), PRODUCT];
    const operator = args.length > 1 ? this.dialect.operators.get(head) : undefined;
    return operator === undefined
      ? [this.function(e), ALONE]
      : head === S.And || head === S.Or
        ? [args.map((a) => this.at(a, RELATION)).join(operator), LOGIC]
        : [args.map((a) => this.at(a, SUM)).join(operator), RELATION];
  }

  private sum(args: readonly Expr[]): string {
    return args
      .map((a, i) => {
        const positive = withoutSign(a);
        if (positive !== undefined) return `${i === 0 ? '-' : ' - '}${this.at(positive, PRODUCT)}`;
        return (i === 0 ? '' : ' + ') + this.at(a, PRODUCT);
      })
      .join('');
  }

  /** Whole numbers below a line get a point, so that the quotient is no quotient of integers. */
  private product(e: Normal): Bound {
    const positive = withoutSign(e);
    if (positive !== undefined) return [`-${this.at(positive, PRODUCT)}`, SUM];
    const { above, below } = asFraction(e.args);
    const factor = (a: Expr): string => this.at(a, PRODUCT);
    const divisor = (a: Expr): string => (a.kind === Kind.Integer ? `${decimalText(a.value)}.` : this.at(a, ALONE));
    const top = above.length === 0 ? '1' : above.map(factor).join('*');
    if (below.length === 0) return [top, PRODUCT];
    const bottom = below.length === 1 ? divisor(below[0]!) : `(${below.map(divisor).join('*')})`;
    return [`${above.length > 1 ? `(${top})` : top}/${bottom}`, PRODUCT];
  }

  private power(x: Expr, y: Expr): Bound {
    if (y.kind === Kind.Rational && y.num === 1 && y.den === 2) return [`Sqrt(${this.text(x)})`, ALONE];
    if (y.kind === Kind.Integer && y.value < 0 && !isCall(x, S.List))
      return this.product(new Normal(S.Times, [new Normal(S.Power, [x, y])]));
    return [this.dialect.power(x, y, this.text, (a) => this.at(a, ALONE)), ALONE];
  }
}
