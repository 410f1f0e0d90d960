/** Expressions to text and back: ToString, TextString, ToExpression. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Str, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { brokenLines } from '../../syntax/blocks.ts';
import { decimalText } from '../../syntax/decimal-text.ts';
import { fullForm } from '../../syntax/fullform.ts';
import { codedText } from '../../syntax/printing.ts';
import { problemTexts, type SyntaxProblem } from '../../syntax/problems.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { evaluateSource, read } from '../io/source.ts';
import { expressionOfBoxes } from '../printing/boxes.ts';
import { isNumberExpr } from '../values/number.ts';
import { list } from '../values/sequences.ts';

const TextForm = system('TextForm');
const TraditionalForm = system('TraditionalForm');
const CharacterEncoding = system('CharacterEncoding');
const PageWidth = system('PageWidth');
/** Forms that wrap what they print. */
const wrappers: ReadonlySet<Expr> = new Set(
  'TableForm MatrixForm Grid Column Row NumberForm ScientificForm EngineeringForm AccountingForm DecimalForm PercentForm Short Shallow TeXForm MathMLForm CForm FortranForm'
    .split(' ')
    .map(system),
);

/** undefined for forms that there are not. */
export function textIn(x: Expr, form: Expr, e: Evaluation): string | undefined {
  const session = e.session;
  switch (form) {
    case S.OutputForm:
    case TextForm:
      return session.outputForm(x);
    case S.InputForm:
    case S.StandardForm:
    case TraditionalForm:
      return session.inputForm(x);
    case S.FullForm:
      return fullForm(x, { nameOf: (s) => session.contexts.nameOf(s) });
    default:
      return wrappers.has(form) ? session.outputForm(normal(form, x)) : undefined;
  }
}

const asciiEncodings = ['ASCII', 'PrintableASCII'];
const encodings = [...asciiEncodings, 'Unicode', 'UTF8', 'UTF-8'];

export const ToString = builtin('ToString', {
  usage:
    'ToString[expr] gives a string corresponding to the printed form of expr in OutputForm.\nToString[expr, form] gives the string corresponding to output in the given form.\nPageWidth -> n breaks lines, CharacterEncoding -> "ASCII" writes other characters by name.',
  arity: [1, 2],
  packed: true,
  options: { CharacterEncoding: '"Unicode"', FormatType: 'OutputForm', PageWidth: 'Infinity' },
  messages: {
    fmtval: '`1` is not a form that expressions can be written in; the known ones are `2`.',
    charcode: 'The character encoding `1` is not supported. Use "Unicode", "UTF8" or "ASCII".',
    pgwd: 'The page width `1` is not a positive integer or Infinity.',
  },
  evaluate([x, form], e, options) {
    if (form === undefined && options.given.length === 0) {
      if (x!.kind === Kind.Integer) return new Str(decimalText(x!.value));
      if (x!.kind === Kind.String) return x;
    }
    const width = options.get(PageWidth.name);
    if (width !== S.Infinity && !isCall(width, S.DirectedInfinity) && !(width.kind === Kind.Integer && width.value > 0))
      return e.message('pgwd', width);
    const encoding = options.get(CharacterEncoding.name);
    if (!(encoding.kind === Kind.String && encodings.includes(encoding.value)) && encoding !== S.Automatic)
      return e.message('charcode', encoding);
    const wanted = form ?? options.get('FormatType');
    const text = textIn(x!, wanted, e);
    if (text === undefined)
      return e.message('fmtval', wanted, list([S.OutputForm, S.InputForm, S.FullForm, S.StandardForm]));
    const ascii = encoding.kind === Kind.String && asciiEncodings.includes(encoding.value);
    const plain = ascii ? text.replace(/[^\t\n\r -~]/gu, codedText) : text;
    return new Str(width.kind === Kind.Integer ? brokenLines(plain, Number(width.value)) : plain);
  },
  examples: {
    'ToString[123]': '"123"',
    'ToString[x + y^2]': '"x + y^2"',
    'ToString["a"]': '"a"',
    'ToString["a", InputForm]': '"\\"a\\""',
    'ToString[{1, 2}, FullForm]': '"List[1, 2]"',
    'ToString[1/3]': '"1/3"',
    'ToString[Pi // N]': '"3.14159"',
    'ToString[{{1, 2}, {3, 4}}, TableForm]': '"1   2\\n\\n3   4"',
    'ToString["\\[Alpha]", CharacterEncoding -> "ASCII"]': '"\\\\[Alpha]"',
    'ToString[Range[10], PageWidth -> 20]': '"{1, 2, 3, 4, 5, 6,\\n    7, 8, 9, 10}"',
    'ToString[x, y]': ['ToString[x, y]', 'ToString::fmtval'],
    'ToString[x, InputForm, PageWidth -> Infinity]': '"x"',
    'ToString[x, PageWidth -> 0]': ['ToString[x, PageWidth -> 0]', 'ToString::pgwd'],
  },
});

