/** How wrappers of notebooks look in a terminal: scripts over and under, frames, labels, and controls at their first values. */
import { type Expr, isCall } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { aligned, widthOf } from './blocks.ts';

type Write = (e: Expr) => string;
/** The text of head[args]. */
export type Annotation = (args: readonly Expr[], write: Write) => string;

const whole = (text: string): string => (/^[\w.$\u0080-\uffff]*$/.test(text) ? text : `(${text})`);
const joined =
  (...signs: readonly string[]): Annotation =>
  (args, write) =>
    args.map((a, i) => (i === 0 ? '' : (signs[i - 1] ?? ',')) + whole(write(a))).join('');
const first: Annotation = ([a], write) => (a === undefined ? '' : write(a));
/** A combining mark after the last character of a short text. */
const marked =
  (mark: string): Annotation =>
  ([a], write) => {
    const text = a === undefined ? '' : write(a);
    return [...text].length === 1 ? text + mark : `(${text})${mark}`;
  };

function framed([a]: readonly Expr[], write: Write): string {
  const lines = (a === undefined ? '' : write(a)).split('\n');
  const width = widthOf(lines);
  const middle = lines.map((l) => `\u2502 ${aligned(l, width, 'Left')} \u2502`);
  const edge = '\u2500'.repeat(width + 2);
  return [`\u250c${edge}\u2510`, ...middle, `\u2514${edge}\u2518`].join('\n');
}

const labeled: Annotation = ([a, label], write) =>
  label === undefined
    ? first([a!], write)
    : [write(a!), ...(isCall(label, S.List) ? label.args : [label]).map(write)].join('\n');

const spacer: Annotation = ([n], write) =>
  ' '.repeat(Math.max(1, Math.round(Number(n === undefined ? 1 : write(n)) / 8) || 1));

export const annotations: Readonly<Record<string, Annotation>> = {
  Subscript: joined('_'),
  Superscript: joined('^'),
  Subsuperscript: joined('_', '^'),
  Overscript: joined('^'),
  Underscript: joined('_'),
  Underoverscript: joined('_', '^'),
  OverBar: marked('\u0305'),
  OverHat: marked('\u0302'),
  OverTilde: marked('\u0303'),
  OverDot: marked('\u0307'),
  OverVector: marked('\u20d7'),
  UnderBar: marked('\u0332'),
  Framed: framed,
  Panel: framed,
  Labeled: labeled,
  Legended: labeled,
  Spacer: spacer,
  ...Object.fromEntries(
    'Tooltip Placed Annotation Mouseover Pane Item Magnify Rotate Hyperlink Button Dynamic DynamicWrapper Opener Deploy'
      .split(' ')
      .map((name) => [name, first]),
  ),
};
