/** Heads that say how an expression is to be printed: FullForm, InputForm, OutputForm and what wraps text. */
import { type Builtin, builtin } from '../builtin.ts';
import { stays } from './stays.ts';

export const FullForm = builtin('FullForm', {
  usage: 'FullForm[expr] prints as the full form of expr, with no special syntax.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[FullForm[x^2 + 1/a]]': '"Plus[Power[a, -1], Power[x, 2]]"',
    'ToString[FullForm[{"a", 2.5}]]': '"List[\\"a\\", 2.5`]"',
    'FullForm[1, 2]': ['FullForm[1, 2]', 'FullForm::argx'],
  },
});

export const InputForm = builtin('InputForm', {
  usage: 'InputForm[expr] prints as a version of expr suitable for input.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[InputForm[{"a b", x/2, 1.5}]]': '"{\\"a b\\", x/2, 1.5}"',
    'ToString[InputForm[Hold[(a + b) c]]]': '"Hold[(a + b)*c]"',
    'InputForm[]': ['InputForm[]', 'InputForm::argx'],
  },
});

export const OutputForm = builtin('OutputForm', {
  usage:
    'OutputForm[expr] prints as expr looks in a terminal: without quotes, with six digits, in one line where it fits.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[OutputForm[{"a b", 2 x, 1/3.}]]': '"{a b, 2 x, 0.333333}"',
    'OutputForm[1, 2]': ['OutputForm[1, 2]', 'OutputForm::argx'],
  },
});

export const StandardForm = builtin('StandardForm', {
  usage: 'StandardForm[expr] prints as the usual form of expr; in a terminal that is OutputForm.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[StandardForm[x + 1]]': '"1 + x"',
    'StandardForm[]': ['StandardForm[]', 'StandardForm::argx'],
  },
});

export const TextForm = builtin('TextForm', {
  usage: 'TextForm[expr] prints as plain text; in a terminal that is OutputForm.',
  arity: 1,
  packed: true,
  evaluate: stays,
  examples: { 'ToString[TextForm["a"]]': '"a"', 'TextForm[]': ['TextForm[]', 'TextForm::argx'] },
});

export const Format = builtin('Format', {
  usage:
    'Format[expr] prints as the formatted form of expr.\nFormat[f[...]] := rhs makes f[...] print as rhs, without changing its value.\nFormat[f[...], OutputForm] := rhs does so in OutputForm only.',
  arity: [1, 2],
  evaluate: stays,
  examples: {
    'Format[point[x_, y_]] := Row[{"<", x, " ", y, ">"}]; ToString[{point[1, 2], a}]': '"{<1 2>, a}"',
    'Format[unit] := "one"; {ToString[unit + x], ToString[unit, InputForm]}': '{"one + x", "unit"}',
    'Format[]': ['Format[]', 'Format::argt'],
  },
});

export const forms: readonly Builtin[] = [FullForm, InputForm, OutputForm, StandardForm, TextForm, Format];
