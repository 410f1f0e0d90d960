/** How a function is called: one line of its usage, or the left side of a definition. */

import { usageOf } from '../../core.ts';
import { Kind, type Sym } from '../../expr/expr.ts';
import type { KernelSession } from '../../kernel/session.ts';
import type { Call } from './call.ts';
import { scan } from './scan.ts';

/** Of several forms the first that has an argument in this place. */
export function signatureOf(call: Call, session: KernelSession): string | undefined {
  const { name, argument, inList } = call;
  const s = session.contexts.find(name);
  if (s === undefined) return undefined;
  const forms = [...definitionsOf(s, session), ...usageForms(s, session)];
  const fitting = forms.filter((f) => argumentCount(f, name) > argument);
  const lists = inList ? fitting.find((f) => isListAt(f, call)) : undefined;
  return lists ?? fitting[0] ?? forms[0];
}

function usageForms(s: Sym, session: KernelSession): string[] {
  const usage = usageOf(s, session);
  const text = usage?.kind === Kind.String ? usage.value : '';
  return text.split('\n').filter((line) => line.startsWith(`${s.name}[`));
}

function definitionsOf(s: Sym, session: KernelSession): string[] {
  if (s.context === 'System`') return [];
  return (session.definitions.known(s)?.down?.all() ?? []).map((r) =>
    session.inputForm(r.lhs).replace(/^HoldPattern\[(.*)\]$/s, '$1'),
  );
}

function isListAt(form: string, { name, argument }: Call): boolean {
  const frame = scan(form).frames.find((f) => f.head === name);
  const begins = argument === 0 ? frame?.open : frame?.commas[argument - 1];
  return begins !== undefined && frame?.tokens.find((t) => t.start > begins)?.text === '{';
}

/** Infinite where dots say that there can be more. */
function argumentCount(form: string, name: string): number {
  const frame = scan(form).frames.find((f) => f.head === name);
  if (frame === undefined) return 0;
  const inside = form.slice(frame.open + 1, frame.close ?? form.length);
  if (/\.\.\.|\u2026/.test(inside)) return Number.POSITIVE_INFINITY;
  return inside.trim() === '' ? 0 : frame.commas.length + 1;
}
