/** x++ and its kin, += and its kin: all are one assignment of a computed value. */
import { type Expr, int, isCall, Kind, normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Code, Slots } from '../../kernel/code/code.ts';
import { Attribute } from '../../kernel/definitions/attributes.ts';
import { type Builtin, builtin, type CallContext, type CompiledCall, type Evaluation } from '../builtin.ts';
import { assign, compiledTarget } from './set.ts';

/** The value to change; undefined with a message when the variable has none. */
function present(lhs: Expr, e: Evaluation): Expr | undefined {
  if (lhs.kind !== Kind.Symbol && lhs.kind !== Kind.Normal) return e.message('rvalue', lhs);
  const value = e.evaluate(lhs);
  const unset = lhs.kind === Kind.Symbol ? value === lhs : isCall(lhs, S.Part) ? isCall(value, S.Part) : lhs === value;
  return unset ? e.message('rvalue', lhs) : value;
}

const messages = { rvalue: '`1` is not a variable with a value, so its value cannot be changed.' };

/** A variable or a part of one, in code: its value, undefined with a message when it has none. */
function compiledPlace(c: CallContext, e: Evaluation) {
  const lhs = c.call.args[0]!;
  if (lhs.kind !== Kind.Symbol && !(isCall(lhs, S.Part) && lhs.args[0]?.kind === Kind.Symbol)) return undefined;
  const code = c.code(lhs);
  return {
    build: (slots: Slots): Expr => code.build(slots),
    read(slots: Slots): Expr | undefined {
      if (lhs.kind === Kind.Symbol) return present(code.build(slots), e);
      const value = code.run(slots);
      return isCall(value, S.Part) ? e.message('rvalue', code.build(slots)) : value;
    },
    put: compiledTarget(lhs, c, e),
  };
}

/** x++ and the like where x is a symbol or a part of one; anything else goes by way of the expression. */
function compileChange(
  c: CallContext,
  next: (old: Expr) => Expr,
  before: boolean,
  e: Evaluation,
): CompiledCall | undefined {
  const place = c.call.args.length === 1 ? compiledPlace(c, e) : undefined;
  if (place === undefined) return undefined;
  return {
    run(slots) {
      const old = place.read(slots);
      if (old === undefined) return e.session.unevaluated(e.symbol, [place.build(slots)]);
      const value = next(old);
      place.put(slots, value);
      return before ? old : value;
    },
  };
}

function compileCombine(
  c: CallContext,
  amount: Code,
  next: (old: Expr, x: Expr) => Expr,
  e: Evaluation,
): CompiledCall | undefined {
  const place = compiledPlace(c, e);
  if (place === undefined) return undefined;
  return {
    run(slots) {
      const x = amount.run(slots);
      const old = place.read(slots);
      if (old === undefined) return e.session.unevaluated(e.symbol, [place.build(slots), x]);
      const value = next(old, x);
      place.put(slots, value);
      return value;
    },
  };
}

