/** Names of files as text: joining, taking apart, and the directory a session works in. */
import type { Session } from '../../kernel/definitions/definition.ts';

/** Directories entered by SetDirectory, the present one last. The process's own directory is never changed. */
const stacks = new WeakMap<Session, string[]>();
export function directoryStack(session: Session): string[] {
  let s = stacks.get(session);
  if (s === undefined) stacks.set(session, (s = [session.io.directory()]));
  return s;
}
export const directoryOf = (session: Session): string => directoryStack(session).at(-1)!;

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);

/** Without . and .. and doubled separators. */
export function simplified(path: string): string {
  const root = /^(?:[A-Za-z]:)?[\\/]/.exec(path)?.[0] ?? '';
  const out: string[] = [];
  for (const part of path.slice(root.length).split(/[\\/]+/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (part !== '..' || root === '') out.push(part);
  }
  return root + out.join('/') || '.';
}

/** The file a name means in this session. */
export function absolute(name: string, session: Session): string {
  const path = name === '~' || name.startsWith('~/') ? session.io.homeDirectory() + name.slice(1) : name;
  return simplified(isAbsolute(path) ? path : `${directoryOf(session)}/${path}`);
}

export const joinPath = (parts: readonly string[]): string =>
  parts
    .filter((p) => p !== '')
    .reduce((a, b) => `${a.replace(/[\\/]+$/, '')}/${b.replace(/^[\\/]+/, '')}`, '')
    .replace(/^\/(?=\/)/, '')
    .replace(/^\//, parts[0]?.startsWith('/') ? '/' : '');
export const baseName = (path: string): string => path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, '');
export const parentOf = (path: string): string =>
  path.replace(/[\\/]+$/, '').replace(/[\\/]?[^\\/]*$/, '') || (path.startsWith('/') ? '/' : '');
/** Without the point; empty for none. */
export const extensionOf = (path: string): string => /[^.]\.([^.]+)$/.exec(baseName(path))?.[1] ?? '';

/** Names with * and ? as in a shell. */
export const globRegExp = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('@', '[^/A-Z]+')}$`,
  );
