/** Names of symbols with wildcards, as Names, Clear and ? take them. */
import type { Sym } from '../expr/expr.ts';
import type { Session } from '../kernel/definitions/definition.ts';

/** `*` stands for any characters, `@` for any that are not upper-case letters; without a context the path is searched. */
export function symbolsNamed(pattern: string, session: Session): Sym[] {
  const source = pattern.replace(/[.*+?^${}()|[\]\\@]/g, (c) =>
    c === '*' ? '[^`]*' : c === '@' ? '[^`A-Z]+' : `\\${c}`,
  );
  const regex = new RegExp(`^(?:${source})$`);
  const full = pattern.includes('`');
  return session.names
    .all()
    .filter((s) => (full ? regex.test(s.fullName) : regex.test(s.name) && session.contexts.isVisible(s)))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
