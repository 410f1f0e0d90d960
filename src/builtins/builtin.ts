/** How a builtin is written down: one call, one record, everything about the symbol. */
import type { Boxed, Expr, Normal, Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import type { CallContext, CompiledCall } from '../kernel/code/code.ts';
import type { Evaluation, NativeFunction } from '../kernel/definitions/definition.ts';

export type { CallContext, CompiledCall } from '../kernel/code/code.ts';
export { Attribute } from '../kernel/definitions/attributes.ts';
export type { Evaluation } from '../kernel/definitions/definition.ts';
export type { OptionValues } from '../kernel/definitions/options.ts';

/** The expected value, or the expected value and the messages that come with it (`'Accumulate::normal'`). */
export type Expected = string | readonly [value: string, ...messages: string[]];

export interface BuiltinDefinition {
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
  /** The value of the symbol by itself ($Version, Pi's N value, ...), computed on each use. */
  readonly value?: (e: Evaluation) => Expr;
  /** Initial own value in the language, which users may set ($RecursionLimit, $Path, ...). */
  readonly initial?: string;
  /**
   * Gets evaluated arguments (as the attributes say), without trailing options where options are declared.
   * Returns undefined to mean "no rule applies": the expression stays as it is.
   */
  readonly evaluate?: NativeFunction;
  /** The value for two evaluated arguments in the common machine-number cases, without any ceremony; undefined otherwise. */
  readonly pair?: (a: Expr, b: Expr) => Expr | undefined;
  /**
   * Does what `evaluate` does when nobody looks at the value (all but the last in a; b; c, bodies of loops).
   * False: not done, evaluate as usual.
   */
  readonly effect?: (args: readonly Expr[], e: Evaluation) => boolean;
  /**
   * The same as `evaluate` (and `effect`) inside of function bodies and loops, on code instead of expressions;
   * undefined for calls of unusual form. Only for symbols that hold arguments.
   */
  readonly compile?: (c: CallContext, e: Evaluation) => CompiledCall | undefined;
  /** Behaviour of Name[...][args], and of Boxed values with this head: net[input], Association[...][key]. */
  readonly apply?: (head: Expr, args: readonly Expr[], e: Evaluation) => Expr | undefined;
  /** Behaviour of g[..., Name[...] (or a Boxed value with this head), ...], tried before g's own rules. */
  readonly up?: (call: Normal, position: number, e: Evaluation) => Expr | undefined;
  /** What stands for a Boxed value with this head where people read (OutputForm, what a script prints), in place of its form. */
  readonly shown?: (value: Boxed) => string | undefined;
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

export const builtin = (name: string, definition: BuiltinDefinition): Builtin =>
  Object.freeze({ symbol: system(name), ...definition });
