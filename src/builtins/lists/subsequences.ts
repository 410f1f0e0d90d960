/** SequenceCases, SequencePosition, SequenceCount, SequenceSplit, SequenceReplace: runs of neighbours that match a pattern. */
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { countOrInfinity } from '../functional/nest.ts';
import { elementsOr } from '../functional/select.ts';
import { list, operatorForm, packedList, pick, range } from '../values/sequences.ts';

interface Match {
  readonly from: number;
  readonly to: number;
  /** The run itself, or what the rule makes of it. */
  readonly value: Expr;
}

const VARIABLE = [
  S.BlankSequence,
  S.BlankNullSequence,
  S.Repeated,
  S.RepeatedNull,
  S.PatternSequence,
  S.OrderlessPatternSequence,
  S.Optional,
  S.OptionsPattern,
  S.Longest,
  S.Shortest,
];
/** The only length that a list pattern can have; undefined when it may have several. */
function fixedLength(pattern: Expr): number | undefined {
  if (isCall(pattern, S.Condition) || isCall(pattern, S.PatternTest) || isCall(pattern, S.HoldPattern))
    return fixedLength(pattern.args[0]!);
  if (isCall(pattern, S.Pattern)) return fixedLength(pattern.args[1]!);
  if (!isCall(pattern, S.List)) return undefined;
  return VARIABLE.some((h) => (pattern.mask & h.mask) !== 0) ? undefined : pattern.args.length;
}

/** One rule or pattern as a test of runs, with the length that it asks for. */
function runTest(
  spec: Expr,
  e: Evaluation,
): { readonly length: number | undefined; value(run: Expr): Expr | undefined } {
  if (isRule(spec)) {
    const rewrite = e.session.rules.rewriter(spec);
    return {
      length: fixedLength(spec.args[0]),
      value(run) {
        const v = rewrite(run);
        return v === undefined ? undefined : e.evaluate(v);
      },
    };
  }
  const matches = e.session.rules.matcher(spec);
  return { length: fixedLength(spec), value: (run) => (matches(run) ? run : undefined) };
}

type Overlaps = 'none' | 'starts' | 'all';

/** Matching runs from the left, longer ones first; how they may overlap, and at most so many. */
function matches(
  items: readonly Expr[],
  specs: readonly Expr[],
  overlaps: Overlaps,
  limit: number,
  e: Evaluation,
): Match[] {
  const tests = specs.map((s) => runTest(s, e));
  const found: Match[] = [];
  const at = (from: number, to: number): Match | undefined => {
    let run: Expr | undefined;
    for (const t of tests) {
      if (t.length !== undefined && t.length !== to - from) continue;
      worked(1 + (to - from) / 8);
      const value = t.value((run ??= list(items.slice(from, to))));
      if (value !== undefined) return { from, to, value };
    }
    return undefined;
  };
  const fixed = tests.every((t) => t.length !== undefined);
  const longest = fixed ? Math.max(0, ...tests.map((t) => t.length!)) : items.length;
  for (let i = 0; i < items.length && found.length < limit; i++) {
    e.session.interrupts.poll();
    for (let to = Math.min(items.length, i + longest); to > i && found.length < limit; to--) {
      const m = at(i, to);
      if (m === undefined) continue;
      found.push(m);
      if (overlaps === 'all') continue;
      if (overlaps === 'none') i = to - 1;
      break;
    }
  }
  return found;
}

function overlapsOf(x: Expr, e: Evaluation): Overlaps | undefined {
  if (x === S.False) return 'none';
  if (x === S.True) return 'starts';
  return x === S.All ? 'all' : e.message('bdomv', x, list([S.True, S.False, S.All]));
}

/** The list, its items and the limit of a call; undefined for operator forms and after a message. */
function read(args: readonly Expr[], e: Evaluation): { items: readonly Expr[]; limit: number } | undefined {
  if (args.length < 2) return undefined;
  const items =
    isCall(args[0]!, S.List) || args[0]!.kind === Kind.Packed
      ? elementsOr(args[0]!, 1, args, e)
      : e.message('list', normal(e.symbol, ...args), int(1));
  const limit = args[2] === undefined ? Number.POSITIVE_INFINITY : countOrInfinity(args[2]);
  if (items === undefined) return undefined;
  return limit === undefined ? e.message('innf', int(3), normal(e.symbol, ...args)) : { items, limit };
}
const rulesOf = (spec: Expr): readonly Expr[] =>
  isCall(spec, S.List) && spec.args.length > 0 && spec.args.every(isRule) ? spec.args : [spec];

