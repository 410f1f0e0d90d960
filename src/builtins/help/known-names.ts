/** What a name that means nothing here may have been meant for: a misspelt one, or one of the language that is not here. */
import type { Sym } from '../../expr/expr.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { kindredName, nearestName } from '../../numeric/near-names.ts';
import { isDocumentedName } from './documented-names.ts';

/** Does a symbol mean something: has it behaviour, a value, rules, attributes, messages or options? */
export function hasMeaning(s: Sym, session: Session): boolean {
  const d = session.definitions.known(s);
  if (d === undefined) return false;
  if (d.native !== undefined || d.own !== undefined || d.attributes !== 0) return true;
  if (d.messages !== undefined || d.options !== undefined) return true;
  return [d.down, d.sub, d.up, ...Object.values(d.more)].some((rules) => rules !== undefined && rules.size > 0);
}

/** Names that can be written as they are: no local variables, no private ones. */
const isPlain = (s: Sym, session: Session): boolean => session.contexts.isVisible(s) && !s.name.includes('$', 1);

/** Names that mean something. */
function meaningful(session: Session): string[] {
  return session.names
    .all()
    .filter((s) => isPlain(s, session) && hasMeaning(s, session))
    .map((s) => s.name);
}

export type Verdict =
  | { readonly kind: 'misspelt'; readonly near: string }
  /** Documented, but not here; `near` is the nearest thing that is. */
  | { readonly kind: 'missing'; readonly near: string | undefined };

/** What people use these for, where no name is akin. */
const instead: Readonly<Record<string, string>> = {
  FindFormula: 'FindFit',
};

/** What there is to say of a name that means nothing; undefined: nothing, it is the user's own. */
export function verdictOn(name: string, session: Session): Verdict | undefined {
  if (isDocumentedName(name)) {
    const near = Object.hasOwn(instead, name) ? instead[name] : kindredName(name, meaningful(session));
    return { kind: 'missing', near };
  }
  // A name in small letters is one of the user's own, or one of the language in the wrong letters.
  const names = meaningful(session);
  const near = nearestName(name, names);
  if (near !== undefined && /^[a-z]/.test(name) && /^[A-Z]/.test(near) && near.toLowerCase() !== name.toLowerCase())
    return undefined;
  return near === undefined ? undefined : { kind: 'misspelt', near };
}
