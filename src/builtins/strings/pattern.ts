/** String patterns at work: regular expressions where they can say it, backtracking steps where tests must be asked. */
import { type Expr, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { NEEDS_UNICODE, RegExpWriter, regExpPattern } from './pattern-expression.ts';
import { hasRegular, mayExplode, stepPattern } from './pattern-steps.ts';
import { NotAPattern, type PatternNode, readPattern } from './pattern-syntax.ts';
import { type Match, NO_NAMES, type StringPattern } from './string-pattern.ts';

export type { Match, StringPattern } from './string-pattern.ts';

export interface PatternSettings {
  readonly ignoreCase?: boolean;
  readonly wildcards?: boolean;
}

const REFERS_BACK = /\\k</;

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
  if (source === undefined || (NEEDS_UNICODE.test(source) && mayExplode(node))) return stepPattern(node, ignoreCase, e);
  // Nothing but steps of our own can be stopped where a name stands for the same text twice.
  if (REFERS_BACK.test(source) && !hasRegular(node)) return stepPattern(node, ignoreCase, e);
  const flags = `u${ignoreCase || writer.flags.includes('i') ? 'i' : ''}${writer.flags.includes('m') ? 'm' : ''}`;
  try {
    return regExpPattern(source, flags, writer);
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
