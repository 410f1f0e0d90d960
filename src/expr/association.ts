/** Association: insertion-ordered keys and values with an index by structural hash; a value, like every Expr. */

import { stepped, worked } from '../pace.ts';
import { type AssociationLike, type Expr, Kind, maskOf, type Stamp } from './expr.ts';
import { hash } from './hash.ts';
import { LargeMap, type MapKey } from './large-map.ts';
import { same } from './same.ts';

/** Atoms index themselves; compound keys go to a bucket by hash. */
function directKey(e: Expr): MapKey | undefined {
  switch (e.kind) {
    case Kind.Integer:
    case Kind.String:
      return e.value;
    case Kind.Symbol:
      return e;
    default:
      return undefined;
  }
}

/** Units of work of one entry in the index of a large association: most of it is waiting for memory. */
export const PUT_UNITS = 10;

export class Association implements AssociationLike {
  readonly kind = Kind.Association;
  stamp: Stamp | null = null;
  hashCache = 0;
  #mask = 0;
  readonly #keys: Expr[];
  readonly #values: Expr[];
  /** Positions of entries given by :> ; null when there are none. */
  #delayed: Set<number> | null;
  /** Built at the first look-up. */
  #index: LargeMap<number> | null = null;
  #compound: LargeMap<number[]> | null = null;

  private constructor(keys: Expr[], values: Expr[], delayed: Set<number> | null) {
    this.#keys = keys;
    this.#values = values;
    this.#delayed = delayed;
  }

  static readonly empty = new Association([], [], null);

  /** Later entries win over earlier ones with the same key, which keep their place. */
  static from(entries: Iterable<readonly [key: Expr, value: Expr, delayed?: boolean]>): Association {
    const a = new Association([], [], null);
    for (const [key, value, delayed] of entries) {
      a.put(key, value, delayed);
      worked(PUT_UNITS);
    }
    return a;
  }
  /** Keys and values side by side. */
  static of(keys: readonly Expr[], values: readonly Expr[]): Association {
    const a = new Association([], [], null);
    for (let i = 0; i < keys.length; i++) {
      a.put(keys[i]!, values[i]!);
      worked(PUT_UNITS);
    }
    return a;
  }

  get size(): number {
    return this.#keys.length;
  }
  get mask(): number {
    if (this.#mask !== 0) return this.#mask;
    let m = 1 << 30;
    for (let i = 0; i < this.#keys.length; i++) {
      stepped(i);
      m |= maskOf(this.#keys[i]!) | maskOf(this.#values[i]!);
    }
    return (this.#mask = m);
  }
  keyAt(i: number): Expr {
    return this.#keys[i]!;
  }
  valueAt(i: number): Expr {
    return this.#values[i]!;
  }
  delayedAt(i: number): boolean {
    return this.#delayed?.has(i) ?? false;
  }
  get hasDelayed(): boolean {
    return (this.#delayed?.size ?? 0) > 0;
  }
  get keys(): readonly Expr[] {
    return this.#keys;
  }
  get values(): readonly Expr[] {
    return this.#values;
  }
  entries(): (readonly [Expr, Expr, boolean])[] {
    return this.#keys.map((k, i) => {
      worked(1);
      return [k, this.#values[i]!, this.delayedAt(i)] as const;
    });
  }

  /** Position of the key, or -1. */
  indexOf(key: Expr): number {
    if (this.#index === null) this.#buildIndex();
    const direct = directKey(key);
    if (direct !== undefined) return this.#index!.get(direct) ?? -1;
    for (const i of this.#compound?.get(hash(key)) ?? []) if (same(this.#keys[i]!, key)) return i;
    return -1;
  }
  get(key: Expr): Expr | undefined {
    const i = this.indexOf(key);
    return i < 0 ? undefined : this.#values[i];
  }
  has(key: Expr): boolean {
    return this.indexOf(key) >= 0;
  }

  /** A copy with one entry added or replaced. */
  with(key: Expr, value: Expr, delayed = false): Association {
    const copy = this.copy();
    copy.put(key, value, delayed);
    return copy;
  }
  /** The same keys with other values; entries are no longer delayed. */
  mapValues(f: (value: Expr, key: Expr, i: number) => Expr): Association {
    return new Association(
      this.#keys,
      this.#values.map((v, i) => f(v, this.#keys[i]!, i)),
      null,
    );
  }
  /** The same keys and the same kinds of entries (delayed stay delayed) with these values. */
  withValues(values: Expr[]): Association {
    return new Association(this.#keys, values, this.#delayed);
  }
  filter(keep: (value: Expr, key: Expr, i: number) => boolean): Association {
    return Association.from(this.entries().filter(([k, v], i) => keep(v, k, i)));
  }
  copy(): Association {
    return new Association(this.#keys.slice(), this.#values.slice(), this.#delayed && new Set(this.#delayed));
  }

  /**
   * Changes this association in place. Only for one under construction, or one that the kernel knows to be
   * referenced by a single definition (see kernel/ownership.ts). The mark survives: one that was its own value gets
   * values for entries, and the mask grows with them.
   */
  put(key: Expr, value: Expr, delayed = false): void {
    let i = this.indexOf(key);
    if (i < 0) {
      i = this.#keys.length;
      // Hashing may be stopped, before anything is changed: so it comes first.
      this.#addToIndex(key, i);
      this.#keys.push(key);
    }
    this.#values[i] = value;
    if (delayed) (this.#delayed ??= new Set()).add(i);
    else this.#delayed?.delete(i);
    if (this.#mask !== 0) this.#mask |= maskOf(key) | maskOf(value);
    this.hashCache = 0;
  }

  #buildIndex(): void {
    this.#index = new LargeMap();
    this.#compound = null;
    try {
      for (let i = 0; i < this.#keys.length; i++) {
        this.#addToIndex(this.#keys[i]!, i);
        worked(PUT_UNITS);
      }
    } catch (stopped) {
      this.#index = null;
      throw stopped;
    }
  }
  #addToIndex(key: Expr, i: number): void {
    const direct = directKey(key);
    if (direct !== undefined) {
      this.#index!.set(direct, i);
      return;
    }
    const h = hash(key);
    const compound = (this.#compound ??= new LargeMap());
    const bucket = compound.get(h);
    if (bucket) bucket.push(i);
    else compound.set(h, [i]);
  }
}

/** Narrows the interface that `Expr` knows to the class that all associations are. */
export const isAssociation = (e: Expr): e is Association => e.kind === Kind.Association;
