/** Boxes in a terminal: one line where one will do. */
import { type Box, rowParts } from './box.ts';
import { spellBoxEscapes } from './escapes.ts';
import { endOfBoxes, readLinear } from './linear.ts';

/** In parentheses where a sign of an operator is inside. */
const closed = (text: string): string => (/^[\w.$\u0080-\uffff]*$|^\(.*\)$|^"[^"]*"$/.test(text) ? text : `(${text})`);

export function plainBox(b: Box): string {
  if (typeof b === 'string') return b.replace(/^"([\s\S]*)"$/, '$1');
  const [x, y, z] = b.parts;
  const of = (part: Box | undefined): string => (part === undefined ? '' : plainBox(part));
  switch (b.head) {
    case 'RowBox':
      return rowParts(b).map(plainBox).join('');
    case 'List':
      return b.parts.map(plainBox).join(', ');
    case 'SuperscriptBox':
      return `${closed(of(x))}^${closed(of(y))}`;
    case 'SubscriptBox':
    case 'UnderscriptBox':
      return `${closed(of(x))}_${closed(of(y))}`;
    case 'SubsuperscriptBox':
    case 'UnderoverscriptBox':
      return `${closed(of(x))}_${closed(of(y))}^${closed(of(z))}`;
    case 'FractionBox':
      return `${closed(of(x))}/${closed(of(y))}`;
    case 'SqrtBox':
      return `\u221a${closed(of(x))}`;
    case 'RadicalBox':
      return `${closed(of(x))}^(1/${of(y)})`;
    case 'OverscriptBox':
      return `${closed(of(x))}^${closed(of(y))}`;
    case 'GridBox':
      return x === undefined || typeof x === 'string' ? of(x) : x.parts.map((r) => rowOf(r)).join('\n');
    default:
      return of(x);
  }
}
const rowOf = (r: Box): string => (typeof r === 'string' ? r : r.parts.map(plainBox).join('   '));

/** A string as it is shown: what is written in the box language inside of it becomes plain. */
export function plainString(text: string): string {
  if (!text.includes('\uf7c9')) return text;
  const spelledOut = spellBoxEscapes(text);
  let out = '';
  let done = 0;
  for (let i = spelledOut.indexOf('\\('); i >= 0; i = spelledOut.indexOf('\\(', done)) {
    const end = endOfBoxes(spelledOut, i);
    if (end < 0) break;
    out += spelledOut.slice(done, i).replace(/\\!$/, '') + plainBox(readLinear(spelledOut.slice(i + 2, end - 2)));
    done = end;
  }
  return out + spelledOut.slice(done);
}
