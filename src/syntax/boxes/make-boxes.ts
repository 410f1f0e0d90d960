/** Expressions as boxes: how StandardForm and TraditionalForm lay them out. */
import { ATOM, CALL, DIVIDE, PLUS, POWER, printedOperator, TIMES } from '../../../grammar/operators.ts';
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, isNumber, Kind, Normal, Rational, type Sym } from '../../expr/expr.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { decimalText } from '../decimal-text.ts';
import { bigRealInput, realInput } from '../digits.ts';
import { isNegative, nameOf, type PrintOptions, quoted } from '../printing.ts';
import { asFraction, byDegree, withoutSign } from '../products.ts';
import { traditionalName } from '../traditional-names.ts';
import { type Box, box, row } from './box.ts';

interface Piece {
  readonly box: Box;
  readonly precedence: number;
}
const atom = (b: Box): Piece => ({ box: b, precedence: ATOM });

export interface BoxOptions extends PrintOptions {
  /** f(x) and the like in place of f[x]. */
  readonly traditional?: boolean;
  /** Own boxes of an expression, as users define them for MakeBoxes. */
  readonly own?: (e: Expr) => Box | undefined;
}

export const makeBoxes = (e: Expr, options: BoxOptions = {}): Box => new BoxMaker(options).piece(e).box;

/** Heads whose arguments are the parts of a box. */
const direct: Readonly<Record<string, string>> = {
  Subscript: 'SubscriptBox',
  Superscript: 'SuperscriptBox',
  Subsuperscript: 'SubsuperscriptBox',
  Overscript: 'OverscriptBox',
  Underscript: 'UnderscriptBox',
  Underoverscript: 'UnderoverscriptBox',
};
const over: Readonly<Record<string, string>> = {
  OverBar: '_',
  OverHat: '^',
  OverTilde: '~',
  OverDot: '.',
  OverVector: '\u2192',
};
/** Signs that StandardForm writes with characters of their own. */
const signs: Readonly<Record<string, string>> = {
  Rule: '\uf522',
  RuleDelayed: '\uf51f',
  Equal: '\uf431',
  Unequal: '\u2260',
  LessEqual: '\u2264',
  GreaterEqual: '\u2265',
};

/** 1/3 that is held is a power of a number; in a fraction it is the number below the line. */
function heldReciprocal(e: Expr): Expr {
  if (!isCall(e, S.Power) || e.args.length !== 2) return e;
  const [base, exponent] = e.args as [Expr, Expr];
  const minusOne = exponent.kind === Kind.Integer && exponent.value === -1;
  return minusOne && base.kind === Kind.Integer && base.value > 1 ? new Rational(1, base.value) : e;
}

class BoxMaker {
  private readonly options: BoxOptions;
  constructor(options: BoxOptions) {
    this.options = options;
  }

  piece(e: Expr): Piece {
    const own = this.options.own?.(e);
    if (own !== undefined) return atom(own);
    switch (e.kind) {
      case Kind.Symbol:
        return atom(nameOf(e, this.options));
      case Kind.Integer:
        return this.signed(decimalText(e.value));
      case Kind.Rational: {
        const fraction = box('FractionBox', decimalText(e.num < 0 ? -e.num : e.num), decimalText(e.den));
        return e.num < 0 ? { box: row(['-', fraction]), precedence: PLUS } : { box: fraction, precedence: DIVIDE };
      }
      case Kind.Real:
        return this.signed(`${realInput(e.value)}\``);
      case Kind.BigReal:
        return this.signed(bigRealInput(e));
      case Kind.Complex:
        return this.piece(new Normal(S.Plus, [e.re, new Normal(S.Times, [e.im, S.I])]));
      case Kind.String:
        return atom(quoted(e.value));
      case Kind.Packed:
        return this.piece(unpack(e));
      case Kind.Boxed:
        return this.piece(e.form);
      case Kind.Association:
        return atom(isAssociation(e) ? this.association(e.entries()) : '<||>');
      case Kind.Normal:
        return e.head.kind === Kind.Symbol ? this.call(e, e.head) : atom(this.plainCall(e));
    }
  }

  private signed(text: string): Piece {
    return text.startsWith('-') ? { box: row(['-', text.slice(1)]), precedence: PLUS } : atom(text);
  }
  private at(e: Expr, min: number): Box {
    const p = this.piece(e);
    return p.precedence < min ? row(['(', p.box, ')']) : p.box;
  }
  private commas(args: readonly Expr[]): Box {
    return row(args.flatMap((a, i) => (i === 0 ? [this.piece(a).box] : [',', this.piece(a).box])));
  }
  private association(entries: readonly (readonly [Expr, Expr, boolean])[]): Box {
    const rules = entries.map(([k, v, delayed]) => new Normal(delayed ? S.RuleDelayed : S.Rule, [k, v]));
    return row(['<|', ...(rules.length === 0 ? [] : [this.commas(rules)]), '|>']);
  }
  private plainCall(e: Normal): Box {
    const traditional = this.options.traditional === true;
    const [open, close] = traditional ? ['(', ')'] : ['[', ']'];
    const known =
      traditional && e.head.kind === Kind.Symbol ? traditionalName(nameOf(e.head, this.options)) : undefined;
    return row([known ?? this.at(e.head, CALL), open, ...(e.args.length === 0 ? [] : [this.commas(e.args)]), close]);
  }

