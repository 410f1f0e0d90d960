/** The operator table: one row an operator. The lexer, the parser and the printers all read it. */

export type Form = 'infix' | 'prefix' | 'postfix';
/** flat: a op b op c is one call; left and right nest; none: must not be chained. */
export type Associativity = 'flat' | 'left' | 'right' | 'none';

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

/** Precedence of f[x], x[[i]] and f', and of juxtaposition. */
export const CALL = 670;
export const TIMES = 400;
export const ATOM = 1000;

const infix = (
  precedence: number,
  associativity: Associativity,
  symbol: string,
  head: string,
  more: Partial<Operator> = {},
): Operator => ({
  symbol,
  form: 'infix',
  precedence,
  associativity,
  head,
  ...more,
});
const prefix = (precedence: number, symbol: string, head: string, more: Partial<Operator> = {}): Operator => ({
  symbol,
  form: 'prefix',
  precedence,
  associativity: 'none',
  head,
  tight: true,
  ...more,
});
const postfix = (precedence: number, symbol: string, head: string, more: Partial<Operator> = {}): Operator => ({
  symbol,
  form: 'postfix',
  precedence,
  associativity: 'none',
  head,
  tight: true,
  ...more,
});
const input = { inputOnly: true } as const;

export const operators: readonly Operator[] = [
  infix(10, 'flat', ';', 'CompoundExpression'),
  infix(30, 'left', '>>', 'Put'),
  infix(30, 'left', '>>>', 'PutAppend'),
  infix(40, 'right', '=', 'Set'),
  infix(40, 'right', ':=', 'SetDelayed', { alternates: ['\u2254'] }),
  infix(40, 'right', '^=', 'UpSet'),
  infix(40, 'right', '^:=', 'UpSetDelayed'),
  infix(40, 'none', '/:', 'TagSet', input),
  postfix(40, '=.', 'Unset'),
  infix(40, 'right', '|->', 'Function', { inputOnly: true, alternates: ['\u21a6'] }),
  infix(70, 'left', '//', 'Postfix', input),
  postfix(90, '&', 'Function'),
  infix(100, 'right', '+=', 'AddTo'),
  infix(100, 'right', '-=', 'SubtractFrom'),
  infix(100, 'right', '*=', 'TimesBy'),
  infix(100, 'right', '/=', 'DivideBy'),
  infix(100, 'right', '//=', 'ApplyTo'),
  infix(110, 'left', '/.', 'ReplaceAll'),
  infix(110, 'left', '//.', 'ReplaceRepeated'),
  infix(120, 'right', '->', 'Rule', { alternates: ['\u2192', '\uf522'] }),
  infix(120, 'right', ':>', 'RuleDelayed', { alternates: ['\u29f4', '\uf51f'] }),
  infix(125, 'right', '<->', 'TwoWayRule', { alternates: ['\uf120'] }),
  infix(126, 'none', '\uf3d4', 'UndirectedEdge', { alternates: ['\u2014'] }),
  infix(126, 'none', '\uf3d5', 'DirectedEdge'),
  infix(130, 'left', '/;', 'Condition'),
  infix(135, 'flat', '~~', 'StringExpression'),
  infix(140, 'left', ':', 'Optional', { tight: true }),
  infix(160, 'flat', '|', 'Alternatives'),
  postfix(170, '..', 'Repeated'),
  postfix(170, '...', 'RepeatedNull'),
  infix(200, 'right', '\uf523', 'Implies', { alternates: ['\u21d2'] }),
  infix(213, 'flat', '||', 'Or', { alternates: ['\u2228'] }),
  infix(214, 'flat', '\u22bb', 'Xor'),
  infix(215, 'flat', '&&', 'And', { alternates: ['\u2227'] }),
  prefix(230, '!', 'Not', { alternates: ['\u00ac'] }),
  infix(250, 'none', '\u2208', 'Element'),
  infix(250, 'none', '\u2209', 'NotElement'),
  infix(290, 'flat', '==', 'Equal', { alternates: ['\uf431', '\u2a75'] }),
  infix(290, 'flat', '!=', 'Unequal', { alternates: ['\u2260'] }),
  infix(290, 'flat', '<', 'Less'),
  infix(290, 'flat', '<=', 'LessEqual', { alternates: ['\u2264'] }),
  infix(290, 'flat', '>', 'Greater'),
  infix(290, 'flat', '>=', 'GreaterEqual', { alternates: ['\u2265'] }),
  infix(290, 'flat', '===', 'SameQ'),
  infix(290, 'flat', '=!=', 'UnsameQ'),
  infix(300, 'flat', '\u22c3', 'Union'),
  infix(302, 'flat', '\u22c2', 'Intersection'),
  infix(305, 'none', ';;', 'Span', { tight: true }),
  infix(310, 'flat', '+', 'Plus'),
  infix(310, 'left', '-', 'Subtract', { inputOnly: true, alternates: ['\u2212'] }),
  prefix(480, '-', 'Minus', { inputOnly: true, alternates: ['\u2212'] }),
  prefix(480, '+', 'Plus', input),
  prefix(480, '\u00b1', 'PlusMinus'),
  infix(310, 'left', '\u00b1', 'PlusMinus'),
  infix(400, 'flat', '*', 'Times', { tight: true, alternates: ['\u00d7'] }),
  infix(420, 'flat', '\u2297', 'CircleTimes'),
  infix(470, 'left', '/', 'Divide', { tight: true, alternates: ['\u00f7'] }),
  infix(490, 'flat', '.', 'Dot', { tight: true }),
  infix(500, 'flat', '\uf4a0', 'Cross', { alternates: ['\u2a2f'] }),
  infix(510, 'flat', '**', 'NonCommutativeMultiply'),
  infix(590, 'right', '^', 'Power', { tight: true }),
  infix(600, 'flat', '<>', 'StringJoin'),
  postfix(610, '!', 'Factorial'),
  postfix(610, '!!', 'Factorial2'),
  infix(620, 'right', '/@', 'Map'),
  infix(620, 'right', '//@', 'MapAll'),
  infix(620, 'right', '@@', 'Apply'),
  infix(620, 'right', '@@@', 'MapApply'),
  infix(624, 'flat', '/*', 'RightComposition'),
  infix(625, 'flat', '@*', 'Composition'),
  infix(630, 'left', '~', 'Infix', input),
  infix(640, 'right', '@', 'Prefix', input),
  postfix(660, '++', 'Increment'),
  postfix(660, '--', 'Decrement'),
  prefix(660, '++', 'PreIncrement'),
  prefix(660, '--', 'PreDecrement'),
  postfix(CALL, "'", 'Derivative', { inputOnly: true, alternates: ['\u2032'] }),
  postfix(CALL, '\uf3c7', 'Transpose', input),
  infix(680, 'none', '?', 'PatternTest', { tight: true }),
  infix(750, 'left', '::', 'MessageName', { tight: true }),
];

/** The row that prints a head, when there is one. */
export const printedOperator = (head: string): Operator | undefined => byHead.get(head);
const byHead = new Map<string, Operator>();
for (const o of operators) if (!o.inputOnly && !byHead.has(o.head)) byHead.set(o.head, o);
