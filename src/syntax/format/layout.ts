/** What constructs look like: spaces around signs, and where lines may end. */
import type { ConcreteBranch, ConcreteLeaf, ConcreteTree } from '../concrete.ts';
import { tokenize } from '../lexer.ts';
import {
  blankLine,
  chain,
  concat,
  type Doc,
  emptyLine,
  fill,
  group,
  hardLine,
  indent,
  nothing,
  row,
  softLine,
  text,
} from './doc.ts';
import { type Gap, type Item, isLeaf, itemsOf } from './gaps.ts';
import { isAssignment, isClose, isTight } from './signs.ts';

/** Heads whose first argument says what the others are about: it stays on the line of the head. */
const HEADED = new Set('Module Block With DynamicModule Function If While Switch'.split(' '));
/** Lists of so many atoms are filled; of fewer, each has its line when they do not fit. */
const FILLED = 4;

/** `inside`: within brackets, where a line may end everywhere. */
export function layout(tree: ConcreteTree, inside: boolean): Doc {
  if (isLeaf(tree)) return text(tree.text);
  switch (tree.kind) {
    case 'infix':
      return infix(tree, inside);
    case 'call':
    case 'part':
    case 'group':
      return bracketed(tree, inside);
    case 'postfix':
      return sequence(itemsOf(tree), beforePostfix, inside);
    case 'span':
      return sequence(itemsOf(tree), asWritten(itemsOf(tree)), inside);
    case 'prefix':
      if (leafText(tree.children[0]!) === '<<') return text(sourceOf(tree));
      return sequence(itemsOf(tree), () => '', inside);
    default:
      return text(sourceOf(tree));
  }
}

const leafText = (t: ConcreteTree): string => (isLeaf(t) ? t.text : '');

/** The text of a tree as it was written. */
export function sourceOf(tree: ConcreteTree): string {
  return isLeaf(tree) ? tree.text : tree.children.map(sourceOf).join('');
}

// --- tokens one after the other ------------------------------------------------------------------------------------

/** Items on one line, with what `between` says before each of them. */
function sequence(items: readonly Item[], between: (item: Item, i: number) => string, inside: boolean): Doc {
  const parts: Doc[] = [];
  items.forEach((item, i) => {
    if (i > 0) parts.push(joint(items[i - 1]!, item, between(item, i)));
    parts.push(layout(item.tree, inside));
  });
  return row(parts);
}

/** What stands between two items that no line end parts: comments, and at least the blank that keeps two tokens apart. */
function joint(left: Item, right: Item, wanted: string): Doc {
  const { comments, closed } = right.gap;
  if (comments.length > 0) return text(` ${comments.map((c) => c.text).join(' ')} `);
  return text(wanted === '' && !closed && runTogether(lastToken(left.tree), firstToken(right.tree)) ? ' ' : wanted);
}

function firstToken(t: ConcreteTree): ConcreteLeaf {
  while (!isLeaf(t)) t = t.children[0]!;
  return t;
}
function lastToken(t: ConcreteTree): ConcreteLeaf {
  while (!isLeaf(t)) t = t.children.at(-1)!;
  return t;
}

const together = new Map<string, boolean>();
/** Would two tokens be read as something else without a blank between them? */
function runTogether(a: ConcreteLeaf, b: ConcreteLeaf): boolean {
  if (a.kind === 'bracket' && b.kind === 'bracket') return false;
  const key = `${a.text}\n${b.text}`;
  let answer = together.get(key);
  if (answer === undefined) {
    // Behind another token, since some mean something else at the beginning of a line.
    const { tokens } = tokenize(`x ${a.text}${b.text}`);
    answer = tokens.length !== 3 || tokens[1]!.image !== a.text;
    if (a.kind === 'operator' && b.kind === 'operator') together.set(key, answer);
  }
  return answer;
}

