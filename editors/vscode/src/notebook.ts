/** Notebooks as files: those of Jupyter (nbformat 4), which other programs can open, too. */

export interface Output {
  readonly mime: string;
  /** Text; base64 where the type is that of a picture. */
  readonly data: string;
}
export interface Cell {
  readonly kind: 'code' | 'markdown';
  readonly text: string;
  readonly outputs: readonly Output[];
}

const ERROR = 'application/vnd.code.notebook.stderr';
const STDOUT = 'application/vnd.code.notebook.stdout';

/** What a session says of a cell. */
export const printed = (text: string): Output => ({ mime: STDOUT, data: `${text}\n` });
export const message = (text: string): Output => ({ mime: ERROR, data: `${text}\n` });

interface RawOutput {
  readonly output_type?: unknown;
  readonly name?: unknown;
  readonly text?: unknown;
  readonly data?: unknown;
}

/** Texts may be lists of lines. */
const joined = (text: unknown): string =>
  Array.isArray(text) ? text.map(String).join('') : typeof text === 'string' ? text : '';

function outputsOf(raw: unknown): Output[] {
  if (!Array.isArray(raw)) return [];
  return (raw as RawOutput[]).flatMap((o): Output[] => {
    if (o.output_type === 'stream') return [{ mime: o.name === 'stderr' ? ERROR : STDOUT, data: joined(o.text) }];
    if (typeof o.data !== 'object' || o.data === null) return [];
    const [best] = Object.entries(o.data).sort(
      ([a], [b]) => Number(b.startsWith('image/')) - Number(a.startsWith('image/')),
    );
    return best === undefined ? [] : [{ mime: best[0], data: joined(best[1]) }];
  });
}

/** The cells of a file; an empty file has none. Throws Error for what is no notebook. */
export function readNotebook(text: string): Cell[] {
  if (text.trim() === '') return [];
  const { cells, nbformat } = JSON.parse(text) as { cells?: unknown; nbformat?: unknown };
  if (!Array.isArray(cells)) throw new Error('this is no notebook: it has no list of cells');
  if (nbformat !== undefined && nbformat !== 4)
    throw new Error(`notebooks of format ${String(nbformat)} are not read; 4 is`);
  return cells.map((c: Record<string, unknown>): Cell => {
    const kind = c.cell_type === 'code' ? 'code' : 'markdown';
    return { kind, text: joined(c.source), outputs: kind === 'code' ? outputsOf(c.outputs) : [] };
  });
}

function rawOutput({ mime, data }: Output): object {
  if (mime === STDOUT || mime === ERROR)
    return { output_type: 'stream', name: mime === ERROR ? 'stderr' : 'stdout', text: data };
  return { output_type: 'display_data', data: { [mime]: data }, metadata: {} };
}

export function writeNotebook(cells: readonly Cell[]): string {
  const raw = cells.map(({ kind, text, outputs }, i) => ({
    id: `cell-${i + 1}`,
    cell_type: kind,
    metadata: {},
    source: text,
    ...(kind === 'code' && { execution_count: null, outputs: outputs.map(rawOutput) }),
  }));
  const metadata = {
    kernelspec: { name: 'scheelite', display_name: 'Scheelite', language: 'wolfram' },
    language_info: { name: 'wolfram', file_extension: '.wl' },
  };
  return `${JSON.stringify({ cells: raw, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}
