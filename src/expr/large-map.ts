/** A map that stays stoppable as it grows: the host rebuilds a map that is full in one go, so large ones are many small ones. */
import { worked } from '../pace.ts';

/** Keys of one map of the host before it is divided. */
const SMALL = 1 << 16;
const SHARDS = 256;

export type MapKey = number | bigint | string | object;

export class LargeMap<V> {
  #single = new Map<MapKey, V>();
  #shards: Map<MapKey, V>[] | undefined;

  get(key: MapKey): V | undefined {
    return (this.#shards === undefined ? this.#single : this.#shards[shardOf(key)]!).get(key);
  }

  /** May be stopped, and has changed nothing then. */
  set(key: MapKey, value: V): void {
    if (this.#shards === undefined && this.#single.size >= SMALL) this.#divide();
    (this.#shards === undefined ? this.#single : this.#shards[shardOf(key)]!).set(key, value);
  }

  #divide(): void {
    worked(SMALL);
    const shards = Array.from({ length: SHARDS }, () => new Map<MapKey, V>());
    for (const [k, v] of this.#single) shards[shardOf(k)]!.set(k, v);
    this.#single = new Map();
    this.#shards = shards;
  }
}

/** Numbers of the objects that are keys here: symbols carry them. */
const hasId = (key: object): key is { readonly id: number } => 'id' in key && typeof key.id === 'number';

function shardOf(key: MapKey): number {
  switch (typeof key) {
    case 'number':
      return Math.imul(Math.trunc(key * 64) | 0, 0x9e3779b1) >>> 24;
    case 'bigint':
      return Number(BigInt.asUintN(8, key));
    case 'string':
      return stringShard(key);
    default:
      return hasId(key) ? key.id & (SHARDS - 1) : 0;
  }
}

/** From the length and the last characters, in which names that count differ. */
function stringShard(s: string): number {
  let h = s.length;
  for (let i = Math.max(0, s.length - 8); i < s.length; i++) h = Math.imul(h ^ s.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 8) ^ (h >>> 16)) & (SHARDS - 1);
}
