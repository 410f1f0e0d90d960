/** Files and folders that a path can go on with. */
import type { KernelSession } from '../../kernel/session.ts';
import type { Candidate } from './questions.ts';

/** `close` comes behind files; folders can be gone on with. */
export function fileCandidates(typed: string, session: KernelSession, close = ''): Candidate[] {
  const { io } = session;
  const cut = typed.lastIndexOf('/') + 1;
  const [folder, beginning] = [typed.slice(0, cut), typed.slice(cut)];
  const place = folder.replace(/^~(?=\/)/, io.homeDirectory()) || '.';
  const path = place.startsWith('/') ? place : `${io.directory()}/${place}`;
  const names = (io.list(path) ?? []).filter(
    (n) => n.startsWith(beginning) && (beginning !== '' || !n.startsWith('.')),
  );
  return [...names].sort().map((n) => {
    const isFolder = io.status(`${path}/${n}`)?.kind === 'directory';
    return { text: `${folder}${n}${isFolder ? '/' : close}` };
  });
}