/** x &, x!, and x.. or x .. as it was written. */
function beforePostfix({ tree, gap }: Item): string {
  const sign = leafText(tree);
  return sign === '&' || (/^[.=]/.test(sign) && !gap.closed) ? ' ' : '';
}
/** Blanks everywhere where there is one. */
const asWritten = (items: readonly Item[]): (() => string) => {
  const between = items.some((i, n) => n > 0 && !i.gap.closed) ? ' ' : '';
  return () => between;
};

// --- operators -----------------------------------------------------------------------------------------------------

function infix(tree: ConcreteBranch, inside: boolean): Doc {
  const items = itemsOf(tree);
  const signs = items.filter((i) => i.tree.kind === 'operator');
  const first = signs.length > 0 ? leafText(signs[0]!.tree) : '';
  if (first === ';') return compound(items, inside);
  if (first === '~') return sequence(items, (_, i) => (i % 4 === 1 || i % 4 === 0 ? ' ' : ''), inside);
  if (items.some((i) => i.tree.kind === 'file')) return sequence(items, () => ' ', inside);
  // Behind the sign of a file a blank would make a file name of what follows.
  if (first.startsWith('>>')) return text(sourceOf(tree));
  if (signs.every((s) => isTight(leafText(s.tree))) && signs.length > 0) return sequence(items, () => '', inside);
  if (signs.length !== 1 || items.length !== 3 || !isAssignment(first)) return operands(items, inside);
  const all = withRightSides(items, first);
  return all.length > 3 ? operands(all, inside) : assignment(items, inside);
}

/** a = b = c is one chain, although it is a call in a call. */
function withRightSides(items: readonly Item[], sign: string): Item[] {
  const all = [...items];
  for (;;) {
    const last = all.at(-1)!;
    if (isLeaf(last.tree) || last.tree.kind !== 'infix') return all;
    const inner = itemsOf(last.tree);
    if (inner.length !== 3 || leafText(inner[1]!.tree) !== sign) return all;
    all.splice(-1, 1, { tree: inner[0]!.tree, gap: last.gap }, inner[1]!, inner[2]!);
  }
}

/** Left side, sign, right side: what is in brackets begins on the line of the sign, all else goes to the next one when it has to. */
function assignment(items: readonly Item[], inside: boolean): Doc {
  const [left, sign, right] = items as [Item, Item, Item];
  const before = concat(layout(left.tree, inside), joint(left, sign, ' '), text(leafText(sign.tree)));
  const value = layout(right.tree, inside);
  const { gap } = right;
  if (gap.comments.length > 0) return concat(before, indent(row(lineWith(gap, blankLine)), value));
  if (gap.newlines > 0) return concat(before, indent(hardLine, value));
  return concat(before, opens(right.tree) ? concat(text(' '), value) : group(indent(blankLine, value)));
}

/** Does a layout have brackets in which it breaks, so that it may begin at the end of a line? */
function opens(tree: ConcreteTree): boolean {
  if (isLeaf(tree)) return false;
  if (tree.kind === 'call' || tree.kind === 'part' || tree.kind === 'group') return true;
  if (tree.kind === 'postfix') return opens(tree.children[0]!);
  if (tree.kind === 'prefix') return opens(tree.children.at(-1)!);
  if (tree.kind !== 'infix') return false;
  const items = itemsOf(tree);
  const [, sign, right] = items;
  if (items.length !== 3 || sign!.tree.kind !== 'operator' || !isAssignment(leafText(sign!.tree))) return false;
  return right!.gap.newlines === 0 && right!.gap.comments.length === 0 && opens(right!.tree);
}

