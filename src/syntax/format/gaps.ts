/** What stands between the tokens of a construct: blanks, line ends and comments. */
import type { ConcreteBranch, ConcreteLeaf, ConcreteTree } from '../concrete.ts';

export interface Comment {
  readonly text: string;
  /** A line ends before it; one ends behind it. */
  readonly before: boolean;
  readonly after: boolean;
}

export interface Gap {
  /** Nothing at all stands there. */
  readonly closed: boolean;
  readonly newlines: number;
  readonly comments: readonly Comment[];
  /** An empty line stands behind the last comment, or where there is none. */
  readonly empty: boolean;
  /** An empty line stands before the first comment. */
  readonly emptyBefore: boolean;
}

const closed: Gap = { closed: true, newlines: 0, comments: [], empty: false, emptyBefore: false };
const blank: Gap = { ...closed, closed: false };

export const isLeaf = (t: ConcreteTree): t is ConcreteLeaf => 'text' in t;
export const isBlank = (t: ConcreteTree): boolean =>
  t.kind === 'space' || t.kind === 'newline' || (t.kind === 'comment' && isLeaf(t) && !t.text.startsWith('#!'));

/** The gap that leaves make. */
export function gapOf(leaves: readonly ConcreteLeaf[]): Gap {
  if (leaves.length === 0) return closed;
  if (leaves.length === 1 && leaves[0]!.kind === 'space') return blank;
  const comments: Comment[] = [];
  let newlines = 0;
  let since = 0;
  let emptyBefore = false;
  for (const l of leaves) {
    if (l.kind === 'newline') {
      newlines++;
      since++;
    } else if (l.kind === 'comment') {
      if (comments.length > 0 && since > 0) comments[comments.length - 1] = { ...comments.at(-1)!, after: true };
      else if (comments.length === 0) emptyBefore = since > 1;
      comments.push({ text: l.text, before: since > 0, after: false });
      since = 0;
    }
  }
  if (comments.length > 0 && since > 0) comments[comments.length - 1] = { ...comments.at(-1)!, after: true };
  return { closed: false, newlines, comments, empty: since > 1, emptyBefore };
}

/** The tokens and constructs of a branch, and the gap before each of them. */
export interface Item {
  readonly tree: ConcreteTree;
  readonly gap: Gap;
}
export function itemsOf(branch: ConcreteBranch): Item[] {
  const items: Item[] = [];
  let leaves: ConcreteLeaf[] = [];
  for (const tree of branch.children) {
    if (isBlank(tree)) leaves.push(tree as ConcreteLeaf);
    else {
      items.push({ tree, gap: gapOf(leaves) });
      if (leaves.length > 0) leaves = [];
    }
  }
  return items;
}
