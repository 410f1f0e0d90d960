/** ReplaceAll, ReplaceRepeated, Replace, ReplaceList, MatchQ and the rest that works by rules. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, type Packed } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { elementOf, unpackLevel } from '../../expr/packed.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { ruleList } from '../../kernel/rules/rule-list.ts';
import { keyOf, positionsOf } from '../assignment/part-assignment.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { Collected } from '../values/collected.ts';
import { atLevels, readLevels } from '../values/levels.ts';
import { isOn } from '../values/switches.ts';

/** The rules, or a message. */
function checkedRules(rules: Expr, e: Evaluation): boolean {
  if (ruleList(rules) !== undefined) return true;
  e.message('reps', rules);
  return false;
}

type Rewrite = (x: Expr) => Expr | undefined;

/** Each part once, outermost first; what a rule made is not looked into again. */
export function replaceAll(x: Expr, rewrite: Rewrite): Expr {
  const whole = rewrite(x);
  if (whole !== undefined) return whole;
  if (x.kind === Kind.Packed) return replaceInPacked(x, rewrite);
  if (isAssociation(x)) return x.withValues(x.values.map((v) => replaceAll(v, rewrite)));
  if (x.kind !== Kind.Normal) return x;
  const head = replaceAll(x.head, rewrite);
  let args: Expr[] | undefined;
  for (let i = 0; i < x.args.length; i++) {
    const v = replaceAll(x.args[i]!, rewrite);
    if (v !== x.args[i] && args === undefined) args = x.args.slice(0, i);
    if (args !== undefined) args.push(v);
  }
  return args === undefined && head === x.head ? x : new Normal(head, args ?? x.args);
}

/** Elements are made when they are looked at; numbers that stay or become numbers of one kind stay packed. */
function replaceInPacked(x: Packed, rewrite: Rewrite): Expr {
  const head = replaceAll(S.List, rewrite);
  const out = new Collected();
  let changed = head !== S.List;
  for (let i = 0; i < x.shape[0]!; i++) {
    const element = elementOf(x, i);
    const v = replaceAll(element, rewrite);
    if (v !== element) changed = true;
    out.add(v);
  }
  if (!changed) return x;
  return head === S.List ? out.list : out.under(head);
}

/** A list of lists of rules gives a list of results. */
function severally(
  rules: Expr,
  x: Expr,
  e: Evaluation,
  f: (x: Expr, rules: Expr) => Expr | undefined,
): Expr | undefined {
  if (
    isCall(rules, S.List) &&
    rules.args.length > 0 &&
    rules.args.every((r) => isCall(r, S.List) || (isAssociation(r) && rules.args.length > 1))
  ) {
    const all = rules.args.map((r) => severally(r, x, e, f));
    return all.every((v) => v !== undefined) ? new Normal(S.List, all) : undefined;
  }
  return checkedRules(rules, e) ? f(x, rules) : undefined;
}

/** Operator forms: f[rules][expr]. */
const operatorForm = (head: Expr, args: readonly Expr[]): Expr | undefined =>
  head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
    ? new Normal(head.head, [args[0]!, head.args[0]!])
    : undefined;

export const ReplaceAll = builtin('ReplaceAll', {
  usage:
    'expr /. rules applies a rule or list of rules in an attempt to transform each subpart of an expression expr.\nReplaceAll[rules] represents an operator form.',
  arity: [1, 2],
  packed: true,
  evaluate([x, rules], e) {
    if (rules === undefined) return undefined;
    return severally(rules, x!, e, (y, r) => replaceAll(y, e.session.rules.rewriter(r)));
  },
  apply: operatorForm,
  examples: {
    '{x, x^2, y} /. x -> 3': '{3, 9, y}',
    'f[a, b] /. f[p_, q_] :> q': 'b',
    'x /. {{x -> 1}, {x -> 2}}': '{1, 2}',
    '<|"k" -> x|> /. x -> 2': '<|"k" -> 2|>',
    'x /. 5': ['x /. 5', 'ReplaceAll::reps'],
  },
});

