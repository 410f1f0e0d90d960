/** String patterns at work: regular expressions where they can say it, backtracking steps where tests must be asked. */
import { type Expr, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { Effort } from './pattern-effort.ts';
import { RegExpWriter, regExpPattern } from './pattern-expression.ts';
import { type StepPattern, stepPattern } from './pattern-steps.ts';
import { NotAPattern, type PatternNode, readPattern } from './pattern-syntax.ts';
import { type Match, NO_NAMES, type StringPattern } from './string-pattern.ts';

export type { Match, StringPattern } from './string-pattern.ts';

export interface PatternSettings {
  readonly ignoreCase?: boolean;
  readonly wildcards?: boolean;
}

/** undefined when it is no string pattern: the message has been given. */
export function stringPattern(p: Expr, e: Evaluation, settings: PatternSettings = {}): StringPattern | undefined {
  let node: PatternNode;
  try {
    node = readPattern(p, { wildcards: settings.wildcards ?? false });
  } catch (x) {
    if (!(x instanceof NotAPattern)) throw x;
    return e.messageOf(S.StringExpression, 'invld', x.part, p);
  }
  const ignoreCase = settings.ignoreCase ?? false;
  if (node.kind === 'text' && !ignoreCase) return literal(node.text);
  const writer = new RegExpWriter();
  const source = writer.write(node);
  const own = regularFlags(node);
  const flags = `${ignoreCase || own.includes('i') ? 'i' : ''}${own.includes('m') ? 'm' : ''}`;
  try {
    return source === undefined
      ? stepPattern(node, flags, e)
      : measured(node, regExpPattern(source, `u${flags}`, writer), flags, e);
  } catch (x) {
    if (!(x instanceof SyntaxError)) throw x;
    return e.messageOf(
      e.session.names.resolve('RegularExpression'),
      'maljs',
      p,
      new Str(x.message.replace(/^.*: /, '')),
    );
  }
}

/** Flags that the regular expressions in it begin with. */
function regularFlags(node: PatternNode): string {
  if (node.kind === 'regular') return node.flags;
  if ('parts' in node) return node.parts.map(regularFlags).join('');
  return 'part' in node ? regularFlags(node.part) : '';
}

/** Short texts go to the host, which nothing stops; for longer ones, by how many ways it may try, there are steps. */
function measured(
  node: PatternNode,
  host: ReturnType<typeof regExpPattern>,
  flags: string,
  e: Evaluation,
): StringPattern {
  const effort = new Effort(node);
  let made: StepPattern | undefined;
  const steps = (): StepPattern => (made ??= stepPattern(node, flags, e));
  return {
    names: host.names,
    find(text, from) {
      const n = text.length - from;
      if (effort.search.fits(n)) return host.find(text, from);
      const bySteps = steps();
      return effort.match.fits(n) && !bySteps.bounded ? host.search(text, from) : bySteps.find(text, from);
    },
    matchAt: (text, at) => (effort.match.fits(text.length - at) ? host : steps()).matchAt(text, at),
    matchesWhole: (text) => (effort.whole.fits(text.length) ? host : steps()).matchesWhole(text),
  };
}

function literal(text: string): StringPattern {
  const at = (start: number): Match => ({ start, end: start + text.length, bindings: NO_NAMES, groups: [text] });
  return {
    names: [],
    find(s, from) {
      const i = s.indexOf(text, from);
      return i < 0 || i > s.length ? undefined : at(i);
    },
    matchAt: (s, i) => (s.startsWith(text, i) ? at(i) : undefined),
    matchesWhole: (s) => (s === text ? at(0) : undefined),
  };
}
