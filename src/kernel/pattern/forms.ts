/** The pattern constructs: how many arguments each may stand for, and how it tests them. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { isOptionSpec } from '../definitions/options.ts';
import { isWhole } from './constructs.ts';
import { type Compiler, type Match, type Next, ONE, type Range, type Step } from './match.ts';

export interface Form {
  readonly lengths: (p: Normal, c: Compiler) => Range;
  readonly compile: (c: Compiler, p: Normal, next: Next) => Step;
}

/** The constructs by head; the compiler knows none of them by name. */
export const forms = new Map<Sym, Form>();

export const formOf = (p: Expr): Form | undefined =>
  p.kind === Kind.Normal && p.head.kind === Kind.Symbol && isWhole(p) ? forms.get(p.head) : undefined;

/** The arguments that a value standing in a sequence position represents. */
export const runOf = (e: Expr): readonly Expr[] => (isCall(e, S.Sequence) ? e.args : [e]);
export const sequenceOf = (run: readonly Expr[]): Expr => (run.length === 1 ? run[0]! : new Normal(S.Sequence, run));

const hasHead = (head: Expr): ((e: Expr) => boolean) => {
  // The common heads of atoms are told apart by kind, without computing a head.
  if (head === S.IntegerHead) return (e) => e.kind === Kind.Integer;
  if (head === S.StringHead) return (e) => e.kind === Kind.String;
  if (head === S.SymbolHead) return (e) => e.kind === Kind.Symbol;
  if (head === S.List) return (e) => (e.kind === Kind.Normal && e.head === S.List) || e.kind === Kind.Packed;
  if (head.kind === Kind.Symbol) return (e) => (e.kind === Kind.Normal ? e.head === head : headOf(e) === head);
  return (e) => same(headOf(e), head);
};

forms.set(S.Blank, {
  lengths: () => ONE,
  compile: (_c, p, next) => {
    if (p.args.length === 0) return (m) => next(m);
    const test = hasHead(p.args[0]!);
    return (m, e) => test(e) && next(m);
  },
});

const sequenceBlank = (min: number): Form => ({
  lengths: () => [min, Number.POSITIVE_INFINITY],
  compile: (_c, p, next) => {
    if (p.args.length === 0) return (m) => next(m);
    const test = hasHead(p.args[0]!);
    return (m, e) => runOf(e).every(test) && next(m);
  },
});
forms.set(S.BlankSequence, sequenceBlank(1));
forms.set(S.BlankNullSequence, sequenceBlank(0));

/** Binds a slot for what follows; a slot bound before must hold the same value. */
const bind = (slot: number, next: Next): Step => {
  return (m, e) => {
    const bound = m.slots[slot];
    if (bound !== undefined) return (bound === e || same(bound, e)) && next(m);
    m.slots[slot] = e;
    if (next(m)) return true;
    m.slots[slot] = undefined;
    return false;
  };
};

forms.set(S.Pattern, {
  lengths: (p, c) => (p.args.length === 2 ? c.lengths(p.args[1]!) : ONE),
  compile: (c, p, next) => {
    const name = p.args[0];
    if (name?.kind !== Kind.Symbol || p.args.length !== 2) return c.plain(p, next);
    const slot = c.slot(name);
    const inner = p.args[1]!;
    const binding = bind(slot, next);
    if (isCall(inner, S.Blank) && inner.args.length === 0) return binding;
    if (isCall(inner, S.Blank)) {
      const test = hasHead(inner.args[0]!);
      return (m, e) => test(e) && binding(m, e);
    }
    // The value is bound before the inner pattern runs, so that conditions inside may speak of it.
    const after = c.step(inner, next);
    return (m, e) => {
      const bound = m.slots[slot];
      if (bound !== undefined) return same(bound, e) && after(m, e);
      m.slots[slot] = e;
      if (after(m, e)) return true;
      m.slots[slot] = undefined;
      return false;
    };
  },
});

forms.set(S.Condition, {
  lengths: (p, c) => c.lengths(p.args[0]!),
  compile: (c, p, next) => {
    const test = c.question(p.args[1]!);
    return c.step(p.args[0]!, (m) => test(m) && next(m));
  },
});

forms.set(S.PatternTest, {
  lengths: (p, c) => c.lengths(p.args[0]!),
  compile: (c, p, next) => {
    const test = c.predicate(p.args[1]!);
    const inner = p.args[0]!;
    const [min, max] = c.lengths(inner);
    if (isCall(inner, S.Blank) && inner.args.length === 0) return (m, e) => test(e) && next(m);
    // The test is asked when the inner pattern has matched, and before what follows.
    if (min === 1 && max === 1) {
      const shape = c.step(stripNames(inner), () => true);
      const whole = c.step(inner, next);
      return (m, e) => shape(m, e) && test(e) && whole(m, e);
    }
    const whole = c.step(inner, next);
    return (m, e) => runOf(e).every(test) && whole(m, e);
  },
});

/** The pattern without its names: what a value must look like, binding nothing. */
function stripNames(p: Expr): Expr {
  return isCall(p, S.Pattern) && p.args.length === 2 ? stripNames(p.args[1]!) : p;
}

forms.set(S.HoldPattern, {
  lengths: (p, c) => (p.args.length === 1 ? c.lengths(p.args[0]!) : ONE),
  compile: (c, p, next) => (p.args.length === 1 ? c.step(p.args[0]!, next) : c.plain(p, next)),
});

forms.set(S.Alternatives, {
  lengths: (p, c) => {
    const all = p.args.map((a) => c.lengths(a));
    return [Math.min(...all.map((r) => r[0])), Math.max(...all.map((r) => r[1]))];
  },
  compile: (c, p, next) => {
    const branches = p.args.map((a) => c.sequenceStep(a, next));
    return (m, e) => {
      for (const branch of branches) if (branch(m, e)) return true;
      return false;
    };
  },
});

