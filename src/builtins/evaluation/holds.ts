/** Hold and its kin, and what lets go of them: Evaluate, ReleaseHold. */
import { type Expr, Kind, Normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';

const holds: readonly Builtin[] = [
  builtin('Hold', {
    usage: 'Hold[expr] maintains expr in an unevaluated form.',
    attributes: Attribute.HoldAll,
    examples: {
      'Hold[1 + 1]': 'Hold[1 + 1]',
      'Hold[Evaluate[1 + 1]]': 'Hold[2]',
    },
  }),
  builtin('HoldForm', {
    usage: 'HoldForm[expr] prints as the expression expr, with expr maintained in an unevaluated form.',
    attributes: Attribute.HoldAll,
    examples: { 'HoldForm[1 + 1]': 'HoldForm[1 + 1]', 'ToString[HoldForm[1 + 1]]': '"1 + 1"' },
  }),
  builtin('HoldComplete', {
    usage: 'HoldComplete[expr] shields expr completely from the standard evaluation process.',
    attributes: Attribute.HoldAllComplete,
    examples: {
      'HoldComplete[Evaluate[1 + 1]]': 'HoldComplete[Evaluate[1 + 1]]',
      'Length[HoldComplete[1 + 1, Sequence[2, 3]]]': '2',
    },
  }),
  builtin('Unevaluated', {
    usage: 'Unevaluated[expr] represents the unevaluated form of expr when it appears as the argument to a function.',
    attributes: Attribute.HoldAllComplete,
    examples: { 'Length[Unevaluated[1 + 2 + 3]]': '3' },
  }),
  builtin('Sequence', {
    usage:
      'Sequence[expr1, expr2, ...] represents a sequence of arguments to be spliced automatically into any function.',
    examples: { 'f[a, Sequence[b, c], d]': 'f[a, b, c, d]' },
  }),
];

export const Evaluate = builtin('Evaluate', {
  usage:
    'Evaluate[expr] causes expr to be evaluated even if it appears as the argument of a function whose attributes specify that it should be held unevaluated.',
  evaluate: (args) => (args.length === 1 ? args[0] : new Normal(S.Sequence, args)),
  examples: { 'Hold[Evaluate[2 + 3], 1 + 1]': 'Hold[5, 1 + 1]' },
});

const wrappers = new Set<Expr>([S.Hold, S.HoldForm, S.HoldPattern, S.HoldComplete]);
function release(e: Expr): Expr {
  if (e.kind !== Kind.Normal) return e;
  if (wrappers.has(e.head)) return e.args.length === 1 ? e.args[0]! : new Normal(S.Sequence, e.args);
  return new Normal(release(e.head), e.args.map(release));
}
export const ReleaseHold = builtin('ReleaseHold', {
  usage: 'ReleaseHold[expr] removes Hold, HoldForm, HoldPattern and HoldComplete in expr.',
  arity: 1,
  evaluate: ([x]) => release(x!),
  examples: { 'ReleaseHold[Hold[1 + 1]]': '2', 'ReleaseHold[{Hold[1 + 1], a}]': '{2, a}' },
});

export const holding: readonly Builtin[] = [...holds, Evaluate, ReleaseHold];
