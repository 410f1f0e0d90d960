/** Hold and its kin, Evaluate, ReleaseHold, Sequence, Timing, Identity of evaluation itself, symbols that govern it. */
import { type Expr, int, Kind, Normal, normal, Real, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { history } from './history.ts';
import { inactivity } from './inactive.ts';
import { tracing } from './trace.ts';

const inert = (name: string, usage: string, attributes: number, examples: Builtin['examples']): Builtin =>
  builtin(name, { usage, attributes, examples });

export const holds: readonly Builtin[] = [
  inert('Hold', 'Hold[expr] maintains expr in an unevaluated form.', Attribute.HoldAll, {
    'Hold[1 + 1]': 'Hold[1 + 1]',
    'Hold[Evaluate[1 + 1]]': 'Hold[2]',
  }),
  inert(
    'HoldForm',
    'HoldForm[expr] prints as the expression expr, with expr maintained in an unevaluated form.',
    Attribute.HoldAll,
    { 'HoldForm[1 + 1]': 'HoldForm[1 + 1]' },
  ),
  inert(
    'HoldPattern',
    'HoldPattern[expr] is equivalent to expr for pattern matching, but maintains expr in an unevaluated form.',
    Attribute.HoldAll,
    { 'MatchQ[3, HoldPattern[_]]': 'True' },
  ),
  inert(
    'HoldComplete',
    'HoldComplete[expr] shields expr completely from the standard evaluation process.',
    Attribute.HoldAllComplete,
    { 'HoldComplete[Evaluate[1 + 1]]': 'HoldComplete[Evaluate[1 + 1]]' },
  ),
  inert(
    'Unevaluated',
    'Unevaluated[expr] represents the unevaluated form of expr when it appears as the argument to a function.',
    Attribute.HoldAllComplete,
    { 'Length[Unevaluated[1 + 2 + 3]]': '3' },
  ),
  inert(
    'Verbatim',
    'Verbatim[expr] represents expr in pattern matching, requiring that expr be matched exactly as it appears.',
    0,
    { 'MatchQ[_, Verbatim[_]]': 'True' },
  ),
  inert('Rule', 'lhs -> rhs represents a rule that transforms lhs to rhs.', Attribute.SequenceHold, {
    'x -> 1 + 1': 'x -> 2',
  }),
  inert(
    'RuleDelayed',
    'lhs :> rhs represents a rule that transforms lhs to rhs, evaluating rhs only after the rule is used.',
    Attribute.HoldRest | Attribute.SequenceHold,
    { 'x :> 1 + 1': 'x :> 1 + 1' },
  ),
  inert('TwoWayRule', 'x <-> y represents a two-way rule.', 0, { '1 <-> 2': '1 <-> 2' }),
  inert(
    'Condition',
    'patt /; test is a pattern which matches only if the evaluation of test yields True.',
    Attribute.HoldAll,
    { 'Cases[{1, -2, 3}, x_ /; x > 0]': '{1, 3}' },
  ),
  inert('Pattern', 's : obj represents the pattern object obj, assigned the name s.', Attribute.HoldFirst, {
    'x : _Integer': 'x_Integer',
  }),
  inert(
    'PatternTest',
    'p?test is a pattern object that stands for any expression which matches p, and on which the application of test gives True.',
    Attribute.HoldRest,
    { 'Cases[{1, 2, 3}, _?OddQ]': '{1, 3}' },
  ),
  inert('Literal', 'Literal is an old name of HoldPattern.', Attribute.HoldAll, { 'Literal[x]': 'Literal[x]' }),
  inert('List', '{e1, e2, ...} is a list of elements.', 0, {
    '{1, Sequence[2, 3]}': '{1, 2, 3}',
    '{1, Nothing, 2}': '{1, 2}',
  }),
  inert(
    'DirectedInfinity',
    'DirectedInfinity[z] represents an infinite numerical quantity whose direction in the complex plane is given by z.',
    Attribute.Listable,
    { 'DirectedInfinity[1]': 'DirectedInfinity[1]' },
  ),
  inert(
    'Sequence',
    'Sequence[expr1, expr2, ...] represents a sequence of arguments to be spliced automatically into any function.',
    0,
    { 'f[a, Sequence[b, c], d]': 'f[a, b, c, d]' },
  ),
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

const timing = (name: string, usage: string): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.HoldAll,
    arity: 1,
    evaluate([x], e) {
      const io = e.session.io;
      const start = io.clock();
      const value = e.evaluate(x!);
      return normal(S.List, new Real((io.clock() - start) / 1000), value);
    },
    examples: { [`${name}[1 + 1][[2]]`]: '2' },
  });
export const Timing = timing(
  'Timing',
  'Timing[expr] evaluates expr, and returns a list of the time in seconds used, together with the result obtained.',
);
export const AbsoluteTiming = timing(
  'AbsoluteTiming',
  'AbsoluteTiming[expr] evaluates expr, returning a list of the absolute number of seconds that have elapsed, together with the result obtained.',
);

