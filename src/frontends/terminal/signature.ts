/** How a function is called: one line of its usage, or the left side of a definition. */
import { Kind, type Sym } from '../../expr/expr.ts';
import { usageOf } from '../../index.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { scan } from './editor/scan.ts';

/** Of several forms the first that has an argument in this place. */
export function signatureOf(name: string, argument: number, session: KernelSession): string | undefined {
  const s = session.contexts.find(name);
  if (s === undefined) return undefined;
  const forms = [...definitionsOf(s, session), ...usageForms(s, session)];
  return forms.find((f) => argumentCount(f, name) > argument) ?? forms[0];
}

function usageForms(s: Sym, session: KernelSession): string[] {
  const usage = usageOf(s, session);
  const text = usage?.kind === Kind.String ? usage.value : '';
  return text.split('\n').filter((line) => line.startsWith(`${s.name}[`));
}

function definitionsOf(s: Sym, session: KernelSession): string[] {
  if (s.context === 'System`') return [];
  return (session.known(s)?.down?.all() ?? []).map((r) =>
    session.inputForm(r.lhs).replace(/^HoldPattern\[(.*)\]$/s, '$1'),
  );
}

/** Infinite where dots say that there can be more. */
function argumentCount(form: string, name: string): number {
  const frame = scan(form).frames.find((f) => f.head === name);
  if (frame === undefined) return 0;
  const inside = form.slice(frame.open + 1, frame.close ?? form.length);
  if (/\.\.\.|…/.test(inside)) return Number.POSITIVE_INFINITY;
  return inside.trim() === '' ? 0 : frame.commas.length + 1;
}
