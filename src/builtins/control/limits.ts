/** Abort, CheckAbort, AbortProtect, WithCleanup, TimeConstrained, MemoryConstrained, Quit: ending evaluations from inside and outside. */
import { type Expr, int, isRealNumber, Kind, Real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { AbortSignal, QuitSignal } from '../../kernel/signals.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { toDouble } from '../values/number.ts';

export const Abort = builtin('Abort', {
  usage: 'Abort[] generates an interrupt to abort a computation.',
  arity: 0,
  evaluate(_args, e) {
    const session = e.session;
    if (session.interrupts.protection > 0) {
      session.interrupts.pending = true;
      return S.Null;
    }
    throw new AbortSignal();
  },
  examples: { 'CheckAbort[Abort[]; 1, "aborted"]': '"aborted"' },
});

export const CheckAbort = builtin('CheckAbort', {
  usage: 'CheckAbort[expr, failexpr] evaluates expr, returning failexpr if an abort occurs.',
  attributes: Attribute.HoldAll,
  arity: 2,
  evaluate([expr, fallback], e) {
    const session = e.session;
    const { interrupts } = session;
    const { depth } = session.evaluator;
    const { protection } = interrupts;
    try {
      // Inside, aborts are let through even under AbortProtect: this is where they are caught.
      interrupts.protection = 0;
      return session.evaluate(expr!);
    } catch (x) {
      if (!(x instanceof AbortSignal) || x.guard !== undefined) throw x;
      session.evaluator.depth = depth;
      return fallback;
    } finally {
      interrupts.protection = protection;
    }
  },
  examples: { 'CheckAbort[2 + 3, 0]': '5', 'x = 1; CheckAbort[Block[{x = 2}, Abort[]], x]': '1' },
});

/** Evaluates with aborts held back, those of limits on time and memory, too. */
function protectedly(x: Expr, session: Session): Expr {
  session.interrupts.protection++;
  try {
    return session.evaluate(x);
  } finally {
    session.interrupts.protection--;
  }
}

export const AbortProtect = builtin('AbortProtect', {
  usage:
    'AbortProtect[expr] evaluates expr, saving any aborts until the evaluation is complete.\nWho asks for an abort three times gets it at once.',
  attributes: Attribute.HoldFirst,
  arity: 1,
  evaluate([expr], e) {
    const session = e.session;
    const value = protectedly(expr!, session);
    session.interrupts.poll();
    return value;
  },
  examples: { 'CheckAbort[AbortProtect[Abort[]; y = 7], y]': '7' },
});

/** Seconds as a number; Infinity for none; undefined with a message otherwise. */
function seconds(e: Expr): number | undefined {
  if (isInfinity(e)) return Number.POSITIVE_INFINITY;
  const t = isRealNumber(e) ? toDouble(e) : Number.NaN;
  return t > 0 ? t : undefined;
}

export const TimeConstrained = builtin('TimeConstrained', {
  usage:
    'TimeConstrained[expr, t] evaluates expr, stopping after t seconds.\nTimeConstrained[expr, t, failexpr] returns failexpr if the time constraint is not met.',
  attributes: Attribute.HoldAll,
  arity: [2, 3],
  evaluate([expr, time, fallback], e) {
    const session = e.session;
    const t = seconds(session.evaluate(time!));
    if (t === undefined) return e.message('timc', time!);
    const guard = {};
    const { depth } = session.evaluator;
    const { deadlines } = session.interrupts;
    const count = deadlines.length;
    deadlines.push({ at: session.io.now() + t * 1000, guard });
    try {
      return session.evaluate(expr!);
    } catch (x) {
      if (!(x instanceof AbortSignal) || x.guard !== guard) throw x;
      session.evaluator.depth = depth;
      return fallback ?? S.Aborted;
    } finally {
      deadlines.length = count;
    }
  },
  examples: {
    'TimeConstrained[2 + 2, 10]': '4',
    'TimeConstrained[While[True], 0.05, "late"]': '"late"',
    'TimeConstrained[1, -1]': ['TimeConstrained[1, -1]', 'TimeConstrained::timc'],
  },
});

export const WithCleanup = builtin('WithCleanup', {
  usage:
    'WithCleanup[expr, cleanup] evaluates expr, then cleanup, however expr ends, and gives the result of expr.\nWithCleanup[init, expr, cleanup] evaluates init first; aborts wait while init and cleanup are evaluated.',
  attributes: Attribute.HoldAll,
  arity: [2, 3],
  evaluate(args, e) {
    const session = e.session;
    const [init, expr, cleanup] = args.length === 2 ? [undefined, ...args] : args;
    if (init !== undefined) protectedly(init, session);
    const { depth } = session.evaluator;
    try {
      return session.evaluate(expr!);
    } finally {
      // A signal leaves from deeper down.
      session.evaluator.depth = depth;
      protectedly(cleanup!, session);
    }
  },
  examples: {
    'x = {}; {WithCleanup[AppendTo[x, 1]; 5, AppendTo[x, 2]], x}': '{5, {1, 2}}',
    'x = 0; {Catch[WithCleanup[Throw[1], x = 2]], x}': '{1, 2}',
    'WithCleanup[x = 1, x + 1, x = 5]; x': '5',
    'WithCleanup[1]': ['WithCleanup[1]', 'WithCleanup::argtu'],
  },
});

export const TimeRemaining = builtin('TimeRemaining', {
  usage:
    'TimeRemaining[] gives the number of seconds remaining until the nearest enclosing TimeConstrained stops the evaluation.',
  arity: 0,
  evaluate(_args, e) {
    const session = e.session;
    const ends = session.interrupts.deadlines.map((d) => d.at);
    return ends.length === 0 ? S.Infinity : new Real((Math.min(...ends) - session.io.now()) / 1000);
  },
  examples: { 'TimeRemaining[]': 'DirectedInfinity[1]', 'TimeConstrained[0 < TimeRemaining[] <= 10, 10]': 'True' },
});

export const MemoryConstrained = builtin('MemoryConstrained', {
  usage: 'MemoryConstrained[expr, b] evaluates expr, stopping if more than b bytes of memory are requested.',
  attributes: Attribute.HoldAll,
  arity: [2, 3],
  evaluate([expr, limit, fallback], e) {
    const session = e.session;
    const bytes = session.evaluate(limit!);
    if (!isInfinity(bytes) && (!isRealNumber(bytes) || toDouble(bytes) <= 0)) return e.message('intp', int(2), limit!);
    const guard = {};
    const count = session.interrupts.memory.limits.length;
    const { depth } = session.evaluator;
    const room = isRealNumber(bytes) ? toDouble(bytes) : Number.POSITIVE_INFINITY;
    session.interrupts.memory.add(room, guard);
    try {
      const value = session.evaluate(expr!);
      // The last step may have taken too much.
      if (session.interrupts.memory.exceeded() === guard) return fallback ?? S.Aborted;
      return value;
    } catch (x) {
      if (!(x instanceof AbortSignal) || x.guard !== guard) throw x;
      session.evaluator.depth = depth;
      return fallback ?? S.Aborted;
    } finally {
      session.interrupts.memory.limits.length = count;
    }
  },
  examples: { 'MemoryConstrained[Total[Range[10]], 10^9]': '55' },
});

const quit = (name: string): Builtin =>
  builtin(name, {
    usage: `${name}[] terminates the session.\n${name}[n] terminates with exit code n.`,
    arity: [0, 1],
    evaluate([code]) {
      throw new QuitSignal(code?.kind === Kind.Integer ? Number(code.value) & 255 : 0);
    },
    examples: { [`Hold[${name}[]]`]: `Hold[${name}[]]`, [`${name}[1, 2]`]: [`${name}[1, 2]`, `${name}::argt`] },
  });

export const limits: readonly Builtin[] = [
  Abort,
  CheckAbort,
  AbortProtect,
  WithCleanup,
  TimeConstrained,
  TimeRemaining,
  MemoryConstrained,
  quit('Quit'),
  quit('Exit'),
];
