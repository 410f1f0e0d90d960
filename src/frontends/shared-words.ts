/** Words of memory that the main thread and the session's thread share. */
export const ABORT = 0;
const COLUMNS = 1;
const ROWS = 2;
export const sharedWords = (): SharedArrayBuffer => new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What a usual terminal has, where there is none. */
const usual: Size = { columns: 80, rows: 24 };

/** The main thread tells the size of the terminal, now and whenever it changes. */
export function shareSize(words: Int32Array, terminals: readonly Partial<NodeJS.WriteStream>[]): void {
  const share = (): void => {
    const known = terminals.find((t) => t.columns !== undefined);
    Atomics.store(words, COLUMNS, known?.columns || usual.columns);
    Atomics.store(words, ROWS, known?.rows || usual.rows);
  };
  share();
  process.on('SIGWINCH', () => setImmediate(share));
}

/** The size as it is now. */
export const sharedSize = (words: Int32Array): Size => ({
  columns: Atomics.load(words, COLUMNS) || usual.columns,
  rows: Atomics.load(words, ROWS) || usual.rows,
});
