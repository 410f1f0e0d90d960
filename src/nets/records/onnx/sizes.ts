/** Sizes in ONNX graphs: numbers, and products of a number and unknowns that have names. */

export class Unknown {
  readonly factor: number;
  /** Sorted. */
  readonly names: readonly string[];
  constructor(factor: number, names: readonly string[]) {
    this.factor = factor;
    this.names = names;
  }
  get key(): string {
    return [this.factor, ...this.names].join('*');
  }
}

export type Size = number | Unknown;

export const unknown = (name: string): Unknown => new Unknown(1, [name]);

const keyOf = (a: Size): string => (typeof a === 'number' ? String(a) : a.key);
export const sameSize = (a: Size, b: Size): boolean => keyOf(a) === keyOf(b);

export function times(a: Size, b: Size): Size {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  const parts = [a, b].map((x) => (typeof x === 'number' ? new Unknown(x, []) : x)) as [Unknown, Unknown];
  const factor = parts[0].factor * parts[1].factor;
  return factor === 0 ? 0 : new Unknown(factor, [...parts[0].names, ...parts[1].names].sort());
}

export const product = (sizes: readonly Size[]): Size => sizes.reduce(times, 1);

/** undefined: not a whole number of times. */
export function over(a: Size, b: Size): Size | undefined {
  const [x, y] = [a, b].map((s) => (typeof s === 'number' ? new Unknown(s, []) : s)) as [Unknown, Unknown];
  if (y.factor === 0 || x.factor % y.factor !== 0) return undefined;
  const names = [...x.names];
  for (const n of y.names) {
    const at = names.indexOf(n);
    if (at < 0) return undefined;
    names.splice(at, 1);
  }
  return names.length === 0 ? x.factor / y.factor : new Unknown(x.factor / y.factor, names);
}
