/**
 * Polynomials in several variables with integer coefficients: sparse, terms in lexicographic order, greatest first.
 * The number of variables is that of the exponents; polynomials that meet in an operation have the same number.
 */
import { worked } from '../pace.ts';
import { gcdBig } from './big.ts';
import { absoluteBig } from './big-arithmetic.ts';

/** Work on one term, in units. */
const TERM = 8;

export interface Term {
  readonly exponents: readonly number[];
  readonly coefficient: bigint;
}
/** No two terms with the same exponents, none with coefficient 0. Empty is the zero polynomial. */
export type Polynomial = readonly Term[];

export const ZERO: Polynomial = [];
export const constant = (c: bigint, variables: number): Polynomial =>
  c === 0n ? ZERO : [{ exponents: new Array<number>(variables).fill(0), coefficient: c }];
export const variable = (i: number, variables: number, power = 1): Polynomial => [
  { exponents: Array.from({ length: variables }, (_, k) => (k === i ? power : 0)), coefficient: 1n },
];

/** Lexicographic order of exponents; positive when a comes first (is greater). */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

/** Terms of any order and with repetitions to a polynomial. */
export function collect(terms: Iterable<Term>): Polynomial {
  const sums = new Map<string, { readonly exponents: readonly number[]; coefficient: bigint }>();
  for (const { exponents, coefficient } of terms) {
    const key = exponents.join();
    worked(TERM);
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { exponents, coefficient });
    else known.coefficient += coefficient;
  }
  return [...sums.values()].filter((t) => t.coefficient !== 0n).sort((a, b) => compare(b.exponents, a.exponents));
}

export function add(a: Polynomial, b: Polynomial): Polynomial {
  worked(a.length + b.length);
  const out: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const c = compare(a[i]!.exponents, b[j]!.exponents);
    if (c > 0) out.push(a[i++]!);
    else if (c < 0) out.push(b[j++]!);
    else {
      const coefficient = a[i]!.coefficient + b[j]!.coefficient;
      if (coefficient !== 0n) out.push({ exponents: a[i]!.exponents, coefficient });
      i++;
      j++;
    }
  }
  return [...out, ...a.slice(i), ...b.slice(j)];
}
export const scale = (a: Polynomial, c: bigint): Polynomial =>
  c === 0n ? ZERO : c === 1n ? a : a.map((t) => ({ exponents: t.exponents, coefficient: t.coefficient * c }));
export const negate = (a: Polynomial): Polynomial => scale(a, -1n);
export const subtract = (a: Polynomial, b: Polynomial): Polynomial => add(a, negate(b));

/** A polynomial times one term. */
function shift(a: Polynomial, by: Term): Polynomial {
  worked(TERM * a.length);
  return a.map((t) => ({
    exponents: t.exponents.map((n, i) => n + by.exponents[i]!),
    coefficient: t.coefficient * by.coefficient,
  }));
}

export function multiply(a: Polynomial, b: Polynomial): Polynomial {
  if (a.length === 0 || b.length === 0) return ZERO;
  if (a.length === 1) return shift(b, a[0]!);
  if (b.length === 1) return shift(a, b[0]!);
  return collect(a.flatMap((t) => shift(b, t)));
}
export function power(a: Polynomial, n: number, variables: number): Polynomial {
  let result = constant(1n, variables);
  for (let base = a, k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = multiply(result, base);
    if (k > 1) base = multiply(base, base);
  }
  return result;
}

export const isConstant = (a: Polynomial): boolean =>
  a.length === 0 || (a.length === 1 && a[0]!.exponents.every((n) => n === 0));
export const isOne = (a: Polynomial): boolean => a.length === 1 && isConstant(a) && a[0]!.coefficient === 1n;
/** The greatest exponent of a variable; 0 for the zero polynomial. */
export const degree = (a: Polynomial, i: number): number => a.reduce((d, t) => Math.max(d, t.exponents[i]!), 0);
export const equal = (a: Polynomial, b: Polynomial): boolean =>
  a.length === b.length &&
  a.every((t, i) => t.coefficient === b[i]!.coefficient && compare(t.exponents, b[i]!.exponents) === 0);

/** a / b when b divides a with an integer quotient; undefined otherwise. */
export function divideExactly(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const lead = b[0];
  if (lead === undefined) return undefined;
  const quotient: Term[] = [];
  let rest = a;
  while (rest.length > 0) {
    const top = rest[0]!;
    if (top.coefficient % lead.coefficient !== 0n) return undefined;
    const exponents = top.exponents.map((n, i) => n - lead.exponents[i]!);
    if (exponents.some((n) => n < 0)) return undefined;
    const t: Term = { exponents, coefficient: top.coefficient / lead.coefficient };
    quotient.push(t);
    rest = subtract(rest, shift(b, t));
  }
  return quotient;
}

