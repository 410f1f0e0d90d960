/** Trees of version 2: records of one size, for names in heaps and for chunks. */
import type { Cursor } from './cursor.ts';
import { isNowhere } from './cursor.ts';

/** Bytes of a node that are no records: its signature, version, kind and checksum. */
const OVERHEAD = 10;
const MOST_NODES = 100_000;
const DEEPEST = 32;

/** Bytes that a number up to a limit takes. */
export const bytesFor = (limit: number): number => Math.floor(Math.log2(Math.max(1, limit)) / 8) + 1;

interface Tree {
  readonly record: number;
  /** Bytes of the number of records of a node. */
  readonly count: number;
  /** Bytes of the number of records of all nodes below a node, by the depth of the node. */
  readonly totals: readonly number[];
}

/** All records of the tree at an address, each given as a cursor at its beginning, with its size. Throws FormatError. */
export function eachRecord(file: Cursor, address: number, f: (record: Cursor, size: number) => void): void {
  if (isNowhere(address)) return;
  const c = file.to(address);
  c.signature('BTHD');
  c.skip(2);
  const node = c.number(4);
  const record = c.number(2);
  const depth = c.number(2);
  c.skip(2);
  const root = c.address();
  const used = c.number(2);
  if (record === 0 || node <= OVERHEAD + record || depth > DEEPEST) c.refuse('a tree is damaged');
  const tree = sizesOf(c, node, record, depth);
  let nodes = 0;
  const visit = (at: number, level: number, records: number): void => {
    if (++nodes > MOST_NODES) c.refuse('a tree has no end');
    const n = c.to(at);
    n.signature(level === 0 ? 'BTLF' : 'BTIN');
    n.skip(2);
    for (let i = 0; i < records; i++) {
      f(n.to(n.at), record);
      n.skip(record);
    }
    if (level === 0) return;
    for (let i = 0; i <= records; i++) {
      const child = n.address();
      const count = n.number(tree.count);
      n.skip(tree.totals[level - 1]!);
      visit(child, level - 1, count);
    }
  };
  if (!isNowhere(root) && used > 0) visit(root, depth, used);
}

/** How wide the fields of its nodes are, which follows from how many records they can have. */
function sizesOf(c: Cursor, node: number, record: number, depth: number): Tree {
  const leaf = Math.floor((node - OVERHEAD) / record);
  const count = bytesFor(leaf);
  const totals = [0];
  let below = leaf;
  for (let level = 1; level < depth; level++) {
    const pointer = c.widths.offset + count + totals[level - 1]!;
    const most = Math.floor((node - OVERHEAD - pointer) / (record + pointer));
    below = (most + 1) * below + most;
    totals.push(bytesFor(below));
  }
  return { record, count, totals };
}