export const ReplaceRepeated = builtin('ReplaceRepeated', {
  usage: 'expr //. rules repeatedly performs replacements until expr no longer changes.',
  arity: [1, 2],
  packed: true,
  options: { MaxIterations: '65536' },
  messages: { rrlim: 'Exiting after `1` scanned `2` times.' },
  evaluate([x, rules], e, options) {
    if (rules === undefined) return undefined;
    const limit = options.get('MaxIterations');
    const most = limit.kind === Kind.Integer ? Number(limit.value) : Number.POSITIVE_INFINITY;
    return severally(rules, x!, e, (y, r) => {
      const rewrite = e.session.rules.rewriter(r);
      let now = y;
      for (let n = 0; ; n++) {
        if (n >= most) {
          e.message('rrlim', y, limit);
          return now;
        }
        const next = e.evaluate(replaceAll(now, rewrite));
        if (same(next, now)) return next;
        now = next;
      }
    });
  },
  apply: operatorForm,
  examples: {
    'f[f[f[x]]] //. f[y_] :> y': 'x',
    'Log[a b c] //. Log[p_ q_] :> Log[p] + Log[q]': 'Log[a] + Log[b] + Log[c]',
  },
});

export const Replace = builtin('Replace', {
  usage:
    'Replace[expr, rules] applies a rule or list of rules in an attempt to transform the entire expression expr.\nReplace[expr, rules, levelspec] applies rules to parts of expr specified by levelspec.',
  arity: [1, 3],
  options: { Heads: 'False' },
  evaluate([x, rules, spec], e, options) {
    if (rules === undefined) return undefined;
    const levels = spec === undefined ? { min: 0, max: 0 } : readLevels(spec);
    if (levels === undefined) return e.message('level', spec!);
    return severally(rules, x!, e, (y, r) => {
      const rewrite = e.session.rules.rewriter(r);
      return atLevels(y, levels, (part) => rewrite(part) ?? part, isOn(options, 'Heads', e));
    });
  },
  apply: operatorForm,
  examples: {
    'Replace[x, x -> 1]': '1',
    'Replace[f[x], x -> 1]': 'f[x]',
    'Replace[{1, {1}}, 1 -> a, {2}]': '{1, {a}}',
    'Replace[{1, {1}}, 1 -> a, All]': '{a, {a}}',
  },
});

export const ReplaceList = builtin('ReplaceList', {
  usage:
    'ReplaceList[expr, rules] attempts to transform the entire expression expr by applying a rule or list of rules in all possible ways, and returns a list of the results obtained.',
  arity: [1, 3],
  evaluate([x, rules, n], e) {
    if (rules === undefined || !checkedRules(rules, e)) return undefined;
    const limit = n === undefined || n.kind !== Kind.Integer ? Number.POSITIVE_INFINITY : Number(n.value);
    return new Normal(S.List, e.session.rules.rewriteAll(rules, x!, limit));
  },
  apply: operatorForm,
  examples: {
    'ReplaceList[a + b + c, x_ + y_ :> g[x, y]]':
      '{g[a, b + c], g[b, a + c], g[c, a + b], g[a + b, c], g[a + c, b], g[b + c, a]}',
    'ReplaceList[{1, 2, 3}, {x__, y__} :> {{x}, {y}}]': '{{{1}, {2, 3}}, {{1, 2}, {3}}}',
  },
});

