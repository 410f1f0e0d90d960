/** Clocks: time of the session and of the processor, and waiting. */
import { isRealNumber, normal, Real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { toDouble } from '../values/number.ts';

export const SessionTime = builtin('SessionTime', {
  usage:
    'SessionTime[] gives the total number of seconds of real time that have elapsed since the beginning of the session.',
  arity: 0,
  evaluate: (_args, e) => new Real(e.session.io.clock() / 1000),
  examples: { 'SessionTime[] > 0': 'True', 'SessionTime[1]': ['SessionTime[1]', 'SessionTime::argr'] },
});
export const TimeUsed = builtin('TimeUsed', {
  usage: 'TimeUsed[] gives the total number of seconds of CPU time used so far in the session.',
  arity: 0,
  evaluate: (_args, e) => new Real((e.session.io.processorTime?.() ?? e.session.io.clock()) / 1000),
  examples: { 'TimeUsed[] >= 0': 'True', 'TimeUsed[1]': ['TimeUsed[1]', 'TimeUsed::argr'] },
});

/** A wait is cut into pieces of this many milliseconds, so that it can be aborted. */
const SLICE = 8;
export const Pause = builtin('Pause', {
  usage: 'Pause[n] pauses for at least n seconds.',
  arity: 1,
  messages: { numnm: 'Non-negative number expected instead of `1`.' },
  evaluate([x], e) {
    const seconds = isRealNumber(x!) ? x! : e.evaluate(normal(S.N, x!));
    if (!isRealNumber(seconds) || toDouble(seconds) < 0) return e.message('numnm', x!);
    const { io } = e.session;
    const end = io.clock() + toDouble(seconds) * 1000;
    for (let left = end - io.clock(); left > 0; left = end - io.clock()) {
      io.sleep(Math.min(left, SLICE));
      e.session.interrupts.poll();
    }
    return S.Null;
  },
  examples: { 'Pause[0.001]': 'Null', 'Pause[x]': ['Pause[x]', 'Pause::numnm'] },
});

export const clocks: readonly Builtin[] = [SessionTime, TimeUsed, Pause];
