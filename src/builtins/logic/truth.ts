/** Truth tables of logical expressions: BooleanVariables, BooleanTable, TautologyQ, SatisfiableQ and their kin. */
import { type Expr, int, isCall, Kind, type Normal, normal } from '../../expr/expr.ts';
import { order } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, list, wholeOf } from '../values/sequences.ts';
import { Equivalent, Majority, Nand, Nor, Xnor } from './connectives.ts';
import { Implies, Xor } from './logic.ts';

const connectives = new Set<Expr>(
  [Nand, Nor, Xnor, Equivalent, Majority, Implies, Xor].map((b): Expr => b.symbol).concat(S.And, S.Or, S.Not),
);

/** Is it made of other statements? */
export const isConnective = (e: Expr): e is Normal => e.kind === Kind.Normal && connectives.has(e.head);

/** The different statements that an expression is made of, in order. */
export function variablesOf(e: Expr): Expr[] {
  const found: Expr[] = [];
  const visit = (x: Expr): void => {
    if (isConnective(x) || isCall(x, S.List)) x.args.forEach(visit);
    else if (x !== S.True && x !== S.False) {
      worked(1 + found.length / 8);
      if (!found.some((f) => same(f, x))) found.push(x);
    }
  };
  visit(e);
  return found.sort(order);
}

/** More variables than this have more rows than anybody waits for. */
const MOST_VARIABLES = 22;

/** The values for all combinations of the variables, True first; undefined when there are too many (reported). */
function* rows(e: Expr, variables: readonly Expr[], s: Evaluation): Generator<readonly [number, Expr]> {
  const last = 2 ** variables.length - 1;
  for (let row = 0; row <= last; row++) {
    s.session.interrupts.poll();
    yield [row, s.evaluate(substituted(e, variables, row))];
  }
}
const valueAt = (i: number, row: number, count: number): Expr => bool(((row >> (count - 1 - i)) & 1) === 0);
const combination = (row: number, count: number): Expr[] =>
  Array.from({ length: count }, (_, i) => valueAt(i, row, count));

/** The expression with the variables' values of a row. */
function substituted(e: Expr, variables: readonly Expr[], row: number): Expr {
  const values = combination(row, variables.length);
  return normal(S.ReplaceAll, e, list(variables.map((v, i) => normal(S.Rule, normal(S.HoldPattern, v), values[i]!))));
}

/** Variables as given, or those in the expression; undefined where they cannot be used (reported). */
function variablesOr(e: Expr, given: Expr | undefined, s: Evaluation): readonly Expr[] | undefined {
  const variables = given === undefined ? variablesOf(e) : isCall(given, S.List) ? given.args : [given];
  return variables.length > MOST_VARIABLES ? s.message('many', int(variables.length), int(MOST_VARIABLES)) : variables;
}
const messages = {
  many: 'Tables of `1` variables are too long; `2` are the most.',
  bnval: '`1` is not True or False for all values of the variables.',
};

/** All rows where the expression is True; undefined where it has no truth value (reported). */
function solutions(e: Expr, given: Expr | undefined, most: number, s: Evaluation): number[] | undefined {
  const variables = variablesOr(e, given, s);
  if (variables === undefined) return undefined;
  const found: number[] = [];
  for (const [row, value] of rows(e, variables, s)) {
    if (value === S.True) found.push(row);
    else if (value !== S.False) return s.message('bnval', e);
    if (found.length >= most) break;
  }
  return found;
}

export const BooleanVariables = builtin('BooleanVariables', {
  usage: 'BooleanVariables[expr] gives a list of the Boolean variables in the Boolean expression expr.',
  arity: 1,
  evaluate: ([e]) => list(variablesOf(e!)),
  examples: { 'BooleanVariables[(b || a) && !Xor[b, c]]': '{a, b, c}', 'BooleanVariables[True]': '{}' },
});

