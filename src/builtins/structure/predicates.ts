/** What kind of thing an expression is: AtomQ, NumberQ, NumericQ, IntegerQ, StringQ, ListQ, EvenQ, Positive, ... */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, isNumber, isRealNumber, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { worked } from '../../pace.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool } from '../values/sequences.ts';

/** A question with one argument and an immediate answer. */
const question = (
  name: string,
  {
    usage,
    test,
    examples,
    attributes = 0,
  }: {
    readonly usage: string;
    readonly test: (x: Expr, e: Evaluation) => boolean;
    readonly examples: Builtin['examples'];
    readonly attributes?: number;
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    attributes,
    // A test that threads looks at each element.
    ...((attributes & Attribute.Listable) === 0 && { packed: true }),
    borrows: true,
    evaluate: ([x], e) => bool(test(x!, e)),
    examples: { ...examples, [`${name}[]`]: [`${name}[]`, `${name}::argx`] },
  });

const isExactNumber = (x: Expr): boolean =>
  x.kind === Kind.Integer ||
  x.kind === Kind.Rational ||
  (x.kind === Kind.Complex && isExactNumber(x.re) && isExactNumber(x.im));
const isMachineNumber = (x: Expr): boolean =>
  x.kind === Kind.Real || (x.kind === Kind.Complex && (x.re.kind === Kind.Real || x.im.kind === Kind.Real));

/** A number, or built from numbers and constants by numeric functions only. */
export function isNumeric(x: Expr, e: Evaluation): boolean {
  if (isNumber(x)) return true;
  if (x.kind === Kind.Symbol) return (e.session.definitions.attributesOf(x) & Attribute.Constant) !== 0;
  if (x.kind !== Kind.Normal || x.head.kind !== Kind.Symbol) return false;
  worked(1);
  return (
    (e.session.definitions.attributesOf(x.head) & Attribute.NumericFunction) !== 0 &&
    x.args.every((a) => isNumeric(a, e))
  );
}

const FAILURES = new Set<Expr>([S.Failed, S.Aborted]);

const Failure = system('Failure');
const kinds: readonly Builtin[] = [
  question('AtomQ', {
    usage: 'AtomQ[expr] yields True if expr cannot be divided into subexpressions, and False otherwise.',
    test: (x) => x.kind !== Kind.Normal && x.kind !== Kind.Packed,
    examples: { 'AtomQ[x]': 'True', 'AtomQ[f[x]]': 'False', 'AtomQ["text"]': 'True', 'AtomQ[{1, 2}]': 'False' },
  }),
  question('NumberQ', {
    usage: 'NumberQ[expr] gives True if expr is a number, and False otherwise.',
    test: isNumber,
    examples: {
      'NumberQ[3.5]': 'True',
      'NumberQ[Pi]': 'False',
      'NumberQ[1 + 2 I]': 'True',
    },
  }),
  question('NumericQ', {
    usage: 'NumericQ[expr] gives True if expr is a numeric quantity, and False otherwise.',
    test: isNumeric,
    examples: {
      'NumericQ[Sin[Pi/7]]': 'True',
      'NumericQ[x]': 'False',
      'NumericQ[Sqrt[2] + x]': 'False',
    },
  }),
  question('IntegerQ', {
    usage: 'IntegerQ[expr] gives True if expr is an integer, and False otherwise.',
    test: (x) => x.kind === Kind.Integer,
    examples: { 'IntegerQ[3]': 'True', 'IntegerQ[3.]': 'False', 'IntegerQ[x]': 'False' },
  }),
  question('ExactNumberQ', {
    usage: 'ExactNumberQ[expr] returns True if expr is an exact real or complex number, and returns False otherwise.',
    test: isExactNumber,
    examples: { 'ExactNumberQ[2/3]': 'True', 'ExactNumberQ[0.5]': 'False' },
  }),
  question('InexactNumberQ', {
    usage:
      'InexactNumberQ[expr] returns True if expr is an inexact real or complex number, and returns False otherwise.',
    test: (x) => isNumber(x) && !isExactNumber(x),
    examples: { 'InexactNumberQ[0.5]': 'True', 'InexactNumberQ[1/2]': 'False' },
  }),
  question('MachineNumberQ', {
    usage: 'MachineNumberQ[expr] returns True if expr is a machine-precision number, and returns False otherwise.',
    test: isMachineNumber,
    examples: { 'MachineNumberQ[0.5]': 'True', 'MachineNumberQ[1]': 'False' },
  }),
  question('RealValuedNumberQ', {
    usage: 'RealValuedNumberQ[expr] returns True if expr is a real number of any kind, and False otherwise.',
    test: isRealNumber,
    examples: { 'RealValuedNumberQ[1/2]': 'True', 'RealValuedNumberQ[I]': 'False' },
  }),
  question('RealValuedNumericQ', {
    usage:
      'RealValuedNumericQ[expr] returns True if expr is a numeric quantity whose value is real, and False otherwise.',
    test: (x, e) => isNumeric(x, e) && isRealNumber(e.evaluate(normal(S.N, x))),
    examples: { 'RealValuedNumericQ[Sqrt[2]]': 'True', 'RealValuedNumericQ[Sqrt[-2]]': 'False' },
  }),
  question('StringQ', {
    usage: 'StringQ[expr] gives True if expr is a string, and False otherwise.',
    test: (x) => x.kind === Kind.String,
    examples: { 'StringQ["a"]': 'True', 'StringQ[a]': 'False' },
  }),
  question('ListQ', {
    usage: 'ListQ[expr] gives True if the head of expr is List, and False otherwise.',
    test: (x) => x.kind === Kind.Packed || isCall(x, S.List),
    examples: { 'ListQ[{1, 2}]': 'True', 'ListQ[f[1]]': 'False' },
  }),
  question('OptionQ', {
    usage: 'OptionQ[expr] returns True if expr can be considered an option or list of options, and False otherwise.',
    test: isOptionLike,
    examples: { 'OptionQ[a -> 1]': 'True', 'OptionQ[{a -> 1, b :> 2}]': 'True', 'OptionQ[3]': 'False' },
  }),
  question('FailureQ', {
    usage: 'FailureQ[expr] gives True if expr is $Failed, $Aborted or has head Failure, and False otherwise.',
    test: (x) => FAILURES.has(x) || isCall(x, Failure),
    examples: { 'FailureQ[$Failed]': 'True', 'FailureQ[0]': 'False' },
  }),
];

