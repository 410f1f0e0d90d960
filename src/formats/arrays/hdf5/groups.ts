/** Groups: names and the addresses of what they name. */
import { type Cursor, isNowhere } from './cursor.ts';
import { MESSAGE, type Message } from './headers.ts';
import { heapAt } from './heap.ts';
import { eachRecord } from './trees.ts';

/** Steps along tables and trees of one file before it counts as endless. */
const MOST_STEPS = 200_000;
const DEEPEST = 64;

/** Hard links of a group, by name; others lead to other files or to names and are left out. Throws FormatError. */
export function linksOf(file: Cursor, messages: readonly Message[]): Map<string, number> {
  const links = new Map<string, number>();
  for (const m of messages) {
    if (m.type === MESSAGE.link) readLink(file.to(m.from), links);
    if (m.type === MESSAGE.symbolTable) readTable(file.to(m.from), links);
    if (m.type === MESSAGE.linkInfo) readDense(file.to(m.from), links);
  }
  return links;
}

/** Is it a group at all? */
export const isGroup = (messages: readonly Message[]): boolean =>
  messages.some((m) => m.type === MESSAGE.symbolTable || m.type === MESSAGE.linkInfo || m.type === MESSAGE.link);

/** Bytes of the hash in front of the identifier of a link in its heap, and of that. */
const [HASH, LINK_ID] = [4, 7];

/** Names that lie in a heap, which a tree lists. */
function readDense(c: Cursor, links: Map<string, number>): void {
  c.skip(1);
  const flags = c.number(1);
  if ((flags & 1) !== 0) c.skip(8);
  const heap = c.address();
  if (isNowhere(heap)) return;
  const find = heapAt(c, heap);
  eachRecord(c, c.address(), (r) => {
    r.skip(HASH);
    readLink(find(r.take(LINK_ID)).object, links);
  });
}

const HARD = 0;
function readLink(c: Cursor, links: Map<string, number>): void {
  c.skip(1);
  const flags = c.number(1);
  const type = (flags & 8) !== 0 ? c.number(1) : HARD;
  if ((flags & 4) !== 0) c.skip(8);
  if ((flags & 16) !== 0) c.skip(1);
  const name = new TextDecoder().decode(c.take(c.number(1 << (flags & 3))));
  if (type === HARD) links.set(name, c.address());
}

/** A tree of tables of names that lie in a heap. */
function readTable(c: Cursor, links: Map<string, number>): void {
  const tree = c.address();
  const heap = c.to(c.address());
  heap.signature('HEAP');
  heap.skip(4);
  const size = heap.length();
  heap.length();
  const names = heap.address();
  let steps = 0;
  const nameAt = (offset: number): string => {
    if (offset >= size) c.refuse('a name lies behind its heap');
    return c.to(names + offset).text();
  };
  const node = (at: number, depth: number): void => {
    if (++steps > MOST_STEPS || depth > DEEPEST) c.refuse('the tree of a group has no end');
    const n = c.to(at);
    if (n.bytes[n.at] === 0x53) {
      table(n);
      return;
    }
    n.signature('TREE');
    n.skip(2);
    const used = n.number(2);
    n.address();
    n.address();
    for (let i = 0; i < used; i++) {
      n.length();
      node(n.address(), depth + 1);
    }
  };
  const table = (n: Cursor): void => {
    n.signature('SNOD');
    n.skip(2);
    for (let left = n.number(2); left > 0; left--) {
      if (++steps > MOST_STEPS) c.refuse('the tree of a group has no end');
      const offset = n.address();
      const header = n.address();
      const soft = n.number(4) === 2;
      n.skip(20);
      if (!soft) links.set(nameAt(offset), header);
    }
  };
  node(tree, 0);
}
