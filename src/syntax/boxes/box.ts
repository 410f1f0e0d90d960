/** Boxes: how expressions look as nested pieces. A box is a text, or a head with parts; the box language reads and writes them. */
import { type Expr, isCall, Kind, Normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { quoted } from '../printing.ts';

export interface BoxCall {
  /** RowBox, SuperscriptBox, ..., or List for the list of parts of a row. */
  readonly head: string;
  readonly parts: readonly Box[];
}
export type Box = string | BoxCall;

export const row = (parts: readonly Box[]): Box =>
  parts.length === 1 ? parts[0]! : { head: 'RowBox', parts: [{ head: 'List', parts }] };
export const box = (head: string, ...parts: Box[]): Box => ({ head, parts });

/** The parts of a row; a box alone is its only part. */
export function rowParts(b: Box): readonly Box[] {
  if (typeof b === 'string' || b.head !== 'RowBox') return [b];
  const list = b.parts[0];
  return list !== undefined && typeof list !== 'string' && list.head === 'List' ? list.parts : b.parts;
}

/** Box as an expression: RowBox[{"a", "+", "b"}]. */
export function boxExpr(b: Box): Expr {
  return typeof b === 'string' ? new Str(b) : new Normal(system(b.head), b.parts.map(boxExpr));
}

/** The box that an expression is; what is none stands for itself by `text`. */
export function exprBox(e: Expr, text: (e: Expr) => string): Box {
  if (e.kind === Kind.String) return e.value;
  if (e.kind === Kind.Normal && e.head.kind === Kind.Symbol && (e.head.name.endsWith('Box') || isCall(e, S.List)))
    return { head: e.head.name, parts: e.args.map((a) => exprBox(a, text)) };
  return text(e);
}

/** The box as program text that makes it. */
export function boxFullForm(b: Box): string {
  if (typeof b === 'string') return quoted(b);
  const parts = b.parts.map(boxFullForm).join(', ');
  return b.head === 'List' ? `{${parts}}` : `${b.head}[${parts}]`;
}
