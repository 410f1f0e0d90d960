/** NumberForm and its family: how the numbers in an expression are to be written. */
import { type Expr, int, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, type BuiltinDefinition, builtin, type Evaluation } from '../builtin.ts';

const isCount = (e: Expr | undefined, least: number): boolean => e?.kind === Kind.Integer && e.value >= least;
/** n, {n, f}, Automatic. */
function isSize(e: Expr): boolean {
  if (!isCall(e, S.List)) return isCount(e, 1) || e === S.Automatic;
  const [digits, places] = e.args;
  const free = digits === S.Infinity || digits === S.Automatic;
  return e.args.length === 2 && (free || isCount(digits, 1)) && isCount(places, 0);
}

/** Only looks at its arguments: the expression stays as it is, printing does the rest. */
function checked([, size]: readonly Expr[], e: Evaluation): undefined {
  return size === undefined || isSize(size) ? undefined : e.message('iprf', size);
}

const options = {
  DigitBlock: 'Infinity',
  ExponentFunction: 'Automatic',
  NumberFormat: 'Automatic',
  NumberMultiplier: '"*"',
  NumberPadding: '{"", ""}',
  NumberPoint: '"."',
  NumberSeparator: '{",", " "}',
  NumberSigns: '{"-", ""}',
  SignPadding: 'False',
} as const;
/** Of the forms that have exponents, and of those that decide when. */
const stepped = { ...options, ExponentStep: '1' } as const;
const deciding = { ...stepped, ScientificNotationThreshold: 'Automatic' } as const;

function form(
  name: string,
  what: string,
  more: Partial<BuiltinDefinition>,
  examples: BuiltinDefinition['examples'],
): Builtin {
  return builtin(name, {
    usage:
      `${name}[expr] prints expr with its numbers ${what}.\n${name}[expr, n] gives n digits.\n` +
      `${name}[expr, {n, f}] gives n digits, f of them behind the point.`,
    arity: [1, 2],
    packed: true,
    options,
    messages: {
      iprf: 'Formatting specification `1` should be a positive integer or a pair of a positive and a nonnegative integer.',
    },
    evaluate: checked,
    ...more,
    examples,
  });
}

export const NumberForm = form(
  'NumberForm',
  'as the options say',
  { options: deciding },
  {
    'ToString[NumberForm[3.14159265, 4]]': '"3.142"',
    'ToString[NumberForm[{2.5, 1/3.}, {6, 2}]]': '"{2.50, 0.33}"',
    'ToString[NumberForm[123456789, DigitBlock -> 3]]': '"123,456,789"',
    'ToString[NumberForm[1.5, 3, NumberSigns -> {"-", "+"}]]': '"+1.5"',
    'ToString[NumberForm[12345678.9, 9, ExponentFunction -> (Null &)]]': '"12345678.9"',
    'ToString[NumberForm[0.00001234, ScientificNotationThreshold -> {-8, 8}]]': '"0.00001234"',
    'ToString[NumberForm[1234567., ExponentStep -> 4]]': '"123.457*10^4"',
    'ToString[NumberForm[1.5, x]]': ['"NumberForm[1.5, x]"', 'NumberForm::iprf'],
  },
);
export const ScientificForm = form(
  'ScientificForm',
  'in scientific notation, one digit before the point',
  { options: stepped },
  {
    'ToString[ScientificForm[123450.]]': '"1.2345*10^5"',
    'ToString[ScientificForm[0.00015, 2]]': '"1.5*10^-4"',
    'ToString[ScientificForm[1.5, 0]]': ['"ScientificForm[1.5, 0]"', 'ScientificForm::iprf'],
  },
);
export const EngineeringForm = form(
  'EngineeringForm',
  'with exponents that three divides',
  { options: { ...options, ExponentStep: '3' } },
  {
    'ToString[EngineeringForm[123450.]]': '"123.45*10^3"',
    'ToString[EngineeringForm[0.0015]]': '"1.5*10^-3"',
    'ToString[EngineeringForm[1.5, -1]]': ['"EngineeringForm[1.5, -1]"', 'EngineeringForm::iprf'],
  },
);
export const AccountingForm = form(
  'AccountingForm',
  'without exponents, negative ones in parentheses',
  { options: { ...options, NumberSigns: '{{"(", ")"}, ""}' } },
  {
    'ToString[AccountingForm[{-1.5, 1234567.}]]': '"{(1.5), 1234570.}"',
    'ToString[AccountingForm[-12345.678, 9, DigitBlock -> 3]]': '"(12,345.678)"',
    'ToString[AccountingForm[1.5, a]]': ['"AccountingForm[1.5, a]"', 'AccountingForm::iprf'],
  },
);
export const DecimalForm = form(
  'DecimalForm',
  'without exponents',
  {},
  {
    'ToString[DecimalForm[1.5*^8]]': '"150000000."',
    'ToString[DecimalForm[1.5*^-8]]': '"0.000000015"',
    'ToString[DecimalForm[1.5, a]]': ['"DecimalForm[1.5, a]"', 'DecimalForm::iprf'],
  },
);
export const PaddedForm = form(
  'PaddedForm',
  'padded with blanks, so that they line up',
  { arity: 2, options: { ...deciding, NumberPadding: '{" ", "0"}' } },
  {
    'ToString[PaddedForm[123, 6]]': '"    123"',
    'ToString[PaddedForm[-3.14159, {6, 2}]]': '"   -3.14"',
    'ToString[PaddedForm[{1, 22}, 3]]': '"{   1,   22}"',
    'ToString[PaddedForm[1.5, a]]': ['"PaddedForm[1.5, a]"', 'PaddedForm::iprf'],
  },
);
export const PercentForm = form(
  'PercentForm',
  'as percentages',
  {},
  {
    'ToString[PercentForm[0.125]]': '"12.5%"',
    'ToString[PercentForm[{1, 1/4}]]': '"{100%, 25%}"',
    'ToString[PercentForm[0.5, a]]': ['"PercentForm[0.5, a]"', 'PercentForm::iprf'],
  },
);

export const BaseForm = builtin('BaseForm', {
  usage: 'BaseForm[expr, n] prints with the numbers in expr given in base n, which stands behind them as an index.',
  arity: 2,
  packed: true,
  messages: { basf: 'Requested base `1` should be a machine integer between 2 and 36.' },
  evaluate: ([, base], e) =>
    isCount(base, 2) && Number((base as { value: number }).value) <= 36 ? undefined : e.message('basf', base ?? int(0)),
  examples: {
    'ToString[BaseForm[255, 16]]': '"ff\\:2081\\:2086"',
    'ToString[BaseForm[{5, 2.5}, 2]]': '"{101\\:2082, 10.1\\:2082}"',
    'ToString[BaseForm[5, 1]]': ['"BaseForm[5, 1]"', 'BaseForm::basf'],
  },
});

export const numberForms: readonly Builtin[] = [
  NumberForm,
  ScientificForm,
  EngineeringForm,
  AccountingForm,
  DecimalForm,
  PaddedForm,
  PercentForm,
  BaseForm,
];
