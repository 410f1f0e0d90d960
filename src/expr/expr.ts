/**
 * The values of the language: everything the evaluator touches is one of these shapes. Making one counts as work, so
 * that whatever makes many of them can be stopped (pace.ts).
 */
import type { Decimal } from 'decimal.js';
import { stepped, worked } from '../pace.ts';

/** Numeric tags: a tag test costs half of an `instanceof` (see benchmarks/RESULTS.md). */
export const Kind = {
  Symbol: 0,
  Integer: 1,
  Rational: 2,
  Real: 3,
  BigReal: 4,
  Complex: 5,
  String: 6,
  Normal: 7,
  Packed: 8,
  Association: 9,
  Boxed: 10,
} as const;

/** A whole number: `number` while it is safe, `bigint` beyond. Only `integer()` decides which. */
export type Whole = number | bigint;

/**
 * A symbol: equal names are the same object, process-wide. Temporary ones (of Module) get their names when they are
 * first looked at: until then nothing but expressions refers to them, so that they go when those go.
 */
export class Sym {
  readonly kind = Kind.Symbol;
  /** Dense index: definitions live in an array at this position. Negative for temporary symbols, which carry theirs. */
  readonly id: number;
  /** One bit of a 31-bit Bloom filter over symbols (see `Normal.mask` and intern.ts). */
  readonly mask: number;
  /** Ends in a backquote: System` or Global` or my`pkg`. */
  readonly context: string;
  /** What a temporary symbol means in the session `home`. */
  local: object | undefined = undefined;
  home: object | undefined = undefined;
  private text: string | undefined;
  /** Gives a temporary symbol its name; nothing is left to do afterwards. */
  private publish: ((s: Sym) => string) | undefined;
  constructor(id: number, mask: number, context: string, name: string | ((s: Sym) => string)) {
    this.id = id;
    this.mask = mask;
    this.context = context;
    this.text = typeof name === 'string' ? name : undefined;
    this.publish = typeof name === 'string' ? undefined : name;
  }
  /** The name without its context. */
  get name(): string {
    return this.text ?? this.named();
  }
  private named(): string {
    this.text = this.publish!(this);
    this.publish = undefined;
    return this.text;
  }
  get fullName(): string {
    return this.context + this.name;
  }
}

export class Int {
  readonly kind = Kind.Integer;
  readonly value: Whole;
  /** Use `int()`, which keeps the representation canonical. */
  constructor(value: Whole) {
    this.value = value;
    worked(1);
  }
}

/** num / den in lowest terms, den > 1. Built by numeric/rational.ts only. */
export class Rational {
  readonly kind = Kind.Rational;
  readonly num: Whole;
  readonly den: Whole;
  constructor(num: Whole, den: Whole) {
    this.num = num;
    this.den = den;
  }
}

/** A machine real (IEEE double). */
export class Real {
  readonly kind = Kind.Real;
  readonly value: number;
  constructor(value: number) {
    this.value = value;
    worked(1);
  }
}

/** A real with its own precision, in decimal digits. */
export class BigReal {
  readonly kind = Kind.BigReal;
  readonly value: Decimal;
  readonly precision: number;
  constructor(value: Decimal, precision: number) {
    this.value = value;
    this.precision = precision;
  }
}

export type RealNumber = Int | Rational | Real | BigReal;

/** re + im I; im is never an exact zero. */
export class Complex {
  readonly kind = Kind.Complex;
  readonly re: RealNumber;
  readonly im: RealNumber;
  constructor(re: RealNumber, im: RealNumber) {
    this.re = re;
    this.im = im;
  }
}

/** Characters that cost as much to make as one element of a list. */
const CHARACTERS_A_UNIT = 16;

export class Str {
  readonly kind = Kind.String;
  readonly value: string;
  constructor(value: string) {
    this.value = value;
    worked(1 + value.length / CHARACTERS_A_UNIT);
  }
}

/** A moment in one session's history: "no definition had changed after this". See kernel/session.ts. */
export class Stamp {
  /** The number of that session: expressions of the whole process, as constants of modules, must not keep a session. */
  readonly owner: number;
  readonly tick: number;
  constructor(owner: number, tick: number) {
    this.owner = owner;
    this.tick = tick;
  }
}

/** head[arg1, arg2, ...]. Never changed after construction, except for its cached facts. */
export class Normal {
  readonly kind = Kind.Normal;
  readonly head: Expr;
  readonly args: readonly Expr[];
  /** Set when this node was last seen to be its own value. */
  stamp: Stamp | null = null;
  /** Cached `mask`; 0 means not computed yet. */
  maskCache = 0;
  /** Cached structural hash; 0 means not computed yet. */
  hashCache = 0;
  constructor(head: Expr, args: readonly Expr[]) {
    this.head = head;
    this.args = args;
    worked(1);
  }
  /** Which symbols occur anywhere inside, as a Bloom filter: a zero bit proves absence. */
  get mask(): number {
    return this.maskCache !== 0 ? this.maskCache : computeMask(this);
  }
}

