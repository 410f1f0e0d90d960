/** Attributes: small facts about groups and arrays. */
import { countOf, decodeElements } from '../stored.ts';
import { type Cursor, decode, HDF5, isNowhere } from './cursor.ts';
import { elementKind, shapeAt } from './datatypes.ts';
import { MESSAGE, type Message } from './headers.ts';
import { heapAt } from './heap.ts';
import { eachRecord } from './trees.ts';

/** Texts and numbers; a list for anything but one of them alone. */
export type Attribute = string | number | readonly (string | number)[];

/** Texts and numbers in all that a file may name. */
const MOST_ELEMENTS = 1_000_000;

/** By name; those of other kinds are left out. Throws FormatError. */
export function attributesOf(file: Cursor, messages: readonly Message[]): Map<string, Attribute> {
  const found = new Map<string, Attribute>();
  const add = (at: Cursor): void => {
    const [name, value] = attributeAt(at);
    if (value !== undefined) found.set(name, value);
  };
  for (const m of messages) {
    if (m.type === MESSAGE.attribute) add(file.to(m.from));
    if (m.type === MESSAGE.attributeInfo) eachDense(file.to(m.from), add);
  }
  return found;
}

/** Bytes of the identifier of an attribute in its heap. */
const ATTRIBUTE_ID = 8;

/** Attributes that lie in a heap, which a tree lists. */
function eachDense(c: Cursor, f: (at: Cursor) => void): void {
  c.skip(1);
  const flags = c.number(1);
  if ((flags & 1) !== 0) c.skip(2);
  const heap = c.address();
  if (isNowhere(heap)) return;
  const find = heapAt(c, heap);
  eachRecord(c, c.address(), (r) => f(find(r.take(ATTRIBUTE_ID)).object));
}

function attributeAt(c: Cursor): readonly [string, Attribute | undefined] {
  const version = c.number(1);
  const flags = c.number(1);
  const sizes = [c.number(2), c.number(2), c.number(2)];
  if (version === 3) c.skip(1);
  const field = (i: number): number => {
    const from = c.at;
    c.skip(version === 1 ? Math.ceil(sizes[i]! / 8) * 8 : sizes[i]!);
    return from;
  };
  const nameAt = field(0);
  const name = decode(c.bytes.subarray(nameAt, nameAt + sizes[0]!));
  const type = field(1);
  const space = field(2);
  // Types that are kept elsewhere are those of other programs.
  if (version > 1 && flags !== 0) return [name, undefined];
  const shape = shapeAt(c.to(space));
  return [name, shape && valuesAt(c, c.to(type), shape)];
}

function valuesAt(c: Cursor, type: Cursor, shape: readonly number[]): Attribute | undefined {
  const element = elementKind(type);
  const count = countOf(shape);
  if (element.kind === 'other') return undefined;
  if (!(count <= MOST_ELEMENTS)) c.refuse(`an attribute of ${count} elements is refused`);
  const values: (string | number)[] =
    element.kind === 'number'
      ? Array.from<number | bigint, number>(
          decodeElements(element.dtype, c.take(count * element.bytes), element.bigEndian),
          Number,
        )
      : Array.from({ length: count }, () => (element.far ? textInHeap(c) : decode(c.take(element.bytes))));
  return shape.length === 0 ? values[0] : values;
}

/** The text that a length, the address of a heap and a number in it stand for. */
function textInHeap(c: Cursor): string {
  const length = c.number(4);
  const address = c.address();
  const index = c.number(4);
  if (length === 0) return '';
  const heap = c.to(address);
  heap.signature('GCOL');
  heap.skip(4);
  const end = heap.at - 8 + heap.length();
  while (heap.at + 16 <= end) {
    const own = heap.number(2);
    heap.skip(6);
    const size = heap.length();
    if (own === index) return decode(heap.take(Math.min(size, length)));
    if (own === 0) break;
    heap.skip(Math.ceil(size / 8) * 8);
  }
  return c.refuse(`${HDF5} has no text ${index} in its heap`);
}
