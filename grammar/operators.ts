/** The operator table: one row an operator. The lexer, the parser and the printers all read it. */

export type Form = 'infix' | 'prefix' | 'postfix';
/** flat: a op b op c is one call; left and right nest. */
export type Associativity = 'flat' | 'left' | 'right';

export interface Operator {
  readonly symbol: string;
  readonly form: Form;
  /** Higher binds tighter. */
  readonly precedence: number;
  readonly associativity: Associativity;
  readonly head: string;
  /** Other spellings: operator characters. */
  readonly alternates?: readonly string[];
  /** Read but never printed: there is another row or a special form for the head. */
  readonly inputOnly?: true;
  /** Printed without spaces around it. */
  readonly tight?: true;
}

/** Precedences that the parser and the printers name. */
export const SET = 40;
export const FUNCTION = 90;
export const RULE = 120;
export const OPTIONAL = 140;
export const PATTERN = 150;
export const EQUAL = 290;
export const SPAN = 297;
export const PLUS = 310;
export const INTEGRATE = 325;
export const TIMES = 400;
export const DIVIDE = 470;
export const MINUS = 480;
export const POWER = 590;
/** Of f[x], x[[i]]. */
export const CALL = 670;
export const GET = 720;
export const MESSAGE = 750;
export const ATOM = 1000;

type More = Partial<Operator>;
const row =
  (form: Form, tight: boolean) =>
  (precedence: number, associativity: Associativity, symbol: string, head: string, more: More = {}): Operator => ({
    symbol,
    form,
    precedence,
    associativity,
    head,
    ...(tight && { tight }),
    ...more,
  });
const infix = row('infix', false);
const tight = row('infix', true);
const prefix = (precedence: number, symbol: string, head: string, more?: More): Operator =>
  row('prefix', true)(precedence, 'right', symbol, head, more);
const postfix = (precedence: number, symbol: string, head: string, more?: More): Operator =>
  row('postfix', true)(precedence, 'left', symbol, head, more);
/** Operator characters of one precedence: 'Head character Head character ...'. */
function family(precedence: number, associativity: Associativity, pairs: string): Operator[] {
  const words = pairs.split(' ');
  return words.flatMap((head, i) => (i % 2 === 0 ? [infix(precedence, associativity, words[i + 1]!, head)] : []));
}
const input = { inputOnly: true } as const;
const also = (...alternates: string[]): More => ({ alternates });

