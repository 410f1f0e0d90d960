/** Rules of string patterns applied along a string: which matches there are, and what takes their places. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, type RuleExpr } from '../../kernel/definitions/options.ts';
import { joinedTexts } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { type Match, type PatternSettings, type StringPattern, stringPattern } from './pattern.ts';
import { characterAfter } from './string-pattern.ts';

export interface StringRule {
  readonly pattern: StringPattern;
  /** What stands for a match; undefined when a condition of the right side fails. */
  readonly value: (m: Match) => Expr | undefined;
}

const matched =
  (text: string) =>
  (m: Match): Expr =>
    new Str(text.slice(m.start, m.end));

/** $1 ... $9 in the right side of a rule for a regular expression. */
const withGroups = (template: string, m: Match): string =>
  template.replace(/\$(\d)/g, (_, n: string) => m.groups[Number(n)] ?? '');

function rightSide(pattern: StringPattern, rhs: Expr, lhs: Expr, e: Evaluation): (m: Match) => Expr | undefined {
  if (rhs.kind === Kind.String && (pattern.names.length === 0 || !rhs.value.includes('$'))) {
    if (!rhs.value.includes('$') || !mentionsRegularExpression(lhs, e)) return () => rhs;
    return (m) => new Str(withGroups(rhs.value, m));
  }
  const names = pattern.names;
  const arguments_ = normal(S.List, ...names.map((n) => normal(S.Pattern, n, normal(S.Blank))));
  const rewrite = e.session.rules.rewriter(normal(S.RuleDelayed, normal(S.HoldPattern, arguments_), rhs));
  return (m) => {
    const value = rewrite(list(names.map((n) => new Str(m.bindings.get(n) ?? ''))));
    return value && groupsFilled(e.evaluate(groupsFilled(value, m)), m);
  };
}

const mentionsRegularExpression = (lhs: Expr, e: Evaluation): boolean => {
  const head = e.session.names.resolve('RegularExpression');
  const inside = (x: Expr): boolean => x.kind === Kind.Normal && (x.head === head || x.args.some(inside));
  return inside(lhs);
};
/** "$1" inside of calls is filled in before they are evaluated. */
function groupsFilled(x: Expr, m: Match): Expr {
  if (m.groups.length < 2) return x;
  if (x.kind === Kind.String && x.value.includes('$')) return new Str(withGroups(x.value, m));
  return x.kind === Kind.Normal ? normal(x.head, ...x.args.map((a) => groupsFilled(a, m))) : x;
}

/** Rules or bare patterns; undefined: one of them is no string pattern (reported). */
export function stringRules(
  spec: Expr,
  text: string,
  e: Evaluation,
  settings: PatternSettings,
): StringRule[] | undefined {
  if (isAssociation(spec))
    return stringRules(
      list(spec.entries().map(([k, v, delayed]) => normal(delayed ? S.RuleDelayed : S.Rule, k, v))),
      text,
      e,
      settings,
    );
  if (isCall(spec, S.List) && spec.args.some(isRule)) {
    const out: StringRule[] = [];
    for (const r of spec.args) {
      const inner = stringRules(r, text, e, settings);
      if (inner === undefined) return undefined;
      out.push(...inner);
    }
    return out;
  }
  const rule: RuleExpr | undefined = isRule(spec) ? spec : undefined;
  const lhs = rule === undefined ? spec : rule.args[0];
  const pattern = stringPattern(lhs, e, settings);
  if (pattern === undefined) return undefined;
  return [{ pattern, value: rule === undefined ? matched(text) : rightSide(pattern, rule.args[1], lhs, e) }];
}

export interface Found {
  readonly match: Match;
  readonly value: Expr;
}

/** Where a walk goes on after a match: 'none' behind it, 'starts' one character further, 'all' through every match at a place. */
export type Overlaps = 'none' | 'starts' | 'all';

