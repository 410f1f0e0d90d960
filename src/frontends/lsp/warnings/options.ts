/** Options that a function does not have, as calls of it would say. */
import { optionsOfLayer } from '../../../core.ts';
import { Kind, Str, type Sym } from '../../../expr/expr.ts';
import { optionName, rulesOf, unknownOption } from '../../../kernel/definitions/options.ts';
import type { Node } from '../../../syntax/node.ts';
import { isRule } from '../constructs.ts';
import type { Language } from '../names.ts';
import type { Warning } from './warning.ts';

/** The warnings for one call. */
export function unknownOptions(call: Node, language: Language): Warning[] {
  const { args, expr } = call;
  if (expr.kind !== Kind.Normal || expr.head.kind !== Kind.Symbol || !args.some(isRule)) return [];
  const head = expr.head;
  if (!language.has(head.fullName)) return [];
  const definition = language.session.definitions.known(head);
  const declared = definition?.options && [...rulesOf(definition.options)].map(([name]) => name);
  const known = declared ?? optionsOfLayer(head);
  if (known === undefined) return [];
  // A layer may have ports and arrays that its arguments say: what looks like no option that is there is one of those.
  const [least, most] =
    declared === undefined
      ? [0, Number.POSITIVE_INFINITY]
      : (definition?.native?.arity ?? [0, Number.POSITIVE_INFINITY]);
  return args.flatMap((a, i): Warning[] => {
    if (i < least || !isRule(a)) return [];
    const key = a.args[0]!;
    const name = optionName(key.expr);
    if (name === undefined || known.includes(name)) return [];
    const text = textFor(name, head, known, a);
    // Where an argument may still stand, a rule is an option only if it looks like one that is there.
    const mayBeData = i < most && declared !== undefined && key.expr.kind !== Kind.Symbol;
    if (mayBeData || (i < most && !text.includes('did you mean'))) return [];
    return [{ start: key.start, end: key.end, code: 'unknown-option', text }];
  });
}

function textFor(name: string, head: Sym, known: readonly string[], rule: Node): string {
  const [, , , , hint] = unknownOption(name, head, known, rule.expr);
  const near = hint instanceof Str ? hint.value : '';
  return `${head.name} has no option ${name}${near === '' ? `; it has ${[...known].sort().join(', ')}.` : `;${near}`}`;
}
