/** How long an evaluation takes, and what else is known of it: Timing, RepeatedTiming, EvaluationData. */
import { type Expr, Kind, Normal, normal, Real, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';

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
      session.interrupts.poll();
    } while (io.clock() - begin < seconds * 1000 || times.length < 2);
    // The middle half: outliers come from elsewhere.
    times.sort((a, b) => a - b);
    const middle = times.slice(Math.floor(times.length / 4), Math.ceil((times.length * 3) / 4));
    return normal(S.List, new Real(middle.reduce((a, b) => a + b, 0) / middle.length / 1000), value);
  },
  examples: { 'RepeatedTiming[2 + 2, 0.01][[2]]': '4' },
});

export const EvaluationData = builtin('EvaluationData', {
  usage: 'EvaluationData[expr] gives an association of information on the evaluation of expr.',
  attributes: Attribute.HoldFirst,
  arity: 1,
  evaluate([x], e) {
    const session = e.session;
    const start = session.io.clock();
    const { value, messages } = session.log.collect(() => session.evaluate(x!));
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

export const timings: readonly Builtin[] = [Timing, AbsoluteTiming, RepeatedTiming, EvaluationData];