/** Operands with signs between them, or nothing: lines end behind signs. */
function operands(items: readonly Item[], inside: boolean): Doc {
  const parts: Doc[] = [];
  let content: Doc[] = [layout(items[0]!.tree, inside)];
  for (let i = 1; i < items.length; i++) {
    const item = items[i]!;
    const isSign = item.tree.kind === 'operator' && items[i - 1]!.tree.kind !== 'operator';
    if (isSign) {
      const spaced = !isClose(leafText(item.tree)) || !item.gap.closed;
      content.push(joint(items[i - 1]!, item, spaced ? ' ' : ''), text(leafText(item.tree)));
      const next = items[i + 1]!;
      if (!spaced) content.push(joint(item, next, ''), layout(next.tree, inside));
      else {
        parts.push(row(content));
        content = [...lineBefore(next.gap, parts), layout(next.tree, inside)];
      }
      i++;
    } else if (item.gap.closed || !inside) {
      // 2x stays as it is; outside of brackets a line that ends between factors would end the expression.
      content.push(joint(items[i - 1]!, item, item.gap.closed ? '' : ' '), layout(item.tree, inside));
    } else {
      parts.push(row(content));
      content = [...lineBefore(item.gap, parts), layout(item.tree, inside)];
    }
  }
  parts.push(row(content));
  return parts.length === 1 ? parts[0]! : chain(parts);
}

/** Adds a line to a chain; gives the comments that have to stand before the content that follows. */
function lineBefore(gap: Gap, parts: Doc[]): Doc[] {
  const [first, ...rest] = gap.comments.length === 0 ? [blankLine] : lineWith(gap, blankLine);
  parts.push(first!);
  return rest;
}

/** Statements with semicolons. Outside of brackets a line that ends ends the statement, too. */
function compound(items: readonly Item[], inside: boolean): Doc {
  const broken = inside && items.some((i, n) => n > 0 && items[n - 1]!.tree.kind === 'operator' && i.gap.newlines > 0);
  const parts: Doc[] = [];
  items.forEach((item, i) => {
    const previous = items[i - 1];
    if (previous === undefined) parts.push(layout(item.tree, inside));
    else if (leafText(item.tree) === ';') parts.push(joint(previous, item, ''), text(';'));
    else if (!inside) parts.push(joint(previous, item, ' '), layout(item.tree, inside));
    else parts.push(...lineWith(item.gap, broken ? hardLine : blankLine), layout(item.tree, inside));
  });
  return inside ? group(row(parts)) : row(parts);
}

// --- brackets ------------------------------------------------------------------------------------------------------

/** A gap where a line may end, with its comments where they stood: behind what comes before, alone, or before what follows. */
function lineWith(gap: Gap, line: Doc): Doc[] {
  const { comments } = gap;
  if (comments.length === 0) return [gap.empty ? emptyLine : line];
  const parts: Doc[] = [];
  comments.forEach((c, i) => {
    const own = i === 0 ? c.before : comments[i - 1]!.after;
    if (own) parts.push(i === 0 && gap.emptyBefore ? emptyLine : hardLine);
    else if (i === 0 && !c.after && comments.length === 1) parts.push(line);
    else parts.push(text(' '));
    parts.push(text(c.text));
  });
  const last = comments.at(-1)!;
  parts.push(last.after ? (gap.empty ? emptyLine : hardLine) : text(' '));
  return parts;
}

interface Bracket {
  readonly head: readonly Item[];
  readonly open: Item;
  /** Arguments, each with the comma behind it. */
  readonly entries: readonly Entry[];
  readonly close: readonly Item[];
}
interface Entry {
  readonly item: Item | undefined;
  readonly comma: Item | undefined;
}

function bracketOf(tree: ConcreteBranch): Bracket {
  const items = itemsOf(tree);
  const at = tree.kind === 'group' ? 0 : 1;
  let end = items.length;
  const isClosing = (i: Item): boolean => i.tree.kind === 'bracket';
  while (end - 1 > at && isClosing(items[end - 1]!) && items.length - end < (tree.kind === 'part' ? 2 : 1)) end--;
  const entries: Entry[] = [];
  let item: Item | undefined;
  for (const i of items.slice(at + 1, end)) {
    if (i.tree.kind === 'comma') {
      entries.push({ item, comma: i });
      item = undefined;
    } else item = i;
  }
  if (item !== undefined || entries.length > 0) entries.push({ item, comma: undefined });
  return { head: items.slice(0, at), open: items[at]!, entries, close: items.slice(end) };
}

