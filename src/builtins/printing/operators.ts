/** Infix, Prefix, Postfix, PrecedenceForm, SequenceForm and Defer; Precedence. */
import { int, Kind } from '../../expr/expr.ts';
import { operatorPrecedence } from '../../syntax/operator-forms.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { stays } from './stays.ts';

const Infix = builtin('Infix', {
  usage:
    'Infix[f[e1, e2, ...]] prints with f between the ei.\nInfix[expr, h] prints with h between the arguments; a list of h gives one for each place.\nInfix[expr, h, precedence, grouping] says when parentheses are needed.',
  arity: [1, 4],
  evaluate: stays,
  examples: {
    'ToString[Infix[f[a, b, c]]]': '"a ~f~ b ~f~ c"',
    'ToString[Infix[{a, b, c}, {"+", "-"}]]': '"a + b - c"',
    'Format[g[x_, y_]] := Infix[{x, y}, "#", 350, Left]; ToString[{g[g[a, b], c], g[a, g[b, c]], g[a + b, c]}]':
      '"{a # b # c, a # (b # c), (a + b) # c}"',
    'Infix[]': ['Infix[]', 'Infix::argb'],
  },
});

const Prefix = builtin('Prefix', {
  usage: 'Prefix[f[expr]] prints with f[expr] given in prefix form: f @ expr.\nPrefix[f[expr], h] prints as h expr.',
  arity: [1, 4],
  evaluate: stays,
  examples: {
    'ToString[Prefix[f[x]]]': '"f @ x"',
    'Format[q[x_]] := Prefix[{x}, "~", 350]; ToString[{q[a + b], q[a b], q[a] + b}]': '"{~(a + b), ~a b, b + ~a}"',
    'Prefix[]': ['Prefix[]', 'Prefix::argb'],
  },
});

const Postfix = builtin('Postfix', {
  usage:
    'Postfix[f[expr]] prints with f[expr] given in postfix form: expr // f.\nPostfix[f[expr], h] prints as expr h.',
  arity: [1, 4],
  evaluate: stays,
  examples: {
    'ToString[Postfix[f[x]]]': '"x // f"',
    'ToString[Postfix[{a + b}, "!", 610]]': '"(a + b)!"',
    'Postfix[]': ['Postfix[]', 'Postfix::argb'],
  },
});

const PrecedenceForm = builtin('PrecedenceForm', {
  usage:
    'PrecedenceForm[expr, prec] prints with expr in parentheses as an operator of the given precedence would have.',
  arity: 2,
  evaluate: stays,
  examples: {
    'ToString[{PrecedenceForm[x/y, 12] - z, PrecedenceForm[a, 500] b}]': '"{-z + (x/y), b a}"',
    'PrecedenceForm[a]': ['PrecedenceForm[a]', 'PrecedenceForm::argr'],
  },
});

const SequenceForm = builtin('SequenceForm', {
  usage: 'SequenceForm[expr1, expr2, ...] prints as the concatenation of the expri.',
  evaluate: stays,
  examples: { 'ToString[SequenceForm["[", a, " = ", 2, "]"]]': '"[a = 2]"' },
});

const Defer = builtin('Defer', {
  usage: 'Defer[expr] displays as expr, kept unevaluated until it is given as input again.',
  attributes: Attribute.HoldAll,
  examples: { 'Defer[1 + 1]': 'Defer[1 + 1]', 'ToString[Defer[1 + 1]]': '"1 + 1"' },
});

const Precedence = builtin('Precedence', {
  usage: 'Precedence[f] gives the precedence with which f prints as an operator.',
  arity: 1,
  evaluate: ([f]) => (f!.kind === Kind.Symbol ? int(operatorPrecedence(f!.name)) : undefined),
  examples: {
    '{Precedence[Plus], Precedence[Times], Precedence[f]}': '{310, 400, 670}',
    'Precedence[1]': 'Precedence[1]',
  },
});

export const operatorForms: readonly Builtin[] = [
  Infix,
  Prefix,
  Postfix,
  PrecedenceForm,
  SequenceForm,
  Defer,
  Precedence,
];
