/** Sizes of arrays: known numbers and unknown dimensions, and how they are made equal. The only place that knows. */
import { worked } from '../../pace.ts';

/** An unknown size: bound to a number or to another unknown. */
export class Dim {
  /** Counts all bindings, so that a solver can tell whether anything happened. */
  static bindings = 0;
  readonly name: string;
  #value: Axis | undefined;
  /** Sequence lengths stay unknown until a net runs; they only have to agree. */
  varying = false;
  constructor(name: string) {
    this.name = name;
  }
  get value(): Axis | undefined {
    return this.#value;
  }
  bind(to: Axis): void {
    Dim.bindings++;
    this.#value = to;
    if (to instanceof Dim && this.varying) to.varying = true;
  }
}

export type Axis = number | Dim;
/** Of one example: the batch axis is never part of a shape. */
export type Shape = readonly Axis[];

/** Two shapes that cannot be equal. */
export class ShapeConflict {
  readonly left: Shape;
  readonly right: Shape;
  readonly reason: string | undefined;
  constructor(left: Shape, right: Shape, reason?: string) {
    this.left = left;
    this.right = right;
    this.reason = reason;
  }
}

/** The number, or the unknown at the end of the chain of bindings. */
export function resolve(a: Axis): Axis {
  let x = a;
  while (x instanceof Dim && x.value !== undefined) x = x.value;
  return x;
}

export const resolveShape = (s: Shape): Shape => s.map(resolve);
export const isKnown = (s: Shape): s is readonly number[] => s.every((a) => typeof resolve(a) === 'number');
/** Sizes of a shape that is known. */
export const sizes = (s: Shape): number[] => s.map((a) => resolve(a) as number);
export const countOf = (s: readonly number[]): number => s.reduce((n, d) => n * d, 1);

/** Makes two shapes equal, or throws ShapeConflict with both as they were. */
export function unify(left: Shape, right: Shape): void {
  if (left.length !== right.length) throw new ShapeConflict(resolveShape(left), resolveShape(right));
  const before = [resolveShape(left), resolveShape(right)] as const;
  left.forEach((l, i) => {
    const a = resolve(l);
    const b = resolve(right[i]!);
    if (a === b) return;
    if (a instanceof Dim) a.bind(b);
    else if (b instanceof Dim) b.bind(a);
    else throw new ShapeConflict(...before);
  });
}

/** A shape whose rank may be unknown as well. Equal shapes share one variable. */
export class ShapeVariable {
  #shape: Shape | undefined;
  #link: ShapeVariable | undefined;
  constructor(shape?: Shape) {
    this.#shape = shape;
  }
  private get end(): ShapeVariable {
    let v: ShapeVariable = this;
    while (v.#link !== undefined) v = v.#link;
    return v;
  }
  get shape(): Shape | undefined {
    return this.end.#shape;
  }
  /** Throws ShapeConflict. */
  unify(other: ShapeVariable | Shape): void {
    const a = this.end;
    const b = (other instanceof ShapeVariable ? other : new ShapeVariable(other)).end;
    if (a === b) return;
    if (a.#shape !== undefined && b.#shape !== undefined) unify(a.#shape, b.#shape);
    Dim.bindings++;
    const shape = a.#shape ?? b.#shape;
    b.#link = a;
    a.#shape = shape;
  }
}

/** Work on one relation, in units. */
const RELATION = 50;

/** Relations between shapes, tried until nothing more follows from them. */
export class Solver {
  readonly #relations: { readonly run: () => void; readonly where: string }[] = [];
  readonly #guesses: { readonly run: () => boolean; readonly where: string }[] = [];
  #where = '';
  /** Names what is being described, for messages. */
  within<T>(where: string, f: () => T): T {
    const outer = this.#where;
    this.#where = where;
    try {
      return f();
    } finally {
      this.#where = outer;
    }
  }
  /** `run` binds what follows from what is known; it may throw ShapeConflict. */
  relate(run: () => void): void {
    this.#relations.push({ run, where: this.#where });
  }
  /** `run` supposes what nothing tells, once nothing more follows; true: it did. It may throw ShapeConflict. */
  guess(run: () => boolean): void {
    this.#guesses.push({ run, where: this.#where });
  }
  solve(): void {
    for (;;) {
      this.#follow();
      if (!this.#guesses.some(({ run, where }) => located(where, run))) return;
    }
  }
  #follow(): void {
    // Each pass carries knowledge over at least one more relation; a net is rarely deeper than this many passes.
    for (let pass = 0, before = ''; pass <= this.#relations.length + 1; pass++) {
      const now = String(Dim.bindings);
      if (now === before) return;
      before = now;
      for (const { run, where } of this.#relations) {
        worked(RELATION);
        located(where, run);
      }
    }
  }
}

/** A conflict with the place where it was found. */
export class LocatedConflict {
  readonly where: string;
  readonly conflict: ShapeConflict;
  constructor(where: string, conflict: ShapeConflict) {
    this.where = where;
    this.conflict = conflict;
  }
}

export function located<T>(where: string, f: () => T): T {
  try {
    return f();
  } catch (x) {
    throw x instanceof ShapeConflict ? new LocatedConflict(where, x) : x;
  }
}

/** Readable text of a shape: {3, h, "Varying"}. */
export function shapeText(s: Shape): string {
  const axis = (a: Axis): string => {
    const x = resolve(a);
    return typeof x === 'number' ? String(x) : x.varying ? '"Varying"' : 'Automatic';
  };
  return s.length === 0 ? '"Real"' : s.length === 1 ? axis(s[0]!) : `{${s.map(axis).join(', ')}}`;
}
