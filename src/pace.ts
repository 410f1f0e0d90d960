/**
 * How native work stays stoppable: it tells how much it has done, and every millisecond or so somebody looks whether it
 * is to end. Evaluation is one thread, so that there is one pace, and whoever evaluates at the moment listens to it.
 */

/** Units between two looks. A unit is the work on one element of a list: ten to fifty nanoseconds. */
const USUAL = 20_000;
/** Elements of a typed array that one run of a simple loop takes, in well below a millisecond. */
const CHUNK = 1 << 15;
/** Elements of a typed array that cost as much as one unit. */
const ELEMENTS_A_UNIT = 8;

const nobody = (): void => {};

let every = USUAL;
let left = USUAL;
let look: () => void = nobody;

/** Tells of work done; throws (a Signal of the kernel) when the evaluation is to end. */
export function worked(units: number): void {
  left -= units;
  if (left < 0) lookNow();
}

/** Looks whether the evaluation is to end: for whoever waits, or has done a piece of work of a few milliseconds. */
export function lookNow(): void {
  left = every;
  look();
}

/** Milliseconds between two looks of work that says nothing of its length. */
const MOMENT = 1;
let lookedAt = 0;
/** Tells of a step of the host that may be short or long. */
export function stepDone(): void {
  const now = performance.now();
  if (now - lookedAt < MOMENT) return;
  lookedAt = now;
  lookNow();
}

/** Tells of one simple step on each of n elements of typed arrays. */
export const workedThrough = (n: number): void => worked(n / ELEMENTS_A_UNIT);

/** Runs a loop over n elements of typed arrays piece by piece, with looks between. */
export function inChunks(n: number, run: (from: number, to: number) => void): void {
  for (let from = 0; from < n; from += CHUNK) {
    const to = Math.min(n, from + CHUNK);
    run(from, to);
    workedThrough(to - from);
  }
}

/** A copy of the elements from..to of a typed array: `slice`, stoppable. */
export function copied<T extends Float64Array | Float32Array>(data: T, from = 0, to: number = data.length): T {
  if (to - from <= CHUNK) return data.slice(from, to) as T;
  const out = new (data.constructor as new (n: number) => T)(to - from);
  inChunks(out.length, (a, b) => out.set(data.subarray(from + a, from + b), a));
  return out;
}

/** Steps of simple loops over elements that are no typed arrays between two reports of work, as a mask. */
const STRIDE = 0xfff;

/** For every step of a loop that does next to nothing for each element: reports of work now and then. */
export function stepped(i: number): void {
  if ((i & STRIDE) === STRIDE) worked((STRIDE + 1) / ELEMENTS_A_UNIT);
}

/** Texts that are put together at once. */
const TEXTS = 1 << 14;

/** The texts of many things in a row. */
export function joinedTexts<T>(items: readonly T[], textOf: (x: T, i: number) => string, separator = ''): string {
  if (items.length <= TEXTS) return items.map(textOf).join(separator);
  let all = '';
  for (let from = 0; from < items.length; from += TEXTS) {
    const part = items.slice(from, from + TEXTS).map((x, i) => textOf(x, from + i));
    all += (from > 0 ? separator : '') + part.join(separator);
    worked(part.length);
  }
  return all;
}

/** Copies the elements from..to of a typed array to another one, at a position there. */
export function move(
  source: Float64Array | Float32Array,
  from: number,
  to: number,
  out: Float64Array | Float32Array,
  at: number,
): void {
  if (to - from <= CHUNK) {
    out.set(source.subarray(from, to), at);
    workedThrough(to - from);
  } else inChunks(to - from, (a, b) => out.set(source.subarray(from + a, from + b), at + a));
}

/** The numbers f(x) of a typed array. */
export function mapped(data: ArrayLike<number>, f: (x: number) => number): Float64Array {
  const out = new Float64Array(data.length);
  inChunks(out.length, (from, to) => {
    for (let i = from; i < to; i++) out[i] = f(data[i]!);
  });
  return out;
}

/** The numbers f(0), f(1), ..., f(n - 1). */
export function tabulated(n: number, f: (i: number) => number): Float64Array {
  const out = new Float64Array(n);
  inChunks(n, (from, to) => {
    for (let i = from; i < to; i++) out[i] = f(i);
  });
  return out;
}

/** Do all numbers of a typed array pass? */
export function allPass(data: ArrayLike<number>, test: (x: number) => boolean): boolean {
  for (let from = 0; from < data.length; from += CHUNK) {
    const to = Math.min(data.length, from + CHUNK);
    for (let i = from; i < to; i++) if (!test(data[i]!)) return false;
    workedThrough(to - from);
  }
  return true;
}

/** `listener` is asked from now on; gives who was asked before, to be put back in the end. */
export function listen(listener: () => void): () => void {
  const before = look;
  look = listener;
  return before;
}

/** Looks after so many units from now on, as tests want it; without a number as usual. */
export function lookEvery(units: number = USUAL): void {
  every = units;
  left = units;
}
