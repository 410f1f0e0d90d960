/** $RecursionLimit and $IterationLimit. */
import { type Expr, int, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { type Builtin, builtin } from '../builtin.ts';

/** Numbers that govern the session; setting them to nonsense is refused. */
function limitSymbol(
  name: string,
  {
    usage,
    initial,
    least,
    set,
    examples,
  }: {
    readonly usage: string;
    readonly initial: number;
    readonly least: number;
    readonly set: (session: Session, n: number) => void;
    readonly examples: Builtin['examples'];
  },
): Builtin {
  return builtin(name, {
    usage,
    initial: String(initial),
    messages: {
      limset: 'Cannot set `1` to `2`; value must be Infinity or an integer at least `3`.',
      reclim2: 'Recursion depth of `1` exceeded during evaluation of `2`.',
      itlim: 'Iteration limit of `1` exceeded.',
    },
    setting: {
      accepts: (value, e) => limitOf(value) >= least || (e.message('limset', e.symbol, value, int(least)) ?? false),
      follow(value, session) {
        const n = value === undefined ? initial : limitOf(value);
        set(session, Number.isNaN(n) ? Number.POSITIVE_INFINITY : n);
      },
    },
    examples,
  });
}

/** A limit as a number; NaN for what is none. */
const limitOf = (value: Expr): number =>
  isInfinity(value) || value === S.Infinity
    ? Number.POSITIVE_INFINITY
    : value.kind === Kind.Integer
      ? Number(value.value)
      : Number.NaN;

export const $RecursionLimit = limitSymbol('$RecursionLimit', {
  usage: '$RecursionLimit gives the current limit on the number of levels of recursion.',
  initial: 1024,
  least: 20,
  set: (s, n) => {
    s.evaluator.recursionLimit = n;
  },
  examples: {
    $RecursionLimit: '1024',
    '$RecursionLimit = 5': ['5', '$RecursionLimit::limset'],
  },
});
export const $IterationLimit = limitSymbol('$IterationLimit', {
  usage: '$IterationLimit gives the maximum length of evaluation chain used in trying to evaluate any expression.',
  initial: 4096,
  least: 20,
  set: (s, n) => {
    s.evaluator.iterationLimit = n;
  },
  examples: {
    $IterationLimit: '4096',
  },
});

export const limits: readonly Builtin[] = [$RecursionLimit, $IterationLimit];