/** Shortest time that RepeatedTiming measures. */
const LEAST_MS = 0.1;

export const RepeatedTiming = builtin('RepeatedTiming', {
  usage:
    'RepeatedTiming[expr] evaluates expr repeatedly and returns a list of the average time in seconds used, together with the result obtained.\nRepeatedTiming[expr, t] does repeated evaluation for at least t seconds.',
  attributes: Attribute.HoldFirst,
  arity: [1, 2],
  evaluate([x, t], e) {
    const session = e.session;
    const { io } = session;
    const seconds = t?.kind === Kind.Integer || t?.kind === Kind.Real ? Number(t.value) : 1;
    const times: number[] = [];
    const begin = io.clock();
    let value: Expr = S.Null;
    // What is too short for the clock is evaluated several times between two looks at it.
    let repeats = 1;
    do {
      const start = io.clock();
      for (let i = 0; i < repeats; i++) value = e.evaluate(x!);
      const taken = io.clock() - start;
      times.push(taken / repeats);
      if (taken < LEAST_MS) repeats *= 2;
      session.poll();
    } while (io.clock() - begin < seconds * 1000 || times.length < 2);
    // The middle half: outliers come from elsewhere.
    times.sort((a, b) => a - b);
    const middle = times.slice(Math.floor(times.length / 4), Math.ceil((times.length * 3) / 4));
    return normal(S.List, new Real(middle.reduce((a, b) => a + b, 0) / middle.length / 1000), value);
  },
  examples: { 'RepeatedTiming[2 + 2, 0.01][[2]]': '4' },
});

/** Numbers that govern the session; setting them to nonsense is refused. */
function limitSymbol(
  name: string,
  usage: string,
  initial: number,
  least: number,
  set: (session: Session, n: number) => void,
  examples: Builtin['examples'],
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

export const $RecursionLimit = limitSymbol(
  '$RecursionLimit',
  '$RecursionLimit gives the current limit on the number of levels of recursion.',
  1024,
  20,
  (s, n) => {
    s.recursionLimit = n;
  },
  {
    $RecursionLimit: '1024',
    '$RecursionLimit = 5': ['5', '$RecursionLimit::limset'],
  },
);
export const $IterationLimit = limitSymbol(
  '$IterationLimit',
  '$IterationLimit gives the maximum length of evaluation chain used in trying to evaluate any expression.',
  4096,
  20,
  (s, n) => {
    s.iterationLimit = n;
  },
  {
    $IterationLimit: '4096',
  },
);

export const Update = builtin('Update', {
  usage:
    'Update[] tells the system that values may have changed for reasons outside of it, so that everything is evaluated anew.',
  arity: [0, 1],
  evaluate(_args, e) {
    e.session.touchAll();
    return S.Null;
  },
  examples: { 'Update[]': 'Null' },
});

export const ValueQ = builtin('ValueQ', {
  usage: 'ValueQ[expr] gives True if a value has been defined for expr, and gives False otherwise.',
  attributes: Attribute.HoldAll,
  arity: 1,
  evaluate([x], e) {
    if (x!.kind === Kind.Symbol) {
      const d = e.session.known(x!);
      return d?.own !== undefined || d?.more.own !== undefined ? S.True : S.False;
    }
    if (x!.kind !== Kind.Normal) return S.False;
    const value = e.evaluate(x!);
    return value.kind === Kind.Normal &&
      value.head === x!.head &&
      value.args.length === x!.args.length &&
      value.args.every((a, i) => a === e.evaluate((x as Normal).args[i]!))
      ? S.False
      : S.True;
  },
  examples: { 'x = 3; {ValueQ[x], ValueQ[y]}': '{True, False}' },
});

export const EvaluationData = builtin('EvaluationData', {
  usage: 'EvaluationData[expr] gives an association of information on the evaluation of expr.',
  attributes: Attribute.HoldFirst,
  arity: 1,
  evaluate([x], e) {
    const session = e.session;
    const start = session.io.clock();
    const { value, messages } = session.collectMessages(() => session.evaluate(x!));
    const seconds = new Real((session.io.clock() - start) / 1000);
    const names = messages.map((m) => normal(S.HoldForm, normal(S.MessageName, m.symbol, new Str(m.tag))));
    const entry = (k: string, v: Expr): Expr => normal(S.Rule, new Str(k), v);
    return normal(
      S.Association,
      entry('Result', value),
      entry('Success', messages.length === 0 ? S.True : S.False),
      entry('Messages', new Normal(S.List, names)),
      entry('AbsoluteTiming', seconds),
      entry('InputString', new Str(session.inputForm(x!))),
    );
  },
  examples: { 'EvaluationData[1 + 1]["Result"]': '2' },
});

export const evaluationRecords: readonly Builtin[] = [
  ...holds,
  Evaluate,
  ReleaseHold,
  Timing,
  AbsoluteTiming,
  RepeatedTiming,
  $RecursionLimit,
  $IterationLimit,
  Update,
  ValueQ,
  ...inactivity,
  ...tracing,
  ...history,
  EvaluationData,
];