/** `before` gives the old value, else the new one. */
function change(
  name: string,
  {
    usage,
    operator,
    amount,
    before,
    examples,
  }: {
    readonly usage: string;
    readonly operator: Sym;
    readonly amount: Expr;
    readonly before: boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin {
  return builtin(name, {
    usage,
    attributes: Attribute.HoldFirst | Attribute.ReadProtected,
    arity: 1,
    messages,
    examples,
    evaluate([lhs], e) {
      const old = present(lhs!, e);
      if (old === undefined) return undefined;
      const next = e.session.call(operator, [old, amount]);
      assign(lhs!, next, false, e);
      return before ? old : next;
    },
    compile: (c, e) => compileChange(c, (old) => e.session.callPair(operator, old, amount), before, e),
  });
}

function combine(
  name: string,
  {
    usage,
    operation,
    examples,
  }: {
    readonly usage: string;
    readonly operation: (old: Expr, x: Expr) => readonly [Sym, Expr[]];
    readonly examples: Builtin['examples'];
  },
): Builtin {
  return builtin(name, {
    usage,
    attributes: Attribute.HoldFirst,
    arity: 2,
    packed: true,
    messages,
    examples,
    evaluate([lhs, x], e) {
      const old = present(lhs!, e);
      if (old === undefined) return undefined;
      const [f, args] = operation(old, x!);
      const next = e.evaluate(normal(f, ...args));
      assign(lhs!, next, false, e);
      return next;
    },
    compile(c, e) {
      const amount = c.call.args[1];
      if (c.call.args.length !== 2 || amount === undefined) return undefined;
      const code = c.code(amount);
      const session = e.session;
      const next = (old: Expr, x: Expr): Expr => {
        const [f, [a, b]] = operation(old, x);
        return session.callPair(f, a!, session.evaluate(b!));
      };
      return compileCombine(c, code, next, e);
    },
  });
}

export const Increment = change('Increment', {
  usage: 'x++ increases the value of x by 1, returning the old value.',
  operator: S.Plus,
  amount: int(1),
  before: true,
  examples: {
    'x = 5; {x++, x}': '{5, 6}',
    'v = {1, 2}; v[[1]]++; v': '{2, 2}',
    'u++': ['u++', 'Increment::rvalue'],
  },
});
export const Decrement = change('Decrement', {
  usage: 'x-- decreases the value of x by 1, returning the old value.',
  operator: S.Plus,
  amount: int(-1),
  before: true,
  examples: {
    'x = 5; {x--, x}': '{5, 4}',
  },
});
export const PreIncrement = change('PreIncrement', {
  usage: '++x increases the value of x by 1, returning the new value.',
  operator: S.Plus,
  amount: int(1),
  before: false,
  examples: {
    'x = 5; {++x, x}': '{6, 6}',
  },
});
export const PreDecrement = change('PreDecrement', {
  usage: '--x decreases the value of x by 1, returning the new value.',
  operator: S.Plus,
  amount: int(-1),
  before: false,
  examples: {
    'x = 5; {--x, x}': '{4, 4}',
  },
});
export const AddTo = combine('AddTo', {
  usage: 'x += dx adds dx to x and returns the new value of x.',
  operation: (a, b) => [S.Plus, [a, b]],
  examples: {
    'x = 5; x += 2; x': '7',
    'q += 1': ['q += 1', 'AddTo::rvalue'],
  },
});
export const SubtractFrom = combine('SubtractFrom', {
  usage: 'x -= dx subtracts dx from x and returns the new value of x.',
  operation: (a, b) => [S.Plus, [a, normal(S.Times, int(-1), b)]],
  examples: { 'x = 5; x -= 2; x': '3' },
});
export const TimesBy = combine('TimesBy', {
  usage: 'x *= c multiplies x by c and returns the new value of x.',
  operation: (a, b) => [S.Times, [a, b]],
  examples: {
    'x = 5; x *= 2; x': '10',
  },
});
export const DivideBy = combine('DivideBy', {
  usage: 'x /= c divides x by c and returns the new value of x.',
  operation: (a, b) => [S.Times, [a, normal(S.Power, b, int(-1))]],
  examples: { 'x = 6; x /= 2; x': '3' },
});
export const ApplyTo = builtin('ApplyTo', {
  usage: 'x //= f computes f[x] and resets x to the result.',
  attributes: Attribute.HoldFirst,
  arity: 2,
  messages,
  evaluate([lhs, f], e) {
    const old = present(lhs!, e);
    if (old === undefined) return undefined;
    const next = e.session.call(f!, [old]);
    assign(lhs!, next, false, e);
    return next;
  },
  examples: { 'x = {3, 1, 2}; x //= Sort; x': '{1, 2, 3}' },
});

export const increments: readonly Builtin[] = [
  Increment,
  Decrement,
  PreIncrement,
  PreDecrement,
  AddTo,
  SubtractFrom,
  TimesBy,
  DivideBy,
  ApplyTo,
];
