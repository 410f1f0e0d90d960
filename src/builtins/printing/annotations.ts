/** Wrappers that say how something is to look: scripts, accents, frames, labels; and controls, which need a notebook. */
import { type Expr, isCall, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { stays } from './stays.ts';

interface Wrapper {
  readonly name: string;
  readonly usage: string;
  /** An expression with the wrapper, and how it prints. */
  readonly input: string;
  readonly shown: string;
}
const row = (name: string, usage: string, input: string, shown: string): Wrapper => ({ name, usage, input, shown });

const wrappers: readonly Wrapper[] = [
  row('Subscript', 'Subscript[x, y] is an object that formats as x with the subscript y.', 'Subscript[x, 1]', 'x_1'),
  row(
    'Superscript',
    'Superscript[x, y] is an object that formats as x with the superscript y.',
    'Superscript[x, 2]',
    'x^2',
  ),
  row(
    'Subsuperscript',
    'Subsuperscript[x, y, z] is an object that formats as x with subscript y and superscript z.',
    'Subsuperscript[x, 1, 2]',
    'x_1^2',
  ),
  row('Overscript', 'Overscript[x, y] is an object that formats as x with y over it.', 'Overscript[x, y]', 'x^y'),
  row('Underscript', 'Underscript[x, y] is an object that formats as x with y under it.', 'Underscript[x, y]', 'x_y'),
  row(
    'Underoverscript',
    'Underoverscript[x, y, z] is an object that formats as x with y under and z over it.',
    'Underoverscript[x, y, z]',
    'x_y^z',
  ),
  row('OverBar', 'OverBar[x] is an object that formats as x with a bar over it.', 'OverBar[x]', 'x\u0305'),
  row('OverHat', 'OverHat[x] is an object that formats as x with a hat over it.', 'OverHat[x]', 'x\u0302'),
  row('OverTilde', 'OverTilde[x] is an object that formats as x with a tilde over it.', 'OverTilde[x]', 'x\u0303'),
  row('OverDot', 'OverDot[x] is an object that formats as x with a dot over it.', 'OverDot[x]', 'x\u0307'),
  row('OverVector', 'OverVector[x] is an object that formats as x with an arrow over it.', 'OverVector[x]', 'x\u20d7'),
  row('UnderBar', 'UnderBar[x] is an object that formats as x with a bar under it.', 'UnderBar[x]', 'x\u0332'),
  row(
    'Framed',
    'Framed[expr] displays a framed version of expr.',
    'Framed[ab]',
    '\u250c\u2500\u2500\u2500\u2500\u2510\n\u2502 ab \u2502\n\u2514\u2500\u2500\u2500\u2500\u2518',
  ),
  row(
    'Panel',
    'Panel[expr] displays as a panel containing expr.',
    'Panel[a]',
    '\u250c\u2500\u2500\u2500\u2510\n\u2502 a \u2502\n\u2514\u2500\u2500\u2500\u2518',
  ),
  row('Labeled', 'Labeled[expr, lbl] displays expr labeled with lbl.', 'Labeled[a, "one"]', 'a\none'),
  row('Spacer', 'Spacer[w] displays as a space w points wide.', 'Row[{a, Spacer[8], b}]', 'a b'),
  row('Placed', 'Placed[expr, pos] represents an expression placed at a position.', 'Placed[a, Above]', 'a'),
  row('Annotation', 'Annotation[expr, data] represents expr with annotation data.', 'Annotation[a, "note"]', 'a'),
  row('Pane', 'Pane[expr] displays as a pane containing expr.', 'Pane[a]', 'a'),
  row('Item', 'Item[expr, options] represents an item within constructs such as Grid.', 'Item[a]', 'a'),
  row('Magnify', 'Magnify[expr, m] represents expr magnified by m.', 'Magnify[a, 2]', 'a'),
  row('Hyperlink', 'Hyperlink[label, uri] represents a link.', 'Hyperlink["here", "page"]', 'here'),
  row('Tooltip', 'Tooltip[expr, label] is expr with a label that appears over it.', 'Tooltip[a, "note"]', 'a'),
  row('Mouseover', 'Mouseover[expr, over] shows over while the mouse is there.', 'Mouseover[a, b]', 'a'),
  row('StatusArea', 'StatusArea[expr, text] is expr with a text for a status line.', 'StatusArea[a, "note"]', 'a'),
  row('EventHandler', 'EventHandler[expr, events] is expr that does something at events.', 'EventHandler[a, {}]', 'a'),
  row('Deploy', 'Deploy[expr] is expr that cannot be edited.', 'Deploy[a]', 'a'),
  row('PopupWindow', 'PopupWindow[expr, contents] is expr that opens a window.', 'PopupWindow[a, b]', 'a'),
  row('ClickToCopy', 'ClickToCopy[expr] is expr that can be copied.', 'ClickToCopy[a]', 'a'),
  row('Callout', 'Callout[expr, label] is expr with a label that points at it.', 'Callout[a, "note"]', 'a'),
  row('TextCell', 'TextCell[expr, style] is a cell of text.', 'TextCell["words", "Section"]', 'words'),
  row('ExpressionCell', 'ExpressionCell[expr, style] is a cell with an expression.', 'ExpressionCell[a, "Input"]', 'a'),
  row('ColumnForm', 'ColumnForm[{e1, e2, ...}] prints as a column.', 'ColumnForm[{a, b}]', 'a\nb'),
  row('Overlay', 'Overlay[{e1, e2, ...}] shows several things over each other.', 'Overlay[{a, b}]', 'a'),
  row('OpenerView', 'OpenerView[{title, contents}] shows contents when it is opened.', 'OpenerView[{a, b}]', 'a\nb'),
  row('TabView', 'TabView[{l1 -> e1, ...}] shows one of its panes.', 'TabView[{"x" -> a, "y" -> b}]', 'a'),
  row('FlipView', 'FlipView[{e1, e2}] shows one of its panes.', 'FlipView[{a, b}]', 'a'),
  row('SlideView', 'SlideView[{e1, e2, ...}] shows one of its panes.', 'SlideView[{a, b}]', 'a'),
  row('MenuView', 'MenuView[{l1 -> e1, ...}] shows one of its panes.', 'MenuView[{"x" -> a, "y" -> b}]', 'a'),
  row(
    'PaneSelector',
    'PaneSelector[{v1 -> e1, ...}, v] shows the ei for which vi is v.',
    'PaneSelector[{1 -> a, 2 -> b}, 2]',
    'b',
  ),
  row('Slider', 'Slider[x] is a slider set at x.', 'Slider[1/2]', '1/2'),
  row('VerticalSlider', 'VerticalSlider[x] is an upright slider set at x.', 'VerticalSlider[1/2]', '1/2'),
  row('Slider2D', 'Slider2D[{x, y}] is a slider in the plane.', 'Slider2D[{1, 2}]', '{1, 2}'),
  row('IntervalSlider', 'IntervalSlider[{a, b}] is a slider for an interval.', 'IntervalSlider[{1, 2}]', '{1, 2}'),
  row('Manipulator', 'Manipulator[x] is a slider set at x, with buttons.', 'Manipulator[3]', '3'),
  row('Animator', 'Animator[u] is a slider that moves.', 'Animator[0]', '0'),
  row('ProgressIndicator', 'ProgressIndicator[x] shows how far something is.', 'ProgressIndicator[1/2]', '1/2'),
  row(
    'Checkbox',
    'Checkbox[x] is a box that is ticked when x is True.',
    'Row[{Checkbox[True], Checkbox[False]}]',
    '\u2611\u2610',
  ),
  row('RadioButton', 'RadioButton[x, val] is a button for a choice.', 'RadioButton[True]', '\u25c9'),
  row('Opener', 'Opener[x] opens something when x is True.', 'Opener[True]', '\u25bc'),
  row('CheckboxBar', 'CheckboxBar[x, {v1, v2, ...}] is a choice of several values.', 'CheckboxBar[{1}, {1, 2}]', '{1}'),
  row('Setter', 'Setter[x, val, label] is a button that sets x.', 'Setter[1, 2]', '1'),
  row('SetterBar', 'SetterBar[x, {v1, v2, ...}] is a choice of one value.', 'SetterBar[1, {1, 2}]', '1'),
  row('RadioButtonBar', 'RadioButtonBar[x, {v1, v2, ...}] is a choice of one value.', 'RadioButtonBar[1, {1, 2}]', '1'),
  row('Toggler', 'Toggler[x] goes through values when it is pressed.', 'Toggler[1]', '1'),
  row('TogglerBar', 'TogglerBar[x, {v1, v2, ...}] is a choice of several values.', 'TogglerBar[{1}, {1, 2}]', '{1}'),
  row('PopupMenu', 'PopupMenu[x, {v1, v2, ...}] is a menu of values.', 'PopupMenu[1, {1, 2}]', '1'),
  row('ListPicker', 'ListPicker[x, {v1, v2, ...}] is a list to choose from.', 'ListPicker[1, {1, 2}]', '1'),
  row('InputField', 'InputField[x] is a field for typing a value.', 'InputField[1]', '1'),
  row('ColorSetter', 'ColorSetter[color] is a choice of a color.', 'ColorSetter[a]', 'a'),
  row('ColorSlider', 'ColorSlider[color] is a slider for colors.', 'ColorSlider[a]', 'a'),
  row('Locator', 'Locator[{x, y}] is a point that can be dragged.', 'Locator[{1, 2}]', '{1, 2}'),
  row('LocatorPane', 'LocatorPane[pt, background] is a pane with a point to drag.', 'LocatorPane[{1, 2}, a]', '{1, 2}'),
  row('ButtonBar', 'ButtonBar[{l1 :> act1, ...}] is a row of buttons.', 'ButtonBar[{"on" :> 1, "off" :> 2}]', 'on off'),
  row(
    'ActionMenu',
    'ActionMenu["name", {l1 :> act1, ...}] is a menu of actions.',
    'ActionMenu["File", {"on" :> 1}]',
    'File',
  ),
];
const wrapped: readonly Builtin[] = wrappers.map(({ name, usage, input, shown }) =>
  builtin(name, { usage, packed: true, evaluate: stays, examples: { [`ToString[${input}]`]: JSON.stringify(shown) } }),
);

const noFrontEnd = { nofe: 'There is no notebook here: `1` is shown as it is at first, and does not change.' };

/** {x, a, b}, {{x, start}, a, b}, {x, {v1, v2}}: the variable with its first value. */
function firstValue(control: Expr): readonly [Expr, Expr] | undefined {
  if (!isCall(control, S.List) || control.args.length < 2) return undefined;
  const [what, from] = control.args as [Expr, Expr];
  if (isCall(what, S.List) && what.args.length >= 2) return [what.args[0]!, what.args[1]!];
  return [what, isCall(from, S.List) ? (from.args[0] ?? from) : from];
}

function atFirst([body, ...controls]: readonly Expr[], e: Evaluation): Expr | undefined {
  e.message('nofe', e.symbol);
  const values = controls.map(firstValue).filter((v) => v !== undefined);
  if (!values.every(([name]) => name.kind === Kind.Symbol)) return undefined;
  const locals = values.map(([name, value]) => normal(S.Set, name, value));
  return e.evaluate(normal(S.Block, normal(S.List, ...locals), body!));
}

const interactive = (name: string, what: string): Builtin =>
  builtin(name, {
    usage: `${name}[expr, {u, umin, umax}, ...] ${what}; without a notebook it gives expr for the first values.`,
    attributes: Attribute.HoldAll,
    arity: [2, Number.POSITIVE_INFINITY],
    messages: noFrontEnd,
    evaluate: atFirst,
    examples: {
      [`${name}[x^2, {x, 3, 5}]`]: ['9', `${name}::nofe`],
      [`${name}[a + 1, {{a, 2}, 0, 9}]`]: ['3', `${name}::nofe`],
    },
  });

export const Dynamic = builtin('Dynamic', {
  usage:
    'Dynamic[expr] represents an object that displays as the dynamically updated current value of expr; without a notebook it is shown once.',
  attributes: Attribute.HoldFirst,
  examples: { 'x = 3; ToString[Dynamic[x]]': '"x"' },
});
export const Button = builtin('Button', {
  usage:
    'Button[label, action] represents a button; without a notebook its label is shown, and nothing can be pressed.',
  attributes: Attribute.HoldRest,
  examples: { 'ToString[Button["go", 1 + 1]]': '"go"' },
});

/** Held as Dynamic and Button are. */
const held = (name: string, usage: string, attributes: number, input: string, shown: string): Builtin =>
  builtin(name, { usage, attributes, examples: { [`ToString[${input}]`]: JSON.stringify(shown) } });
const kept: readonly Builtin[] = [
  held(
    'DynamicWrapper',
    'DynamicWrapper[expr, action] does action whenever expr is shown; without a notebook expr is shown.',
    Attribute.HoldRest,
    'DynamicWrapper[a, b = 1]',
    'a',
  ),
  held(
    'DefaultButton',
    'DefaultButton[label, action] is the button of a dialog that Enter presses.',
    Attribute.HoldRest,
    'DefaultButton["OK", x = 1]',
    'OK',
  ),
  held(
    'CancelButton',
    'CancelButton[label, action] is the button of a dialog that ends it.',
    Attribute.HoldRest,
    'CancelButton["no", x = 1]',
    'no',
  ),
  held(
    'Interpretation',
    'Interpretation[form, expr] is shown as form and stands for expr.',
    Attribute.HoldAll,
    'Interpretation[a, 5]',
    'a',
  ),
];

export const annotated: readonly Builtin[] = [
  ...wrapped,
  ...kept,
  interactive('Manipulate', 'is for trying values of u with controls'),
  interactive('Animate', 'shows expr for values of u one after the other'),
  Dynamic,
  Button,
];
