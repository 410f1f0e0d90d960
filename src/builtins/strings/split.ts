/** StringSplit and StringExtract. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';
import { matchesAlong, overStrings, type StringRule, stringRules } from './matching.ts';
import { limitOf } from './searching.ts';

/** Text between matches; with rules, their values stand between the pieces. */
function split(
  s: Str,
  rules: readonly StringRule[],
  withValues: readonly boolean[],
  limit: number,
  keepEnds: boolean,
  e: Evaluation,
): Expr {
  const parts: Expr[] = [];
  let at = 0;
  let count = 1;
  for (const { match, value } of matchesAlong(s.value, rules, 'none', e)) {
    if (count >= limit) break;
    if (match.end === match.start && (match.start === 0 || match.start === s.value.length)) continue;
    parts.push(new Str(s.value.slice(at, match.start)));
    if (withValues.some((w) => w) && !(value.kind === Kind.String && withValues.every((w) => !w))) parts.push(value);
    at = match.end;
    count++;
  }
  parts.push(new Str(s.value.slice(at)));
  const empty = (p: Expr | undefined): boolean => p?.kind === Kind.String && p.value === '';
  if (!keepEnds) {
    while (empty(parts[0])) parts.shift();
    while (empty(parts.at(-1))) parts.pop();
  }
  return list(parts);
}

export const StringSplit = builtin('StringSplit', {
  usage:
    'StringSplit["string"] splits "string" into a list of substrings separated by whitespace.\nStringSplit["string", patt] splits into substrings separated by delimiters matching patt.\nStringSplit["string", patt -> val] inserts val at the position of each delimiter.\nStringSplit["string", patt, n] splits into at most n substrings.\nStringSplit["string", patt, All] keeps empty substrings at the ends.',
  arity: [1, 3],
  options: { IgnoreCase: 'False' },
  evaluate([x, spec, n], e, options) {
    const all = n === S.All;
    const limit = all ? Number.POSITIVE_INFINITY : limitOf(n);
    if (limit === undefined) return e.message('innf', int(3), normal(e.symbol, x!, spec!, n!));
    const pattern = spec ?? e.session.names.resolve('Whitespace');
    const hasRules = isRule(pattern) || (isCall(pattern, S.List) && pattern.args.some(isRule));
    return overStrings(
      x!,
      (s) => {
        const rules = stringRules(pattern, s.value, e, { ignoreCase: isOn(options, 'IgnoreCase', e) });
        return (
          rules &&
          split(
            s,
            rules,
            rules.map(() => hasRules),
            limit,
            all,
            e,
          )
        );
      },
      spec === undefined ? [x!] : [x!, spec],
      e,
    );
  },
  examples: {
    'StringSplit["a b  c"]': '{"a", "b", "c"}',
    'StringSplit["a,b,,c", ","]': '{"a", "b", "", "c"}',
    'StringSplit["a-b:c", "-" | ":"]': '{"a", "b", "c"}',
    'StringSplit["a-b", "-" -> "+"]': '{"a", "+", "b"}',
    'StringSplit["a b c", " ", 2]': '{"a", "b c"}',
    'StringSplit[{"a b", "c d"}]': '{{"a", "b"}, {"c", "d"}}',
    'StringSplit["abc", ""]': '{"a", "b", "c"}',
    'StringSplit[",a,", ",", All]': '{"", "a", ""}',
    'StringSplit[5]': ['StringSplit[5]', 'StringSplit::strse'],
  },
});

export const StringExtract = builtin('StringExtract', {
  usage:
    'StringExtract["string", n] extracts the n-th block of characters separated by whitespace.\nStringExtract["string", sep -> n] uses the separator sep.\nStringExtract["string", pos1, pos2, ...] extracts successively from the blocks.',
  arity: [2, Number.POSITIVE_INFINITY],
  evaluate([x, spec, ...deeper], e) {
    const rule = isRule(spec!) ? spec : undefined;
    const blocks = e.evaluate(
      normal(StringSplit.symbol, x!, rule === undefined ? e.session.names.resolve('Whitespace') : rule.args[0], S.All),
    );
    if (!isCall(blocks, S.List)) return undefined;
    const found = e.evaluate(normal(S.Part, blocks, rule === undefined ? spec! : rule.args[1]));
    if (deeper.length === 0) return found;
    const within = (s: Expr): Expr => normal(e.symbol, s, ...deeper);
    return isCall(found, S.List) ? list(found.args.map(within)) : within(found);
  },
  examples: {
    'StringExtract["a bb ccc", 2]': '"bb"',
    'StringExtract["a-b-c", "-" -> 3]': '"c"',
    'StringExtract["a,b;c,d", ";" -> 2, "," -> 1]': '"c"',
  },
});

export const splitting: readonly Builtin[] = [StringSplit, StringExtract];
