/** MakeBoxes, ToBoxes, MakeExpression, DisplayForm, and the heads of boxes. */
import { type Expr, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Box, boxExpr, exprBox } from '../../syntax/boxes/box.ts';
import { makeBoxes } from '../../syntax/boxes/make-boxes.ts';
import { boxMeaning } from '../../syntax/boxes/meaning.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { read } from '../io/source.ts';
import { formatted } from './format-values.ts';
import { stays } from './stays.ts';

const Interpretation = system('TraditionalForm');

/** The boxes of an expression in StandardForm or TraditionalForm; rules for Format and MakeBoxes come first. */
function boxesOf(e: Expr, form: Expr, ev: Evaluation): Box {
  const { session } = ev;
  const own = (x: Expr): Box | undefined => {
    if (x.kind === Kind.Normal && x.head.kind === Kind.Symbol) {
      const rules = session.definitions.known(x.head)?.more.format;
      const made = rules && session.rules.applyToWhole(rules, normal(S.MakeBoxes, x, form));
      if (made !== undefined) return exprBox(session.evaluate(made), (y) => session.inputForm(y));
    }
    const shown = formatted(x, session);
    return shown === undefined || shown === x ? undefined : boxesOf(shown, form, ev);
  };
  return makeBoxes(e, { nameOf: (s) => session.contexts.nameOf(s), traditional: form === Interpretation, own });
}

const forms = (form: Expr | undefined): Expr | undefined =>
  form === undefined || form === S.StandardForm || form === S.OutputForm || form === Interpretation
    ? (form ?? S.StandardForm)
    : undefined;

export const MakeBoxes = builtin('MakeBoxes', {
  usage:
    'MakeBoxes[expr, form] is the low-level function used to convert expressions into boxes, without evaluating expr.\nMakeBoxes[f[...], form] := boxes gives f[...] boxes of its own.',
  attributes: Attribute.HoldAllComplete,
  arity: [1, 2],
  evaluate([x, form], e) {
    const as = forms(form);
    return as && boxExpr(boxesOf(x!, as, e));
  },
  examples: {
    'MakeBoxes[x + y]': 'RowBox[{"x", "+", "y"}]',
    'MakeBoxes[x^2/3]': 'FractionBox[SuperscriptBox["x", "2"], "3"]',
    'MakeBoxes[f[x], TraditionalForm]': 'RowBox[{"f", "(", "x", ")"}]',
    'MakeBoxes[Sqrt[a], x]': 'MakeBoxes[Sqrt[a], x]',
  },
});

export const ToBoxes = builtin('ToBoxes', {
  usage:
    'ToBoxes[expr] generates boxes corresponding to the printed form of expr in StandardForm.\nToBoxes[expr, form] does so in the given form.',
  arity: [1, 2],
  packed: true,
  evaluate([x, form], e) {
    const as = forms(form);
    return as && boxExpr(boxesOf(x!, as, e));
  },
  examples: {
    'ToBoxes[1 + 1]': '"2"',
    'ToBoxes[{a, b}]': 'RowBox[{"{", RowBox[{"a", ",", "b"}], "}"}]',
    'ToBoxes[Subscript[a, 1]]': 'SubscriptBox["a", "1"]',
  },
});

export const MakeExpression = builtin('MakeExpression', {
  usage:
    'MakeExpression[boxes, form] is the low-level function used to construct expressions from boxes; the result is in HoldComplete.',
  arity: [1, 2],
  messages: { noread: 'The boxes `1` stand for no expression.' },
  evaluate([boxes], e) {
    const { expressions, problems } = read(boxMeaning(exprBox(boxes!, (x) => e.session.inputForm(x))), e.session);
    if (problems.length > 0) {
      e.message('noread', boxes!);
      return S.Failed;
    }
    return normal(system('HoldComplete'), ...expressions.map((p) => p.expr));
  },
  examples: {
    'MakeExpression[SuperscriptBox["x", "2"], StandardForm]': 'HoldComplete[x^2]',
    'MakeExpression[RowBox[{"1", "+", "2"}], StandardForm]': 'HoldComplete[1 + 2]',
    'MakeExpression[RowBox[{"(", "a"}], StandardForm]': ['$Failed', 'MakeExpression::noread'],
  },
});

export const DisplayForm = builtin('DisplayForm', {
  usage: 'DisplayForm[boxes] prints boxes as they are displayed; in a terminal in plain text.',
  arity: 1,
  evaluate: stays,
  examples: {
    'ToString[DisplayForm[FractionBox["a", "b"]]]': '"a/b"',
    'ToString[DisplayForm[RowBox[{SubscriptBox["x", "1"], "+", SuperscriptBox["y", "2"]}]]]': '"x_1+y^2"',
  },
});