/** The common divisor of the coefficients, positive; 0 for the zero polynomial. */
export const content = (a: Polynomial): bigint => a.reduce((g, t) => (g === 1n ? g : gcdBig(g, t.coefficient)), 0n);
/** Without the content, leading coefficient positive. */
export function primitive(a: Polynomial): Polynomial {
  if (a.length === 0) return a;
  const c = content(a);
  const divisor = a[0]!.coefficient < 0n ? -c : c;
  return divisor === 1n ? a : a.map((t) => ({ exponents: t.exponents, coefficient: t.coefficient / divisor }));
}

/** The coefficients of the powers of a variable that are there, by the power, as polynomials without it. */
function coefficientsOf(a: Polynomial, i: number): Map<number, Polynomial> {
  const out = new Map<number, Term[]>();
  for (const { exponents, coefficient } of a) {
    const n = exponents[i]!;
    const terms = out.get(n) ?? [];
    if (terms.length === 0) out.set(n, terms);
    terms.push({ exponents: exponents.with(i, 0), coefficient });
  }
  return out;
}
/** The common divisor of the coefficients of the powers of a variable. */
const contentIn = (a: Polynomial, i: number): Polynomial =>
  [...coefficientsOf(a, i).values()].reduce((g, c) => (isOne(g) ? g : gcd(g, c)), ZERO);
/** The coefficient of the greatest power of a variable. */
function leadIn(a: Polynomial, i: number): Polynomial {
  const n = degree(a, i);
  return a.flatMap(({ exponents, coefficient }) =>
    exponents[i] === n ? [{ exponents: exponents.with(i, 0), coefficient }] : [],
  );
}
export const derivative = (a: Polynomial, i: number): Polynomial =>
  a.flatMap((t) =>
    t.exponents[i] === 0
      ? []
      : [{ exponents: t.exponents.with(i, t.exponents[i]! - 1), coefficient: t.coefficient * BigInt(t.exponents[i]!) }],
  );

/** The polynomial with a variable replaced by an integer. */
function substitute(a: Polynomial, i: number, x: bigint): Polynomial {
  const powers = new Map<number, bigint>();
  const powerOf = (n: number): bigint => {
    const known = powers.get(n) ?? x ** BigInt(n);
    powers.set(n, known);
    return known;
  };
  return collect(
    a.map((t) => ({ exponents: t.exponents.with(i, 0), coefficient: t.coefficient * powerOf(t.exponents[i]!) })),
  );
}

/** The monomial that divides every term. */
function commonMonomial(a: Polynomial): number[] {
  const least = a[0]!.exponents.slice();
  for (const { exponents } of a)
    exponents.forEach((n, i) => {
      if (n < least[i]!) least[i] = n;
    });
  return least;
}
const divideMonomial = (a: Polynomial, by: readonly number[]): Polynomial =>
  by.every((n) => n === 0)
    ? a
    : a.map((t) => ({ exponents: t.exponents.map((n, i) => n - by[i]!), coefficient: t.coefficient }));

/** The greatest common divisor, leading coefficient positive. */
export function gcd(a: Polynomial, b: Polynomial): Polynomial {
  if (a.length === 0) return b.length === 0 ? ZERO : withPositiveLead(b);
  if (b.length === 0) return withPositiveLead(a);
  const [ma, mb] = [commonMonomial(a), commonMonomial(b)];
  const common = ma.map((n, i) => Math.min(n, mb[i]!));
  const c = gcdBig(content(a), content(b));
  const [p, q] = [primitive(divideMonomial(a, ma)), primitive(divideMonomial(b, mb))];
  const g = isConstant(p) || isConstant(q) ? constant(1n, common.length) : primitiveGcd(p, q);
  return shift(g, { exponents: common, coefficient: c });
}
const withPositiveLead = (a: Polynomial): Polynomial => (a[0]!.coefficient < 0n ? negate(a) : a);

function primitiveGcd(a: Polynomial, b: Polynomial): Polynomial {
  const quick = heuristicGcd(a, b);
  return quick ?? euclideanGcd(a, b, mainVariable(a, b));
}
const mainVariable = (a: Polynomial, b: Polynomial): number => {
  for (let i = 0; i < a[0]!.exponents.length; i++) if (degree(a, i) > 0 && degree(b, i) > 0) return i;
  return -1;
};
/** The greatest coefficient without its sign. */
function height(a: Polynomial): bigint {
  let h = 0n;
  for (const t of a) {
    const c = absoluteBig(t.coefficient);
    if (c > h) h = c;
  }
  return h;
}