export const ReplaceAt = builtin('ReplaceAt', {
  usage:
    'ReplaceAt[expr, rules, n] transforms expr by replacing the n-th element using rules.\nReplaceAt[expr, rules, {i, j, ...}] replaces the part at position {i, j, ...}.',
  arity: 3,
  evaluate([x, rules, where], e) {
    if (!checkedRules(rules!, e)) return undefined;
    const rewrite = e.session.rules.rewriter(rules!);
    const paths = isCall(where!, S.List)
      ? where.args.every((w) => isCall(w, S.List))
        ? where.args.map((w) => (w as Normal).args)
        : [where.args]
      : [[where!]];
    let result = x!;
    for (const path of paths) {
      const next = replaceAtPath(result, path, rewrite);
      if (next === undefined) return e.messageOf(S.Part, 'partw', where!, x!);
      result = next;
    }
    return result;
  },
  examples: {
    'ReplaceAt[{a, a, a}, a -> b, 2]': '{a, b, a}',
    'ReplaceAt[f[x, {x}], x -> y, {2, 1}]': 'f[x, {y}]',
    'ReplaceAt[{1, 2, 3}, n_ :> 10 n, 2 ;; 3]': '{1, 20, 30}',
    'ReplaceAt[{a}, a -> b, 2]': ['ReplaceAt[{a}, a -> b, 2]', 'Part::partw'],
  },
});

function replaceAtPath(x: Expr, path: readonly Expr[], rewrite: Rewrite): Expr | undefined {
  const [spec, ...rest] = path;
  if (spec === undefined) return rewrite(x) ?? x;
  const whole = x.kind === Kind.Packed ? unpackLevel(x) : x;
  const inside = (part: Expr): Expr | undefined => replaceAtPath(part, rest, rewrite);
  if (isAssociation(whole)) {
    const key = keyOf(spec);
    const at = key === undefined ? positionsOf(spec, whole.size) : whole.indexOf(key);
    const values = at === undefined || at === -1 ? undefined : replaceSome(whole.values, at, inside);
    return values && whole.withValues(values);
  }
  if (whole.kind !== Kind.Normal) return undefined;
  if (spec.kind === Kind.Integer && spec.value === 0) {
    const head = inside(whole.head);
    return head && new Normal(head, whole.args);
  }
  const at = positionsOf(spec, whole.args.length);
  const args = at === undefined ? undefined : replaceSome(whole.args, at, inside);
  return args && new Normal(whole.head, args);
}

function replaceSome(
  items: readonly Expr[],
  at: number | readonly number[],
  f: (e: Expr) => Expr | undefined,
): Expr[] | undefined {
  const out = items.slice();
  for (const i of typeof at === 'number' ? [at] : at) {
    const v = f(out[i]!);
    if (v === undefined) return undefined;
    out[i] = v;
  }
  return out;
}

const NormalSymbol = system('Normal');
export const Dispatch = builtin('Dispatch', {
  usage: 'Dispatch[{lhs1 -> rhs1, ...}] generates an optimized dispatch table representation of a list of rules.',
  arity: 1,
  evaluate([rules], e) {
    // The rules compile themselves when first used, so that the head only has to hold them together.
    checkedRules(rules!, e);
    return undefined;
  },
  up: (call) => (call.head === NormalSymbol && call.args.length === 1 ? (call.args[0] as Normal).args[0] : undefined),
  examples: {
    '{a, b} /. Dispatch[{a -> 1, b -> 2}]': '{1, 2}',
    'Normal[Dispatch[{a -> 1}]]': '{a -> 1}',
  },
});

export const MatchQ = builtin('MatchQ', {
  usage:
    'MatchQ[expr, form] returns True if the pattern form matches expr, and returns False otherwise.\nMatchQ[form] represents an operator form.',
  arity: [1, 2],
  packed: true,
  evaluate: ([x, form], e) => (form === undefined ? undefined : e.session.rules.matcher(form)(x!) ? S.True : S.False),
  apply: operatorForm,
  examples: {
    'MatchQ[5, _Integer]': 'True',
    'MatchQ[{1, 2}, {_, _}]': 'True',
    'MatchQ[f[1, 2], f[x_, x_]]': 'False',
    'MatchQ[<|"a" -> 1|>, KeyValuePattern["a" -> _Integer]]': 'True',
    'MatchQ[_Integer][3]': 'True',
  },
});
export const replacementRecords: readonly Builtin[] = [
  ReplaceAll,
  ReplaceRepeated,
  Replace,
  ReplaceList,
  ReplaceAt,
  Dispatch,
  MatchQ,
];
