/** What boxes mean, as program text: SuperscriptBox["x", "2"] is (x)^(2). */
import { type Box, type BoxCall, row, rowParts } from './box.ts';

const named: Readonly<Record<string, string>> = {
  SubscriptBox: 'Subscript',
  OverscriptBox: 'Overscript',
  UnderscriptBox: 'Underscript',
  UnderoverscriptBox: 'Underoverscript',
};
/** What is put over or under a sign, by the sign. */
const decorations: Readonly<Record<string, string>> = {
  _: 'OverBar',
  '\u00af': 'OverBar',
  '^': 'OverHat',
  '~': 'OverTilde',
  '.': 'OverDot',
  '\u2192': 'OverVector',
  '\u20d7': 'OverVector',
};
const sums: Readonly<Record<string, string>> = {
  '\u2211': 'Sum',
  '\\[Sum]': 'Sum',
  '\u220f': 'Product',
  '\\[Product]': 'Product',
};
const INTEGRAL = /^\s*(?:\u222b|\\\[Integral\])\s*$/;
const PARTIAL = /^\s*(?:\u2202|\\\[PartialD\])\s*$/;
const PRIMES = /^(?:'|\u2032|\\\[Prime\])+$/;

/** Program text with the meaning of the box. */
export function boxMeaning(b: Box): string {
  return typeof b === 'string' ? b : meaning(b, true);
}

/** A name, a number or a group needs no parentheses as an operand. */
const closed = (text: string): string =>
  /^(?:[\w$`.\u0080-\uffff]+|\([^()]*\)|\{[^{}]*\})$/.test(text) ? text : `(${text})`;

/** `alone`: what stands around it cannot be taken for a part of it. */
function meaning(b: BoxCall, alone: boolean): string {
  const [x, y, z] = b.parts;
  const of = (part: Box | undefined): string => (part === undefined ? 'Null' : boxMeaning(part));
  const operand = (part: Box | undefined): string => closed(of(part).trim());
  const grouped = (text: string): string => (alone ? text : `(${text})`);
  switch (b.head) {
    case 'RowBox':
      return rowMeaning(rowParts(b));
    case 'List':
      return `{${b.parts.map(boxMeaning).join(', ')}}`;
    case 'SuperscriptBox':
      return typeof y === 'string' && PRIMES.test(y)
        ? `${of(x)}${"'".repeat(y.startsWith('\\') ? y.split('[').length - 1 : y.length)}`
        : grouped(`${operand(x)}^${operand(y)}`);
    case 'FractionBox':
      return grouped(`${operand(x)}/${operand(y)}`);
    case 'SqrtBox':
      return `Sqrt[${of(x)}]`;
    case 'RadicalBox':
      return grouped(`${operand(x)}^(1/${operand(y)})`);
    case 'SubsuperscriptBox':
      return grouped(`Subscript[${of(x)}, ${of(y)}]^${operand(z)}`);
    case 'OverscriptBox':
      if (typeof y === 'string' && decorations[y] !== undefined) return `${decorations[y]}[${of(x)}]`;
      return `Overscript[${of(x)}, ${of(y)}]`;
    case 'TagBox':
    case 'StyleBox':
    case 'FormBox':
    case 'AdjustmentBox':
    case 'FrameBox':
    case 'PaneBox':
    case 'TooltipBox':
      return of(x);
    case 'InterpretationBox':
      return of(y);
    case 'TemplateBox':
      return `${of(y).replace(/^"|"$/g, '')}@@${of(x)}`;
    case 'GridBox':
      return of(x);
    default:
      return `${named[b.head] ?? b.head}[${b.parts.map(boxMeaning).join(', ')}]`;
  }
}

/** Pieces side by side; a sign of summation takes what follows in the row. */
function rowMeaning(parts: readonly Box[]): string {
  let text = '';
  for (let i = 0; i < parts.length; i++) {
    const p = parts[i]!;
    const sum = typeof p === 'string' ? undefined : sumOf(p);
    if (sum === undefined) {
      text += typeof p === 'string' ? p : meaning(p, isApart(parts[i - 1]) && isApart(parts[i + 1]));
      continue;
    }
    const body = rowMeaning(parts.slice(i + 1));
    if (sum.head !== 'Integrate') return `${text}${sum.head}[${body}, ${sum.range}]`;
    const [, integrand, variable] = DIFFERENTIAL.exec(body) ?? [];
    if (variable === undefined) return `${text}Integrate[${body}]`;
    return `${text}Integrate[${integrand!.trim() || '1'}, {${variable}, ${sum.range}}]`;
  }
  return text;
}
/** An integrand with the variable at its end. */
const DIFFERENTIAL = /^([\s\S]*)(?:\\\[DifferentialD\]|\u2146|\uf74c)\s*([^\s()]+)\s*\)?$/;

/** Beside a blank, a bracket or a sign that binds loosely powers and quotients need no parentheses. */
const isApart = (neighbour: Box | undefined): boolean =>
  neighbour === undefined || (typeof neighbour === 'string' && LOOSE.test(neighbour));
const LOOSE = /^\s*(?:[ \n]|[-+=,;()[\]{}]|:=|==|->|:>|<=?|>=?|&&|\|\|)\s*$/;

/** Underoverscript[sum sign, i = 1, n], Subsuperscript[integral sign, a, b], Subscript[partial sign, x]. */
function sumOf(b: BoxCall): { readonly head: string; readonly range: string } | undefined {
  const [sign, below, above] = b.parts;
  if (typeof sign === 'string' && below !== undefined) {
    if (INTEGRAL.test(sign) && above !== undefined)
      return { head: 'Integrate', range: `${boxMeaning(below)}, ${boxMeaning(above)}` };
    if (PARTIAL.test(sign)) return { head: 'D', range: boxMeaning(below) };
  }
  const head = typeof sign === 'string' ? sums[sign.trim()] : undefined;
  if (head === undefined || below === undefined) return undefined;
  const bounds = boxMeaning(row(rowParts(below)))
    .split('=')
    .map((s) => s.trim());
  const range = [...bounds, ...(above === undefined ? [] : [boxMeaning(above)])];
  return { head, range: range.length === 1 ? range[0]! : `{${range.join(', ')}}` };
}