/** Evaluation at a large integer, gcd of the values, and reading the gcd's coefficients off in that base (GCDHEU). */
const ATTEMPTS = 5;
/** Longer integers take longer than a moment. */
const MOST_BITS = 2e6;
function heuristicGcd(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const variables = a[0]!.exponents.length;
  let i = 0;
  while (i < variables && degree(a, i) === 0 && degree(b, i) === 0) i++;
  if (i === variables) return constant(gcdBig(content(a), content(b)), variables);
  let smaller = height(a);
  if (height(b) < smaller) smaller = height(b);
  let x = 2n * smaller + 29n;
  if (Math.max(degree(a, i), degree(b, i)) * x.toString(2).length > MOST_BITS) return undefined;
  for (let n = 0; n < ATTEMPTS; n++) {
    const [p, q] = [substitute(a, i, x), substitute(b, i, x)];
    if (p.length > 0 && q.length > 0) {
      const g = heuristicGcd(p, q);
      if (g === undefined) return undefined;
      const candidate = primitive(fromDigits(g, i, x));
      if (divideExactly(a, candidate) !== undefined && divideExactly(b, candidate) !== undefined)
        return scale(candidate, gcdBig(content(a), content(b)));
    }
    x = (x * 73794n) / 27011n;
  }
  return undefined;
}
/** The polynomial in variable i whose value at x is g, with coefficients between -x/2 and x/2. */
function fromDigits(g: Polynomial, i: number, x: bigint): Polynomial {
  const terms: Term[] = [];
  let rest = g;
  for (let n = 0; rest.length > 0; n++) {
    const digit = rest.flatMap((t) => {
      let r = t.coefficient % x;
      if (2n * r > x) r -= x;
      else if (2n * r <= -x) r += x;
      return r === 0n ? [] : [{ exponents: t.exponents, coefficient: r }];
    });
    for (const t of digit) terms.push({ exponents: t.exponents.with(i, n), coefficient: t.coefficient });
    rest = subtract(rest, digit).map((t) => ({ exponents: t.exponents, coefficient: t.coefficient / x }));
  }
  return collect(terms);
}

/** Remainders with pseudo-division in a main variable, contents taken out: slower, but it always ends. */
function euclideanGcd(a: Polynomial, b: Polynomial, i: number): Polynomial {
  const variables = a[0]!.exponents.length;
  if (i < 0) return constant(1n, variables);
  const [ca, cb] = [contentIn(a, i), contentIn(b, i)];
  let p = divideExactly(a, ca)!;
  let q = divideExactly(b, cb)!;
  if (degree(p, i) < degree(q, i)) [p, q] = [q, p];
  while (q.length > 0 && degree(q, i) > 0) {
    const r = pseudoRemainder(p, q, i);
    p = q;
    q = r.length === 0 ? r : divideExactly(r, contentIn(r, i))!;
  }
  const g = q.length === 0 ? p : constant(1n, variables);
  return withPositiveLead(multiply(g, gcd(ca, cb)));
}
/** The remainder of a multiple of a by b in variable i. */
export function pseudoRemainder(a: Polynomial, b: Polynomial, i: number): Polynomial {
  const variables = a[0]?.exponents.length ?? 0;
  const d = degree(b, i);
  const lead = leadIn(b, i);
  let rest = a;
  while (rest.length > 0 && degree(rest, i) >= d) {
    const n = degree(rest, i);
    const top = leadIn(rest, i);
    rest = subtract(multiply(rest, lead), multiply(multiply(b, top), variable(i, variables, n - d)));
  }
  return rest;
}

/** Factors without repeated roots, by how often each occurs: a = product of factor^multiplicity, for a primitive a. */
export function squareFree(a: Polynomial): { readonly factor: Polynomial; readonly multiplicity: number }[] {
  if (isConstant(a)) return [];
  let i = 0;
  while (degree(a, i) === 0) i++;
  // What does not depend on the variable is treated by itself.
  const inner = contentIn(a, i);
  const out = isConstant(inner) ? [] : squareFree(primitive(inner));
  const p = divideExactly(a, inner)!;
  let g = gcd(p, derivative(p, i));
  let w = divideExactly(p, g)!;
  for (let n = 1; !isConstant(w); n++) {
    const y = gcd(w, g);
    const factor = divideExactly(w, y)!;
    if (!isConstant(factor)) out.push({ factor: primitive(factor), multiplicity: n });
    w = y;
    g = divideExactly(g, y)!;
  }
  return out;
}
