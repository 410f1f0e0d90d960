/** Boxes as presentation MathML: rows, scripts, fractions, roots, tables; signs, names, numbers and texts. */
import { type Box, rowParts } from './box.ts';

const elements: Readonly<Record<string, string>> = {
  SuperscriptBox: 'msup',
  SubscriptBox: 'msub',
  SubsuperscriptBox: 'msubsup',
  FractionBox: 'mfrac',
  SqrtBox: 'msqrt',
  RadicalBox: 'mroot',
  OverscriptBox: 'mover',
  UnderscriptBox: 'munder',
  UnderoverscriptBox: 'munderover',
};
/** Signs of the private area, and what the public ones are. */
const publicSigns: Readonly<Record<string, string>> = {
  '\uf522': '\u2192',
  '\uf51f': '\u29f4',
  '\uf431': '=',
  '\uf74c': '\u2146',
  '\uf3d4': '\u2194',
  '\uf3d5': '\u2192',
  ' ': '\u2062',
};

const escaped = (text: string): string =>
  text
    .replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'))
    .replace(/[^\t\n -~]/gu, (c) => `&#${c.codePointAt(0)};`);

/** A number, a text in quotes, a name, or a sign. */
function token(text: string): string {
  if (text.startsWith('"'))
    return `<mtext>${escaped(text.replace(/^"([\s\S]*)"$/, '$1').replace(/\\(["\\])/g, '$1'))}</mtext>`;
  if (/^\d/.test(text)) return `<mn>${escaped(text.replace(/`[\d.]*/, ''))}</mn>`;
  if (/^[\p{L}$]/u.test(text)) return `<mi>${escaped(text)}</mi>`;
  return `<mo>${escaped(publicSigns[text] ?? text)}</mo>`;
}

/** Lines of the element, one blank deeper for each level. */
function lines(b: Box, indent: string): string[] {
  if (typeof b === 'string') return [indent + token(b)];
  const within = (name: string, parts: readonly Box[]): string[] => [
    `${indent}<${name}>`,
    ...parts.flatMap((p) => lines(p, `${indent} `)),
    `${indent}</${name}>`,
  ];
  const element = elements[b.head];
  if (element !== undefined) return within(element, b.parts);
  if (b.head === 'RowBox' || b.head === 'List') return within('mrow', b.head === 'List' ? b.parts : rowParts(b));
  if (b.head === 'GridBox') return table(b.parts[0], indent);
  return b.parts.length === 0 ? [] : lines(b.parts[0]!, indent);
}

function table(rows: Box | undefined, indent: string): string[] {
  const list = rows === undefined || typeof rows === 'string' ? [] : rows.parts;
  const cells = (r: Box): readonly Box[] => (typeof r === 'string' ? [r] : r.parts);
  const row = (r: Box): string[] => [
    `${indent} <mtr>`,
    ...cells(r).flatMap((c) => [`${indent}  <mtd>`, ...lines(c, `${indent}   `), `${indent}  </mtd>`]),
    `${indent} </mtr>`,
  ];
  return [`${indent}<mtable>`, ...list.flatMap(row), `${indent}</mtable>`];
}

export const mathML = (b: Box): string => ['<math>', ...lines(b, ' '), '</math>'].join('\n');
