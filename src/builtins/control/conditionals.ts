/** If, Which, Switch, CompoundExpression, and the short-circuit of evaluation they are made for. */
import { type Expr, isCall, Kind, Normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Code, Slots } from '../../kernel/code/code.ts';
import { GotoSignal } from '../../kernel/signals.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { labelPosition } from './transfer.ts';

/** The branch to take; undefined when the condition is neither true nor false and there is no fourth argument. */
function branch(args: readonly Expr[]): Expr | undefined {
  const [condition, yes, no, otherwise] = args;
  if (condition === S.True) return yes;
  if (condition === S.False) return args.length > 2 ? no : S.Null;
  return otherwise;
}

export const If = builtin('If', {
  usage:
    'If[condition, t, f] gives t if condition evaluates to True, and f if it evaluates to False.\nIf[condition, t, f, u] gives u if condition evaluates to neither True nor False.',
  attributes: Attribute.HoldRest,
  arity: [2, 4],
  evaluate: (args) => branch(args),
  effect(args, e) {
    const b = branch(args);
    if (b === undefined) return false;
    e.session.evaluateForEffect(b);
    return true;
  },
  compile(c, e) {
    const parts = c.call.args.map((a) => c.code(a));
    const [test, yes, no, otherwise] = parts;
    if (yes === undefined || parts.length > 4) return undefined;
    const host = e.session;
    const open = (value: Expr, slots: Slots): Expr =>
      otherwise === undefined
        ? host.callSymbol(e.symbol, host.definitions.known(e.symbol), [
            value,
            ...parts.slice(1).map((p) => p.build(slots)),
          ])
        : otherwise.run(slots);
    return {
      run(slots) {
        const t = test!.run(slots);
        if (t === S.True) return yes.run(slots);
        if (t === S.False) return no === undefined ? S.Null : no.run(slots);
        return open(t, slots);
      },
      tail(slots) {
        const t = test!.run(slots);
        if (t === S.True) return yes.tail(slots);
        if (t === S.False) return no === undefined ? S.Null : no.tail(slots);
        return open(t, slots);
      },
      effect(slots) {
        const t = test!.run(slots);
        if (t === S.True) yes.effect(slots);
        else if (t === S.False) no?.effect(slots);
        else open(t, slots);
      },
    };
  },
  examples: {
    'If[1 < 2, "yes", "no"]': '"yes"',
    'If[2 < 1, "yes"]': 'Null',
    'If[x, 1, 2]': 'If[x, 1, 2]',
    'If[x, 1, 2, 3]': '3',
    'If[1]': ['If[1]', 'If::argbu'],
  },
});

export const Which = builtin('Which', {
  usage:
    'Which[test1, value1, test2, value2, ...] evaluates each of the testi in turn, returning the value of the valuei corresponding to the first one that yields True.',
  attributes: Attribute.HoldAll,
  evaluate(args, e) {
    if (args.length % 2 !== 0) return e.message('argct', e.symbol);
    for (let i = 0; i < args.length; i += 2) {
      const test = e.evaluate(args[i]!);
      if (test === S.True) return args[i + 1];
      if (test !== S.False) {
        const rest = [test, ...args.slice(i + 1)];
        return i === 0 && test === args[0] ? undefined : e.session.unevaluated(e.symbol, rest);
      }
    }
    return S.Null;
  },
  compile(c, e) {
    const parts = c.call.args.map((a) => c.code(a));
    if (parts.length % 2 !== 0) return undefined;
    const host = e.session;
    const decide = (slots: Slots, then: (code: Code) => Expr): Expr => {
      for (let i = 0; i < parts.length; i += 2) {
        const test = parts[i]!.run(slots);
        if (test === S.True) return then(parts[i + 1]!);
        if (test !== S.False)
          return host.unevaluated(e.symbol, [test, ...parts.slice(i + 1).map((p) => p.build(slots))]);
      }
      return S.Null;
    };
    return {
      run: (slots) => decide(slots, (code) => code.run(slots)),
      tail: (slots) => decide(slots, (code) => code.tail(slots)),
    };
  },
  messages: { argct: '`1` called with an odd number of arguments.' },
  examples: {
    'Which[1 > 2, "a", 2 > 1, "b"]': '"b"',
    'Which[False, 1]': 'Null',
    'Which[False, 1, x, 2]': 'Which[x, 2]',
    'Which[True]': ['Which[True]', 'Which::argct'],
  },
});

