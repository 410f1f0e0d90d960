/** Sizes of arrays: known numbers and unknown dimensions, and how they are made equal. The only place that knows. */
import { worked } from '../../pace.ts';

/** Who asks for something that is not known yet, to be told when it is. */
class Asker {
  readonly run: () => unknown;
  readonly where: string;
  readonly order: number;
  /** Something that was asked for has become known. */
  told = true;
  readonly #queue: Asker[];
  /** `queue` is where those stand who have been told. */
  constructor(run: () => unknown, where: string, order: number, queue: Asker[]) {
    this.run = run;
    this.where = where;
    this.order = order;
    this.#queue = queue;
  }
  tell(): void {
    if (!this.told) this.#queue.push(this);
    this.told = true;
  }
}

/** What is known of something: those who ask too early wait here. */
class Knowledge {
  /** Whose relation runs at the moment. */
  static asker: Asker | undefined;
  #waiting: Set<Asker> | undefined;
  /** The relation that runs now has asked in vain. */
  protected wait(): void {
    if (Knowledge.asker !== undefined) (this.#waiting ??= new Set()).add(Knowledge.asker);
  }
  protected tell(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    for (const a of waiting ?? []) a.tell();
  }
  /** Those who wait for this wait for the other one. */
  protected waitFor(other: Knowledge): void {
    if (this.#waiting === undefined) return;
    other.#waiting = new Set([...(other.#waiting ?? []), ...this.#waiting]);
    this.#waiting = undefined;
  }
}

/** An unknown size: bound to a number or to another unknown. */
export class Dim extends Knowledge {
  readonly name: string;
  #value: Axis | undefined;
  #varying = false;
  constructor(name: string) {
    super();
    this.name = name;
  }
  /** Sequence lengths stay unknown until a net runs; they only have to agree. */
  get varying(): boolean {
    return this.#varying;
  }
  set varying(is: boolean) {
    const news = is !== this.#varying;
    this.#varying = is;
    if (news) this.tell();
  }
  get value(): Axis | undefined {
    if (this.#value === undefined) this.wait();
    return this.#value;
  }
  /** The end of the chain of bindings; nobody waits for it. */
  get end(): Axis {
    let x: Axis = this;
    while (x instanceof Dim && x.#value !== undefined) x = x.#value;
    return x;
  }
  bind(to: Axis): void {
    this.#value = to;
    if (typeof to === 'number') {
      this.tell();
      return;
    }
    // Nothing is known that was not, so that relations which make new unknowns each time come to an end.
    this.waitFor(to);
    if (this.varying) to.varying = true;
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
  if (left.length !== right.length) throw new ShapeConflict(left.map(ended), right.map(ended));
  const before = [left.map(ended), right.map(ended)] as const;
  for (const [i, l] of left.entries()) {
    const a = ended(l);
    const b = ended(right[i]!);
    if (a === b) continue;
    if (a instanceof Dim) a.bind(b);
    else if (b instanceof Dim) b.bind(a);
    else throw new ShapeConflict(...before);
  }
}
/** What an axis is now; who makes it equal to another need not wait to know it. */
const ended = (a: Axis): Axis => (a instanceof Dim ? a.end : a);

/** A shape whose rank may be unknown as well. Equal shapes share one variable. */
export class ShapeVariable extends Knowledge {
  #shape: Shape | undefined;
  #link: ShapeVariable | undefined;
  constructor(shape?: Shape) {
    super();
    this.#shape = shape;
  }
  private get end(): ShapeVariable {
    let v: ShapeVariable = this;
    while (v.#link !== undefined) v = v.#link;
    // So that long chains of equal shapes are walked once.
    for (let w: ShapeVariable = this; w.#link !== undefined && w.#link !== v; ) {
      const next: ShapeVariable = w.#link;
      w.#link = v;
      w = next;
    }
    return v;
  }
  get shape(): Shape | undefined {
    const { end } = this;
    if (end.#shape === undefined) end.wait();
    return end.#shape;
  }
  /** Throws ShapeConflict. */
  unify(other: ShapeVariable | Shape): void {
    const a = this.end;
    const b = (other instanceof ShapeVariable ? other : new ShapeVariable(other)).end;
    if (a === b) return;
    const [left, right] = [a.#shape, b.#shape];
    if (left !== undefined && right !== undefined) unify(left, right);
    b.#link = a;
    a.#shape = left ?? right;
    if (left === undefined && right !== undefined) a.tell();
    if (right === undefined && left !== undefined) b.tell();
    else b.waitFor(a);
  }
}

/** Relations between shapes, tried again when what they asked for is known, until nothing more follows from them. */
export class Solver {
  readonly #relations: Asker[] = [];
  readonly #guesses: Asker[] = [];
  /** Those who have been told something since they ran. */
  readonly #told: Asker[] = [];
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
    this.#relations.push(new Asker(run, this.#where, this.#relations.length, this.#told));
  }
  /** `run` supposes what nothing tells, once nothing more follows; true: it did. It may throw ShapeConflict. */
  guess(run: () => boolean): void {
    this.#guesses.push(new Asker(run, this.#where, this.#guesses.length, this.#told));
  }
  solve(): void {
    this.#follow(this.#relations);
    // The first guess that may come true does; those before it are tried again when they are told something new.
    for (let i = 0; i < this.#guesses.length; ) {
      const guess = this.#guesses[i]!;
      if (!guess.told || !asking(guess)) {
        i++;
        continue;
      }
      guess.told = true;
      i = Math.min(i, this.#follow([]));
    }
  }
  /** Tries relations, and then what has been told by that, pass by pass in their order. Gives the first guess that was told something. */
  #follow(first: readonly Asker[]): number {
    let guess = this.#guesses.length;
    // Each pass carries knowledge over at least one more relation; what would go on for longer only makes new unknowns.
    for (let pass = first, n = 0; n < this.#relations.length + 2; n++) {
      for (const r of pass) if (r.told) asking(r);
      const told = this.#told.splice(0);
      for (const a of told) if (this.#guesses[a.order] === a) guess = Math.min(guess, a.order);
      pass = told.filter((a) => this.#relations[a.order] === a).sort((a, b) => a.order - b.order);
      if (pass.length === 0) break;
    }
    return guess;
  }
}

/** Work on one relation, in units. */
const RELATION = 50;

/** Runs a relation or a guess, which waits for what it asks for in vain. */
function asking<T>(a: Asker): T {
  worked(RELATION);
  const outer = Knowledge.asker;
  Knowledge.asker = a;
  a.told = false;
  try {
    return located(a.where, a.run) as T;
  } finally {
    Knowledge.asker = outer;
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

/** Runs f; a conflict in it gets its place, which is only put in words then. */
export function located<T>(where: string | (() => string), f: () => T): T {
  try {
    return f();
  } catch (x) {
    throw x instanceof ShapeConflict ? new LocatedConflict(typeof where === 'string' ? where : where(), x) : x;
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