export const BooleanTable = builtin('BooleanTable', {
  usage:
    'BooleanTable[bf] gives a list of truth values for all possible combinations of variable values in bf, from all True to all False.\nBooleanTable[expr, {a1, a2, ...}] gives it for combinations of the ai.\nBooleanTable[expr, {a1, ...}, {b1, ...}, ...] gives nested lists.',
  arity: [1, Number.POSITIVE_INFINITY],
  messages,
  evaluate([e, ...groups], s) {
    const lists = groups.length === 0 ? [variablesOf(e!)] : groups.map((g) => (isCall(g, S.List) ? g.args : [g]));
    const variables = variablesOr(e!, list(lists.flat()), s);
    if (variables === undefined) return undefined;
    let values = [...rows(e!, variables, s)].map(([, v]) => v);
    for (const group of lists.slice(1).reverse()) {
      const size = 2 ** group.length;
      values = Array.from({ length: values.length / size }, (_, i) => list(values.slice(i * size, (i + 1) * size)));
    }
    return list(values);
  },
  examples: {
    'BooleanTable[a && b]': '{True, False, False, False}',
    'BooleanTable[{a, b, Xor[a, b]}, {a, b}]':
      '{{True, True, False}, {True, False, True}, {False, True, True}, {False, False, False}}',
    'BooleanTable[a || b, {a}, {b}]': '{{True, True}, {True, False}}',
  },
});

export const TautologyQ = builtin('TautologyQ', {
  usage:
    'TautologyQ[bf] gives True if all combinations of values of variables make the Boolean expression bf yield True.\nTautologyQ[expr, {a1, a2, ...}] gives it for combinations of the ai.',
  arity: [1, 2],
  messages,
  evaluate([e, given], s) {
    const counter = solutions(normal(S.Not, e!), given, 1, s);
    return counter && bool(counter.length === 0);
  },
  examples: {
    'TautologyQ[(a || b) || (!a && !b)]': 'True',
    'TautologyQ[a || b]': 'False',
    'TautologyQ[f[a], {b}]': ['TautologyQ[f[a], {b}]', 'TautologyQ::bnval'],
  },
});

export const SatisfiableQ = builtin('SatisfiableQ', {
  usage:
    'SatisfiableQ[bf] gives True if a combination of values of variables exists that makes the Boolean expression bf yield True.\nSatisfiableQ[expr, {a1, a2, ...}] looks for combinations of the ai.',
  arity: [1, 2],
  messages,
  evaluate([e, given], s) {
    const found = solutions(e!, given, 1, s);
    return found && bool(found.length > 0);
  },
  examples: { 'SatisfiableQ[a && !b]': 'True', 'SatisfiableQ[a && !a]': 'False' },
});

export const SatisfiabilityCount = builtin('SatisfiabilityCount', {
  usage:
    'SatisfiabilityCount[bf] counts the number of possible combinations of variable values that yield True when supplied to bf.\nSatisfiabilityCount[expr, {a1, a2, ...}] counts combinations of the ai.',
  arity: [1, 2],
  messages,
  evaluate([e, given], s) {
    const found = solutions(e!, given, Number.POSITIVE_INFINITY, s);
    return found && int(found.length);
  },
  examples: { 'SatisfiabilityCount[a || b]': '3', 'SatisfiabilityCount[a, {a, b}]': '2' },
});

export const SatisfiabilityInstances = builtin('SatisfiabilityInstances', {
  usage:
    'SatisfiabilityInstances[bf] attempts to find a choice of variables that makes the Boolean expression bf yield True.\nSatisfiabilityInstances[expr, {a1, a2, ...}, m] attempts to find m choices of the ai.',
  arity: [1, 3],
  messages: { ...messages, innf: 'A positive integer or All is expected instead of `1`.' },
  evaluate([e, given, count], s) {
    const most = count === undefined ? 1 : count === S.All ? Number.POSITIVE_INFINITY : wholeOf(count);
    if (most === undefined || most < 1) return s.message('innf', count!);
    const variables = variablesOr(e!, given, s);
    const found = solutions(e!, given, most, s);
    return found && variables && list(found.map((row) => list(combination(row, variables.length))));
  },
  examples: {
    'SatisfiabilityInstances[a && !b, {a, b}]': '{{True, False}}',
    'SatisfiabilityInstances[a || b, {a, b}, All]': '{{True, True}, {True, False}, {False, True}}',
    'SatisfiabilityInstances[a && !a]': '{}',
  },
});

export const truth: readonly Builtin[] = [
  BooleanVariables,
  BooleanTable,
  TautologyQ,
  SatisfiableQ,
  SatisfiabilityCount,
  SatisfiabilityInstances,
];