  private call(e: Normal, head: Sym): Piece {
    const { args } = e;
    if (head === S.List) return atom(row(['{', ...(args.length === 0 ? [] : [this.commas(args)]), '}']));
    if (head === S.Plus && args.length > 1) return { box: this.sum(args), precedence: PLUS };
    if (head === S.Times && args.length > 1) return this.product(e);
    if (head === S.Power && args.length === 2) return this.power(args[0]!, args[1]!);
    const script = direct[head.name];
    if (script !== undefined && args.length >= 2)
      return {
        box: { head: script, parts: args.map((a, i) => (i === 0 ? this.at(a, POWER) : this.piece(a).box)) },
        precedence: POWER,
      };
    if (over[head.name] !== undefined && args.length === 1)
      return atom(box('OverscriptBox', this.piece(args[0]!).box, over[head.name]!));
    if (head.name === 'Grid' && args.length > 0 && isCall(args[0]!, S.List)) return atom(this.grid(args[0]));
    if (head.name === 'MatrixForm' && args.length > 0 && isCall(args[0]!, S.List))
      return atom(row(['(', this.grid(args[0]), ')']));
    if (head.name.endsWith('Form') && args.length === 1) return this.piece(args[0]!);
    return this.operator(e, head) ?? atom(this.plainCall(e));
  }

  private grid(rows: Normal): Box {
    const cells = rows.args.map((r) =>
      box('List', ...(isCall(r, S.List) ? r.args : [r]).map((a) => this.piece(a).box)),
    );
    return box('GridBox', box('List', ...cells));
  }

  private sum(terms: readonly Expr[]): Box {
    const args = this.options.traditional === true ? byDegree(terms) : terms;
    return row(
      args.flatMap((a, i): Box[] => {
        const positive = withoutSign(a);
        if (positive !== undefined)
          return i === 0 ? [row(['-', this.at(positive, TIMES)])] : ['-', this.at(positive, TIMES)];
        return i === 0 ? [this.at(a, TIMES)] : ['+', this.at(a, TIMES)];
      }),
    );
  }
  private product(e: Normal): Piece {
    const positive = withoutSign(e);
    if (positive !== undefined) return { box: row(['-', this.at(positive, TIMES)]), precedence: PLUS };
    const { above, below } = asFraction(e.args.map(heldReciprocal));
    const line = (list: readonly Expr[]): Box =>
      list.length === 0
        ? '1'
        : list.length === 1
          ? this.piece(list[0]!).box
          : row(list.flatMap((a, i) => (i === 0 ? [this.at(a, TIMES + 1)] : [' ', this.at(a, TIMES + 1)])));
    if (below.length === 0) return { box: line(above), precedence: TIMES };
    return { box: box('FractionBox', line(above), line(below)), precedence: DIVIDE };
  }
  private power(base: Expr, exponent: Expr): Piece {
    if (exponent.kind === Kind.Rational && exponent.num === 1 && exponent.den === 2)
      return atom(box('SqrtBox', this.piece(base).box));
    if (isNumber(exponent) && isNegative(exponent) && !isNumber(base))
      return this.product(new Normal(S.Times, [new Normal(S.Power, [base, exponent])]));
    return { box: box('SuperscriptBox', this.at(base, POWER + 1), this.piece(exponent).box), precedence: POWER };
  }

  private operator(e: Normal, head: Sym): Piece | undefined {
    const { args } = e;
    if (head.context !== 'System`' || args.length === 0) return undefined;
    for (const form of args.length === 1 ? (['prefix', 'postfix'] as const) : (['infix'] as const)) {
      const op = printedOperator(head.name, form);
      if (op === undefined) continue;
      const sign = signs[head.name] ?? op.symbol;
      const part = (a: Expr): Box => this.at(a, op.precedence + 1);
      if (form === 'prefix') return { box: row([sign, part(args[0]!)]), precedence: op.precedence };
      if (form === 'postfix') return { box: row([part(args[0]!), sign]), precedence: op.precedence };
      if (args.length > 2 && op.associativity !== 'flat') continue;
      return { box: row(args.flatMap((a, i) => (i === 0 ? [part(a)] : [sign, part(a)]))), precedence: op.precedence };
    }
    return undefined;
  }
}
