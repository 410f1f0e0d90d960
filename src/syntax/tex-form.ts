/** TeXForm: expressions as TeX, in the notation of mathematics. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, int, isCall, isNumber, Kind, Normal, type Rational, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import { blankText } from './blanks.ts';
import { decimalText } from './decimal-text.ts';
import { bigRealOutput, realOutput } from './digits.ts';
import { fullForm } from './fullform.ts';
import { isNegative, nameOf, type PrintOptions } from './printing.ts';
import { asFraction, byDegree, isUnit, negated, withoutSign } from './products.ts';
import { greekName } from './tex-names.ts';
import { traditionalName } from './traditional-names.ts';

/** How tightly a text binds: sums least, then products, powers, and what stands alone. */
const [RELATION, SUM, PRODUCT, POWER, ALONE] = [0, 1, 2, 3, 4];
interface Tex {
  readonly text: string;
  readonly binds: number;
}
const alone = (text: string): Tex => ({ text, binds: ALONE });

/** TeX of an expression; deeper nesting than the host's stack bears is written in FullForm. */
export function texForm(e: Expr, options: PrintOptions = {}): string {
  try {
    return new TexPrinter(options).text(e);
  } catch (x) {
    if (!(x instanceof RangeError)) throw x;
    return fullForm(e, options);
  }
}

type Writer = (p: TexPrinter, args: readonly Expr[], e: Normal) => Tex | undefined;

const constants = new Map<Expr, string>([
  [S.E, 'e'],
  [S.Pi, '\\pi '],
  [S.I, 'i'],
  [S.Infinity, '\\infty '],
  [S.True, '\\text{True}'],
  [S.False, '\\text{False}'],
]);

/** sin, sin^{-1}, and the functions that are written with a sign of their own. */
function functionName(name: string): string | undefined {
  const letter = name === 'Gamma' ? '\\Gamma ' : name === 'Zeta' ? '\\zeta ' : undefined;
  const known = letter ?? traditionalName(name);
  if (known === undefined || letter !== undefined) return known;
  return known.startsWith('arc') ? `\\${known.slice(3)} ^{-1}` : `\\${known}`;
}

const relation =
  (sign: string): Writer =>
  (p, args) => ({ text: args.map((a) => p.at(a, SUM)).join(sign), binds: RELATION });

const around =
  (left: string, right: string): Writer =>
  (p, args) =>
    args.length === 1 ? alone(`${left}${p.text(args[0]!)}${right}`) : undefined;

const over =
  (name: string): Writer =>
  (p, args) =>
    args.length === 1 ? alone(`${name}{${p.text(args[0]!)}}`) : undefined;

/** Integrals and sums: the sign with its bounds for each variable, outermost first. */
const bounded =
  (sign: string, end: (p: TexPrinter, variable: Expr) => string): Writer =>
  (p, [f, ...specs]) => {
    if (f === undefined || specs.length === 0) return undefined;
    const parts = specs.map((s) => {
      if (!isCall(s, S.List)) return { sign: `${sign} `, variable: s };
      const [variable, low, high] = s.args;
      if (variable === undefined || low === undefined) return undefined;
      const [from, to] = high === undefined ? [int(1), low] : [low, high];
      const above = group(p.text(to));
      const start = sign === '\\int' ? group(p.text(from)) : `{${p.text(variable)}=${p.text(from)}}`;
      return { sign: `${sign}${sign === '\\int' ? '' : ' '}_${start}^${above} `, variable };
    });
    if (parts.some((x) => x === undefined)) return undefined;
    const ends = [...parts].reverse().map((x) => end(p, x!.variable));
    return { text: parts.map((x) => x!.sign).join('') + p.at(f, PRODUCT) + ends.join(''), binds: PRODUCT };
  };

/** f_n(x), and f_n where nothing follows. */
const indexed =
  (letter: string): Writer =>
  (p, [n, ...args]) =>
    n === undefined
      ? undefined
      : {
          text: `${letter}_${group(p.text(n))}${args.length === 0 ? '' : `(${args.map((a) => p.text(a)).join(',')})`}`,
          binds: POWER,
        };

/** Patterns as they are typed. */
const pattern: Writer = (p, args, e) => {
  const text = blankText(e, (s) => nameOf(s, p.options));
  return text === undefined || args.length > 2 ? undefined : alone(`\\text{${text.replace(/[_$]/g, '\\$&')}}`);
};

