/** What is known of the name at the cursor: of a symbol its usage and definitions, else of the function that is being called. */
import { describe, hasMeaning } from '../../core.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { callAround } from './call.ts';
import { scan } from './scan.ts';

/** `whole`: with all forms of use and the options, as ??name. undefined: nothing is known. */
export function inspectionAt(text: string, cursor: number, whole: boolean, session: KernelSession): string | undefined {
  const here = scan(text).tokens.find((t) => t.kind === 'symbol' && t.start <= cursor && cursor <= t.end);
  for (const name of [here?.text, callAround(text, cursor)?.name]) {
    const known = name === undefined ? undefined : informationOn(name, whole, session);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** Characters of a value that are shown. */
const MOST = 2000;

function informationOn(name: string, whole: boolean, session: KernelSession): string | undefined {
  const s = session.contexts.find(name);
  if (s === undefined || !hasMeaning(s, session)) return undefined;
  const own = s.context === 'System`' ? undefined : session.definitions.known(s)?.own;
  if (own !== undefined) return `${name} = ${session.outputForm(own, { characters: MOST })}`;
  return session.log.collect(() => describe(s, whole, { session })).value;
}