/** Everyday text: strings without quotes, also inside of lists. */
function plainText(x: Expr, e: Evaluation): string {
  if (x.kind === Kind.String) return x.value;
  const items = x.kind === Kind.Packed ? unpack(x) : x;
  if (isCall(items, S.List)) return `{${items.args.map((a) => plainText(a, e)).join(', ')}}`;
  if (isAssociation(items))
    return `<|${items
      .entries()
      .map(([k, v]) => `${plainText(k, e)} -> ${plainText(v, e)}`)
      .join(', ')}|>`;
  // Whole reals lose their point: 2. is "2.".
  return e.session.outputForm(x);
}
export const TextString = builtin('TextString', {
  usage: 'TextString[expr] gives a human-readable string representation of expr.',
  arity: 1,
  packed: true,
  evaluate: ([x], e) => new Str(plainText(x!, e)),
  examples: { 'TextString[{1, "a", 2.5}]': '"{1, a, 2.5}"', 'TextString[<|"a" -> 1|>]': '"<|a -> 1|>"' },
});

/** The mistake as a message of the symbol that reads, with the tag it has as a message of Syntax. */
const reportTo =
  (symbol: Sym, e: Evaluation) =>
  (p: SyntaxProblem): void => {
    e.messageOf(symbol, p.tag, new Str(p.text), int(p.line), int(p.column), new Str(p.caret));
  };

export const ToExpression = builtin('ToExpression', {
  usage:
    'ToExpression["input"] gives the expression obtained by interpreting a string as input.\nToExpression["input", form] uses interpretation rules corresponding to the given form.\nToExpression["input", form, h] wraps the head h around the expression before evaluating it.',
  attributes: Attribute.Listable,
  arity: [1, 3],
  messages: {
    ...Object.fromEntries(Object.keys(problemTexts).map((tag) => [tag, '`1` (line `2`, column `3`)\n`4`'])),
    notstr: '`1` is not a string.',
    fmt: 'Input can be read in InputForm or StandardForm, not in `1`.',
  },
  evaluate([text, form, wrapper], e) {
    // Numbers and symbols stand for themselves, as in boxes.
    if (isNumberExpr(text!) || text!.kind === Kind.Symbol) return wrapper === undefined ? text : normal(wrapper, text!);
    const boxed = expressionOfBoxes(text!, e);
    if (boxed !== undefined) return wrapper === undefined ? e.evaluate(boxed) : normal(wrapper, boxed);
    if (text!.kind !== Kind.String) {
      e.message('notstr', text!);
      return S.Failed;
    }
    if (form !== undefined && form !== S.InputForm && form !== S.StandardForm && form !== S.FullForm) {
      e.message('fmt', form);
      return S.Failed;
    }
    if (wrapper === undefined) return evaluateSource(text!.value, e.session, reportTo(e.symbol, e)) ?? S.Failed;
    const { expressions, problems } = read(text!.value, e.session);
    if (problems.length > 0) {
      reportTo(e.symbol, e)(problems[0]!);
      return S.Failed;
    }
    return normal(wrapper, ...expressions.map((p) => p.expr));
  },
  examples: {
    'ToExpression["1 + 2"]': '3',
    'ToExpression["1 + 2", InputForm, Hold]': 'Hold[1 + 2]',
    'ToExpression[{"2 3", "a"}]': '{6, a}',
    'ToExpression["f["]': ['$Failed', 'ToExpression::sntxi'],
    'ToExpression[{5, a}]': '{5, a}',
    'ToExpression[SuperscriptBox["3", "2"]]': '9',
    'ToExpression[f[5]]': ['$Failed', 'ToExpression::notstr'],
  },
});

export const conversion: readonly Builtin[] = [ToString, TextString, ToExpression];
