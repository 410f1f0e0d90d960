/**
 * Right sides, conditions, function bodies and bodies of loops as trees of small objects that evaluate directly: the
 * values of variables come from an array of slots, and no expression is built only to be evaluated.
 */
import { type Expr, Normal, Str, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';

export type Slots = readonly (Expr | undefined)[];

/** Returned by `tail` when the next call waits in the host: the evaluation loop goes on without growing the stack. */
export const TAIL: Expr = new Str('tail');

export interface Code {
  /** The expression with variables replaced, not evaluated. */
  build(slots: Slots): Expr;
  /** The value of the expression. */
  run(slots: Slots): Expr;
  /** An expression whose value is that value, or TAIL. */
  tail(slots: Slots): Expr;
  /** Evaluates when nobody looks at the value. */
  effect(slots: Slots): void;
}

/** Which leaves are variables. */
export interface Variables {
  readonly names: readonly Sym[];
  /** Are # forms variables, too? */
  readonly pure: boolean;
  /** What stands for a variable without a value; its own name when not given. */
  readonly absent?: Expr;
  /** How many of the names, from the first, are those of a rule: they reach into scopes (substitute.ts). */
  readonly ofRules?: number;
}

export const NO_SLOTS: Slots = [];

/** Variables of a pattern that took no part in the match vanish from the right side. */
export const NOTHING: Expr = new Normal(S.Sequence, []);

/** A call with an evaluation of its own inside of code, as the record of its head compiles it. */
export interface CompiledCall {
  run(slots: Slots): Expr;
  tail?(slots: Slots): Expr;
  effect?(slots: Slots): void;
}

/** Names bound inside of a call, whose values stand behind the slots outside. */
export interface Scope {
  code(e: Expr): Code;
  open(slots: Slots, values: readonly (Expr | undefined)[]): Slots;
}

/** What a record sees when it compiles a call of its symbol. */
export interface CallContext {
  readonly call: Normal;
  /** Code of a part of the call. */
  code(e: Expr): Code;
  /** Do the names stand for themselves here? Variables of the code around do not. */
  free(names: readonly Sym[]): boolean;
  /** undefined where # forms are variables: their slots have no end. */
  scope(names: readonly Sym[]): Scope | undefined;
}
