/**
 * Python's pickles (protocols 0 to 5) as data. A pickle is a program that may import and call anything; this machine calls only
 * what `Callables` lists, each a function of this program, and refuses the rest by name. Nothing of the file is ever run.
 */
import { ByteReader } from '../byte-reader.ts';
import { FormatError } from '../format-error.ts';

/** A Python global that the file names: a class or a function. */
export class Global {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type Callables = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

export interface PickleRules {
  /** What may be called, by full name. */
  readonly callables: Callables;
  /** Further globals that may be named, as values. */
  readonly names: (name: string) => boolean;
  /** What the file stores outside of the pickle, by what it says of it. */
  readonly persistent: (id: unknown) => unknown;
}

/** Integers of more bytes are refused: no file of arrays has them, and their cost is quadratic. */
const LONGEST_INTEGER = 1024;

const MARK = Symbol('mark');

/** What the machine works on: the bytes with a position, a stack, and values by number. */
class Machine extends ByteReader {
  readonly stack: unknown[] = [];
  readonly memo = new Map<number, unknown>();
  readonly #view: DataView;
  readonly rules: PickleRules;

  constructor(bytes: Uint8Array, at: number, rules: PickleRules) {
    super('PyTorch', bytes, at);
    this.rules = rules;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte = (): number => this.bytes[this.skip(1)]!;
  short = (): number => this.#view.getUint16(this.skip(2), true);
  word = (): number => this.#view.getUint32(this.skip(4), true);
  signed = (): number => this.#view.getInt32(this.skip(4), true);
  long = (): number => Number(this.#view.getBigUint64(this.skip(8), true));
  double = (): number => this.#view.getFloat64(this.skip(8));
  text = (n: number): string => new TextDecoder().decode(this.take(n));
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) this.refuse('the pickle ends early');
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }
  /** Little-endian two's complement. */
  integer(n: number): number | bigint {
    if (n > LONGEST_INTEGER) this.refuse(`an integer of ${n} bytes is refused`);
    let x = 0n;
    for (const b of this.take(n).toReversed()) x = (x << 8n) | BigInt(b);
    return exactly(BigInt.asIntN(8 * n, x));
  }
  decimal(text: string): number | bigint {
    if (!/^[+-]?\d{1,2000}$/.test(text)) this.refuse(`${text.slice(0, 40)} is no integer`);
    return exactly(BigInt(text));
  }
  push(x: unknown): void {
    this.stack.push(x);
  }
  pop(): unknown {
    if (this.stack.length === 0 || this.stack.at(-1) === MARK) this.refuse('the pickle takes more than it has put');
    return this.stack.pop();
  }
  top(): unknown {
    if (this.stack.length === 0) this.refuse('the pickle takes more than it has put');
    return this.stack.at(-1);
  }
  /** What lies above the last mark, which goes. */
  marked(): unknown[] {
    const i = this.stack.lastIndexOf(MARK);
    if (i < 0) this.refuse('the pickle takes more than it has put');
    return this.stack.splice(i).slice(1);
  }
  recall(i: number): void {
    if (!this.memo.has(i)) this.refuse(`the pickle asks for a value ${i} that it has not kept`);
    this.push(this.memo.get(i));
  }
  name(module: unknown, name: unknown): void {
    const full = `${module}.${name}`;
    if (!Object.hasOwn(this.rules.callables, full) && !this.rules.names(full))
      this.refuse(
        `the file wants to use ${full}, which is refused: only arrays in dictionaries and lists are read, no code`,
      );
    this.push(new Global(full));
  }
  call(args: unknown): void {
    const f = this.pop();
    if (!(f instanceof Global) || !Object.hasOwn(this.rules.callables, f.name) || !Array.isArray(args))
      this.refuse(`the file wants to call ${f instanceof Global ? f.name : 'what is no function'}, which is refused`);
    this.push(this.#placed(() => this.rules.callables[(f as Global).name]!(...(args as unknown[]))));
  }
  /** What the rules refuse is refused at this byte. */
  #placed(make: () => unknown): unknown {
    try {
      return make();
    } catch (x) {
      if (x instanceof FormatError && x.offset === undefined) this.refuse(x.reason);
      throw x;
    }
  }
  refer(id: unknown): void {
    this.push(this.#placed(() => this.rules.persistent(id)));
  }
  setItems(items: readonly unknown[]): void {
    const map = this.top();
    if (!(map instanceof Map) || items.length % 2 !== 0)
      this.refuse('the pickle puts pairs into what is no dictionary');
    for (let i = 0; i < items.length; i += 2) (map as Map<unknown, unknown>).set(items[i], items[i + 1]);
  }
  append(items: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) this.refuse('the pickle puts values into what is no list');
    for (const x of items) (list as unknown[]).push(x);
  }
  tuple(n: number): void {
    const items = new Array<unknown>(n);
    for (let i = n - 1; i >= 0; i--) items[i] = this.pop();
    this.push(items);
  }
}

const exactly = (x: bigint): number | bigint => (BigInt.asIntN(54, x) === x ? Number(x) : x);

/** The text of protocol 0: backslashes before what would end the line. */
const unescaped = (text: string): string =>
  text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** What each byte of a pickle does, by its character. */
const OPERATIONS: Readonly<Record<string, (m: Machine) => void>> = {
  '\x80': (m) => void m.byte(),
  '\x95': (m) => void m.long(),
  '(': (m) => m.push(MARK),
  '0': (m) => void m.stack.pop(),
  '1': (m) => void m.marked(),
  '2': (m) => m.push(m.top()),
  N: (m) => m.push(null),
  '\x88': (m) => m.push(true),
  '\x89': (m) => m.push(false),
  K: (m) => m.push(m.byte()),
  M: (m) => m.push(m.short()),
  J: (m) => m.push(m.signed()),
  '\x8a': (m) => m.push(m.integer(m.byte())),
  '\x8b': (m) => m.push(m.integer(m.word())),
  G: (m) => m.push(m.double()),
  I(m) {
    const text = m.line();
    m.push(text === '01' ? true : text === '00' ? false : m.decimal(text));
  },
  L: (m) => m.push(m.decimal(m.line().replace(/L$/, ''))),
  F: (m) => m.push(Number(m.line())),
  V: (m) => m.push(unescaped(m.line())),
  S: (m) => m.push(m.line().replace(/^(['"])(.*)\1$/, '$2')),
  X: (m) => m.push(m.text(m.word())),
  '\x8c': (m) => m.push(m.text(m.byte())),
  '\x8d': (m) => m.push(m.text(m.long())),
  U: (m) => m.push(m.text(m.byte())),
  T: (m) => m.push(m.text(m.word())),
  C: (m) => m.push(m.take(m.byte())),
  B: (m) => m.push(m.take(m.word())),
  '\x8e': (m) => m.push(m.take(m.long())),
  '}': (m) => m.push(new Map()),
  ']': (m) => m.push([]),
  ')': (m) => m.push([]),
  '\x8f': (m) => m.push([]),
  '\x90': (m) => m.append(m.marked()),
  t: (m) => m.push(m.marked()),
  l: (m) => m.push(m.marked()),
  '\x91': (m) => m.push(m.marked()),
  d(m) {
    const items = m.marked();
    m.push(new Map());
    m.setItems(items);
  },
  '\x85': (m) => m.tuple(1),
  '\x86': (m) => m.tuple(2),
  '\x87': (m) => m.tuple(3),
  a(m) {
    const item = m.pop();
    m.append([item]);
  },
  e: (m) => m.append(m.marked()),
  s(m) {
    const value = m.pop();
    m.setItems([m.pop(), value]);
  },
  u: (m) => m.setItems(m.marked()),
  c(m) {
    const module = m.line();
    m.name(module, m.line());
  },
  '\x93'(m) {
    const name = m.pop();
    m.name(m.pop(), name);
  },
  R: (m) => m.call(m.pop()),
  '\x81': (m) => m.call(m.pop()),
  // Attributes of what was made: version marks of dictionaries, and the like. They are no arrays.
  b(m) {
    m.pop();
    m.top();
  },
  P: (m) => m.refer(m.line()),
  Q: (m) => m.refer(m.pop()),
  q: (m) => void m.memo.set(m.byte(), m.top()),
  r: (m) => void m.memo.set(m.word(), m.top()),
  p: (m) => void m.memo.set(Number(m.line()), m.top()),
  '\x94': (m) => void m.memo.set(m.memo.size, m.top()),
  h: (m) => m.recall(m.byte()),
  j: (m) => m.recall(m.word()),
  g: (m) => m.recall(Number(m.line())),
};

/** The value of the pickle that begins at `from`, and where it ends. Throws FormatError. */
export function unpickle(
  bytes: Uint8Array,
  rules: PickleRules,
  from = 0,
): { readonly value: unknown; readonly end: number } {
  const m = new Machine(bytes, from, rules);
  for (;;) {
    const code = m.byte();
    if (code === 0x2e) return { value: m.pop(), end: m.at };
    const run = OPERATIONS[String.fromCharCode(code)];
    if (run === undefined) m.refuse(`a pickle has no operation ${code} that is read`);
    run!(m);
  }
}