/** The matches along the text, the first rule first where several match at one place. */
export function* matchesAlong(
  text: string,
  rules: readonly StringRule[],
  overlaps: Overlaps,
  e: Evaluation,
): Generator<Found> {
  const next: (Match | undefined | null)[] = rules.map(() => null);
  let steps = 0;
  for (let at = 0; at <= text.length; ) {
    if ((++steps & 1023) === 0) e.session.interrupts.poll();
    let best: Match | undefined;
    let rule = -1;
    for (let i = 0; i < rules.length; i++) {
      let m = next[i];
      // What was found ahead stays valid until the walk has passed its start.
      if (m === null || (m !== undefined && m.start < at)) next[i] = m = rules[i]!.pattern.find(text, at);
      if (m !== undefined && (best === undefined || m.start < best.start)) [best, rule] = [m, i];
    }
    if (best === undefined) return;
    const start = best.start;
    const after = characterAfter(text, start);
    if (overlaps === 'all') {
      for (const r of rules)
        for (let end = text.length; end >= start; end--) {
          const m = matchEndingAt(r.pattern, text, start, end);
          const value = m && r.value(m);
          if (m && value && end > m.start) yield { match: m, value };
        }
      at = after;
      continue;
    }
    const value = rules[rule]!.value(best);
    if (value !== undefined) yield { match: best, value };
    else {
      // Another rule may match at the same place.
      const other = rules
        .slice(rule + 1)
        .map((r) => ({ r, m: r.pattern.matchAt(text, start) }))
        .find(({ r, m }) => m !== undefined && r.value(m) !== undefined);
      if (other?.m !== undefined) {
        yield { match: other.m, value: other.r.value(other.m)! };
        best = other.m;
      } else {
        at = after;
        continue;
      }
    }
    at = overlaps === 'starts' || best.end === best.start ? after : best.end;
  }
}

function matchEndingAt(p: StringPattern, text: string, start: number, end: number): Match | undefined {
  const m = p.matchesWhole(text.slice(start, end));
  return m && { ...m, start, end };
}

/** Overlaps -> True, False or All; reports anything else. */
export function overlapsOption(value: Expr, e: Evaluation): Overlaps | undefined {
  if (value === S.True) return 'starts';
  if (value === S.False) return 'none';
  if (value === S.All) return 'all';
  return e.message('bdomv', value, list([S.True, S.False, S.All]));
}

/** A walk over one string or a (nested) list of strings; reports strse for anything else. */
export function overStrings(
  x: Expr,
  f: (s: Str) => Expr | undefined,
  call: readonly Expr[],
  e: Evaluation,
): Expr | undefined {
  if (x.kind === Kind.String) return f(x);
  const walk = (y: Expr): Expr | undefined => {
    if (y.kind === Kind.String) return f(y);
    if (isAssociation(y)) {
      const values = y.values.map(walk);
      return values.every((v) => v !== undefined) ? y.withValues(values as Expr[]) : undefined;
    }
    if (!isCall(y, S.List)) return e.message('strse', int(1), normal(e.symbol, ...call));
    const items: Expr[] = [];
    for (const a of y.args) {
      const v = walk(a);
      if (v === undefined) return undefined;
      items.push(v);
    }
    return list(items);
  };
  return walk(x);
}

/** Text and other values in a row: a string when there is nothing else. */
export function joined(parts: readonly Expr[]): Expr {
  if (parts.every((p) => p.kind === Kind.String)) return new Str(joinedTexts(parts, (p) => (p as Str).value));
  const out: Expr[] = [];
  for (const p of parts) {
    const last = out.at(-1);
    if (p.kind === Kind.String && last?.kind === Kind.String) out[out.length - 1] = new Str(last.value + p.value);
    else if (!(p.kind === Kind.String && p.value === '')) out.push(p);
  }
  return out.length === 1 ? out[0]! : normal(S.StringExpression, ...out);
}
