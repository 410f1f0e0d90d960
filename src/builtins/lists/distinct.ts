/** A growing set of expressions with numbered members: the index behind Union, Tally, GatherBy, DeleteDuplicates. */
import { type Expr, Kind } from '../../expr/expr.ts';
import { hash } from '../../expr/hash.ts';
import { LargeMap } from '../../expr/large-map.ts';
import { same } from '../../expr/same.ts';
import { worked } from '../../pace.ts';

/** Members are numbered from 0 in the order of their arrival; equality is SameQ. */
export class Distinct {
  readonly members: Expr[] = [];
  readonly #atoms = new LargeMap<number>();
  readonly #reals = new LargeMap<number>();
  readonly #buckets = new LargeMap<number[]>();

  get size(): number {
    return this.members.length;
  }

  /** The number of this member, or -1. */
  indexOf(e: Expr): number {
    worked(2);
    switch (e.kind) {
      case Kind.Integer:
      case Kind.String:
        return this.#atoms.get(e.value) ?? -1;
      case Kind.Symbol:
        return this.#atoms.get(e) ?? -1;
      case Kind.Real:
        return this.#reals.get(e.value) ?? -1;
      default:
        for (const i of this.#buckets.get(hash(e)) ?? []) if (same(this.members[i]!, e)) return i;
        return -1;
    }
  }

  has(e: Expr): boolean {
    return this.indexOf(e) >= 0;
  }

  /** The number of this member, which is added when it is new. */
  add(e: Expr): number {
    const known = this.indexOf(e);
    if (known >= 0) return known;
    const i = this.members.length;
    this.members.push(e);
    switch (e.kind) {
      case Kind.Integer:
      case Kind.String:
        this.#atoms.set(e.value, i);
        break;
      case Kind.Symbol:
        this.#atoms.set(e, i);
        break;
      case Kind.Real:
        this.#reals.set(e.value, i);
        break;
      default: {
        const h = hash(e);
        const bucket = this.#buckets.get(h);
        if (bucket) bucket.push(i);
        else this.#buckets.set(h, [i]);
      }
    }
    return i;
  }
}

/** Members by a test that is no SameQ: each new one is compared with all. */
export class DistinctBy {
  readonly members: Expr[] = [];
  readonly #equal: (a: Expr, b: Expr) => boolean;
  constructor(equal: (a: Expr, b: Expr) => boolean) {
    this.#equal = equal;
  }
  get size(): number {
    return this.members.length;
  }
  indexOf(e: Expr): number {
    return this.members.findIndex((m) => this.#equal(m, e));
  }
  has(e: Expr): boolean {
    return this.indexOf(e) >= 0;
  }
  add(e: Expr): number {
    const known = this.indexOf(e);
    return known >= 0 ? known : this.members.push(e) - 1;
  }
}
