/** Iterators {i, a, b, step}, {i, list}, {n}: read once, then walked; the variable is given values as Block does. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, Kind, Normal, normal, type Sym } from '../../expr/expr.ts';
import { compareReals } from '../../expr/order.ts';
import { elementOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { CallContext, Code, Slots } from '../../kernel/code/code.ts';

import type { Evaluation, Session } from '../../kernel/definitions/definition.ts';

export const iteratorMessages = { iterb: 'Iterator `1` does not have appropriate bounds.' };

export interface Iterator {
  /** undefined for {n}. */
  readonly variable: Sym | undefined;
  readonly count: number;
  /** The i-th value, from 0. */
  value(i: number): Expr;
}

/** Reports iterb and gives undefined when the bounds are no numbers. `spec` is unevaluated. */
export function readIterator(spec: Expr, e: Evaluation): Iterator | undefined {
  const list = isCall(spec, S.List) ? spec : e.evaluate(spec);
  if (!isCall(list, S.List)) {
    const n = list.kind === Kind.Packed ? undefined : boundOf(list);
    return n === undefined ? bad(spec, e) : counted(undefined, n);
  }
  const args = list.args;
  if (args.length === 1) {
    const n = boundOf(e.evaluate(args[0]!));
    return n === undefined ? bad(spec, e) : counted(undefined, n);
  }
  const variable = args[0]!;
  if (args.length < 2 || args.length > 4 || variable.kind !== Kind.Symbol) return bad(spec, e);
  const values = args.slice(1).map((a) => e.evaluate(a));
  if (values.length === 1) {
    const [only] = values;
    if (isCall(only!, S.List)) return { variable, count: only.args.length, value: (i) => only.args[i]! };
    if (only!.kind === Kind.Packed) return { variable, count: only.shape[0]!, value: (i) => elementOf(only, i) };
    if (isAssociation(only!)) return { variable, count: only.size, value: (i) => only.valueAt(i) };
    const n = boundOf(only!);
    return n === undefined ? bad(spec, e) : counted(variable, n);
  }
  return ranged(variable, values[0]!, values[1]!, values[2] ?? int(1), e) ?? bad(spec, e);
}

function bad(spec: Expr, e: Evaluation): undefined {
  return e.message('iterb', spec);
}

/** Floor of a real number of repetitions; Infinity is allowed for loops that Break leaves. */
function boundOf(n: Expr): number | undefined {
  if (n.kind === Kind.Integer) return Number(n.value);
  if (n.kind === Kind.Real) return Math.floor(n.value);
  if (n.kind === Kind.Rational) return Math.floor(Number(n.num) / Number(n.den));
  if (isCall(n, S.DirectedInfinity))
    return n.args[0]?.kind === Kind.Integer && Number(n.args[0].value) > 0 ? Number.POSITIVE_INFINITY : 0;
  return undefined;
}

const counted = (variable: Sym | undefined, n: number): Iterator => ({
  variable,
  count: Math.max(0, n),
  value: (i) => int(i + 1),
});

function ranged(variable: Sym, from: Expr, to: Expr, step: Expr, e: Evaluation): Iterator | undefined {
  if (
    from.kind === Kind.Integer &&
    step.kind === Kind.Integer &&
    typeof from.value === 'number' &&
    typeof step.value === 'number'
  ) {
    const [a, s] = [from.value, step.value];
    const b =
      to.kind === Kind.Integer || to.kind === Kind.Real
        ? Number(to.value)
        : isCall(to, S.DirectedInfinity)
          ? boundOf(to)
          : undefined;
    if (b !== undefined && s !== 0 && Number.isSafeInteger(a + (b === Number.POSITIVE_INFINITY ? 0 : Math.floor(b))))
      return { variable, count: Math.max(0, Math.floor((b - a) / s) + 1), value: (i) => int(a + i * s) };
  }
  const difference = e.evaluate(normal(S.Plus, to, normal(S.Times, int(-1), from)));
  const steps = e.evaluate(normal(S.Times, difference, normal(S.Power, step, int(-1))));
  if (!isRealNumber(steps)) return undefined;
  const n = steps.kind === Kind.Real ? Math.floor(steps.value + 1e-10) : boundOf(steps);
  if (n === undefined || Number.isNaN(n)) return undefined;
  if (n < 0 || compareReals(steps, int(0)) < 0) return { variable, count: 0, value: () => from };
  // Steps of machine numbers make all values machine numbers, the first, too.
  const first = step.kind === Kind.Real && from.kind !== Kind.Real ? e.evaluate(normal(S.N, from)) : from;
  const value = (i: number): Expr =>
    i === 0 ? first : e.evaluate(normal(S.Plus, from, normal(S.Times, int(i), step)));
  return { variable, count: n + 1, value };
}

/** One iterator of a call: the specification to read, when its turn has come. */
export type Spec = (slots: Slots) => Expr;

/** An expression that will be evaluated over and over. */
export const repeated = (x: Expr, e: Evaluation): Code => e.session.repeated(x);
/** Iterators as they stand in a call. */
export const asGiven = (specs: readonly Expr[]): readonly Spec[] => specs.map((s) => () => s);

/** Iterators with code for their bounds; undefined when a name is a variable of the code around. */
export function compiledSpecs(specs: readonly Expr[], c: CallContext): readonly Spec[] | undefined {
  const out: Spec[] = [];
  for (const s of specs) {
    const named = isCall(s, S.List) && s.args.length > 1;
    const name = named ? s.args[0]! : undefined;
    if (name !== undefined && (name.kind !== Kind.Symbol || !c.free([name]))) return undefined;
    if (!isCall(s, S.List)) {
      const bound = c.code(s);
      out.push((slots) => bound.run(slots));
      continue;
    }
    const bounds = (named ? s.args.slice(1) : s.args).map((x) => c.code(x));
    out.push((slots) => {
      const values = bounds.map((x) => x.run(slots));
      return new Normal(S.List, name === undefined ? values : [name, ...values]);
    });
  }
  return out;
}

/** What stays of a call that cannot be done, after its message. */
export const usualCall = (c: CallContext, slots: Slots, e: Evaluation): Expr =>
  e.session.unevaluated(
    e.symbol,
    c.call.args.map((a) => c.code(a).build(slots)),
  );

/** Runs `body` with the variables of `specs` set as Block sets them; inner bounds may use outer variables. */
export function iterate(specs: readonly Spec[], slots: Slots, e: Evaluation, body: () => void): boolean {
  const session = e.session;
  const level = (k: number): boolean => {
    if (k === specs.length) {
      body();
      return true;
    }
    const it = readIterator(specs[k]!(slots), e);
    if (it === undefined) return false;
    return withValues(it, session, () => level(k + 1));
  };
  return level(0);
}

/** Walks one iterator; the variable's former value comes back at the end, whatever happens. */
export function withValues(it: Iterator, session: Session, body: (i: number) => boolean): boolean {
  const { variable, count } = it;
  if (variable === undefined) {
    for (let i = 0; i < count; i++) {
      if ((i & 63) === 63) session.interrupts.poll();
      if (!body(i)) return false;
    }
    return true;
  }
  const d = session.definitions.definition(variable);
  const saved = d.own;
  const savedOwner = d.owner;
  try {
    for (let i = 0; i < count; i++) {
      if ((i & 63) === 63) session.interrupts.poll();
      d.own = it.value(i);
      d.owner = undefined;
      session.definitions.touch(variable);
      if (!body(i)) return false;
    }
  } finally {
    d.own = saved;
    d.owner = savedOwner;
    session.definitions.touch(variable);
  }
  return true;
}