const writers = new Map<Expr, Writer>([
  [S.Equal, relation('=')],
  [S.Unequal, relation('\\neq ')],
  [S.Less, relation('<')],
  [S.Greater, relation('>')],
  [S.LessEqual, relation('\\leq ')],
  [S.GreaterEqual, relation('\\geq ')],
  [S.Rule, relation('\\to ')],
  [S.RuleDelayed, relation(':\\to ')],
  [S.And, relation('\\land ')],
  [S.Or, relation('\\lor ')],
  [system('Element'), relation('\\in ')],
  [S.Not, (p, [a]) => ({ text: `\\neg ${p.at(a!, POWER)}`, binds: PRODUCT })],
  [S.Plus, (p, args) => p.sum(args)],
  [S.Times, (p, args) => p.product(args)],
  [S.Power, (p, args) => (args.length === 2 ? p.power(args[0]!, args[1]!) : undefined)],
  [system('Abs'), around('\\left| ', '\\right| ')],
  [system('Norm'), around('\\left\\| ', '\\right\\| ')],
  [system('Floor'), around('\\lfloor ', '\\rfloor ')],
  [system('Ceiling'), around('\\lceil ', '\\rceil ')],
  [system('Conjugate'), (p, [a]) => alone(`${p.at(a!, ALONE)}^*`)],
  [system('Factorial'), (p, [a]) => ({ text: `${p.at(a!, ALONE)}!`, binds: POWER })],
  [system('Binomial'), (p, [n, k]) => (k === undefined ? undefined : alone(`\\binom{${p.text(n!)}}{${p.text(k)}}`))],
  [system('Subscript'), (p, [a, ...b]) => alone(`${p.at(a!, ALONE)}_${group(b.map((x) => p.text(x)).join(','))}`)],
  [system('Superscript'), (p, [a, b]) => ({ text: `${p.at(a!, ALONE)}^${group(p.text(b!))}`, binds: POWER })],
  [system('OverBar'), over('\\overline')],
  [system('OverHat'), over('\\hat')],
  [system('OverTilde'), over('\\tilde')],
  [system('OverDot'), over('\\dot')],
  [system('UnderBar'), over('\\underline')],
  [system('Integrate'), bounded('\\int', (p, v) => ` \\, d${p.text(v)}`)],
  [system('Sum'), bounded('\\sum', () => '')],
  [system('Product'), bounded('\\prod', () => '')],
  [
    S.List,
    (p, args) => (isMatrix(args) ? alone(p.matrix(args)) : alone(`\\{${args.map((a) => p.text(a)).join(',')}\\}`)),
  ],
  [system('MatrixForm'), (p, [m]) => (isCall(m!, S.List) ? alone(p.matrix(m.args)) : alone(p.text(m!)))],
  [S.DirectedInfinity, (_p, [a]) => alone(a !== undefined && isNegative(a) ? '-\\infty ' : '\\infty ')],
  [system('HoldForm'), (p, [a]) => p.tex(a!)],
  [
    system('Limit'),
    (p, [f, to]) =>
      f !== undefined && to !== undefined && isCall(to, S.Rule)
        ? { text: `\\lim_{${p.text(to)}} \\, ${p.at(f, PRODUCT)}`, binds: PRODUCT }
        : undefined,
  ],
  [system('BesselJ'), indexed('J')],
  [system('BesselY'), indexed('Y')],
  [system('BesselI'), indexed('I')],
  [system('BesselK'), indexed('K')],
  [system('LegendreP'), indexed('P')],
  [system('ChebyshevT'), indexed('T')],
  [system('ChebyshevU'), indexed('U')],
  [system('HermiteH'), indexed('H')],
  [system('LaguerreL'), indexed('L')],
  [system('Fibonacci'), indexed('F')],
  [S.Pattern, pattern],
  [S.Blank, pattern],
  [S.BlankSequence, pattern],
  [S.BlankNullSequence, pattern],
]);

const isMatrix = (rows: readonly Expr[]): rows is readonly Normal[] =>
  rows.length > 0 &&
  rows.every((r) => isCall(r, S.List) && r.args.length > 0 && r.args.length === (rows[0] as Normal).args.length);

/** One character needs no braces. */
const group = (text: string): string => (/^[A-Za-z0-9]$/.test(text) ? text : `{${text}}`);

class TexPrinter {
  readonly options: PrintOptions;
  constructor(options: PrintOptions) {
    this.options = options;
  }

  text(e: Expr): string {
    return this.tex(e).text;
  }
  at(e: Expr, binds: number): string {
    const t = this.tex(e);
    return t.binds < binds ? `\\left(${t.text}\\right)` : t.text;
  }

  tex(e: Expr): Tex {
    switch (e.kind) {
      case Kind.Symbol:
        return alone(this.symbol(e));
      case Kind.Integer:
        return { text: decimalText(e.value), binds: e.value < 0 ? SUM : ALONE };
      case Kind.Rational:
        return this.rational(e);
      case Kind.Real:
        return this.real(realOutput(e.value));
      case Kind.BigReal:
        return this.real(bigRealOutput(e));
      case Kind.Complex:
        return this.complex(e.re, e.im);
      case Kind.String:
        return alone(`\\text{${e.value}}`);
      case Kind.Packed:
        return this.tex(unpack(e));
      case Kind.Normal:
        return this.call(e);
      case Kind.Association: {
        const entries = isAssociation(e) ? e.entries().map(([k, v]) => `${this.text(k)}\\to ${this.text(v)}`) : [];
        return alone(`\\langle |${entries.join(',')}|\\rangle `);
      }
      case Kind.Boxed:
        return this.tex(e.form);
    }
  }

  private symbol(s: Sym): string {
    const known = constants.get(s);
    if (known !== undefined) return known;
    const name = nameOf(s, this.options);
    const greek = greekName(name);
    if (greek !== undefined) return greek;
    return name.length === 1 ? name : `\\text{${name}}`;
  }

