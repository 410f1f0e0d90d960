/** Infix, Prefix, Postfix, PrecedenceForm and SequenceForm: how expressions print as operators of the user's own. */
import { CALL, printedOperator } from '../../grammar/operators.ts';
import { type Expr, Kind, type Normal } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { atom, type Piece, type Printer } from './printing.ts';
import { items } from './tables.ts';

/** What binds loosest of the operators that are given without a precedence. */
const USUAL_PRECEDENCE = { Infix: 630, Prefix: 640, Postfix: 70 } as const;
type Kinds = keyof typeof USUAL_PRECEDENCE;

const call = (e: Expr | undefined): Normal | undefined => (e?.kind === Kind.Normal ? e : undefined);
const precedenceOf = (kind: Kinds, e: Expr | undefined): number =>
  e?.kind === Kind.Integer ? Number(e.value) : USUAL_PRECEDENCE[kind];

/** f[a, b] as a ~f~ b; with a sign h as a h b; a list of signs gives one for each place. */
function infix(p: Printer, [e, sign, precedence, grouping]: readonly Expr[]): Piece | undefined {
  const inner = call(e);
  if (inner === undefined || inner.args.length < 2) return undefined;
  const binds = precedenceOf('Infix', precedence);
  const side = grouping?.kind === Kind.Symbol ? grouping.name : 'NonAssociative';
  const last = inner.args.length - 1;
  const signs = sign === undefined ? undefined : items(sign);
  if (signs?.length === 0) return undefined;
  const between = (i: number): string => {
    if (sign === undefined) return `~${p.text(inner.head)}~`;
    return p.text(signs === undefined ? sign : signs[i % signs.length]!);
  };
  const same = (i: number): boolean =>
    side === 'None' || (side === 'Left' && i === 0) || (side === 'Right' && i === last);
  let text = '';
  inner.args.forEach((a, i) => {
    if (i > 0) text += ` ${between(i - 1)} `;
    text += p.at(a, same(i) ? binds : binds + 1);
  });
  return { text, precedence: binds, side: side === 'Left' ? 'left' : side === 'Right' ? 'right' : 'flat' };
}

const prefix = (p: Printer, [e, sign, precedence]: readonly Expr[]): Piece | undefined => {
  const inner = call(e);
  if (inner === undefined || inner.args.length !== 1) return undefined;
  const binds = precedenceOf('Prefix', precedence);
  const before = sign === undefined ? `${p.text(inner.head)} @ ` : p.text(sign);
  return { text: before + p.at(inner.args[0]!, binds), precedence: binds, side: 'right' };
};

const postfix = (p: Printer, [e, sign, precedence]: readonly Expr[]): Piece | undefined => {
  const inner = call(e);
  if (inner === undefined || inner.args.length !== 1) return undefined;
  const binds = precedenceOf('Postfix', precedence);
  const behind = sign === undefined ? ` // ${p.text(inner.head)}` : p.text(sign);
  return { text: p.at(inner.args[0]!, binds) + behind, precedence: binds, side: 'left' };
};

const precedenceForm = (p: Printer, [e, n]: readonly Expr[]): Piece | undefined =>
  e !== undefined && n?.kind === Kind.Integer ? { text: p.text(e), precedence: Number(n.value) } : undefined;

type OperatorForm = (p: Printer, args: readonly Expr[]) => Piece | undefined;
export const operatorForms: ReadonlyMap<Expr, OperatorForm> = new Map<Expr, OperatorForm>([
  [system('Infix'), infix],
  [system('Prefix'), prefix],
  [system('Postfix'), postfix],
  [system('PrecedenceForm'), precedenceForm],
  [system('SequenceForm'), (p, args) => atom(args.map((a) => p.text(a)).join(''))],
]);

/** The precedence with which a head prints as an operator; that of a call where it is none. */
export function operatorPrecedence(name: string): number {
  for (const form of ['infix', 'prefix', 'postfix'] as const) {
    const op = printedOperator(name, form);
    if (op !== undefined) return op.precedence;
  }
  return CALL;
}
