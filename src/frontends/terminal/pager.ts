/** Texts that are read a screen at a time, by the program that the user has chosen for that. */
import { spawnSync } from 'node:child_process';
import { writeFully } from '../node-io.ts';

/** Plain text where there is no pager. The terminal belongs to the pager while it runs: this waits. */
export function page(text: string, pager = process.env.PAGER || 'less -R'): void {
  const { error, status } = spawnSync(pager, {
    shell: true,
    input: `${text}\n`,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  // A shell tells by 127 that there is no such program.
  if (error !== undefined || status === 127) writeFully(1, `${text}\n`);
}
