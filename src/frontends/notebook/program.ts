/**
 * Notebooks as program texts: cells are apart by empty lines, and a cell that is one comment is text. Where that would not come back as it is,
 * each cell has a line before it that says what it is, as files have that notebooks of the language are saved in: (* ::Code:: *).
 */
import { groups } from '../../../grammar/operators.ts';
import { endOfComment, endOfString } from '../../syntax/escapes.ts';
import type { Cell } from './cell.ts';

const brackets = groups
  .flatMap(({ open, close, alternates }) => [[open, close] as const, ...(alternates ? [alternates] : [])])
  // Both brackets of [[ count by themselves.
  .filter(([open]) => open !== '[[');
const OPENING: ReadonlySet<string> = new Set(brackets.map(([open]) => open));
const literal = (text: string): string => text.replace(/[[\](){}|]/g, '\\$&');
/** What says where cells can end: texts, comments, brackets, empty lines; two bars are none. */
const MARKS = ['"', '\\(\\*', '\\|\\|', '\\n[ \\t]*\\n+', ...brackets.flat().map(literal)].join('|');

/** Where cells can end: at empty lines that are not inside of brackets, texts or comments. No token is made: files may be long. */
function* gaps(text: string): Generator<{ readonly from: number; readonly to: number }> {
  const marks = new RegExp(MARKS, 'g');
  let depth = 0;
  for (let m = marks.exec(text); m !== null; m = marks.exec(text)) {
    const [mark] = m;
    if (mark === '"') marks.lastIndex = endOfString(text, m.index);
    else if (mark === '(*') marks.lastIndex = endOfComment(text, m.index);
    else if (OPENING.has(mark)) depth++;
    else if (mark.startsWith('\n')) {
      if (depth === 0) yield { from: m.index, to: marks.lastIndex };
    } else if (mark !== '||') depth = Math.max(0, depth - 1);
    // Behind the end nothing is found, and a search begins anew.
    if (marks.lastIndex > text.length) return;
  }
}

const COMMENT = /^\(\*\s?([\s\S]*?)\s?\*\)$/;

/** Text within comments: what would open or close one has a backslash more, which Markdown does not show. */
const commented = (text: string): string => text.replace(/\((\\*)\*/g, '(\\$1*').replace(/\*(\\*)\)/g, '*\\$1)');
const uncommented = (text: string): string => text.replace(/\(\\(\\*)\*/g, '($1*').replace(/\*\\(\\*)\)/g, '*$1)');

function cellOf(source: string): Cell {
  const comment = COMMENT.exec(source)?.[1];
  return comment === undefined || comment.includes('(*') || comment.includes('*)')
    ? { kind: 'code', source }
    : { kind: 'text', source: uncommented(comment.replaceAll(/^ {3}/gm, '')) };
}

// --- with lines that say what a cell is -------------------------------------------------------------------------------

const MARK = /^\(\* ::(\w+)(?:::\w+)*:: \*\)[ \t]*$/gm;
/** Depths of headings. */
const headings = ['Title', 'Chapter', 'Section', 'Subsection', 'Subsubsection'];

function markedCells(text: string): Cell[] {
  const marks = [...text.matchAll(MARK)];
  const before = text.slice(0, marks[0]!.index);
  return [
    ...plainCells(before),
    ...marks.flatMap((mark, i): Cell[] => {
      const body = text.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim();
      if (body === '') return [];
      const style = mark[1]!;
      const inside = style === 'Code' || style === 'Package' ? undefined : /^\(\*([\s\S]*)\*\)$/.exec(body)?.[1];
      if (inside === undefined || inside.includes('*)')) return [{ kind: 'code', source: body }];
      // What is no part of a package is in comments, inputs too.
      if (style === 'Input') return [{ kind: 'code', source: inside.trim() }];
      const depth = headings.indexOf(style) + 1;
      return [{ kind: 'text', source: `${depth > 0 ? `${'#'.repeat(depth)} ` : ''}${uncommented(inside.trim())}` }];
    }),
  ];
}

const marked = ({ kind, source }: Cell): string =>
  kind === 'text' ? `(* ::Text:: *)\n\n(*${commented(source)}*)` : `(* ::Code:: *)\n\n${source}`;

// --- both ------------------------------------------------------------------------------------------------------------------

export function fromProgram(text: string): Cell[] {
  const lines = text.replaceAll('\r\n', '\n');
  return lines.search(MARK) >= 0 ? markedCells(lines) : plainCells(lines);
}

function plainCells(text: string): Cell[] {
  const cells: Cell[] = [];
  let done = 0;
  for (const { from, to } of [...gaps(text), { from: text.length, to: text.length }]) {
    const source = text.slice(done, from).trim();
    if (source !== '') cells.push(cellOf(source));
    done = to;
  }
  return cells;
}

export function toProgram(given: readonly Cell[]): string {
  const cells = given.map(({ kind, source }) => ({ kind, source: source.trim() })).filter((c) => c.source !== '');
  const texts = cells.map((c) =>
    c.kind === 'text' ? `(* ${commented(c.source).replaceAll('\n', '\n   ')} *)` : c.source,
  );
  const plain = `${texts.join('\n\n')}\n`;
  const back = fromProgram(plain);
  const same =
    back.length === cells.length && cells.every((c, i) => c.kind === back[i]!.kind && c.source === back[i]!.source);
  return same ? plain : `${cells.map(marked).join('\n\n')}\n`;
}
