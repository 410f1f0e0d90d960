/** Files of Jupyter (.ipynb): notebooks of the format 4 (nbformat.readthedocs.io). */
import type { Cell, Output } from './cell.ts';

/** A cell of the file; what is not known here stays in it. */
export interface FileCell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
  outputs?: readonly Output[];
  execution_count?: number | null;
}
export interface NotebookFile {
  readonly nbformat: number;
  readonly cells: readonly FileCell[];
  metadata?: Record<string, unknown>;
}

/** Texts are kept in lines, so that differences between files can be read. */
export const lines = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\n)/));

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Throws an error with one sentence for people. */
export function readNotebook(text: string): NotebookFile {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Error('The file is no notebook: it is not JSON.');
  }
  if (isRecord(file) && file.nbformat !== undefined && file.nbformat !== 4)
    throw new Error(`The file is a notebook of the format ${String(file.nbformat)}; the format 4 is read.`);
  if (!isRecord(file) || !Array.isArray(file.cells) || !file.cells.every(isRecord))
    throw new Error('The file is no notebook of the format 4: it has no cells.');
  return { nbformat: 4, ...file } as unknown as NotebookFile;
}
export const notebookText = (file: NotebookFile): string => `${JSON.stringify(file, undefined, 1)}\n`;

/** The text of a cell; undefined: it has none. */
export function sourceOf({ source }: FileCell): string | undefined {
  const text = Array.isArray(source) ? source.join('') : source;
  return typeof text === 'string' ? text : undefined;
}

export const LANGUAGE = { name: 'wolfram', file_extension: '.wl', mimetype: 'application/vnd.wolfram.wl' };

/** Whether the parts that every reader relies on are there. */
const isOutput = (o: unknown): o is Output =>
  isRecord(o) &&
  (o.output_type === 'stream'
    ? typeof o.name === 'string'
    : o.output_type === 'error'
      ? typeof o.evalue === 'string'
      : isRecord(o.data));

/** Throws an error with one sentence for people. */
export function fromNotebook(text: string): Cell[] {
  return readNotebook(text).cells.flatMap((c): Cell[] => {
    const source = sourceOf(c);
    if (source === undefined) return [];
    if (c.cell_type !== 'code') return [{ kind: 'text', source }];
    return [{ kind: 'code', source, outputs: Array.isArray(c.outputs) ? c.outputs.filter(isOutput) : [] }];
  });
}

export function toNotebook(cells: readonly Cell[]): string {
  const file = {
    cells: cells.map((c, i) => {
      const shared = { id: `cell-${i + 1}`, metadata: {}, source: lines(c.source) };
      return c.kind === 'text'
        ? { cell_type: 'markdown', ...shared }
        : { cell_type: 'code', execution_count: null, ...shared, outputs: c.outputs ?? [] };
    }),
    metadata: {
      kernelspec: { name: 'scheelite', display_name: 'Scheelite', language: 'wolfram' },
      language_info: LANGUAGE,
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return notebookText(file);
}
