/** Words of memory that the main thread and the session's thread share: what has to be seen while an evaluation runs. */

/** Presses of Ctrl-C that the session has not taken yet; it takes one at a time. */
const PRESSES = 0;
const COLUMNS = 1;
const ROWS = 2;
/** 1 after the main thread has written to the terminal: what is drawn in place begins anew below. */
const DISTURBED = 3;
/** What the terminal has answered about itself (terminal/abilities.ts). */
const ABILITIES = 4;
/** Texts that the session has sent and the main thread has not passed on yet. */
const UNDERWAY = 5;
export const sharedWords = (): Int32Array => new Int32Array(new SharedArrayBuffer(6 * Int32Array.BYTES_PER_ELEMENT));

export const press = (words: Int32Array, times = 1): void => void Atomics.add(words, PRESSES, times);
export const forgetPresses = (words: Int32Array): void => void Atomics.store(words, PRESSES, 0);
export const isPressed = (words: Int32Array): boolean => Atomics.load(words, PRESSES) > 0;
/** Takes one press, if there is one. */
export function takePress(words: Int32Array): boolean {
  for (;;) {
    const n = Atomics.load(words, PRESSES);
    if (n <= 0) return false;
    if (Atomics.compareExchange(words, PRESSES, n, n - 1) === n) return true;
  }
}
/** Waits a while, or until a key is pressed. */
export const waitForPress = (words: Int32Array, milliseconds: number): void =>
  void Atomics.wait(words, PRESSES, 0, milliseconds);

/** Texts that may be under way: a session that prints without end waits for whoever reads it. */
const MOST_UNDERWAY = 64;
export const addUnderway = (words: Int32Array, change: 1 | -1): void => void Atomics.add(words, UNDERWAY, change);
export const isFarAhead = (words: Int32Array): boolean => Atomics.load(words, UNDERWAY) > MOST_UNDERWAY;

export const disturb = (words: Int32Array): void => void Atomics.store(words, DISTURBED, 1);
/** Has the main thread written since this was asked last? */
export const wasDisturbed = (words: Int32Array): boolean => Atomics.exchange(words, DISTURBED, 0) === 1;

export const addAbilities = (words: Int32Array, bits: number): void => void Atomics.or(words, ABILITIES, bits);
export const answeredAbilities = (words: Int32Array): number => Atomics.load(words, ABILITIES);

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
