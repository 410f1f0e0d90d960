/** How a builtin is written down: one call, one record, everything about the symbol. What it does are the fields of Behaviour. */
import type { Boxed, Expr, Sym } from '../expr/expr.ts';
import { symbol, system } from '../expr/intern.ts';
import type { Behaviour } from '../kernel/definitions/definition.ts';
import type { Line, Sheet, Table } from '../kernel/shown.ts';

export type { CallContext, CompiledCall } from '../kernel/code/code.ts';
export { Attribute } from '../kernel/definitions/attributes.ts';
export type { Evaluation } from '../kernel/definitions/definition.ts';
export type { OptionValues } from '../kernel/definitions/options.ts';

/** The expected value, or the expected value and the messages that come with it (`'Accumulate::normal'`). */
export type Expected = string | readonly [value: string, ...messages: string[]];

export interface BuiltinDefinition extends Behaviour {
  /** `Name[args] does this.` One sentence a form, separated by newlines; shown by ?Name. */
  readonly usage: string;
  /** Bits of `Attribute`; Protected is added by itself. */
  readonly attributes?: number;
  /** Accepted argument counts (options not counted); anything else reports argx/argt/... and stays unevaluated. */
  readonly arity?: number | readonly [min: number, max: number];
  /** Option names with their defaults, in the language: { Method: 'Automatic', '"Stride"': '1' } (quoted: a string name). */
  readonly options?: Readonly<Record<string, string>>;
  /** Own message texts by tag; General:: ones are in kernel/messages.ts. */
  readonly messages?: Readonly<Record<string, string>>;
  /** Rewrite rules in the language itself, tried before `evaluate`: { 'Name[x_, 0]': 'x' } means Name[x_, 0] := x. */
  readonly rules?: Readonly<Record<string, string>>;
  /** Initial own value in the language, which users may set ($RecursionLimit, $Path, ...). */
  readonly initial?: string;
  /** What stands for a Boxed value with this head where people read (OutputForm, what a script prints), in place of its form. */
  readonly shown?: (value: Boxed) => string | undefined;
  /** What a session shows of a Boxed value with this head that stands alone: lines that keep to the sheet. */
  readonly display?: (value: Boxed, sheet: Sheet) => readonly Line[] | undefined;
  /** The same as a table, for places that lay tables out themselves; texts are written by `write`. */
  readonly table?: (value: Boxed, write: (e: Expr) => string) => Table | undefined;
  /** Tags of messages that are off until somebody switches them on. */
  readonly off?: readonly string[];
  /** `evaluate` takes Packed arrays as they are; otherwise they are unpacked to lists before it sees them. */
  readonly packed?: true;
  /** Promises not to keep or return its first argument as a whole (Part, Length, Lookup, ...). */
  readonly borrows?: true;
  /** Input on the left, value on the right, in canonical form; shown by ?Name and in the reference, and run as tests. */
  readonly examples: Readonly<Record<string, Expected>>;
}

export interface Builtin extends BuiltinDefinition {
  readonly symbol: Sym;
}

/** The record of a symbol of the language, or of the context that its name tells. */
export const builtin = (name: string, definition: BuiltinDefinition): Builtin => ({
  symbol: name.includes('`') ? symbol(name) : system(name),
  ...definition,
});