interface HeadOfBoxes {
  readonly name: string;
  readonly usage: string;
  readonly boxes: string;
  readonly shown: string;
}
const heads: readonly HeadOfBoxes[] = [
  {
    name: 'RowBox',
    usage: 'RowBox[{box1, box2, ...}] is a row of boxes.',
    boxes: 'RowBox[{"a", "+", "b"}]',
    shown: 'a+b',
  },
  {
    name: 'SuperscriptBox',
    usage: 'SuperscriptBox[x, y] is x with y above it.',
    boxes: 'SuperscriptBox["x", "2"]',
    shown: 'x^2',
  },
  {
    name: 'SubscriptBox',
    usage: 'SubscriptBox[x, y] is x with y below it.',
    boxes: 'SubscriptBox["x", "i"]',
    shown: 'x_i',
  },
  {
    name: 'SubsuperscriptBox',
    usage: 'SubsuperscriptBox[x, y, z] is x with y below and z above it.',
    boxes: 'SubsuperscriptBox["x", "i", "2"]',
    shown: 'x_i^2',
  },
  {
    name: 'FractionBox',
    usage: 'FractionBox[x, y] is the fraction of x over y.',
    boxes: 'FractionBox["x", "y"]',
    shown: 'x/y',
  },
  { name: 'SqrtBox', usage: 'SqrtBox[x] is the square root of x.', boxes: 'SqrtBox["x"]', shown: '\u221ax' },
  {
    name: 'RadicalBox',
    usage: 'RadicalBox[x, n] is the n-th root of x.',
    boxes: 'RadicalBox["x", "3"]',
    shown: 'x^(1/3)',
  },
  {
    name: 'OverscriptBox',
    usage: 'OverscriptBox[x, y] is x with y over it.',
    boxes: 'OverscriptBox["x", "y"]',
    shown: 'x^y',
  },
  {
    name: 'UnderscriptBox',
    usage: 'UnderscriptBox[x, y] is x with y under it.',
    boxes: 'UnderscriptBox["x", "y"]',
    shown: 'x_y',
  },
  {
    name: 'UnderoverscriptBox',
    usage: 'UnderoverscriptBox[x, y, z] is x with y under and z over it.',
    boxes: 'UnderoverscriptBox["x", "y", "z"]',
    shown: 'x_y^z',
  },
  {
    name: 'GridBox',
    usage: 'GridBox[{{box11, box12, ...}, ...}] is a grid of boxes.',
    boxes: 'GridBox[{{"a", "b"}, {"c", "d"}}]',
    shown: 'a   b\nc   d',
  },
  {
    name: 'StyleBox',
    usage: 'StyleBox[boxes, options] is boxes in a style.',
    boxes: 'StyleBox["x", Bold]',
    shown: 'x',
  },
  {
    name: 'TagBox',
    usage: 'TagBox[boxes, tag] is boxes with a tag that says what they mean.',
    boxes: 'TagBox["x", "tag"]',
    shown: 'x',
  },
  {
    name: 'FormBox',
    usage: 'FormBox[boxes, form] is boxes that are to be read in a form.',
    boxes: 'FormBox["x", TraditionalForm]',
    shown: 'x',
  },
  { name: 'FrameBox', usage: 'FrameBox[boxes] is boxes with a frame.', boxes: 'FrameBox["x"]', shown: 'x' },
  {
    name: 'InterpretationBox',
    usage: 'InterpretationBox[boxes, expr] is boxes that mean expr.',
    boxes: 'InterpretationBox["x", y]',
    shown: 'x',
  },
  {
    name: 'TemplateBox',
    usage: 'TemplateBox[{box1, ...}, tag] is boxes in a template.',
    boxes: 'TemplateBox[{"x"}, "t"]',
    shown: 'x',
  },
];
/** Boxes are data: they stay as they are, and DisplayForm shows them. */
const boxHeads: readonly Builtin[] = heads.map(({ name, usage, boxes, shown }) =>
  builtin(name, { usage, examples: { [`ToString[DisplayForm[${boxes}]]`]: JSON.stringify(shown) } }),
);

export const boxes: readonly Builtin[] = [MakeBoxes, ToBoxes, MakeExpression, DisplayForm, ...boxHeads];

/** ToExpression of boxes; undefined for what is none. */
export function expressionOfBoxes(x: Expr, e: Evaluation): Expr | undefined {
  if (x.kind !== Kind.Normal || x.head.kind !== Kind.Symbol || !x.head.name.endsWith('Box')) return undefined;
  const held = e.session.call(MakeExpression.symbol, [x]);
  return isCall(held, system('HoldComplete')) ? held.args[0] : undefined;
}
