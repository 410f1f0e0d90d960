/** Heads that print in a way of their own: parts, slots, functions, spans, patterns, comparisons, assignments. */
import {
  CALL,
  EQUAL,
  FUNCTION,
  inequalities,
  MESSAGE,
  OPTIONAL,
  PATTERN,
  PLUS,
  printedOperator,
  RULE,
  SET,
  SPAN,
} from '../../grammar/operators.ts';
import { type Expr, isCall, Kind, type Normal, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { powerText, productText, sumText } from './arithmetic-text.ts';
import { blankText } from './blanks.ts';
import { atom, nameOf, type Piece, type Printer, quoted } from './printing.ts';

/** undefined: the expression is no good for the special form, write it like any other. */
type Special = (p: Printer, args: readonly Expr[], e: Normal) => Piece | undefined;

const isName = (e: Expr): boolean => e.kind === Kind.String && /^[A-Za-z$][A-Za-z0-9$]*$/.test(e.value);
const isCount = (e: Expr | undefined): boolean => e?.kind === Kind.Integer && e.value >= 0;

const function_: Special = (p, args) =>
  args.length === 1 ? { text: `${p.at(args[0]!, FUNCTION)} &`, precedence: FUNCTION, side: 'left' } : undefined;

const slot: Special = (_p, args) => {
  const [a] = args;
  if (args.length !== 1) return undefined;
  if (isCount(a)) return atom(`#${(a as { value: number }).value}`);
  if (a!.kind === Kind.String) return atom(isName(a!) ? `#${a!.value}` : `#${quoted(a!.value)}`);
  return undefined;
};
const slotSequence: Special = (_p, args) =>
  args.length === 1 && isCount(args[0]) ? atom(`##${(args[0] as { value: number }).value}`) : undefined;

const part: Special = (p, args) =>
  args.length > 1 ? { text: `${p.at(args[0]!, CALL)}[[${p.list(args.slice(1))}]]`, precedence: CALL } : undefined;

const span: Special = (p, args) => {
  if (args.length < 2 || args.length > 3) return undefined;
  const parts = args.map((a, i) => (i === 1 && a === S.All ? '' : p.at(a, SPAN + 1)));
  return { text: parts.join(';;'), precedence: SPAN, side: 'flat' };
};

const messageName: Special = (p, args) => {
  if (args.length < 2 || !args.every((a, i) => i === 0 || isName(a))) return undefined;
  const tags = args.slice(1).map((a) => (a as { value: string }).value);
  return { text: `${p.at(args[0]!, MESSAGE + 1)}::${tags.join('::')}`, precedence: MESSAGE };
};

/** a < b <= c; only for what is read as Inequality, which all the same comparisons are not. */
const inequality: Special = (p, args) => {
  if (args.length < 5 || args.length % 2 === 0) return undefined;
  const heads = args.filter((_, i) => i % 2 === 1);
  if (heads.every((h) => h === heads[0])) return undefined;
  if (!heads.every((h) => h.kind === Kind.Symbol && inequalities.has(h.name) && system(h.name) === h)) return undefined;
  const parts = args.map((a, i) =>
    i % 2 === 0 ? p.at(a, EQUAL + 1) : printedOperator((a as Sym).name, 'infix')!.symbol,
  );
  return { text: parts.join(' '), precedence: EQUAL, side: 'flat' };
};

const compound: Special = (p, args) => {
  if (args.length < 2) return undefined;
  const parts = args.map((a, i) => (i === args.length - 1 && a === S.Null ? '' : p.at(a, 11)));
  return { text: parts.join('; ').trimEnd(), precedence: 10, side: 'flat' };
};

const tagged =
  (operator: string): Special =>
  (p, args) => {
    if (args.length !== (operator === '=.' ? 2 : 3)) return undefined;
    const [tag, left] = [p.at(args[0]!, SET + 1), p.at(args[1]!, SET + 1)];
    const right = args.length === 3 ? ` ${p.at(args[2]!, SET)}` : '';
    return { text: `${tag} /: ${left} ${operator}${right}`, precedence: SET, side: 'right' };
  };

const pattern: Special = (p, args, e) => {
  const blank = blankText(e, (s) => nameOf(s, p.options));
  if (blank !== undefined) return atom(blank);
  const [name, body] = args;
  if (e.head !== S.Pattern || args.length !== 2 || name!.kind !== Kind.Symbol) return undefined;
  // Reading goes on after it as after name : pattern : default.
  return { text: `${p.text(name!)}:${p.at(body!, PATTERN + 1)}`, precedence: OPTIONAL, side: 'left' };
};
const optional: Special = (p, args, e) => {
  const blank = blankText(e, (s) => nameOf(s, p.options));
  if (blank !== undefined) return atom(blank);
  if (args.length !== 2) return undefined;
  const left = p.piece(args[0]!);
  // A name before the colon, also that of a number, would be the name of a pattern.
  if (/^[^\s"#%()[\]{}<|]*$/.test(left.text) && !/^[-\d]|_/.test(left.text)) return undefined;
  const least = left.side === 'left' ? OPTIONAL : OPTIONAL + 1;
  const text = left.precedence < least ? `(${left.text})` : left.text;
  return { text: `${text}:${p.at(args[1]!, OPTIONAL + 1)}`, precedence: OPTIONAL, side: 'left' };
};

const Skeleton = system('Skeleton');
const isLeftOut = (p: Printer, e: Expr): boolean => p.style === 'output' && isCall(e, Skeleton);

/** <|...|> also where it is held. */
const association: Special = (p, args) =>
  args.every((a) => ((isCall(a, S.Rule) || isCall(a, S.RuleDelayed)) && a.args.length === 2) || isLeftOut(p, a))
    ? atom(`<|${p.list(args)}|>`)
    : undefined;

/** The file of >> stands in quotes, since a bare word there is a name of a file, too. */
const put: Special = (p, args, e) =>
  args.length === 2 && args[1]!.kind === Kind.String && p.style === 'input'
    ? {
        text: `${p.at(args[0]!, 30)} ${e.head === S.Put ? '>>' : '>>>'} ${p.text(args[1]!)}`,
        precedence: 30,
        side: 'left',
      }
    : { text: `${nameOf(e.head as Sym, p.options)}[${p.list(args)}]`, precedence: CALL };

/** Infinity, -Infinity, ComplexInfinity: names of the infinities that have one. */
const infinity: Special = (p, args) => {
  if (args.length === 0) return atom('ComplexInfinity');
  const [direction] = args;
  if (args.length > 1) return undefined;
  if (direction!.kind !== Kind.Integer || Math.abs(Number(direction!.value)) !== 1)
    return p.style === 'output' ? productText(p, [direction!, S.Infinity]) : undefined;
  return direction!.value > 0 ? atom('Infinity') : { text: '-Infinity', precedence: PLUS + 1 };
};

const hidden: Special = (p, args) => (p.style === 'output' && args.length === 1 ? p.piece(args[0]!) : undefined);
const skeleton: Special = (p, args) =>
  p.style === 'output' && args.length === 1 ? atom(`<<${p.text(args[0]!)}>>`) : undefined;

const specials = new Map<Sym, Special>([
  [S.List, (p, args) => atom(`{${p.list(args)}}`)],
  [S.Plus, (p, args) => (args.length > 1 ? sumText(p, args) : undefined)],
  [S.Times, (p, args) => (args.length > 1 ? productText(p, args) : undefined)],
  [S.Power, (p, args, e) => (args.length === 2 ? powerText(p, e) : undefined)],
  [S.Association, association],
  [S.Function, function_],
  [S.Slot, slot],
  [S.SlotSequence, slotSequence],
  [S.Part, part],
  [S.Span, span],
  [S.MessageName, messageName],
  [S.Inequality, inequality],
  [S.CompoundExpression, compound],
  [S.TagSet, tagged('=')],
  [S.TagSetDelayed, tagged(':=')],
  [S.TagUnset, tagged('=.')],
  [S.Blank, pattern],
  [S.BlankSequence, pattern],
  [S.BlankNullSequence, pattern],
  [S.Pattern, pattern],
  [S.Optional, optional],
  [S.Put, put],
  [system('PutAppend'), put],
  [S.DirectedInfinity, infinity],
  [S.HoldForm, hidden],
  [system('Defer'), hidden],
  [Skeleton, skeleton],
]);

export const isSpecial = (head: Sym): boolean => specials.has(head);
export const specialText = (p: Printer, e: Normal, head: Sym): Piece | undefined => specials.get(head)?.(p, e.args, e);

/** Entries of an association: key -> value, key :> value. */
export function entryText(p: Printer, key: Expr, value: Expr, delayed: boolean): string {
  return `${p.at(key, RULE + 1)} ${delayed ? ':>' : '->'} ${p.at(value, RULE)}`;
}

/** More quotes than this are hard to count. */
const MAX_PRIMES = 3;

/** f'[x] and f'. */
export function derivativeText(p: Printer, e: Normal, precedence: number): Piece | undefined {
  const head = e.head;
  if (!isCall(head, S.Derivative) || head.args.length !== 1 || e.args.length !== 1) return undefined;
  const n = head.args[0]!;
  if (n.kind !== Kind.Integer || typeof n.value !== 'number' || n.value < 1 || n.value > MAX_PRIMES) return undefined;
  const inner = p.piece(e.args[0]!);
  const closed = inner.precedence < (inner.side === 'left' ? precedence : precedence + 1) || inner.text.endsWith("'");
  return { text: (closed ? `(${inner.text})` : inner.text) + "'".repeat(n.value), precedence, side: 'left' };
}
