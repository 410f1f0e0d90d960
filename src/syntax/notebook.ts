/** Notebooks of Mathematica (.nb): a text that is one expression, Notebook[{Cell[...], ...}], read and not evaluated. */
import { characterName } from '../../grammar/characters.ts';
import { groups, operators } from '../../grammar/operators.ts';
import { type Expr, Kind } from '../expr/expr.ts';
import { symbol } from '../expr/intern.ts';
import { type Box, exprBox } from './boxes/box.ts';
import { boxMeaning } from './boxes/meaning.ts';
import { plainBox } from './boxes/plain.ts';
import { format } from './format/format.ts';
import { fullForm } from './fullform.ts';
import { parse } from './parser.ts';

export interface NotebookCell {
  /** "Input", "Text", "Section", ... */
  readonly style: string;
  /** Program text for a cell of code, plain text for another. */
  readonly text: string;
  readonly isCode: boolean;
}

const CODE = new Set(['Input', 'Code', 'Program', 'InitializationCell']);
/** What evaluations left behind. */
const LEFT_BEHIND = /^(?:Output|Print|Message|MSG|Echo|Graphics)$/;

/** What a text is wrong for; the offset counts in it. */
export interface NotebookProblem {
  readonly reason: string;
  readonly offset: number;
}

/** The cells in order, groups opened up, outputs left out. */
export function readNotebookText(text: string): readonly NotebookCell[] | NotebookProblem {
  // Names are heads of boxes and words of styles here, and no symbols of a session.
  const { expressions, problems } = parse(text, { resolve: (name) => symbol(`Notebook\`${name.replace(/^.*`/, '')}`) });
  const [content] = expressions.flatMap(({ expr }) => argsOf(expr, 'Notebook') ?? []);
  if (content === undefined) {
    const [problem] = problems;
    return problem === undefined
      ? { reason: 'the text is no Notebook[...]', offset: 0 }
      : { reason: problem.text, offset: problem.offset };
  }
  const cells: NotebookCell[] = [];
  collect(content, cells);
  return cells;
}

/** The arguments of a call of this head; undefined for anything else. */
const argsOf = (e: Expr | undefined, ...names: readonly string[]): readonly Expr[] | undefined =>
  e?.kind === Kind.Normal && e.head.kind === Kind.Symbol && names.includes(e.head.name) ? e.args : undefined;

function collect(e: Expr | undefined, cells: NotebookCell[]): void {
  const group = argsOf(e, 'List') ?? argsOf(e, 'CellGroupData')?.slice(0, 1);
  if (group !== undefined) for (const c of group) collect(c, cells);
  const [content, style] = argsOf(e, 'Cell') ?? [];
  if (argsOf(content, 'CellGroupData') !== undefined) collect(content, cells);
  else if (content !== undefined) add(content, style?.kind === Kind.String ? style.value : 'Text', cells);
}

function add(content: Expr, style: string, cells: NotebookCell[]): void {
  if (LEFT_BEHIND.test(style)) return;
  const isCode = CODE.has(style);
  const text = isCode ? codeOf(content) : proseOf(content);
  if (text.trim() !== '') cells.push({ style, text: text.trim(), isCode });
}

const box = (e: Expr): Box => exprBox(e, fullForm);

// --- code ----------------------------------------------------------------------------------------------------------

/** Boxes as program text, a string as it is. */
function codeOf(content: Expr): string {
  if (content.kind === Kind.String) return typed(content.value);
  const [data] = argsOf(content, 'BoxData', 'RawData') ?? [content];
  if (data === undefined) return '';
  const parts = argsOf(data, 'List') ?? [data];
  const texts = parts.map((p) => boxMeaning(typedBox(box(p))));
  // Expressions stand on lines of their own.
  const text = texts.reduce(
    (all, t) => `${all}${all === '' || /\n\s*$/.test(all) || /^\s*\n/.test(t) ? '' : '\n'}${t}`,
    '',
  );
  // Boxes have no blanks: front ends show them where they belong.
  return format(text).text;
}

const typedBox = (b: Box): Box => (typeof b === 'string' ? typed(b) : { head: b.head, parts: b.parts.map(typedBox) });

const IS_ASCII = /^[\x20-\x7e]+$/;
/** Characters that stand for signs one can type. */
const signs = new Map<string, string>();
for (const o of operators)
  if (IS_ASCII.test(o.symbol)) for (const c of o.alternates ?? []) if (!signs.has(c)) signs.set(c, o.symbol);
for (const g of groups)
  if (g.alternates !== undefined && IS_ASCII.test(g.open)) {
    signs.set(g.alternates[0]!, g.open);
    signs.set(g.alternates[1]!, g.close);
  }
for (const c of '\uf3a3\uf3b1') signs.set(c, '\n');
// Nothing is seen of these.
for (const c of '\u2062\u2061\uf360\uf39e') signs.set(c, ' ');
/** Of the private area of Unicode: no font shows them. */
const PRIVATE = /[\ue000-\uf8ff]/g;

/** Text as one would type it: signs in ASCII, other characters of the language by name; strings keep what is in them. */
function typed(text: string): string {
  const isString = text.startsWith('"');
  const shown = isString ? text : text.replace(/[^\n\x20-\x7e]/gu, (c) => signs.get(c) ?? c);
  return shown.replace(PRIVATE, (c) => {
    const name = characterName(c);
    return name === undefined ? c : `\\[${name}]`;
  });
}

// --- prose ---------------------------------------------------------------------------------------------------------

/** Text without its styles. */
function proseOf(e: Expr): string {
  if (e.kind === Kind.String) return plainString(e.value);
  const boxes = argsOf(e, 'BoxData');
  if (boxes !== undefined) return boxes.map((a) => plainString(plainBox(box(a)))).join('');
  const parts = argsOf(e, 'List') ?? (e.kind === Kind.Normal ? e.args.slice(0, 1) : []);
  return parts.map(proseOf).join('');
}
const plainString = (text: string): string =>
  text.replace(/[\uf3a3\uf3b1]/g, '\n').replace(PRIVATE, (c) => signs.get(c) ?? c);
