/** A notebook as data, and as files and addresses: .wl, .ipynb, the part of an address behind #. */
import { scan } from '../src/frontends/session/scan.ts';

export interface CellData {
  readonly kind: 'code' | 'text';
  readonly source: string;
}

// --- .wl: cells are apart by empty lines; a cell that is one comment is text -----------------------------------------

/** Can a cell end here? Not inside of brackets, texts or comments. */
function isWhole(text: string): boolean {
  const { frames, tokens } = scan(text);
  if (frames.some((f) => f.open >= 0 && f.close === undefined)) return false;
  const last = tokens.at(-1);
  if (last?.kind === 'string') return last.text.length > 1 && last.text.endsWith('"');
  return last?.kind !== 'comment' || last.text.endsWith('*)');
}

const COMMENT = /^\(\*\s?([\s\S]*?)\s?\*\)$/;

export function fromProgram(text: string): CellData[] {
  const cells: CellData[] = [];
  let open = '';
  for (const piece of text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n+/)) {
    open = open === '' ? piece : `${open}\n\n${piece}`;
    if (open.trim() === '' || !isWhole(open)) continue;
    cells.push(cellOf(open.trim()));
    open = '';
  }
  if (open.trim() !== '') cells.push(cellOf(open.trim()));
  return cells;
}

function cellOf(source: string): CellData {
  const comment = COMMENT.exec(source)?.[1];
  return comment === undefined || comment.includes('(*')
    ? { kind: 'code', source }
    : { kind: 'text', source: comment.replaceAll(/^ {3}/gm, '') };
}

export const toProgram = (cells: readonly CellData[]): string =>
  `${cells
    .filter((c) => c.source.trim() !== '')
    .map((c) => (c.kind === 'text' ? `(* ${c.source.trim().replaceAll('\n', '\n   ')} *)` : c.source.trim()))
    .join('\n\n')}\n`;

// --- .ipynb ------------------------------------------------------------------------------------------------------------

/** What a cell has shown, for the file. */
export interface Saved extends CellData {
  readonly texts: readonly string[];
  /** Pictures as base64 of PNG files. */
  readonly pictures: readonly string[];
}

const lines = (text: string): string[] => text.split(/(?<=\n)/);

export function toNotebookFile(cells: readonly Saved[]): string {
  const outputs = (c: Saved): object[] => [
    ...(c.texts.length === 0
      ? []
      : [{ output_type: 'stream', name: 'stdout', text: lines(`${c.texts.join('\n')}\n`) }]),
    ...c.pictures.map((png) => ({ output_type: 'display_data', metadata: {}, data: { 'image/png': png } })),
  ];
  const file = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'scheelite', display_name: 'Scheelite', language: 'wolfram' },
      language_info: { name: 'wolfram', file_extension: '.wl', mimetype: 'application/vnd.wolfram.wl' },
    },
    cells: cells.map((c, i) => {
      const shared = { id: `cell-${i + 1}`, metadata: {}, source: lines(c.source) };
      return c.kind === 'text'
        ? { cell_type: 'markdown', ...shared }
        : { cell_type: 'code', ...shared, execution_count: null, outputs: outputs(c) };
    }),
  };
  return `${JSON.stringify(file, undefined, 1)}\n`;
}

/** Throws an error with one sentence for people. */
export function fromNotebookFile(text: string): CellData[] {
  let file: { cells?: unknown };
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    throw new Error('The file is no notebook: it is not JSON.');
  }
  if (!Array.isArray(file?.cells)) throw new Error('The file is no notebook of the format 4: it has no cells.');
  return file.cells.flatMap((c: { cell_type?: unknown; source?: unknown }) => {
    const source = Array.isArray(c?.source) ? c.source.join('') : c?.source;
    if (typeof source !== 'string') return [];
    return [{ kind: c.cell_type === 'code' ? 'code' : 'text', source } satisfies CellData];
  });
}

// --- addresses -----------------------------------------------------------------------------------------------------------

const MARK = 'n1.';

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The cells as the part of an address behind #. */
export async function toAddress(cells: readonly CellData[]): Promise<string> {
  const bytes = await through(new TextEncoder().encode(toProgram(cells)), new CompressionStream('deflate-raw'));
  const text = btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''));
  return MARK + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** undefined: the address holds no notebook. Throws an error with one sentence for people. */
export async function fromAddress(hash: string): Promise<CellData[] | undefined> {
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
