/** What a symbol means in one session: values, attributes, options, messages and native behaviour. */
import type { Expr, Normal, Sym } from '../expr/expr.ts';
import type { OptionValues } from './options.ts';
import type { RuleSet } from './rules.ts';
import type { Session } from './session.ts';

/** What a native implementation may ask of the evaluator; bound to the symbol it implements. */
export interface Evaluation {
  readonly session: Session;
  readonly symbol: Sym;
  evaluate(e: Expr): Expr;
  /** Reports symbol::tag (or General::tag). Returns undefined, so `return e.message(...)` leaves the input as it is. */
  message(tag: string, ...parameters: Expr[]): undefined;
  /** Reports a message of another symbol. */
  messageOf(symbol: Sym, tag: string, ...parameters: Expr[]): undefined;
}

/** undefined: no rule applies, the expression stays as it is. */
export type NativeFunction = (args: readonly Expr[], e: Evaluation, options: OptionValues) => Expr | undefined;

/** The native side of a symbol. */
export interface Native {
  readonly evaluation: Evaluation;
  /** f[args]. */
  readonly evaluate?: NativeFunction;
  /** f[...][args]: also called when the head is a Boxed value or an association with this head. */
  readonly apply?: (head: Expr, args: readonly Expr[], e: Evaluation) => Expr | undefined;
  /** g[..., f[...], ...]: tried before g's own rules. */
  readonly up?: (call: Normal, position: number, e: Evaluation) => Expr | undefined;
  readonly arity?: readonly [min: number, max: number];
  /** Packed arrays reach `evaluate` as they are; otherwise they are unpacked at the door. */
  readonly packed: boolean;
  /** Names of options; trailing rules are then taken off the arguments. */
  readonly hasOptions: boolean;
  /** Promises not to keep or return its first argument, so a variable's value need not be given up (see ownership.ts). */
  readonly borrows: boolean;
}

export class Definition {
  readonly symbol: Sym;
  attributes = 0;
  /** The value of x = value. */
  own: Expr | undefined;
  /** Conditional own values: x := value /; test. */
  ownRules: RuleSet | undefined;
  down: RuleSet | undefined;
  sub: RuleSet | undefined;
  up: RuleSet | undefined;
  numeric: RuleSet | undefined;
  format: RuleSet | undefined;
  defaults: RuleSet | undefined;
  options: Expr | undefined;
  messages: Map<string, Expr> | undefined;
  native: Native | undefined;
  /** Present while `own` is a container that only this definition references. See ownership.ts. */
  owner: object | undefined;
  /** Loads the definition on first use (library files); removed once run. */
  autoload: (() => void) | undefined;

  constructor(symbol: Sym) {
    this.symbol = symbol;
  }
}