function isOptionLike(x: Expr): boolean {
  if (isRule(x)) return true;
  return isAssociation(x) || (isCall(x, S.List) && x.args.every(isOptionLike));
}

const isEven = (x: Expr): boolean =>
  x.kind === Kind.Integer && (typeof x.value === 'number' ? x.value % 2 === 0 : (x.value & 1n) === 0n);
const isOdd = (x: Expr): boolean => x.kind === Kind.Integer && !isEven(x);

const parity: readonly Builtin[] = [
  question('EvenQ', {
    usage: 'EvenQ[expr] gives True if expr is an even integer, and False otherwise.',
    test: isEven,
    examples: {
      'EvenQ[4]': 'True',
      'EvenQ[3]': 'False',
      'EvenQ[{1, 2}]': '{False, True}',
      'EvenQ[x]': 'False',
    },
    attributes: Attribute.Listable,
  }),
  question('OddQ', {
    usage: 'OddQ[expr] gives True if expr is an odd integer, and False otherwise.',
    test: isOdd,
    examples: {
      'OddQ[4]': 'False',
      'OddQ[-3]': 'True',
      'OddQ[{1, 2}]': '{True, False}',
      'OddQ[x]': 'False',
    },
    attributes: Attribute.Listable,
  }),
];

const ZERO = int(0);
/** Signs of numeric quantities; anything symbolic stays. */
const sign = (
  name: string,
  {
    usage,
    comparison,
    examples,
  }: { readonly usage: string; readonly comparison: Expr; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate([x], e) {
      if (!isNumeric(x!, e)) return undefined;
      // Complex numbers have no sign.
      if (isNumber(x!) && !isRealNumber(x!)) return S.False;
      const value = e.evaluate(normal(comparison, x!, ZERO));
      return value === S.True || value === S.False ? value : undefined;
    },
    examples,
  });

const signs: readonly Builtin[] = [
  sign('Positive', {
    usage: 'Positive[x] gives True if x is a positive number.',
    comparison: S.Greater,
    examples: {
      'Positive[2]': 'True',
      'Positive[-Pi]': 'False',
      'Positive[0]': 'False',
      'Positive[x]': 'Positive[x]',
    },
  }),
  sign('Negative', {
    usage: 'Negative[x] gives True if x is a negative number.',
    comparison: S.Less,
    examples: {
      'Negative[-2]': 'True',
      'Negative[{1, -1}]': '{False, True}',
      'Negative[x]': 'Negative[x]',
      'Negative[-2 I]': 'False',
    },
  }),
  sign('NonNegative', {
    usage: 'NonNegative[x] gives True if x is a non-negative number.',
    comparison: S.GreaterEqual,
    examples: {
      'NonNegative[0]': 'True',
      'NonNegative[-1.5]': 'False',
      'NonNegative[x]': 'NonNegative[x]',
    },
  }),
  sign('NonPositive', {
    usage: 'NonPositive[x] gives True if x is a non-positive number.',
    comparison: S.LessEqual,
    examples: {
      'NonPositive[0]': 'True',
      'NonPositive[1]': 'False',
      'NonPositive[x]': 'NonPositive[x]',
    },
  }),
];

export const predicates: readonly Builtin[] = [...kinds, ...parity, ...signs];
