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

export const annotated: readonly Builtin[] = [
  ...wrapped,
  interactive('Manipulate', 'is for trying values of u with controls'),
  interactive('Animate', 'shows expr for values of u one after the other'),
  Dynamic,
  Button,
];
