/** The formatter: program text in one layout. Comments and empty lines stay; formatting twice is formatting once. */
import { type ConcreteBranch, type ConcreteTree, parseConcrete } from '../concrete.ts';
import { endOfComment, endOfString } from '../escapes.ts';
import type { SyntaxProblem } from '../problems.ts';
import { print } from './doc.ts';
import { isBlank, isLeaf } from './gaps.ts';
import { layout, sourceOf } from './layout.ts';

/** Empty lines one after the other that stay between statements. */
const MOST_EMPTY = 2;

export interface Formatted {
  readonly text: string;
  /** Statements with mistakes stay as they are. */
  readonly problems: readonly SyntaxProblem[];
}

export function format(source: string): Formatted {
  const { tree, problems } = parseConcrete(source);
  // Behind an open quote or comment nobody knows what is code.
  if (problems.length > 0 && isOpen(lastLeaf(tree))) return { text: source, problems };
  return { text: formatTree(tree, /\r?\n/.exec(source)?.[0] ?? '\n'), problems };
}

function lastLeaf(tree: ConcreteTree): ConcreteTree {
  while (!isLeaf(tree) && tree.children.length > 0) tree = tree.children.at(-1)!;
  return tree;
}
/** A quote or comment that nothing closes runs to the end of the text. */
const isOpen = (t: ConcreteTree): boolean =>
  isLeaf(t) &&
  ((t.kind === 'string' && endOfString(`${t.text} `, 0) > t.text.length) ||
    (t.kind === 'comment' && endOfComment(t.text, 0) > t.text.length));

/** Statements and comments line by line. */
function formatTree(tree: ConcreteBranch, newline: string): string {
  const out: string[] = [];
  let newlines = 0;
  let blank = false;
  for (const child of tree.children) {
    if (child.kind === 'newline') {
      newlines++;
      blank = false;
    } else if (child.kind === 'space') blank = true;
    else {
      if (out.length > 0) {
        if (newlines > 0) out.push(newline.repeat(Math.min(newlines, MOST_EMPTY + 1)));
        else if (blank || isBlank(child)) out.push(' ');
      }
      out.push(statement(child, newline));
      newlines = 0;
      blank = false;
    }
  }
  return out.length === 0 ? '' : `${out.join('')}${newline}`;
}

/** Boxes written out in program text stand for other tokens than they show: such statements stay as they are. */
function statement(tree: ConcreteTree, newline: string): string {
  if (isLeaf(tree)) return tree.text;
  const source = sourceOf(tree);
  return tree.kind === 'error' || source.includes('\\(') ? source : print(layout(tree, false), newline);
}
