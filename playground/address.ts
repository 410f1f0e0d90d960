/** A notebook as the part of an address behind #. */
import type { Cell } from '../src/frontends/notebook/cell.ts';
import { fromProgram, toProgram } from '../src/frontends/notebook/program.ts';

const MARK = 'n1.';

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The cells as the part of an address behind #. */
export async function toAddress(cells: readonly Cell[]): Promise<string> {
  const bytes = await through(new TextEncoder().encode(toProgram(cells)), new CompressionStream('deflate-raw'));
  const text = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''));
  return MARK + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** undefined: the address holds no notebook. Throws an error with one sentence for people. */
export async function fromAddress(hash: string): Promise<Cell[] | undefined> {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(MARK)) return undefined;
  try {
    const plain = atob(text.slice(MARK.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await through(
      Uint8Array.from(plain, (c) => c.charCodeAt(0)),
      new DecompressionStream('deflate-raw'),
    );
    return fromProgram(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error('The notebook in the address is damaged.');
  }
}