export const SequenceCases = builtin('SequenceCases', {
  usage:
    'SequenceCases[list, patt] gives the list of sublists in list that match the sequence pattern patt.\nSequenceCases[list, patt -> rhs] gives a list of the values of rhs corresponding to the sublists that match.\nSequenceCases[list, patt, n] includes only the first n sublists.\nSequenceCases[patt] represents an operator form.',
  arity: [1, 3],
  packed: true,
  options: { Overlaps: 'False' },
  apply: operatorForm,
  evaluate(args, e, options) {
    const call = read(args, e);
    const overlaps = call && overlapsOf(options.get('Overlaps'), e);
    if (call === undefined || overlaps === undefined) return undefined;
    return packedList(matches(call.items, [args[1]!], overlaps, call.limit, e).map((m) => m.value));
  },
  examples: {
    'SequenceCases[{a, b, 1, b, 2}, {b, _Integer}]': '{{b, 1}, {b, 2}}',
    'SequenceCases[{1, 2, 4, 5, 7}, {x_, y_} /; y == x + 1 :> x y]': '{2, 20}',
    'SequenceCases[{1, 1, 2, 1}, {1 ..}]': '{{1, 1}, {1}}',
    'SequenceCases[{1, 2, 3}, {_, _}, Overlaps -> True]': '{{1, 2}, {2, 3}}',
    'SequenceCases[x, {_}]': ['SequenceCases[x, {_}]', 'SequenceCases::list'],
  },
});
export const SequencePosition = builtin('SequencePosition', {
  usage:
    'SequencePosition[list, patt] gives a list of the starting and ending positions at which sublists matching patt appear in list.\nSequencePosition[list, patt, n] includes only the first n occurrences.\nSequencePosition[patt] represents an operator form.',
  arity: [1, 3],
  packed: true,
  options: { Overlaps: 'True' },
  apply: operatorForm,
  evaluate(args, e, options) {
    const call = read(args, e);
    const overlaps = call && overlapsOf(options.get('Overlaps'), e);
    if (call === undefined || overlaps === undefined) return undefined;
    return list(
      matches(call.items, [args[1]!], overlaps, call.limit, e).map((m) => list([int(m.from + 1), int(m.to)])),
    );
  },
  examples: {
    'SequencePosition[{a, b, c, a, b, d}, {a, b}]': '{{1, 2}, {4, 5}}',
    'SequencePosition[{a, a, a}, {a, a}]': '{{1, 2}, {2, 3}}',
    'SequencePosition[x, {_}]': ['SequencePosition[x, {_}]', 'SequencePosition::list'],
  },
});
export const SequenceCount = builtin('SequenceCount', {
  usage:
    'SequenceCount[list, sub] gives the number of times sub appears as a sublist of list.\nSequenceCount[list, patt] gives the number of sublists that match the pattern.\nSequenceCount[patt] represents an operator form.',
  arity: [1, 2],
  packed: true,
  options: { Overlaps: 'False' },
  apply: operatorForm,
  evaluate(args, e, options) {
    const call = read(args, e);
    const overlaps = call && overlapsOf(options.get('Overlaps'), e);
    if (call === undefined || overlaps === undefined) return undefined;
    return int(matches(call.items, [args[1]!], overlaps, call.limit, e).length);
  },
  examples: {
    'SequenceCount[{a, b, a, b, a}, {a, b}]': '2',
    'SequenceCount[{a, a, a}, {a, a}, Overlaps -> True]': '2',
    'SequenceCount[x, {_}]': ['SequenceCount[x, {_}]', 'SequenceCount::list'],
  },
});
export const SequenceSplit = builtin('SequenceSplit', {
  usage:
    'SequenceSplit[list, patt] splits list into sublists separated by sublists that match the pattern patt.\nSequenceSplit[list, patt -> rhs] inserts rhs at the position of each separator.\nSequenceSplit[list, patt, n] splits into at most n sublists.\nSequenceSplit[list, patt, All] keeps empty sublists.',
  arity: [1, 3],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    const all = args[2] === S.All;
    const call = read(all ? args.slice(0, 2) : args, e);
    if (call === undefined) return undefined;
    const rules = rulesOf(args[1]!);
    const found = matches(call.items, rules, 'none', call.limit - 1, e);
    const out: Expr[] = [];
    let from = 0;
    const add = (to: number): void => {
      if (to > from || all) out.push(pick(args[0]!, range(from, to)));
    };
    for (const m of found) {
      add(m.from);
      if (rules.some(isRule)) out.push(m.value);
      from = m.to;
    }
    add(call.items.length);
    return list(out);
  },
  examples: {
    'SequenceSplit[{a, b, x, c, x, d}, {x}]': '{{a, b}, {c}, {d}}',
    'SequenceSplit[{a, x, b}, {x} -> y]': '{{a}, y, {b}}',
    'SequenceSplit[{0, 1, 0}, {0}]': '{{1}}',
    'SequenceSplit[{0, 1}, {0}, All]': '{{}, {1}}',
    'SequenceSplit[x, {_}]': ['SequenceSplit[x, {_}]', 'SequenceSplit::list'],
  },
});
export const SequenceReplace = builtin('SequenceReplace', {
  usage:
    'SequenceReplace[list, {patt1 -> rhs1, ...}] replaces sublists of list that match the sequence pattern patti with rhsi.\nSequenceReplace[list, rules, n] performs only the first n replacements.\nSequenceReplace[rules] represents an operator form.',
  arity: [1, 3],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    const call = read(args, e);
    if (call === undefined) return undefined;
    const rules = rulesOf(args[1]!);
    if (!rules.every(isRule)) return e.message('rep', args[1]!);
    const out: Expr[] = [];
    let from = 0;
    for (const m of matches(call.items, rules, 'none', call.limit, e)) {
      out.push(...call.items.slice(from, m.from), m.value);
      from = m.to;
    }
    return new Normal(S.List, [...out, ...call.items.slice(from)]);
  },
  examples: {
    'SequenceReplace[{a, b, c, a, b}, {a, b} -> x]': '{x, c, x}',
    'SequenceReplace[{1, 2, 3, 4}, {x_, y_} :> x + y]': '{3, 7}',
    'SequenceReplace[{a, a, b}, {y_, y_} -> Nothing]': '{b}',
    'SequenceReplace[{a}, x]': ['SequenceReplace[{a}, x]', 'SequenceReplace::rep'],
  },
});

export const subsequences: readonly Builtin[] = [
  SequenceCases,
  SequencePosition,
  SequenceCount,
  SequenceSplit,
  SequenceReplace,
];
