/** Object headers: the messages that say what a group or a data set is. */
import type { Cursor } from './cursor.ts';

export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** Message types by their numbers, each with the places of its bytes. */
export interface Message {
  readonly type: number;
  readonly from: number;
  readonly size: number;
}

const SHARED = 2;
/** Blocks of one header that go on elsewhere. */
const MOST_BLOCKS = 1000;
const MOST_MESSAGES = 100_000;

/** The messages of the object whose header is at an address. Throws FormatError. */
export function messagesAt(file: Cursor, address: number): Message[] {
  const c = file.to(address);
  const reader = c.bytes[c.at] === 1 ? startOld(c) : startNew(c);
  const messages: Message[] = [];
  for (let blocks = 0; reader.todo.length > 0; blocks++) {
    if (blocks > MOST_BLOCKS) c.refuse('the header of an object has no end');
    const { from, size } = reader.todo.shift()!;
    readBlock(file.to(from), from + size, reader, messages);
  }
  return messages;
}

interface Block {
  readonly from: number;
  readonly size: number;
}
interface HeaderReader {
  readonly version: 1 | 2;
  /** Two bytes of creation order with every message. */
  readonly ordered: boolean;
  readonly todo: Block[];
}

function startOld(c: Cursor): HeaderReader {
  c.skip(8);
  const size = c.number(4);
  c.skip(4);
  return { version: 1, ordered: false, todo: [{ from: c.at, size }] };
}
function startNew(c: Cursor): HeaderReader {
  c.signature('OHDR');
  const version = c.number(1);
  if (version !== 2) c.refuse(`there is no version ${version} of object headers`);
  const flags = c.number(1);
  if ((flags & 0x20) !== 0) c.skip(16);
  if ((flags & 0x10) !== 0) c.skip(4);
  const size = c.number(1 << (flags & 3));
  return { version: 2, ordered: (flags & 4) !== 0, todo: [{ from: c.at, size }] };
}

function readBlock(c: Cursor, end: number, reader: HeaderReader, messages: Message[]): void {
  const head = reader.version === 1 ? 8 : reader.ordered ? 6 : 4;
  while (c.at + head <= end) {
    const start = c.at;
    const type = c.number(reader.version === 1 ? 2 : 1);
    const size = c.number(2);
    const flags = c.number(1);
    c.skip(start + head - c.at);
    const from = c.at;
    c.skip(size);
    if (messages.length > MOST_MESSAGES) c.refuse('the header of an object has no end');
    if (type === MESSAGE.continuation) reader.todo.push(continued(c.to(from), reader));
    else messages.push((flags & SHARED) !== 0 ? shared(c.to(from), type) : { type, from, size });
  }
}

function continued(c: Cursor, reader: HeaderReader): Block {
  const at = c.address();
  const size = c.length();
  if (reader.version === 1) return { from: at, size };
  const block = c.to(at);
  block.signature('OCHK');
  return { from: block.at, size: size - 8 };
}

/** A message that another object has: a type that is kept under a name. */
function shared(c: Cursor, type: number): Message {
  const version = c.number(1);
  const kind = c.number(1);
  if (version === 1) c.skip(6);
  if (version === 3 && kind === 1) c.refuse('messages shared through a heap are not read');
  const own = c.to(c.address());
  const reader = own.bytes[own.at] === 1 ? startOld(own) : startNew(own);
  const messages: Message[] = [];
  const { from, size } = reader.todo[0]!;
  readPlain(c.to(from), from + size, reader, messages);
  return messages.find((m) => m.type === type) ?? c.refuse('a shared message is not where it should be');
}
/** Messages of a block without looking into them: what is shared is shared once. */
function readPlain(c: Cursor, end: number, { version, ordered }: HeaderReader, messages: Message[]): void {
  const head = version === 1 ? 8 : ordered ? 6 : 4;
  while (c.at + head <= end) {
    const start = c.at;
    const type = c.number(version === 1 ? 2 : 1);
    const size = c.number(2);
    c.skip(start + head - c.at);
    messages.push({ type, from: c.at, size });
    c.skip(size);
  }
}
