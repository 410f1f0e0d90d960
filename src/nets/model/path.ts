/** Where a layer or an array stands in a net: names and positions from the outside in. */
export type Path = readonly (string | number)[];

export const pathText = (p: Path): string => (p.length === 0 ? 'the net' : p.join('/'));

/** Paths compare element by element; integers before strings. */
export function comparePaths(a: Path, b: Path): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x === y) continue;
    if (typeof x === 'number') return typeof y === 'number' ? x - y : -1;
    if (typeof y === 'number') return 1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
