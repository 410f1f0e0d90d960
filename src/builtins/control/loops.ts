/** Do, For, While, Until, and Break and Continue which leave them. */
import { type Expr, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Code, NO_SLOTS, type Slots } from '../../kernel/code/code.ts';
import { BreakSignal, ContinueSignal, ReturnSignal, type Signal } from '../../kernel/signals.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  asGiven,
  compiledSpecs,
  iterate,
  iteratorMessages,
  repeated,
  type Spec,
  usualCall,
} from '../values/iterators.ts';

const BREAK = new BreakSignal();
const CONTINUE = new ContinueSignal();

/** Break[] or Continue[] outside of all loops. */
function uncaught(_signal: Signal, e: Evaluation): Expr {
  e.message('nofwd', normal(S.HoldForm, normal(e.symbol)));
  return normal(S.Hold, normal(e.symbol));
}
const noLoop = { nofwd: 'No enclosing For, While, or Do found for `1`.' };

export const Break = builtin('Break', {
  usage: 'Break[] exits the nearest enclosing Do, For, or While.',
  arity: 0,
  messages: noLoop,
  evaluate: () => {
    throw BREAK;
  },
  uncaught,
  examples: { 'Do[If[i > 3, Break[]]; s = i, {i, 10}]; s': '3', 'Break[]': ['Hold[Break[]]', 'Break::nofwd'] },
});

export const Continue = builtin('Continue', {
  usage: 'Continue[] exits to the nearest enclosing Do, For, or While in a procedural program.',
  arity: 0,
  messages: noLoop,
  evaluate: () => {
    throw CONTINUE;
  },
  uncaught,
  examples: { 's = 0; Do[If[OddQ[i], Continue[]]; s += i, {i, 10}]; s': '30' },
});

/**
 * Runs a loop, which Break ends. `once` does its argument, which Continue may leave. A Return that names this loop gives its
 * value; one that names nothing does so for Do only: For and While are left together with the function they stand in.
 */
function looping(run: (once: (step: () => void) => void) => void, ev: Evaluation): Expr {
  const session = ev.session;
  const depth = session.evaluator.depth;
  const once = (step: () => void): void => {
    try {
      step();
    } catch (x) {
      if (!(x instanceof ContinueSignal)) throw x;
      session.evaluator.depth = depth;
    }
  };
  try {
    run(once);
  } catch (x) {
    if (x instanceof BreakSignal) {
      session.evaluator.depth = depth;
      return S.Null;
    }
    if (x instanceof ReturnSignal && (x.from === ev.symbol || (x.from === undefined && ev.symbol === Do.symbol))) {
      session.evaluator.depth = depth;
      return x.value;
    }
    throw x;
  }
  return S.Null;
}

/** undefined when an iterator cannot be read. */
function doLoop(body: Code, specs: readonly Spec[], slots: Slots, e: Evaluation): Expr | undefined {
  let read = true;
  const value = looping((once) => {
    const step = (): void => body.effect(slots);
    read = iterate(specs, slots, e, () => once(step));
  }, e);
  return read ? value : undefined;
}

export const Do = builtin('Do', {
  usage:
    'Do[expr, n] evaluates expr n times.\nDo[expr, {i, imin, imax, di}] evaluates expr with the variable i successively taking on the values imin through imax in steps of di.',
  attributes: Attribute.HoldAll,
  arity: [2, Number.POSITIVE_INFINITY],
  messages: iteratorMessages,
  evaluate: ([expr, ...specs], e) => doLoop(repeated(expr!, e), asGiven(specs), NO_SLOTS, e),
  compile(c, e) {
    const [expr, ...specs] = c.call.args;
    const compiled = specs.length === 0 ? undefined : compiledSpecs(specs, c);
    if (compiled === undefined) return undefined;
    const body = c.code(expr!);
    return { run: (slots) => doLoop(body, compiled, slots, e) ?? usualCall(c, slots, e) };
  },
  examples: {
    's = 0; Do[s += i, {i, 5}]; s': '15',
    's = 0; Do[s++, 3]; s': '3',
    's = {}; Do[AppendTo[s, {i, j}], {i, 2}, {j, i}]; s': '{{1, 1}, {2, 1}, {2, 2}}',
    'Do[1, {x, y}]': ['Do[1, {x, y}]', 'Do::iterb'],
  },
});

function forLoop([start, test, increment, what]: readonly Code[], slots: Slots, e: Evaluation): Expr {
  start!.effect(slots);
  return looping((once) => {
    const step = (): void => what!.effect(slots);
    for (let n = 0; test!.run(slots) === S.True; n++) {
      if ((n & 63) === 63) e.session.interrupts.poll();
      if (what !== undefined) once(step);
      increment!.effect(slots);
    }
  }, e);
}

export const For = builtin('For', {
  usage:
    'For[start, test, incr, body] executes start, then repeatedly evaluates body and incr until test fails to give True.',
  attributes: Attribute.HoldAll,
  arity: [3, 4],
  evaluate: (args, e) =>
    forLoop(
      args.map((a) => repeated(a, e)),
      NO_SLOTS,
      e,
    ),
  compile(c, e) {
    if (c.call.args.length < 3 || c.call.args.length > 4) return undefined;
    const parts = c.call.args.map((a) => c.code(a));
    return { run: (slots) => forLoop(parts, slots, e) };
  },
  examples: {
    's = 0; For[i = 1, i <= 4, i++, s += i]; s': '10',
    'f[] := (For[i = 1, i < 5, i++, If[i == 3, Return[i]]]; -1); f[]': '3',
    'f[] := (For[i = 1, i < 5, i++, If[i == 3, Return[i, For]]]; -1); f[]': '-1',
  },
});

function whileLoop([test, what]: readonly Code[], slots: Slots, e: Evaluation): Expr {
  return looping((once) => {
    const step = (): void => what!.effect(slots);
    for (let n = 0; test!.run(slots) === S.True; n++) {
      if ((n & 63) === 63) e.session.interrupts.poll();
      if (what !== undefined) once(step);
    }
  }, e);
}

export const While = builtin('While', {
  usage: 'While[test, body] evaluates test, then body, repetitively, until test first fails to give True.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  evaluate: (args, e) =>
    whileLoop(
      args.map((a) => repeated(a, e)),
      NO_SLOTS,
      e,
    ),
  compile(c, e) {
    if (c.call.args.length > 2 || c.call.args.length === 0) return undefined;
    const parts = c.call.args.map((a) => c.code(a));
    return { run: (slots) => whileLoop(parts, slots, e) };
  },
  examples: {
    'n = 1; While[n < 100, n = 2 n]; n': '128',
    'n = 0; While[True, If[n > 4, Break[]]; n++]; n': '5',
    'f[] := (While[True, Return[7]]; 8); f[]': '7',
  },
});

export const Until = builtin('Until', {
  usage:
    'Until[test, body] evaluates body repetitively until test gives True, checking the test after each evaluation.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  evaluate([test, what], e) {
    const [until, body] = [repeated(test!, e), repeated(what ?? S.Null, e)];
    return looping((once) => {
      const step = (): void => body.effect(NO_SLOTS);
      do {
        e.session.interrupts.poll();
        once(step);
      } while (until.run(NO_SLOTS) !== S.True);
    }, e);
  },
  examples: { 'n = 0; Until[n >= 3, n++]; n': '3' },
});

export const loops: readonly Builtin[] = [Do, For, While, Until, Break, Continue];
