/** And, Or, Not, Xor, Implies, Boole, TrueQ, BooleanQ. */
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin, type CallContext, type CompiledCall, type Evaluation } from '../builtin.ts';

const bool = (x: boolean): Expr => (x ? S.True : S.False);

/** Arguments are evaluated one at a time until one decides. */
function shortCircuit(args: readonly Expr[], decides: Expr, neutral: Expr, e: Evaluation): Expr | undefined {
  const open: Expr[] = [];
  for (const a of args) {
    const v = e.evaluate(a);
    if (v === decides) return decides;
    if (v !== neutral) open.push(v);
  }
  if (open.length === 0) return neutral;
  if (open.length === 1) return open[0];
  return open.length === args.length && open.every((v, i) => v === args[i])
    ? undefined
    : e.session.unevaluated(e.symbol, open);
}

function compileShortCircuit(c: CallContext, decides: Expr, neutral: Expr, e: Evaluation): CompiledCall {
  const parts = c.call.args.map((a) => c.code(a));
  return {
    run(slots) {
      for (let i = 0; i < parts.length; i++) {
        const v = parts[i]!.run(slots);
        if (v === decides) return decides;
        // Undecided: the usual way goes on with what is known so far.
        if (v !== neutral)
          return e.session.evaluate(new Normal(e.symbol, [v, ...parts.slice(i + 1).map((p) => p.build(slots))]));
      }
      return neutral;
    },
  };
}

export const And = builtin('And', {
  usage:
    'e1 && e2 && ... is the logical AND; it evaluates its arguments in order, giving False immediately if any of them are False.',
  attributes: Attribute.HoldAll | Attribute.Flat | Attribute.OneIdentity,
  evaluate: (args, e) => shortCircuit(args, S.False, S.True, e),
  compile: (c, e) => compileShortCircuit(c, S.False, S.True, e),
  examples: { 'True && False': 'False', '1 < 2 && x': 'x', 'False && Print["no"]': 'False', 'a && b': 'a && b' },
});

export const Or = builtin('Or', {
  usage:
    'e1 || e2 || ... is the logical OR; it evaluates its arguments in order, giving True immediately if any of them are True.',
  attributes: Attribute.HoldAll | Attribute.Flat | Attribute.OneIdentity,
  evaluate: (args, e) => shortCircuit(args, S.True, S.False, e),
  compile: (c, e) => compileShortCircuit(c, S.True, S.False, e),
  examples: { 'False || True': 'True', 'False || x': 'x', 'a || b': 'a || b' },
});

const negations = new Map<unknown, typeof S.Equal>([
  [S.Equal, S.Unequal],
  [S.Unequal, S.Equal],
  [S.Less, S.GreaterEqual],
  [S.GreaterEqual, S.Less],
  [S.Greater, S.LessEqual],
  [S.LessEqual, S.Greater],
]);

export const Not = builtin('Not', {
  usage: '!expr is the logical NOT; it gives False if expr is True, and True if it is False.',
  arity: 1,
  evaluate([x]) {
    if (x === S.True) return S.False;
    if (x === S.False) return S.True;
    if (isCall(x!, S.Not) && x.args.length === 1) return x.args[0];
    const opposite = x!.kind === Kind.Normal && x!.args.length === 2 ? negations.get(x!.head) : undefined;
    return opposite && new Normal(opposite, (x as Normal).args);
  },
  examples: { '!True': 'False', '!(a < b)': 'a >= b', '!x': '!x', '!!x': 'x' },
});

export const Xor = builtin('Xor', {
  usage: 'Xor[e1, e2, ...] is the logical exclusive OR: True if an odd number of the ei are True.',
  attributes: Attribute.Flat | Attribute.Orderless | Attribute.OneIdentity,
  evaluate(args) {
    const open = args.filter((a) => a !== S.True && a !== S.False);
    const odd = args.filter((a) => a === S.True).length % 2 === 1;
    if (open.length === 0) return bool(odd);
    if (open.length === args.length) return undefined;
    const rest =
      open.length === 1 ? open[0]! : new Normal(S.List, open).args.reduce((x, y) => normal(Xor.symbol, x, y));
    return odd ? normal(S.Not, rest) : rest;
  },
  examples: { 'Xor[True, False, True]': 'False', 'Xor[True, x]': '!x' },
});

export const Implies = builtin('Implies', {
  usage: 'Implies[p, q] represents the logical implication p => q.',
  arity: 2,
  evaluate: ([p, q]) =>
    p === S.False || q === S.True ? S.True : p === S.True ? q : q === S.False ? normal(S.Not, p!) : undefined,
  examples: { 'Implies[False, x]': 'True', 'Implies[True, x]': 'x' },
});

export const Boole = builtin('Boole', {
  usage: 'Boole[expr] yields 1 if expr is True and 0 if it is False.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([x]) => (x === S.True ? int(1) : x === S.False ? int(0) : undefined),
  examples: { 'Boole[2 > 1]': '1', 'Boole[{True, False}]': '{1, 0}', 'Boole[x]': 'Boole[x]' },
});

export const TrueQ = builtin('TrueQ', {
  usage: 'TrueQ[expr] yields True if expr is True, and yields False otherwise.',
  arity: 1,
  evaluate: ([x]) => bool(x === S.True),
  examples: { 'TrueQ[1 < 2]': 'True', 'TrueQ[x]': 'False' },
});

export const BooleanQ = builtin('BooleanQ', {
  usage: 'BooleanQ[expr] gives True if expr is either True or False.',
  arity: 1,
  evaluate: ([x]) => bool(x === S.True || x === S.False),
  examples: { 'BooleanQ[False]': 'True', 'BooleanQ[1]': 'False' },
});
export const logic: readonly Builtin[] = [And, Or, Not, Xor, Implies, Boole, TrueQ, BooleanQ];