export const operators: readonly Operator[] = [
  infix(10, 'flat', ';', 'CompoundExpression'),
  infix(30, 'left', '>>', 'Put'),
  infix(30, 'left', '>>>', 'PutAppend'),
  infix(SET, 'right', '=', 'Set'),
  infix(SET, 'right', ':=', 'SetDelayed', also('\u2254')),
  infix(SET, 'right', '^=', 'UpSet'),
  infix(SET, 'right', '^:=', 'UpSetDelayed'),
  infix(SET, 'right', '/:', 'TagSet', input),
  postfix(SET, '=.', 'Unset'),
  infix(SET, 'right', '|->', 'Function', { ...input, ...also('\u21a6', '\uf4a1') }),
  infix(50, 'right', '\u2234', 'Therefore'),
  infix(50, 'left', '\u2235', 'Because'),
  infix(60, 'flat', '\uf432', 'VerticalSeparator'),
  infix(70, 'left', '//', 'Postfix', input),
  infix(80, 'flat', '\u2236', 'Colon'),
  postfix(FUNCTION, '&', 'Function'),
  infix(100, 'right', '+=', 'AddTo'),
  infix(100, 'right', '-=', 'SubtractFrom'),
  infix(100, 'right', '*=', 'TimesBy'),
  infix(100, 'right', '/=', 'DivideBy'),
  infix(100, 'right', '//=', 'ApplyTo'),
  infix(110, 'left', '/.', 'ReplaceAll'),
  infix(110, 'left', '//.', 'ReplaceRepeated'),
  infix(RULE, 'right', '->', 'Rule', also('\uf522', '\u2192')),
  infix(RULE, 'right', ':>', 'RuleDelayed', also('\uf51f', '\u29f4')),
  infix(125, 'right', '<->', 'TwoWayRule', also('\uf120')),
  infix(130, 'left', '/;', 'Condition'),
  infix(135, 'flat', '~~', 'StringExpression'),
  tight(OPTIONAL, 'left', ':', 'Optional'),
  infix(160, 'flat', '|', 'Alternatives'),
  postfix(170, '..', 'Repeated'),
  postfix(170, '...', 'RepeatedNull'),
  infix(180, 'right', '\u220d', 'SuchThat'),
  ...family(190, 'right', 'RightTee \u22a2 DoubleRightTee \u22a8'),
  ...family(190, 'left', 'LeftTee \u22a3 DoubleLeftTee \u2ae4 UpTee \u22a5 DownTee \u22a4'),
  infix(195, 'flat', '\uf3d3', 'Conditioned'),
  infix(200, 'right', '\uf523', 'Implies'),
  infix(200, 'right', '\u2970', 'RoundImplies'),
  infix(205, 'flat', '\u29e6', 'Equivalent'),
  infix(213, 'flat', '||', 'Or', also('\u2228')),
  infix(213, 'flat', '\u22bd', 'Nor'),
  ...family(214, 'flat', 'Xor \u22bb Xnor \uf4a2'),
  infix(215, 'flat', '&&', 'And', also('\u2227')),
  infix(215, 'flat', '\u22bc', 'Nand'),
  prefix(230, '!', 'Not', also('\u00ac')),
  prefix(230, '!!', 'Not', input),
  ...family(
    250,
    'flat',
    'Element \u2208 NotElement \u2209 ReverseElement \u220b NotReverseElement \u220c Subset \u2282 Superset \u2283 ' +
      'NotSubset \u2284 NotSuperset \u2285 SubsetEqual \u2286 SupersetEqual \u2287 NotSubsetEqual \u2288 ' +
      'NotSupersetEqual \u2289 SquareSubset \u228f SquareSuperset \u2290 SquareSubsetEqual \u2291 ' +
      'SquareSupersetEqual \u2292 NotSquareSubset \uf42e NotSquareSuperset \uf42f NotSquareSubsetEqual \u22e2 ' +
      'NotSquareSupersetEqual \u22e3 Distributed \uf3d2',
  ),
  infix(260, 'flat', '===', 'SameQ'),
  infix(260, 'flat', '=!=', 'UnsameQ'),
  ...family(
    270,
    'flat',
    'LeftArrow \u2190 UpArrow \u2191 DownArrow \u2193 LeftRightArrow \u2194 UpDownArrow \u2195 UpperLeftArrow \u2196 ' +
      'UpperRightArrow \u2197 LowerRightArrow \u2198 LowerLeftArrow \u2199 LeftTeeArrow \u21a4 UpTeeArrow \u21a5 ' +
      'DownTeeArrow \u21a7 DoubleLeftArrow \u21d0 DoubleUpArrow \u21d1 DoubleRightArrow \u21d2 DoubleDownArrow \u21d3 ' +
      'DoubleLeftRightArrow \u21d4 DoubleUpDownArrow \u21d5 LeftArrowBar \u21e4 RightArrowBar \u21e5 ' +
      'RightArrowLeftArrow \u21c4 LeftArrowRightArrow \u21c6 Equilibrium \u21cc ReverseEquilibrium \u21cb ' +
      'LeftVector \u21bc RightVector \u21c0 DownLeftVector \u21bd DownRightVector \u21c1 ' +
      'RightUpVector \u21be LeftUpVector \u21bf RightDownVector \u21c2 LeftDownVector \u21c3 ' +
      'UpArrowDownArrow \u21c5 DownArrowUpArrow \u21f5 UpArrowBar \u2912 DownArrowBar \u2913 ' +
      'LeftRightVector \u294e RightUpDownVector \u294f DownLeftRightVector \u2950 LeftUpDownVector \u2951 ' +
      'LeftVectorBar \u2952 RightVectorBar \u2953 RightUpVectorBar \u2954 RightDownVectorBar \u2955 ' +
      'DownLeftVectorBar \u2956 DownRightVectorBar \u2957 LeftUpVectorBar \u2958 LeftDownVectorBar \u2959 ' +
      'LeftTeeVector \u295a RightTeeVector \u295b RightUpTeeVector \u295c RightDownTeeVector \u295d ' +
      'DownLeftTeeVector \u295e DownRightTeeVector \u295f LeftUpTeeVector \u2960 LeftDownTeeVector \u2961 ' +
      'UpEquilibrium \u296e ReverseUpEquilibrium \u296f ShortRightArrow \uf525 ShortLeftArrow \uf526 ' +
      'ShortUpArrow \uf52a ShortDownArrow \uf52b',
  ),
  infix(280, 'flat', '\uf3d0', 'VerticalBar', also('\u2223')),
  ...family(280, 'flat', 'NotVerticalBar \uf3d1 DoubleVerticalBar \u2225 NotDoubleVerticalBar \u2226'),
  infix(EQUAL, 'flat', '==', 'Equal', also('\uf431', '\uf7d9', '\u2a75')),
  infix(EQUAL, 'flat', '!=', 'Unequal', also('\u2260')),
  infix(EQUAL, 'flat', '<', 'Less'),
  infix(EQUAL, 'flat', '<=', 'LessEqual', also('\u2264', '\u2a7d')),
  infix(EQUAL, 'flat', '>', 'Greater'),
  infix(EQUAL, 'flat', '>=', 'GreaterEqual', also('\u2265', '\u2a7e')),
  ...family(
    EQUAL,
    'flat',
    'Tilde \u223c TildeEqual \u2243 NotTildeEqual \u2244 TildeFullEqual \u2245 NotTildeFullEqual \u2247 ' +
      'TildeTilde \u2248 NotTildeTilde \u2249 EqualTilde \u2242 NotEqualTilde \uf400 Congruent \u2261 ' +
      'NotCongruent \u2262 CupCap \u224d NotCupCap \u226d DotEqual \u2250 HumpEqual \u224f HumpDownHump \u224e ' +
      'Proportional \u221d Proportion \u2237 LeftTriangle \u22b2 RightTriangle \u22b3 LeftTriangleEqual \u22b4 ' +
      'RightTriangleEqual \u22b5 NotLeftTriangle \u22ea NotRightTriangle \u22eb NotLeftTriangleEqual \u22ec ' +
      'NotRightTriangleEqual \u22ed LeftTriangleBar \u29cf RightTriangleBar \u29d0 Precedes \u227a Succeeds \u227b ' +
      'PrecedesSlantEqual \u227c SucceedsSlantEqual \u227d PrecedesTilde \u227e SucceedsTilde \u227f ' +
      'PrecedesEqual \u2aaf SucceedsEqual \u2ab0 NotPrecedes \u2280 NotSucceeds \u2281 LessTilde \u2272 ' +
      'GreaterTilde \u2273 NotLessTilde \u2274 NotGreaterTilde \u2275 LessGreater \u2276 GreaterLess \u2277 ' +
      'LessFullEqual \u2266 GreaterFullEqual \u2267 LessLess \u226a GreaterGreater \u226b NotLess \u226e ' +
      'NotGreater \u226f NotLessEqual \u2270 NotGreaterEqual \u2271 LessEqualGreater \u22da GreaterEqualLess \u22db ' +
      'NestedLessLess \u2aa1 NestedGreaterGreater \u2aa2 VectorGreater \uf434 VectorGreaterEqual \uf435 ' +
      'VectorLess \uf436 VectorLessEqual \uf437 Perpendicular \u27c2 ' +
      'NotTilde \u2241 NotHumpEqual \uf401 NotHumpDownHump \uf402 NotLeftTriangleBar \uf412 ' +
      'NotRightTriangleBar \uf413 NotLessLess \uf422 NotNestedLessLess \uf423 NotLessSlantEqual \uf424 ' +
      'NotGreaterGreater \uf427 NotNestedGreaterGreater \uf428 NotGreaterSlantEqual \uf429 ' +
      'NotPrecedesEqual \uf42b NotSucceedsEqual \uf42d NotLessFullEqual \u2268 NotGreaterFullEqual \u2269 ' +
      'NotLessGreater \u2278 NotGreaterLess \u2279 NotPrecedesSlantEqual \u22e0 NotSucceedsSlantEqual \u22e1 ' +
      'NotPrecedesTilde \u22e8 NotSucceedsTilde \u22e9',
  ),
  infix(295, 'right', '\uf3d4', 'UndirectedEdge'),
  infix(295, 'right', '\uf3d5', 'DirectedEdge'),
  tight(SPAN, 'flat', ';;', 'Span'),
  infix(300, 'flat', '\u22c3', 'Union', also('\u222a')),
  ...family(300, 'flat', 'UnionPlus \u228e SquareUnion \u2294'),
  infix(302, 'flat', '\u22c2', 'Intersection', also('\u2229')),
  ...family(302, 'flat', 'SquareIntersection \u2293'),
  infix(PLUS, 'flat', '+', 'Plus', also('\uf39e')),
  infix(PLUS, 'left', '-', 'Subtract', { ...input, ...also('\u2212') }),
  ...family(PLUS, 'flat', 'PlusMinus \u00b1 MinusPlus \u2213'),
  prefix(INTEGRATE, '\u222b', 'Integrate', input),
  prefix(INTEGRATE, '\u222e', 'ContourIntegral', input),
  prefix(INTEGRATE, '\u222f', 'DoubleContourIntegral', input),
  prefix(INTEGRATE, '\u2232', 'ClockwiseContourIntegral', input),
  prefix(INTEGRATE, '\u2233', 'CounterClockwiseContourIntegral', input),
  ...family(330, 'flat', 'CirclePlus \u2295 CircleMinus \u2296'),
  ...family(340, 'flat', 'Cup \u2323'),
  ...family(350, 'flat', 'Cap \u2322'),
  ...family(360, 'flat', 'Coproduct \u2210'),
  prefix(360, '\u2210', 'Coproduct', input),
  ...family(370, 'flat', 'VerticalTilde \u2240'),
  ...family(390, 'flat', 'Star \u22c6'),
  tight(TIMES, 'flat', '*', 'Times', also('\u00d7', '\u2062')),
  ...family(405, 'flat', 'PermutationProduct \uf3de'),
  ...family(410, 'flat', 'CenterDot \u00b7'),
  ...family(420, 'flat', 'CircleTimes \u2297'),
  prefix(420, '\u2297', 'CircleTimes', input),
  ...family(425, 'flat', 'TensorProduct \uf3da TensorWedge \uf3db'),
  ...family(430, 'flat', 'Vee \u22c1'),
  ...family(440, 'flat', 'Wedge \u22c0'),
  ...family(450, 'flat', 'Diamond \u22c4'),
  ...family(460, 'flat', 'Backslash \u2216'),
  tight(DIVIDE, 'left', '/', 'Divide', { ...input, ...also('\u00f7', '\u2215') }),
  prefix(MINUS, '-', 'Minus', { ...input, ...also('\u2212') }),
  prefix(MINUS, '+', 'Plus', input),
  prefix(MINUS, '\u00b1', 'PlusMinus'),
  prefix(MINUS, '\u2213', 'MinusPlus'),
  infix(490, 'flat', '.', 'Dot'),
  infix(500, 'flat', '\uf4a0', 'Cross', also('\u2a2f')),
  infix(510, 'flat', '**', 'NonCommutativeMultiply'),
  ...family(520, 'flat', 'CircleDot \u2299'),
  ...family(530, 'flat', 'SmallCircle \u2218'),
  prefix(540, '\uf520', 'Square'),
  prefix(550, '\uf74c', 'DifferentialD', also('\u2146')),
  prefix(550, '\uf74b', 'CapitalDifferentialD', also('\u2145')),
  prefix(550, '\u2207', 'Del'),
  prefix(570, '\u221a', 'Sqrt', input),
  ...family(
    580,
    'flat',
    'LongLeftArrow \u27f5 LongRightArrow \u27f6 LongLeftRightArrow \u27f7 DoubleLongLeftArrow \u27f8 ' +
      'DoubleLongRightArrow \u27f9 DoubleLongLeftRightArrow \u27fa',
  ),
  tight(POWER, 'right', '^', 'Power'),
  infix(600, 'flat', '<>', 'StringJoin'),
  postfix(605, "'", 'Derivative', { ...input, ...also('\u2032') }),
  postfix(610, '!', 'Factorial'),
  postfix(610, '!!', 'Factorial2'),
  postfix(615, '\uf3c7', 'Transpose'),
  postfix(615, '\uf3c8', 'Conjugate'),
  postfix(615, '\uf3c9', 'ConjugateTranspose', also('\uf3ce')),
  infix(620, 'right', '/@', 'Map'),
  infix(620, 'right', '//@', 'MapAll'),
  infix(620, 'right', '@@', 'Apply'),
  infix(620, 'right', '@@@', 'MapApply'),
  infix(630, 'left', '~', 'Infix', input),
  infix(640, 'right', '@', 'Prefix', { ...input, ...also('\uf76d') }),
  infix(645, 'flat', '/*', 'RightComposition'),
  infix(646, 'flat', '@*', 'Composition'),
  prefix(660, '++', 'PreIncrement'),
  prefix(660, '--', 'PreDecrement'),
  postfix(660, '++', 'Increment'),
  postfix(660, '--', 'Decrement'),
  tight(680, 'left', '?', 'PatternTest'),
  prefix(GET, '<<', 'Get', input),
  tight(MESSAGE, 'left', '::', 'MessageName'),
];