export type PackedType = 'Integer' | 'Real64' | 'Real32';

/** A rectangular array of machine numbers that looks like nested List[...] from outside. Integers are safe ones. */
export class Packed {
  readonly kind = Kind.Packed;
  readonly type: PackedType;
  readonly shape: readonly number[];
  readonly data: Float64Array | Float32Array;
  constructor(type: PackedType, shape: readonly number[], data: Float64Array | Float32Array) {
    this.type = type;
    this.shape = shape;
    this.data = data;
  }
}

/**
 * An atom that carries a value of another part of the system: a net, an image, a numeric array.
 * `content` is immutable; `form` is the expression it stands for (InputForm, SameQ, hashing, order).
 */
export class Boxed<T = unknown> {
  readonly kind = Kind.Boxed;
  readonly head: Sym;
  readonly content: T;
  readonly makeForm: () => Expr;
  #form: Expr | undefined;
  constructor(head: Sym, content: T, makeForm: () => Expr) {
    this.head = head;
    this.content = content;
    this.makeForm = makeForm;
  }
  get form(): Expr {
    return (this.#form ??= this.makeForm());
  }
}

/** Structural typing of association.ts's class, so that this file imports nothing of the project. */
export interface AssociationLike {
  readonly kind: typeof Kind.Association;
  readonly size: number;
  readonly mask: number;
  hashCache: number;
  stamp: Stamp | null;
  keyAt(i: number): Expr;
  valueAt(i: number): Expr;
  delayedAt(i: number): boolean;
}

export type Expr = Sym | Int | Rational | Real | BigReal | Complex | Str | Normal | Packed | AssociationLike | Boxed;

/** Bit 30 stands for "no symbol at all", so that a computed mask is never 0. */
const NO_SYMBOL = 1 << 30;

export function maskOf(e: Expr): number {
  switch (e.kind) {
    case Kind.Symbol:
    case Kind.Normal:
    case Kind.Association:
      return e.mask;
    default:
      return NO_SYMBOL;
  }
}

/** Deep trees are walked with an explicit stack only when recursion has gone this deep. */
const DEEP = 2000;
let depth = 0;

function computeMask(root: Normal): number {
  if (depth >= DEEP) return computeMaskDeep(root);
  depth++;
  try {
    let m = maskOf(root.head);
    const args = root.args;
    for (let i = 0; i < args.length; i++) {
      stepped(i);
      m |= maskOf(args[i]!);
    }
    return (root.maskCache = m);
  } finally {
    depth--;
  }
}

function computeMaskDeep(root: Normal): number {
  const stack: Normal[] = [root];
  while (stack.length > 0) {
    const n = stack[stack.length - 1]!;
    const before = stack.length;
    let m = 0;
    for (let i = -1; i < n.args.length; i++) {
      const a = i < 0 ? n.head : n.args[i]!;
      if (a.kind === Kind.Normal && a.maskCache === 0) stack.push(a);
      else if (stack.length === before) m |= maskOf(a);
    }
    if (stack.length === before) {
      n.maskCache = m;
      stack.pop();
    }
  }
  return root.maskCache;
}

const SMALL_FROM = -1024;
const SMALL_TO = 4096;
const smallInts: Int[] = [];
for (let i = SMALL_FROM; i <= SMALL_TO; i++) smallInts.push(new Int(i));

/** The integer with this value, in canonical representation. */
export function int(value: Whole): Int {
  if (typeof value === 'bigint') {
    if (value < MIN_SAFE || value > MAX_SAFE) return new Int(value);
    value = Number(value);
  }
  if (value >= SMALL_FROM && value <= SMALL_TO) return smallInts[value - SMALL_FROM]!;
  // -0 would be a second zero; it lies in the table above, where index arithmetic removes its sign.
  return new Int(value);
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SAFE = -MAX_SAFE;

export const real = (value: number): Real => new Real(value);
export const str = (value: string): Str => new Str(value);
export const normal = (head: Expr, ...args: Expr[]): Normal => new Normal(head, args);

export const isNumber = (e: Expr): e is Int | Rational | Real | BigReal | Complex =>
  e.kind >= Kind.Integer && e.kind <= Kind.Complex;
export const isRealNumber = (e: Expr): e is RealNumber => e.kind >= Kind.Integer && e.kind <= Kind.BigReal;
/** f[...] with a symbol f. Narrower than Normal, so that a failed `isCall` still leaves other calls possible. */
export type Call = Normal & { readonly head: Sym };
/** Head comparison without building anything: `isCall(e, S.Rule)`. */
export const isCall = (e: Expr | undefined, head: Sym): e is Call => e?.kind === Kind.Normal && e.head === head;
