/** The heart of products and convolutions: a tile of sums that stays in registers while its terms are added. */
import { at, r8, r9, r10, r11, rax } from '../assembler.ts';
import { target } from '../target.ts';
import { type Code, TAIL, type Target } from '../vectors.ts';

/** Terms of a sum, outermost loop first; steps are in bytes. */
export interface Loop {
  readonly count: number;
  readonly a: number;
  readonly b: number;
}

/** C[row, lane] = sum of A[row, term] B[term, lane]. Numbers of A are spread, those of B are vectors. */
export interface Tile {
  readonly rows: number;
  /** Bytes from the first row of A to row r. */
  readonly rowOffset: (r: number) => number;
  /** Numbers of a row of C. */
  readonly lanes: number;
  readonly loops: readonly Loop[];
  /** Bytes between rows of C. */
  readonly cRow: number;
  /** The sums are added to what C holds. */
  readonly accumulate: boolean;
  /** B has all lanes of its last vector, as a packed panel does. */
  readonly whole?: boolean;
}

/** Registers that point to the first numbers; the tile leaves them as they are. */
export interface Bases {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Vector registers for sums; the others hold a vector of B for each column, and one number of A. */
function sumsOf({ registers, columns }: Target): number {
  const most = registers - 1 - columns;
  return most - (most % columns);
}
/** The register with a number of A. */
const spreadOf = ({ registers }: Code): number => registers - 1;
/** Bytes of a line of the cache. */
const LINE = 64;
/** Bytes ahead in B that are asked for. */
const AHEAD = 1024;

export const vectorsOf = (lanes: number): number => Math.ceil(lanes / target().lanes);
/** The most rows of a tile with so many lanes. */
export const mostRows = (lanes: number): number => Math.floor(sumsOf(target()) / vectorsOf(lanes));
/** The most lanes of such a tile. */
export const panelLanes = (): number => target().columns * target().lanes;

/** Uses r8 to r11 and rax. The mask of the last vector must be set if it is not whole. */
export function emitTile(code: Code, tile: Tile, bases: Bases): void {
  const { rows, lanes } = tile;
  const vectors = vectorsOf(lanes);
  const partial = lanes % code.lanes !== 0;
  const sum = (r: number, v: number): number => r * vectors + v;
  const [sums, number] = [sumsOf(code.target), spreadOf(code)];
  const column = (v: number): number => sums + v;
  for (let i = 0; i < rows * vectors; i++) code.zero(i);
  code.move(r8, bases.a);
  code.move(r9, bases.b);
  const term = (a: number, b: number): void => {
    if (rows === 1) {
      emitRow(code, tile, vectors, a, b);
      return;
    }
    for (let v = 0; v < vectors; v++) {
      const mask = partial && v === vectors - 1 && tile.whole !== true ? TAIL : 0;
      code.load(column(v), at(r9, b + v * code.bytes), mask);
    }
    if (tile.whole === true) code.prefetch(at(r9, b + AHEAD));
    // rows side by side: the next tile reads the next line, which the processor does not foresee
    if (rows > 1 && tile.rowOffset(1) === 4) code.prefetch(at(r8, a + LINE));
    for (let r = 0; r < rows; r++) {
      const place = at(r8, a + tile.rowOffset(r));
      if (vectors === 1) code.op('multiplyAdd231', sum(r, 0), column(0), place, { spread: true });
      else {
        code.spread(number, place);
        for (let v = 0; v < vectors; v++) code.op('multiplyAdd231', sum(r, v), number, column(v));
      }
    }
  };
  emitLoops(code, tile.loops, term);
  for (let r = 0; r < rows; r++) {
    for (let v = 0; v < vectors; v++) {
      const mask = partial && v === vectors - 1 ? TAIL : 0;
      const place = at(bases.c, r * tile.cRow + v * code.bytes);
      if (tile.accumulate) code.op('add', sum(r, v), sum(r, v), place, { mask });
      code.store(place, sum(r, v), mask);
    }
  }
}

/** A term of a single row: the vectors of B are operands from memory, so that there may be many. */
function emitRow(code: Code, tile: Tile, vectors: number, a: number, b: number): void {
  const number = spreadOf(code);
  code.spread(number, at(r8, a));
  for (let v = 0; v < vectors; v++) {
    const partial = tile.lanes % code.lanes !== 0 && v === vectors - 1 && tile.whole !== true;
    code.op('multiplyAdd231', v, number, at(r9, b + v * code.bytes), partial ? { mask: TAIL } : {});
  }
}

/** Nested loops over terms: r8 and r9 move; counters are r10, r11, rax from the inside. */
export function emitLoops(code: Code, loops: readonly Loop[], term: (a: number, b: number) => void): void {
  const counters = [r10, r11, rax];
  const real = loops.filter((l, i) => l.count !== 1 || i === loops.length - 1);
  const emit = (depth: number): void => {
    const loop = real[depth]!;
    const inner = real.slice(depth + 1);
    if (inner.length === 0) {
      emitInner(code, loop, counters[0]!, term);
      return;
    }
    const counter = counters[inner.length]!;
    code.moveImmediate(counter, loop.count);
    code.loop(counter, () => {
      emit(depth + 1);
      // the inner loop has moved on by its whole length
      const next = inner[0]!;
      code.addImmediate(r8, loop.a - next.count * next.a);
      code.addImmediate(r9, loop.b - next.count * next.b);
    });
  };
  emit(0);
}

/** The innermost loop, some terms at a time; the pointers end behind the last term. */
function emitInner(code: Code, loop: Loop, counter: number, term: (a: number, b: number) => void): void {
  const times = Math.floor(loop.count / code.target.unrolled);
  const block = (n: number): void => {
    for (let i = 0; i < n; i++) term(i * loop.a, i * loop.b);
    code.addImmediate(r8, n * loop.a);
    code.addImmediate(r9, n * loop.b);
  };
  if (times > 0) {
    code.moveImmediate(counter, times);
    code.loop(counter, () => block(code.target.unrolled));
  }
  if (loop.count % code.target.unrolled > 0) block(loop.count % code.target.unrolled);
}

/** Cuts n rows into tiles of at most `most`, as evenly as can be: [rows, how many tiles]. */
export function evenParts(n: number, most: number): [size: number, count: number][] {
  const parts = Math.ceil(n / most);
  const size = Math.floor(n / parts);
  const larger = n % parts;
  const list: [number, number][] = [
    [size + 1, larger],
    [size, parts - larger],
  ];
  return list.filter(([, count]) => count > 0);
}

/** Cuts n lanes into panels: [lanes, how many]. */
export function panels(n: number, most: number): [lanes: number, count: number][] {
  const full = Math.floor(n / most);
  const rest = n % most;
  return [
    ...(full > 0 ? [[most, full] as [number, number]] : []),
    ...(rest > 0 ? [[rest, 1] as [number, number]] : []),
  ];
}