export const Switch = builtin('Switch', {
  usage:
    'Switch[expr, form1, value1, form2, value2, ...] evaluates expr, then compares it with each of the formi in turn, evaluating and returning the valuei corresponding to the first match found.',
  attributes: Attribute.HoldRest,
  arity: [1, Number.POSITIVE_INFINITY],
  evaluate(args, e) {
    if (args.length % 2 === 0) return e.message('argct', e.symbol);
    const value = args[0]!;
    for (let i = 1; i < args.length; i += 2) {
      const form = args[i]!;
      // Forms are evaluated one at a time, as far as needed.
      const pattern = form.kind === Kind.Normal || form.kind === Kind.Symbol ? e.evaluate(form) : form;
      if (e.session.rules.matcher(pattern)(value)) return args[i + 1];
    }
    return undefined;
  },
  compile(c, e) {
    const { args } = c.call;
    if (args.length % 2 === 0) return undefined;
    const parts = args.map((a) => c.code(a));
    const host = e.session;
    const decide = (slots: Slots, then: (code: Code) => Expr): Expr => {
      const value = parts[0]!.run(slots);
      if (isCall(value, S.Sequence))
        return host.evaluate(new Normal(e.symbol, [value, ...parts.slice(1).map((p) => p.build(slots))]));
      for (let i = 1; i < parts.length; i += 2)
        if (host.rules.matcher(parts[i]!.run(slots))(value)) return then(parts[i + 1]!);
      return host.unevaluated(e.symbol, [value, ...parts.slice(1).map((p) => p.build(slots))]);
    };
    return {
      run: (slots) => decide(slots, (code) => code.run(slots)),
      tail: (slots) => decide(slots, (code) => code.tail(slots)),
    };
  },
  messages: { argct: '`1` called with an even number of arguments.' },
  examples: {
    'Switch[2, 1, "one", 2, "two", _, "many"]': '"two"',
    'Switch["+", "+" | "-", "sign", _, "other"]': '"sign"',
    'Switch[5, 1, a]': 'Switch[5, 1, a]',
    'Switch[5, 1]': ['Switch[5, 1]', 'Switch::argct'],
  },
});

/** Goto starts again at the label; without a fitting one it goes on outwards. */
function withLabels(args: readonly Expr[], e: Evaluation): Expr {
  const session = e.session;
  const depth = session.evaluator.depth;
  let value: Expr = S.Null;
  for (let i = 0; i < args.length; i++) {
    try {
      value = session.evaluate(args[i]!);
    } catch (x) {
      const at = x instanceof GotoSignal ? labelPosition(args, x.label) : undefined;
      if (at === undefined) throw x;
      session.evaluator.depth = depth;
      session.interrupts.poll();
      i = at - 1;
    }
  }
  return value;
}

export const CompoundExpression = builtin('CompoundExpression', {
  usage: 'expr1; expr2; ... evaluates the expri in turn, giving the last one as the result.',
  attributes: Attribute.HoldAll | Attribute.ReadProtected,
  evaluate(args, e) {
    if (args.length === 0) return S.Null;
    if (args.some((a) => isCall(a, S.Label))) return withLabels(args, e);
    for (let i = 0; i < args.length - 1; i++) e.session.evaluateForEffect(args[i]!);
    return args[args.length - 1];
  },
  effect(args, e) {
    if (args.some((a) => isCall(a, S.Label))) return false;
    for (const a of args) e.session.evaluateForEffect(a);
    return true;
  },
  compile(c) {
    const { args } = c.call;
    if (args.length === 0 || args.some((a) => isCall(a, S.Label))) return undefined;
    const steps = args.map((a) => c.code(a));
    const last = steps.pop()!;
    const before = (slots: Slots): void => {
      for (let i = 0; i < steps.length; i++) steps[i]!.effect(slots);
    };
    return {
      run(slots) {
        before(slots);
        return last.run(slots);
      },
      tail(slots) {
        before(slots);
        return last.tail(slots);
      },
      effect(slots) {
        before(slots);
        last.effect(slots);
      },
    };
  },
  examples: { 'a = 2; b = 3; a b': '6', '1;': 'Null' },
});

export const conditionals: readonly Builtin[] = [If, Which, Switch, CompoundExpression];
