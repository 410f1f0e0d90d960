import { afterEach, describe, expect, test } from 'vitest';
import { Association } from '../../src/expr/association.ts';
import { int } from '../../src/expr/expr.ts';
import { LargeMap } from '../../src/expr/large-map.ts';
import { listen, lookEvery } from '../../src/pace.ts';

/** So many entries that the next one divides the map. */
const FULL = 1 << 16;

let before: (() => void) | undefined;
const stopFromNowOn = (): void => {
  before = listen(() => {
    throw new Error('stopped');
  });
  lookEvery(1);
};
const goOn = (): void => {
  if (before !== undefined) listen(before);
  before = undefined;
  lookEvery();
};
afterEach(goOn);

describe('large maps', () => {
  test('hold keys of all kinds beyond their division', () => {
    const map = new LargeMap<number>();
    const keys = Array.from({ length: 3 * FULL }, (_, i) =>
      i % 3 === 0 ? i : i % 3 === 1 ? `k${i}` : BigInt(i) ** 5n,
    );
    keys.forEach((k, i) => map.set(k, i));
    map.set(keys[7]!, -7);
    expect(keys.every((k, i) => map.get(k) === (i === 7 ? -7 : i))).toBe(true);
    expect([map.get(-1), map.get('k0'), map.get(5n)]).toEqual([undefined, undefined, undefined]);
  });
  test('one that is stopped while it is divided is as it was', () => {
    const map = new LargeMap<number>();
    for (let i = 0; i < FULL; i++) map.set(i, i);
    stopFromNowOn();
    expect(() => map.set('new', 1)).toThrow('stopped');
    goOn();
    expect(map.get('new')).toBeUndefined();
    map.set('other', 2);
    expect([map.get('new'), map.get('other'), map.get(FULL - 1)]).toEqual([undefined, 2, FULL - 1]);
  });
  test('an association that is stopped in the middle of an update keeps its entries and their places', () => {
    const a = Association.from([]);
    for (let i = 0; i < FULL; i++) a.put(int(i), int(-i));
    const [x, y, value] = [int(1e6), int(2e6), int(5)];
    a.has(x);
    stopFromNowOn();
    expect(() => a.put(x, value)).toThrow('stopped');
    goOn();
    a.put(y, value);
    expect([a.size, a.has(x), a.indexOf(y), a.indexOf(int(FULL - 1))]).toEqual([FULL + 1, false, FULL, FULL - 1]);
  });
});
