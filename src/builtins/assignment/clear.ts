/** Clear, ClearAll, Remove: taking definitions away; by symbol, by name, by string pattern. */
import { type Expr, isCall, Kind, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { clearRules } from '../../kernel/definitions/define.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { Attribute, builtin, type Evaluation } from '../builtin.ts';
import { symbolsNamed } from '../names.ts';

/** The symbols that an argument of Clear speaks of; strings may hold * and @. */
export function targets(args: readonly Expr[], e: Evaluation): Sym[] {
  const found: Sym[] = [];
  for (const a of args) {
    if (a.kind === Kind.Symbol) found.push(a);
    else if (a.kind === Kind.String) found.push(...symbolsNamed(a.value, e.session));
    else if (isCall(a, S.List)) found.push(...targets(a.args, e));
    else e.message('ssym', a);
  }
  return found;
}

function clearAll(
  args: readonly Expr[],
  e: Evaluation,
  clear: (s: Sym, session: Session) => void,
  whenProtected = 'wrsym',
): Expr {
  const session = e.session;
  for (const s of targets(args, e)) {
    const attributes = session.definitions.attributesOf(s);
    if ((attributes & Attribute.Locked) !== 0) e.message('locked', s);
    else if ((attributes & Attribute.Protected) !== 0) e.message(whenProtected, s);
    else clear(s, session);
  }
  return S.Null;
}

export const Clear = builtin('Clear', {
  usage:
    'Clear[s1, s2, ...] clears values and definitions for the symbols si.\nClear["pattern"] clears all symbols whose names match.',
  attributes: Attribute.HoldAll,
  evaluate: (args, e) =>
    clearAll(args, e, (s, session) => {
      const d = session.definitions.known(s);
      if (d === undefined) return;
      clearRules(d);
      session.definitions.touch(s);
    }),
  examples: {
    'x = 1; f[2] = 3; Clear[x, f]; {x, f[2]}': '{x, f[2]}',
    'Clear[Sin]': ['Null', 'Clear::wrsym'],
  },
});

export const ClearAll = builtin('ClearAll', {
  usage: 'ClearAll[s1, s2, ...] clears all values, definitions, attributes, messages and options for the symbols si.',
  attributes: Attribute.HoldAll,
  evaluate: (args, e) =>
    clearAll(args, e, (s, session) => {
      const d = session.definitions.known(s);
      if (d === undefined) return;
      clearRules(d);
      d.options = undefined;
      d.messages = undefined;
      session.definitions.setAttributes(s, 0);
    }),
  examples: { 'SetAttributes[f, Listable]; f[1] = 2; ClearAll[f]; {Attributes[f], f[1]}': '{{}, f[1]}' },
});

export const Remove = builtin('Remove', {
  usage:
    'Remove[s1, s2, ...] removes symbols completely, so that their names are no longer recognized.\nRemove["pattern"] removes all symbols whose names match.',
  attributes: Attribute.HoldAll,
  messages: {
    rmnsm: 'There are no symbols matching "`1`".',
    rmptc: 'Symbol `1` is Protected and cannot be removed.',
  },
  evaluate(args, e) {
    for (const a of args) if (a.kind === Kind.String && targets([a], e).length === 0) e.message('rmnsm', a);
    return clearAll(args, e, (s, session) => session.names.forget(s), 'rmptc');
  },
  examples: {
    'Remove["nosuch`*"]': ['Null', 'Remove::rmnsm'],
    'Remove[Sin]': ['Null', 'Remove::rmptc'],
    'zz = 3; Remove[zz]; Names["zz"]': '{}',
  },
});
