/**
 * Random matrices with orthonormal columns, uniformly distributed (Haar): a product of Householder reflections of normal
 * vectors of falling length, by Stewart 1980, "The efficient generation of random orthogonal matrices with an application
 * to condition estimators". Reflections are applied in blocks, I - V T V', as Schreiber and Van Loan 1989 write them.
 */
import { lookNow } from '../../pace.ts';
import { OutOfMemory } from '../contract/problems.ts';
import { bindKernels, type NativeKernels } from '../machine/native/native.ts';
import { BulkRandom, type RandomBits, STATE_BYTES } from './bulk.ts';

/** Reflections of one block. */
const BLOCK = 32;
const PAGE = 65536;
const upTo = (n: number, multiple: number): number => Math.ceil(n / multiple) * multiple;

/** Matrices of one memory; places in numbers. Rows and columns are filled up with zeros to whole blocks. */
interface Workspace {
  readonly kernels: NativeKernels;
  readonly random: BulkRandom;
  readonly numbers: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly lines: number;
  readonly width: number;
  /** From a line of Q to the next: no power of 2, which would crowd few lines of the cache. */
  readonly step: number;
  readonly q: number;
  /** The vectors of a block as columns; V' V; -T; V' Q; -T V' Q. */
  readonly v: number;
  readonly gram: number;
  readonly t: number;
  readonly w: number;
  readonly tw: number;
}

function workspace(rows: number, columns: number, random: RandomBits): Workspace {
  const [lines, width] = [upTo(rows, BLOCK), upTo(columns, BLOCK)];
  const step = width + 16;
  let end = STATE_BYTES / 4;
  const place = (n: number): number => {
    end += upTo(n, 16);
    return end - upTo(n, 16);
  };
  const q = place(lines * step);
  const v = place(lines * BLOCK);
  const [gram, t, w, tw] = [place(BLOCK * BLOCK), place(BLOCK * BLOCK), place(BLOCK * step), place(BLOCK * step)];
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({ initial: Math.ceil((4 * end) / PAGE) });
  } catch {
    throw new OutOfMemory(4 * end);
  }
  const kernels = bindKernels(memory);
  const numbers = new Float32Array(memory.buffer);
  const bulk = new BulkRandom(kernels, memory, 0, random);
  return { kernels, random: bulk, numbers, rows, columns, lines, width, step, q, v, gram, t, w, tw };
}

/** c [m, n] += a b, for places in numbers; a is read in steps of `ai` down and `al` to the right. */
function add(
  s: Workspace,
  [c, lineOfC]: readonly [number, number],
  [a, ai, al]: readonly [number, number, number],
  [b, lineOfB]: readonly [number, number],
  [m, k, n]: readonly [number, number, number],
): void {
  s.kernels.addProduct(4 * a, 4 * b, 4 * c, m, k, n, ai, al, lineOfB, lineOfC);
}

/** The Householder vectors of the columns from..., and of each the sign that makes the first number of its reflection positive. */
function vectors(s: Workspace, from: number, signs: Float32Array): void {
  const { numbers, v } = s;
  const [height, count] = [s.lines - from, Math.min(BLOCK, s.columns - from)];
  s.random.normals(4 * v, height * BLOCK, 0, 1);
  numbers.fill(0, v + (s.rows - from) * BLOCK, v + height * BLOCK);
  for (let j = 0; j < BLOCK; j++) {
    const above = j < count ? j : s.rows - from;
    for (let i = 0; i < above; i++) numbers[v + i * BLOCK + j] = 0;
    if (j >= count) continue;
    let squares = 0;
    for (let i = j; i < height; i++) squares += numbers[v + i * BLOCK + j]! ** 2;
    const sign = numbers[v + j * BLOCK + j]! < 0 ? -1 : 1;
    numbers[v + j * BLOCK + j]! += sign * Math.sqrt(squares);
    signs[from + j] = -sign;
  }
}

/** -T, the triangle of I - V T V', from V' V. */
function triangle(s: Workspace, from: number): void {
  const { numbers, gram, t, v } = s;
  numbers.fill(0, gram, t + BLOCK * BLOCK);
  add(s, [gram, BLOCK], [v, 1, BLOCK], [v, BLOCK], [BLOCK, s.lines - from, BLOCK]);
  for (let j = 0; j < BLOCK; j++) {
    const square = numbers[gram + j * BLOCK + j]!;
    if (square === 0) continue;
    const beta = -2 / square;
    numbers[t + j * BLOCK + j] = beta;
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let l = i; l < j; l++) sum += numbers[t + i * BLOCK + l]! * numbers[gram + l * BLOCK + j]!;
      numbers[t + i * BLOCK + j] = beta * sum;
    }
  }
}

/** Q = (I - V T V') Q, where Q is the identity above and to the left of `from`. */
function reflect(s: Workspace, from: number): void {
  const q = s.q + from * s.step + from;
  const [height, width] = [s.lines - from, s.width - from];
  s.numbers.fill(0, s.w, s.tw + BLOCK * s.step);
  add(s, [s.w, s.step], [s.v, 1, BLOCK], [q, s.step], [BLOCK, height, width]);
  add(s, [s.tw, s.step], [s.t, BLOCK, 1], [s.w, s.step], [BLOCK, BLOCK, width]);
  add(s, [q, s.step], [s.v, BLOCK, 1], [s.tw, s.step], [height, BLOCK, width]);
}

/** A matrix with orthonormal columns, row by row; `rows` is at least `columns`. Can be stopped. Throws OutOfMemory. */
export function orthonormalColumns(rows: number, columns: number, random: RandomBits): Float32Array {
  const s = workspace(rows, columns, random);
  const signs = new Float32Array(columns);
  for (let i = 0; i < columns; i++) s.numbers[s.q + i * s.step + i] = 1;
  for (let from = s.width - BLOCK; from >= 0; from -= BLOCK) {
    vectors(s, from, signs);
    triangle(s, from);
    reflect(s, from);
    lookNow();
  }
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[i * columns + j] = s.numbers[s.q + i * s.step + j]! * signs[j]!;
  return out;
}