/** A pair of brackets around arguments separated by commas. */
export interface Group {
  readonly open: string;
  readonly close: string;
  /** Absent: the brackets only group, or mean something with what stands before them. */
  readonly head?: string;
  readonly alternates?: readonly [open: string, close: string];
}
export const groups: readonly Group[] = [
  { open: '(', close: ')' },
  { open: '[', close: ']' },
  { open: '[[', close: ']]', alternates: ['\u301a', '\u301b'] },
  { open: '{', close: '}', head: 'List' },
  { open: '<|', close: '|>', head: 'Association', alternates: ['\uf113', '\uf114'] },
  { open: '\u2329', close: '\u232a', head: 'AngleBracket', alternates: ['\u27e8', '\u27e9'] },
  { open: '\u2308', close: '\u2309', head: 'Ceiling' },
  { open: '\u230a', close: '\u230b', head: 'Floor' },
  { open: '\uf603', close: '\uf604', head: 'BracketingBar' },
  { open: '\uf605', close: '\uf606', head: 'DoubleBracketingBar' },
];

const printed = new Map<string, Operator>();
for (const o of operators) if (!o.inputOnly && !printed.has(o.head + o.form)) printed.set(o.head + o.form, o);
/** The row that prints a head with operands in these places, when there is one. */
export const printedOperator = (head: string, form: Form): Operator | undefined => printed.get(head + form);

/** The comparisons that chain into Inequality when they are mixed. */
export const inequalities: ReadonlySet<string> = new Set([
  'Equal',
  'Unequal',
  'Less',
  'LessEqual',
  'Greater',
  'GreaterEqual',
]);
