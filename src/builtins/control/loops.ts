/** Do, For, While, Until, Table, and Break and Continue which leave them. */
import { type Expr, int, Kind, Normal, type Packed, type Sym } from '../../expr/expr.ts';
import { PACK_THRESHOLD, pack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { BreakSignal, ContinueSignal, ReturnSignal } from '../../kernel/signals.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { type Iterator, iterate, readIterator, withValues } from '../iterators.ts';

const BREAK = new BreakSignal();
const CONTINUE = new ContinueSignal();

const noLoop = { nofwd: 'No enclosing For, While, or Do found for `1`.' };

export const Break = builtin('Break', {
  usage: 'Break[] exits the nearest enclosing Do, For, or While.',
  arity: 0,
  messages: noLoop,
  evaluate: () => {
    throw BREAK;
  },
  examples: { 'Do[If[i > 3, Break[]]; s = i, {i, 10}]; s': '3', 'Break[]': ['Hold[Break[]]', 'Break::nofwd'] },
});

export const Continue = builtin('Continue', {
  usage: 'Continue[] exits to the nearest enclosing Do, For, or While in a procedural program.',
  arity: 0,
  messages: noLoop,
  evaluate: () => {
    throw CONTINUE;
  },
  examples: { 's = 0; Do[If[OddQ[i], Continue[]]; s += i, {i, 10}]; s': '30' },
});

/** Runs a loop; Break ends it, Return gives its value. */
function looping(run: (body: (e: Expr) => void) => void, ev: Evaluation): Expr {
  const session = ev.session;
  const body = (e: Expr): void => {
    const depth = (session as KernelSession).depth;
    try {
      session.evaluateForEffect(e);
    } catch (x) {
      if (!(x instanceof ContinueSignal)) throw x;
      (session as KernelSession).depth = depth;
    }
  };
  const depth = (session as KernelSession).depth;
  try {
    run(body);
  } catch (x) {
    if (x instanceof BreakSignal) {
      (session as KernelSession).depth = depth;
      return S.Null;
    }
    if (x instanceof ReturnSignal && (x.from === undefined || x.from === ev.symbol)) {
      (session as KernelSession).depth = depth;
      return x.value;
    }
    throw x;
  }
  return S.Null;
}

const iteratorMessages = { iterb: 'Iterator `1` does not have appropriate bounds.' };

export const Do = builtin('Do', {
  usage:
    'Do[expr, n] evaluates expr n times.\nDo[expr, {i, imin, imax, di}] evaluates expr with the variable i successively taking on the values imin through imax in steps of di.',
  attributes: Attribute.HoldAll,
  arity: [2, Number.POSITIVE_INFINITY],
  messages: iteratorMessages,
  evaluate([expr, ...specs], e) {
    let read = true;
    const value = looping((body) => {
      read = iterate(specs, e, () => body(expr!));
    }, e);
    return read ? value : undefined;
  },
  examples: {
    's = 0; Do[s += i, {i, 5}]; s': '15',
    's = 0; Do[s++, 3]; s': '3',
    's = {}; Do[AppendTo[s, {i, j}], {i, 2}, {j, i}]; s': '{{1, 1}, {2, 1}, {2, 2}}',
    'Do[1, {x, y}]': ['Do[1, {x, y}]', 'Do::iterb'],
  },
});

export const For = builtin('For', {
  usage:
    'For[start, test, incr, body] executes start, then repeatedly evaluates body and incr until test fails to give True.',
  attributes: Attribute.HoldAll,
  arity: [3, 4],
  evaluate([start, test, increment, what], e) {
    e.session.evaluateForEffect(start!);
    return looping((body) => {
      for (let n = 0; e.evaluate(test!) === S.True; n++) {
        if ((n & 63) === 63) e.session.poll();
        if (what !== undefined) body(what);
        e.session.evaluateForEffect(increment!);
      }
    }, e);
  },
  examples: { 's = 0; For[i = 1, i <= 4, i++, s += i]; s': '10' },
});

export const While = builtin('While', {
  usage: 'While[test, body] evaluates test, then body, repetitively, until test first fails to give True.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  evaluate: ([test, what], e) =>
    looping((body) => {
      for (let n = 0; e.evaluate(test!) === S.True; n++) {
        if ((n & 63) === 63) e.session.poll();
        if (what !== undefined) body(what);
      }
    }, e),
  examples: { 'n = 1; While[n < 100, n = 2 n]; n': '128', 'n = 0; While[True, If[n > 4, Break[]]; n++]; n': '5' },
});

export const Until = builtin('Until', {
  usage:
    'Until[test, body] evaluates body repetitively until test gives True, checking the test after each evaluation.',
  attributes: Attribute.HoldAll,
  arity: [1, 2],
  evaluate: ([test, what], e) =>
    looping((body) => {
      do {
        e.session.poll();
        if (what !== undefined) body(what);
      } while (e.evaluate(test!) !== S.True);
    }, e),
  examples: { 'n = 0; Until[n >= 3, n++]; n': '3' },
});

/** The values of body for one iterator, packed when they are machine numbers. */
function tabulate(it: Iterator, session: KernelSession, body: () => Expr): Expr {
  const out: Expr[] = [];
  withValues(it, session, () => {
    out.push(body());
    return true;
  });
  return packed(new Normal(S.List, out.some(vanishes) ? out.flatMap(spread) : out), session);
}

const vanishes = (e: Expr): boolean => e === S.Nothing || (e.kind === Kind.Normal && e.head === S.Sequence);
const spread = (e: Expr): readonly Expr[] =>
  e === S.Nothing ? [] : e.kind === Kind.Normal && e.head === S.Sequence ? e.args : [e];

/** Long lists of machine numbers are packed; others are marked as values. */
export function packed(list: Normal, session: KernelSession): Expr {
  if (list.args.length >= PACK_THRESHOLD || (list.args.length > 0 && list.args[0]!.kind === Kind.Packed)) {
    const p: Packed | undefined = pack(list);
    if (p !== undefined) return p;
  }
  session.definitions.mark(list);
  return list;
}

function table(expr: Expr, specs: readonly Expr[], e: Evaluation): Expr | undefined {
  const session = e.session as KernelSession;
  const it = readIterator(specs[0]!, e);
  if (it === undefined) return undefined;
  let failed = false;
  const value = tabulate(it, session, () => {
    if (specs.length === 1) return session.evaluate(expr);
    const row = table(expr, specs.slice(1), e);
    if (row === undefined) failed = true;
    return row ?? S.Null;
  });
  return failed ? undefined : value;
}

export const Table = builtin('Table', {
  usage:
    'Table[expr, n] generates a list of n copies of expr.\nTable[expr, {i, imin, imax, di}] generates a list of the values of expr when i runs from imin to imax in steps of di.\nTable[expr, {i, list}] uses the successive values in list.',
  attributes: Attribute.HoldAll,
  arity: [2, Number.POSITIVE_INFINITY],
  messages: iteratorMessages,
  evaluate([expr, ...specs], e) {
    const depth = (e.session as KernelSession).depth;
    try {
      return table(expr!, specs, e);
    } catch (x) {
      if (!(x instanceof ReturnSignal) || (x.from !== undefined && x.from !== e.symbol)) throw x;
      (e.session as KernelSession).depth = depth;
      return x.value;
    }
  },
  examples: {
    'Table[i^2, {i, 5}]': '{1, 4, 9, 16, 25}',
    'Table[i + j, {i, 2}, {j, 3}]': '{{2, 3, 4}, {3, 4, 5}}',
    'Table[x, {x, {a, b}}]': '{a, b}',
    'Table[i, {i, 1, 2, 1/2}]': '{1, 3/2, 2}',
    'Table[0, 3]': '{0, 0, 0}',
    'Table[i, {i, x}]': ['Table[i, {i, x}]', 'Table::iterb'],
  },
});

/** Sum and Product of explicit terms. */
function accumulate(f: Sym, neutral: Expr): Builtin['evaluate'] {
  return ([expr, ...specs], e) => {
    let total = neutral;
    const done = iterate(specs, e, () => {
      total = e.session.call(f, [total, e.session.evaluate(expr!)]);
    });
    return done ? total : undefined;
  };
}
export const Sum = builtin('Sum', {
  usage: 'Sum[f, {i, imin, imax}] evaluates the sum of f with i running from imin to imax.',
  attributes: Attribute.HoldAll,
  arity: [2, Number.POSITIVE_INFINITY],
  messages: iteratorMessages,
  evaluate: accumulate(S.Plus, int(0))!,
  examples: { 'Sum[i^2, {i, 4}]': '30', 'Sum[i j, {i, 2}, {j, i}]': '7', 'Sum[1/k, {k, 3}]': '11/6' },
});
export const Product = builtin('Product', {
  usage: 'Product[f, {i, imin, imax}] evaluates the product of f with i running from imin to imax.',
  attributes: Attribute.HoldAll,
  arity: [2, Number.POSITIVE_INFINITY],
  messages: iteratorMessages,
  evaluate: accumulate(S.Times, int(1))!,
  examples: { 'Product[i, {i, 5}]': '120', 'Product[x + i, {i, 2}]': '(1 + x) (2 + x)' },
});

export const loops: readonly Builtin[] = [Do, For, While, Until, Break, Continue, Table, Sum, Product];
