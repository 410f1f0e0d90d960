/** A parsed expression with its place in the source: one node for every part of the expression, atoms included. */
import type { Expr } from '../expr/expr.ts';

/** The place of an expression, and those of its parts: `head` and `args` mirror the call that `expr` is. */
export interface Node {
  readonly expr: Expr;
  /** Offsets in the source: from the first character to behind the last, parentheses included. */
  readonly start: number;
  readonly end: number;
  /** Undefined where an operator or a bracket stands for the head. */
  readonly head: Node | undefined;
  readonly args: readonly Node[];
  /** A product or quotient written with operators and not in parentheses: longer products take its factors in. */
  readonly loose: boolean;
}

const none: readonly Node[] = [];

/** An atom: most nodes are one, so it carries nothing that it does not need. */
export class Leaf implements Node {
  readonly expr: Expr;
  readonly start: number;
  readonly end: number;
  constructor(expr: Expr, start: number, end: number) {
    this.expr = expr;
    this.start = start;
    this.end = end;
  }
  get head(): undefined {
    return undefined;
  }
  get args(): readonly Node[] {
    return none;
  }
  get loose(): boolean {
    return false;
  }
}

export class Branch implements Node {
  readonly expr: Expr;
  readonly start: number;
  readonly end: number;
  readonly head: Node | undefined;
  readonly args: readonly Node[];
  readonly loose: boolean;
  constructor(expr: Expr, start: number, end: number, head: Node | undefined, args: readonly Node[], loose = false) {
    this.expr = expr;
    this.start = start;
    this.end = end;
    this.head = head;
    this.args = args;
    this.loose = loose;
  }
}

export const exprs = (nodes: readonly Node[]): Expr[] => {
  const out = new Array<Expr>(nodes.length);
  for (let i = 0; i < nodes.length; i++) out[i] = nodes[i]!.expr;
  return out;
};

/** The node at a position as Part counts: 0 is the head, 1 the first argument. Undefined where the source has none. */
export function nodeAt(root: Node, path: readonly number[]): Node | undefined {
  let node: Node | undefined = root;
  for (const i of path) node = i === 0 ? node?.head : node?.args[i - 1];
  return node;
}

/** The innermost node that covers an offset. */
export function nodeAround(root: Node, offset: number): Node | undefined {
  if (offset < root.start || offset >= root.end) return undefined;
  let node = root;
  for (;;) {
    const covers = (n: Node): boolean => offset >= n.start && offset < n.end;
    const inner: Node | undefined =
      node.head !== undefined && covers(node.head) ? node.head : node.args.find((n) => covers(n));
    if (inner === undefined) return node;
    node = inner;
  }
}