  private rational({ num, den }: Rational): Tex {
    const sign = num < 0 ? '-' : '';
    const text = `${sign}\\frac{${decimalText(num < 0 ? -num : num)}}{${decimalText(den)}}`;
    return { text, binds: sign === '' ? PRODUCT : SUM };
  }

  /** 2+3 i, i, -2 i. */
  private complex(re: Expr, im: Expr): Tex {
    const size = isNegative(im) ? negated(im) : im;
    const imaginary = isUnit(size) ? 'i' : `${this.at(size, PRODUCT)} i`;
    const sign = isNegative(im) ? '-' : '';
    if (re.kind === Kind.Integer && re.value === 0)
      return { text: sign + imaginary, binds: sign === '' ? PRODUCT : SUM };
    return { text: `${this.text(re)}${sign === '' ? '+' : '-'}${imaginary}`, binds: SUM };
  }

  /** 1.5*^20 as 1.5\times 10^{20}. */
  private real(text: string): Tex {
    const [digits, exponent] = text.split('*^');
    const binds = text.startsWith('-') ? SUM : ALONE;
    return exponent === undefined ? { text, binds } : { text: `${digits}\\times 10^{${exponent}}`, binds: PRODUCT };
  }

  private call(e: Normal): Tex {
    const { head, args } = e;
    const own = writers.get(head)?.(this, args, e);
    if (own !== undefined) return own;
    const list = args.map((a) => this.text(a)).join(',');
    const known = head.kind === Kind.Symbol ? functionName(nameOf(head, this.options)) : undefined;
    if (known !== undefined) return { text: `${known}${/[} ]$/.test(known) ? '' : ' '}(${list})`, binds: POWER };
    const primes = this.derivative(head);
    return { text: `${primes ?? this.at(head, ALONE)}(${list})`, binds: POWER };
  }

  /** f'(x), f''(x), f^{(3)}(x). */
  private derivative(head: Expr): string | undefined {
    if (head.kind !== Kind.Normal || !(head.head.kind === Kind.Normal && isCall(head.head, S.Derivative)))
      return undefined;
    const orders = head.head.args;
    const f = this.at(head.args[0]!, ALONE);
    const [n] = orders;
    if (orders.length === 1 && n!.kind === Kind.Integer && n!.value <= 2) return f + "'".repeat(Number(n!.value));
    return `${f}^{(${orders.map((o) => this.text(o)).join(',')})}`;
  }

  /** Terms of higher degree first, as polynomials are written. */
  sum(args: readonly Expr[]): Tex {
    const text = byDegree(args)
      .map((a, i) => {
        const positive = withoutSign(a);
        if (positive !== undefined) return `-${this.at(positive, PRODUCT)}`;
        return (i === 0 ? '' : '+') + this.at(a, PRODUCT);
      })
      .join('');
    return { text, binds: SUM };
  }

  product(args: readonly Expr[]): Tex {
    const positive = withoutSign(new Normal(S.Times, args));
    if (positive !== undefined) return { text: `-${this.at(positive, PRODUCT)}`, binds: SUM };
    const { above, below } = asFraction(args);
    const line = (list: readonly Expr[]): string =>
      list.length === 0
        ? '1'
        : list.length === 1
          ? this.text(list[0]!)
          : list.map((a) => this.at(a, PRODUCT)).join(' ');
    if (below.length === 0) return { text: line(above), binds: PRODUCT };
    return { text: `\\frac{${line(above)}}{${line(below)}}`, binds: PRODUCT };
  }

  power(base: Expr, exponent: Expr): Tex {
    if (exponent.kind === Kind.Rational && (exponent.num === 1 || exponent.num === 1n)) {
      const root = exponent.den === 2 ? '\\sqrt' : `\\sqrt[${decimalText(exponent.den)}]`;
      return alone(`${root}{${this.text(base)}}`);
    }
    if (isNumber(exponent) && isNegative(exponent)) return this.product([new Normal(S.Power, [base, exponent])]);
    const up = group(this.text(exponent));
    // sin^2(x)
    const name = base.kind === Kind.Normal && base.head.kind === Kind.Symbol ? functionName(base.head.name) : undefined;
    if (name !== undefined && !name.includes('^') && base.kind === Kind.Normal && exponent.kind === Kind.Integer)
      return { text: `${name} ^${up}(${base.args.map((a) => this.text(a)).join(',')})`, binds: POWER };
    return { text: `${this.at(base, ALONE)}^${up}`, binds: POWER };
  }

  matrix(rows: readonly Expr[]): string {
    const lines = rows.map((r) => (isCall(r, S.List) ? r.args : [r]).map((a) => this.text(a)).join(' & '));
    const columns = Math.max(...rows.map((r) => (isCall(r, S.List) ? r.args.length : 1)));
    const body = lines.map((l) => ` ${l} \\\\\n`).join('');
    return `\\left(\n\\begin{array}{${'c'.repeat(columns)}}\n${body}\\end{array}\n\\right)`;
  }
}