function bracketed(tree: ConcreteBranch, inside: boolean): Doc {
  const b = bracketOf(tree);
  const head = b.head.map((i) => layout(i.tree, inside));
  const open = concat(
    ...head,
    ...(b.head.length > 0 ? [joint(b.head[0]!, b.open, '')] : []),
    text(leafText(b.open.tree)),
  );
  const close = text(b.close.map((i) => leafText(i.tree)).join(''));
  const closing = b.close[0]?.gap;
  const isBare = (closing?.comments.length ?? 0) === 0 && !b.close.some((i, n) => n > 0 && i.gap.comments.length > 0);
  if (!isBare) return group(open, indent(row(inner(b, hardLine))), ...closed(b.close));
  if (b.entries.length === 0) return concat(open, close);
  const [first] = b.entries;
  const begins = first!.item?.gap ?? first!.comma!.gap;
  const breaks = begins.newlines > 0;
  if (
    tree.kind === 'call' &&
    b.entries.length === 1 &&
    !breaks &&
    begins.comments.length === 0 &&
    wraps(first!.item!.tree)
  )
    return concat(open, layout(first!.item!.tree, true), close);
  if (isHeaded(b) && begins.comments.length === 0) return headed(b, open, close);
  return group(open, indent(row(inner(b, breaks ? hardLine : softLine))), softLine, close);
}

/** Comments before the closing bracket. */
function closed(close: readonly Item[]): Doc[] {
  return close.flatMap((i, n): Doc[] => {
    const line = n === 0 ? softLine : nothing;
    const before = i.gap.comments.length === 0 ? [line] : lineWith(i.gap, line);
    return [...before, text(leafText(i.tree))];
  });
}

/** A single argument in brackets of its own breaks in those. */
const wraps = (t: ConcreteTree): boolean =>
  t.kind === 'call' || (t.kind === 'group' && leafText(firstToken(t)) !== '(');

const isHeaded = (b: Bracket): boolean =>
  b.entries.length > 1 &&
  b.head.length === 1 &&
  HEADED.has(leafText(b.head[0]!.tree)) &&
  b.entries[0]!.item !== undefined;

/** Module[{x}, and the rest on lines of their own. */
function headed(b: Bracket, open: Doc, close: Doc): Doc {
  const [first, ...rest] = b.entries as [Entry, ...Entry[]];
  const breaks = first.item!.gap.newlines > 0 || (rest[0]!.item?.gap.newlines ?? 0) > 0;
  const others: Bracket = { ...b, entries: rest };
  return group(
    open,
    layout(first.item!.tree, true),
    joint(first.item!, first.comma!, ''),
    text(','),
    indent(row(inner(others, breaks ? hardLine : blankLine))),
    softLine,
    close,
  );
}

/** Arguments with the lines before them; `begin` stands before the first. */
function inner(b: Bracket, begin: Doc): Doc[] {
  const { entries } = b;
  const filled = entries.length >= FILLED && entries.every((e) => e.item !== undefined && isAtom(e.item.tree));
  const parts: Doc[] = [];
  const contents: Doc[] = [];
  entries.forEach(({ item, comma }, i) => {
    const gap = item?.gap ?? comma?.gap;
    const line = i === 0 ? begin : item === undefined ? nothing : blankLine;
    const before = gap === undefined ? [line] : lineWith(gap, line);
    const content: Doc[] = item === undefined ? [] : [layout(item.tree, true)];
    if (comma !== undefined) content.push(item === undefined ? text(',') : concat(joint(item, comma, ''), text(',')));
    if (!filled || i === 0) parts.push(...before);
    if (!filled) parts.push(...content);
    else if (i === 0) contents.push(row(content));
    else contents.push(before[0]!, concat(...before.slice(1), ...content));
  });
  return filled ? [...parts, fill(contents)] : parts;
}

const isAtom = (t: ConcreteTree): boolean =>
  isLeaf(t) || t.kind === 'pattern' || (t.kind === 'prefix' && t.children.every((c) => isLeaf(c)));
