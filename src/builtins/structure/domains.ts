/** Domains of numbers, and Element, which asks whether something belongs to one. */
import { type Expr, isCall, isNumber, isRealNumber, Kind, normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isPrime } from '../../numeric/primes.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isNumeric } from './predicates.ts';

interface Domain {
  readonly usage: string;
  /** undefined: not decided. */
  readonly has: (x: Expr, e: Evaluation) => boolean | undefined;
  readonly examples: Builtin['examples'];
}

/** The value of a numeric quantity that is no number itself. */
const numeric = (x: Expr, e: Evaluation): Expr | undefined => {
  if (!isNumeric(x, e)) return undefined;
  const value = e.evaluate(normal(S.N, x));
  return isNumber(value) ? value : undefined;
};
const isWhole = (x: Expr): boolean => x.kind === Kind.Real && Number.isInteger(x.value);

const domains: Readonly<Record<string, Domain>> = {
  Integers: {
    usage: 'Integers represents the domain of integers.',
    has(x, e) {
      if (isNumber(x)) return x.kind === Kind.Integer;
      const value = numeric(x, e);
      return value !== undefined && !isWhole(value) ? false : undefined;
    },
    examples: { 'Element[5, Integers]': 'True', 'Element[1/2, Integers]': 'False', 'Element[Pi, Integers]': 'False' },
  },
  Rationals: {
    usage: 'Rationals represents the domain of rational numbers.',
    has: (x) => (isNumber(x) ? x.kind === Kind.Integer || x.kind === Kind.Rational : undefined),
    examples: { 'Element[1/2, Rationals]': 'True', 'Element[0.5, Rationals]': 'False' },
  },
  Reals: {
    usage: 'Reals represents the domain of real numbers.',
    has(x, e) {
      const value = isNumber(x) ? x : numeric(x, e);
      return value === undefined ? undefined : isRealNumber(value);
    },
    examples: {
      'Element[Sqrt[2], Reals]': 'True',
      'Element[I, Reals]': 'False',
      'Element[x, Reals]': 'Element[x, Reals]',
    },
  },
  Complexes: {
    usage: 'Complexes represents the domain of complex numbers.',
    has: (x, e) => (isNumeric(x, e) ? true : undefined),
    examples: { 'Element[2 + I, Complexes]': 'True' },
  },
  Primes: {
    usage: 'Primes represents the domain of prime numbers.',
    has: (x) => (x.kind === Kind.Integer ? x.value > 1 && isPrime(x.value) : isNumber(x) ? false : undefined),
    examples: { 'Element[7, Primes]': 'True', 'Element[8, Primes]': 'False' },
  },
  Booleans: {
    usage: 'Booleans represents the domain of Booleans, with possible values True and False.',
    has: (x) => (x === S.True || x === S.False ? true : isNumber(x) ? false : undefined),
    examples: { 'Element[True, Booleans]': 'True', 'Element[1, Booleans]': 'False' },
  },
};
const bySymbol = new Map<Expr, Domain>(Object.entries(domains).map(([name, d]) => [system(name), d]));

export const Element = builtin('Element', {
  usage:
    'Element[x, dom] or x \\[Element] dom asserts that x is an element of the domain dom.\nElement[x1 | x2 | ..., dom] asserts that all the xi are.',
  arity: 2,
  messages: { bdmn: 'The second argument `1` is not one of the domains `2`.' },
  evaluate([x, dom], e) {
    const domain = bySymbol.get(dom!);
    if (domain === undefined) return dom!.kind === Kind.Symbol ? undefined : e.message('bdmn', dom!, list());
    const items = isCall(x!, S.Alternatives) || isCall(x!, S.List) ? x.args : [x!];
    const answers = items.map((i) => domain.has(i, e));
    if (answers.includes(false)) return S.False;
    const open = items.filter((_, i) => answers[i] === undefined);
    if (open.length === 0) return S.True;
    if (open.length === items.length) return undefined;
    return normal(e.symbol, open.length === 1 ? open[0]! : normal(S.Alternatives, ...open), dom!);
  },
  examples: {
    'Element[3, Integers]': 'True',
    'Element[1 | x, Integers]': 'Element[x, Integers]',
    'Element[x, 3]': ['Element[x, 3]', 'Element::bdmn'],
  },
});
const list = (): Expr => normal(S.List, ...([...bySymbol.keys()] as Sym[]));

export const domainRecords: readonly Builtin[] = [
  Element,
  ...Object.entries(domains).map(([name, { usage, examples }]) => builtin(name, { usage, examples })),
];
