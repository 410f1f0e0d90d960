/** How wrappers of notebooks look in a terminal: scripts over and under, frames, labels, and controls at their first values. */
import { type Expr, isCall } from '../expr/expr.ts';
import { same } from '../expr/same.ts';
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

const listed = (x: Expr | undefined): readonly Expr[] => (x === undefined ? [] : isCall(x, S.List) ? x.args : [x]);
/** What a choice shows: the right side of label -> expr. */
const pane = (x: Expr | undefined): Expr | undefined => (x !== undefined && isCall(x, S.Rule) ? x.args[1] : x);
/** The first of several panes. */
const firstPane: Annotation = ([panes], write) => first([pane(listed(panes)[0]) ?? S.Null], write);
/** A pane chosen by its name. */
const chosenPane: Annotation = ([panes, name, otherwise], write) => {
  const found = listed(panes).find((p) => isCall(p, S.Rule) && name !== undefined && same(p.args[0]!, name));
  const shown = found === undefined ? otherwise : pane(found);
  return shown === undefined ? '' : write(shown);
};
const lines: Annotation = ([items], write) => listed(items).map(write).join('\n');
const sign =
  (on: string, off: string): Annotation =>
  ([x], write) =>
    x === undefined || write(x) === 'False' ? off : on;
/** Labels of several buttons. */
const labels: Annotation = ([items], write) =>
  listed(items)
    .map((x) => write(isCall(x, S.Rule) || isCall(x, S.RuleDelayed) ? x.args[0]! : x))
    .join(' ');

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
  TabView: firstPane,
  FlipView: firstPane,
  SlideView: firstPane,
  MenuView: firstPane,
  Overlay: firstPane,
  PaneSelector: chosenPane,
  OpenerView: lines,
  ColumnForm: lines,
  Checkbox: sign('\u2611', '\u2610'),
  RadioButton: sign('\u25c9', '\u25cb'),
  Opener: sign('\u25bc', '\u25b6'),
  ButtonBar: labels,
  ActionMenu: labels,
  ...Object.fromEntries(
    'Tooltip Placed Annotation Mouseover Pane Item Magnify Rotate Hyperlink Button Dynamic DynamicWrapper Deploy StatusArea EventHandler PopupWindow ClickToCopy TextCell ExpressionCell DefaultButton CancelButton PopupMenu SetterBar RadioButtonBar TogglerBar CheckboxBar Setter Toggler InputField Slider VerticalSlider Slider2D IntervalSlider ColorSetter ColorSlider ProgressIndicator Manipulator Animator ListPicker Locator LocatorPane Interpretation RawBoxes Callout'
      .split(' ')
      .map((name) => [name, first]),
  ),
};