forms.set(S.Verbatim, {
  lengths: () => ONE,
  compile: (_c, p, next) => {
    const value = p.args[0];
    return value === undefined ? () => false : (m, e) => same(e, value) && next(m);
  },
});

forms.set(S.Except, {
  lengths: (p, c) => (p.args.length === 2 ? c.lengths(p.args[1]!) : ONE),
  compile: (c, p, next) => {
    // Variables inside the excluded pattern bind nothing outside of it.
    const excluded = c.isolated(p.args[0]!);
    const wanted = p.args.length === 2 ? c.step(p.args[1]!, next) : (m: Match) => next(m);
    return (m, e) => !excluded(m, e) && wanted(m, e);
  },
});

const preferring = (): Form => ({
  lengths: (p, c) => c.lengths(p.args[0]!),
  compile: (c, p, next) => c.step(p.args[0]!, next),
});
forms.set(S.Longest, preferring());
forms.set(S.Shortest, preferring());

/** Repeated[p], Repeated[p, n], Repeated[p, {m, n}]: each element must match p; names keep one value throughout. */
const countsOf = (p: Normal, least: number): Range => {
  const spec = p.args[1];
  if (spec === undefined) return [least, Number.POSITIVE_INFINITY];
  const n = (e: Expr | undefined): number => (e?.kind === Kind.Integer ? Number(e.value) : Number.POSITIVE_INFINITY);
  if (isCall(spec, S.List))
    return spec.args.length === 1 ? [n(spec.args[0]), n(spec.args[0])] : [n(spec.args[0]), n(spec.args[1])];
  return [least, n(spec)];
};

/** How far a repetition has come in its run. */
interface Walk {
  readonly run: readonly Expr[];
  readonly at: number;
  readonly count: number;
}

const repeated = (least: number): Form => ({
  lengths: (p, c) => {
    const [fewest, most] = countsOf(p, least);
    const [min, max] = c.lengths(p.args[0]!);
    return [fewest * min, max === 0 ? 0 : most * max];
  },
  compile: (c, p, next) => {
    const cell = c.cell();
    const [fewest, most] = countsOf(p, least);
    const [min, max] = c.lengths(p.args[0]!);
    const advance: Next = (m) => {
      const w = m.cells[cell] as Walk;
      const left = w.run.length - w.at;
      if (left === 0 && w.count >= fewest) {
        if (next(m)) return true;
        // What follows may have used the same pattern again; this walk goes on from where it was.
        m.cells[cell] = w;
        // Elements of no length could come for ever.
        return false;
      }
      if (w.count >= most) return false;
      for (let n = Math.max(min, left === 0 ? 0 : 1); n <= Math.min(max, left); n++) {
        m.cells[cell] = { run: w.run, at: w.at + n, count: w.count + 1 } satisfies Walk;
        if (element(m, n === 1 ? w.run[w.at]! : sequenceOf(w.run.slice(w.at, w.at + n)))) return true;
        m.cells[cell] = w;
      }
      return false;
    };
    const element = c.step(p.args[0]!, advance);
    return (m, e) => {
      const outer = m.cells[cell];
      m.cells[cell] = { run: runOf(e), at: 0, count: 0 } satisfies Walk;
      const ok = advance(m);
      m.cells[cell] = outer;
      return ok;
    };
  },
});
forms.set(S.Repeated, repeated(1));
forms.set(S.RepeatedNull, repeated(0));

forms.set(S.PatternSequence, {
  lengths: (p, c) => c.totalLengths(p.args),
  compile: (c, p, next) => {
    const list = c.argumentList(p.args, next);
    return (m, e) => list(m, runOf(e));
  },
});

forms.set(S.OrderlessPatternSequence, {
  lengths: (p, c) => c.totalLengths(p.args),
  compile: (c, p, next) => {
    const list = c.orderlessList(p.args, next);
    return (m, e) => list(m, runOf(e));
  },
});

/** x_:default and x_. : no argument binds the default. */
forms.set(S.Optional, {
  lengths: (p, c) => {
    const [min, max] = c.lengths(p.args[0]!);
    return [Math.min(0, min), max];
  },
  compile: (c, p, next) => {
    const present = c.step(p.args[0]!, next);
    const absent = c.whenAbsent(p, next);
    return (m, e) => (isCall(e, S.Sequence) && e.args.length === 0 ? absent(m) : present(m, e));
  },
});

forms.set(S.OptionsPattern, {
  lengths: () => [0, Number.POSITIVE_INFINITY],
  compile: (_c, _p, next) => (m, e) => runOf(e).every(isOptionSpec) && next(m),
});

/** KeyValuePattern[{k -> p, ...}]: some entry of an association (or list of rules) for each element. */
forms.set(S.KeyValuePattern, {
  lengths: () => ONE,
  compile: (c, p, next) => {
    const wanted = p.args.length === 1 && isCall(p.args[0]!, S.List) ? p.args[0].args : p.args;
    const list = c.orderlessList([...wanted, new Normal(S.BlankNullSequence, [])], next);
    return (m, e) => {
      const entries = ruleEntries(e);
      return entries !== undefined && list(m, entries);
    };
  },
});

/** The entries of an association or a list of rules, as rules. */
export function ruleEntries(e: Expr): readonly Expr[] | undefined {
  if (isAssociation(e))
    return e.entries().map(([k, v, delayed]) => new Normal(delayed ? S.RuleDelayed : S.Rule, [k, v]));
  if (!isCall(e, S.List)) return undefined;
  return e.args.every((a) => isCall(a, S.Rule) || isCall(a, S.RuleDelayed)) ? e.args : undefined;
}
