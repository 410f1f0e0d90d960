/** What a symbol means in one session, and the face of the session that implementations see. */

import type { Expr, Normal, Sym } from '../../expr/expr.ts';
import type { ConstantName } from '../../numeric/constants.ts';
import type { RandomStream } from '../../numeric/random.ts';
import type { CallContext, Code, CompiledCall } from '../code/code.ts';
import type { Fresh } from '../code/substitute.ts';
import type { Interrupts } from '../interrupts.ts';
import type { SessionIO } from '../io.ts';
import type { MessageLog } from '../message-log.ts';
import type { RuleSet } from '../rules/rules.ts';
import type { Room } from '../shown.ts';
import type { Signal } from '../signals.ts';
import type { Contexts } from './contexts.ts';
import type { AsideOption, OptionValues } from './options.ts';

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

/** What a symbol does, as its record says (builtins/builtin.ts). */
export interface Behaviour {
  /** The value of the symbol by itself ($Version, Pi's N value, ...), computed on each use. */
  readonly value?: (e: Evaluation) => Expr;
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
  /** What Name[...] = value does, where that is no definition; $Failed when it is refused, undefined for "as usual". `e` is that of Set. */
  readonly assign?: (lhs: Normal, value: Expr, e: Evaluation) => Expr | undefined;
  /** What Name[...] =. does where `assign` has the assignment; undefined for "as usual". `e` is that of Unset. */
  readonly unset?: (lhs: Normal, e: Evaluation) => Expr | undefined;
  readonly setting?: Setting;
  /** The number that a mathematical constant stands for. */
  readonly constant?: NumericalConstant;
  /** The value of a whole input that ended by a signal of this construct (signals.ts). */
  readonly uncaught?: (signal: Signal, e: Evaluation) => Expr;
}

/** The value of a symbol governs the session. */
export interface Setting {
  /** Is an assigned value taken? Reports why not. */
  readonly accepts: (value: Expr, e: Evaluation) => boolean;
  /** Makes the session follow the value; undefined: it has none of its own any more. */
  readonly follow?: (value: Expr | undefined, session: Session) => void;
}

/** What N knows of a symbol. */
export interface NumericalConstant {
  readonly machine: number;
  /** Its name among those computed to any number of digits. */
  readonly digits?: ConstantName;
}

/** The native side of a symbol. All of them have the same fields, present or not: the evaluator looks at them all the time. */
export type Native = { readonly [K in keyof Behaviour]-?: Behaviour[K] | undefined } & {
  readonly evaluation: Evaluation;
  readonly usage: string;
  /** Inputs with what comes of them: a value, and the names of messages. */
  readonly examples: () => Readonly<Record<string, string | readonly string[]>>;
  readonly arity: readonly [min: number, max: number] | undefined;
  readonly packed: boolean;
  readonly hasOptions: boolean;
  readonly borrows: boolean;
  /** Shared by all calls of symbols that declare no options; absent when some are declared. */
  readonly noOptions: OptionValues | undefined;
  /** The options of the record with their defaults. */
  readonly declared: Expr | undefined;
};

/** The kinds of rules a symbol may carry. */
export type RuleKind = 'own' | 'down' | 'sub' | 'up' | 'numeric' | 'format' | 'defaults';

/** What looks at a symbol that is no call ask for. */
export const Latent = { own: 1, up: 2 } as const;

export class Definition {
  readonly symbol: Sym;
  attributes = 0;
  /** The value of x = value; conditional ones are in `rules.own`. */
  own: Expr | undefined = undefined;
  down: RuleSet | undefined = undefined;
  sub: RuleSet | undefined = undefined;
  up: RuleSet | undefined = undefined;
  /** The kinds of rules that are rare. */
  readonly more: { own?: RuleSet; numeric?: RuleSet; format?: RuleSet; defaults?: RuleSet } = {};
  options: Expr | undefined = undefined;
  /** Options that are documented and not declared, by name. */
  aside: ReadonlyMap<string, AsideOption> | undefined = undefined;
  messages: Map<string, Expr> | undefined = undefined;
  native: Native | undefined = undefined;
  /** Present while `own` is a container that only this definition references. See ownership.ts. */
  owner: object | undefined = undefined;
  /** Loads the definition on first use (records, library files); removed before it runs. */
  autoload: (() => void) | undefined = undefined;
  /** What loading may give of these (Latent): looks for others need not load it. */
  latent: number = Latent.own | Latent.up;

  constructor(symbol: Sym) {
    this.symbol = symbol;
  }
}

/** What Trace, profilers and step viewers hear of an evaluation. */
export interface Observer {
  /** An expression begins to be evaluated; what follows belongs to it until `leave`. */
  enter(e: Expr): void;
  /** It has become `e`: by a rule or the behaviour of the symbol `by`, or by its arguments (undefined). */
  step(e: Expr, by: Sym | undefined): void;
  /** Without a value where a signal (Throw, Return, ...) left the evaluation. */
  leave(value: Expr | undefined): void;
  /** Wants to hear of heads, atoms and expressions that stay as they are, too. */
  readonly everything?: boolean;
}

/** What the symbols of a session mean, and which expressions are their own values by that. */
export interface DefinitionTable {
  /** The definition of a symbol, made when there is none. */
  definition(s: Sym): Definition;
  /** The definition of a symbol if it has one. */
  known(s: Sym): Definition | undefined;
  /** Must be called by whatever alters a definition. */
  touch(s: Sym): void;
  /** Makes every expression be looked at again: for values that depend on something outside. */
  touchAll(): void;
  attributesOf(s: Sym): number;
  setAttributes(s: Sym, attributes: number): void;
  setOwn(s: Sym, value: Expr | undefined): void;
  addRule(s: Sym, kind: RuleKind, lhs: Expr, rhs: Expr): void;
  /** Tells whether there was such a rule. */
  removeRule(s: Sym, kind: RuleKind, lhs: Expr): boolean;
  /** Marks an expression as its own value. */
  mark(e: Normal): void;
  /** Is this known to be its own value? */
  isCurrent(e: Expr): boolean;
}

/** Patterns and rules, applied. */
export interface Rules {
  /** A predicate that tells whether an expression matches. */
  matcher(pattern: Expr): (e: Expr) => boolean;
  /** Calls `visit` with the values of `variables` for each match, until it returns true. */
  forEachMatch(pattern: Expr, e: Expr, visit: (bindings: ReadonlyMap<Sym, Expr>) => boolean): void;
  /** The first fitting rule of a definition, applied to a whole expression. */
  applyToWhole(rules: RuleSet, e: Expr): Expr | undefined;
  /** Applies the first fitting rule of a rule or list of rules to a whole expression. */
  rewriter(rules: Expr): (e: Expr) => Expr | undefined;
  /** All ways to apply the rules to a whole expression, at most `limit`. */
  rewriteAll(rules: Expr, e: Expr, limit: number): Expr[];
  /** The value of Default[f, position, count], or of what is less special. */
  defaultOf(f: Sym, position?: number, count?: number): Expr | undefined;
}

/** Which symbols there are; what their names mean is in `contexts`. */
export interface NameTable {
  /** The symbol that a name means here and now. */
  resolve(name: string): Sym;
  /** Symbols that exist in this session. */
  all(): Sym[];
  /** Forgets a symbol: what was built with it keeps it, new input makes another meaning. */
  forget(s: Sym): void;
  /** What a bound name becomes that would capture another: name$. */
  readonly fresh: Fresh;
  /** A local symbol of Module: name$n, Temporary. */
  temporary(like: Sym): Sym;
  /** A number that no other local symbol of this session has. */
  nextSerial(): number;
}

/** What governs evaluations, and how far the present one has come. */
export interface EvaluationState {
  recursionLimit: number;
  iterationLimit: number;
  observer: Observer | undefined;
  /** Present depth of nested evaluations. */
  depth: number;
}

/** One user's world, as implementations see it: its parts, and evaluating; session.ts puts it together. */
export interface Session {
  readonly io: SessionIO;
  random: RandomStream;
  readonly log: MessageLog;
  readonly interrupts: Interrupts;
  readonly definitions: DefinitionTable;
  readonly rules: Rules;
  readonly names: NameTable;
  readonly contexts: Contexts;
  readonly evaluator: EvaluationState;

  evaluate(e: Expr): Expr;
  /** Evaluates when nobody looks at the value: containers in variables may then change in place. */
  evaluateForEffect(e: Expr): void;
  /** Evaluates like an input of its own, inside of another: signals end there, but limits and keys around it hold. */
  evaluateApart(e: Expr): Expr;
  /** Evaluates head[args] where head and args are values already. */
  call(head: Expr, args: readonly Expr[]): Expr;
  /** The same for a symbol whose definition is at hand. */
  callSymbol(head: Sym, definition: Definition | undefined, args: Expr[]): Expr;
  /** f[a, b] of values, by the quick way where f has one. */
  callPair(f: Sym, a: Expr, b: Expr): Expr;
  /** f as a function of evaluated arguments; compiled where that pays. Call once a loop. */
  applier(f: Expr): (...args: Expr[]) => Expr;
  /** Code of an expression that will be evaluated over and over. */
  repeated(e: Expr): Code;
  /** head[args] marked as its own value: for constructs that stop half-way. */
  unevaluated(head: Expr, args: readonly Expr[]): Normal;
  /** For constructs that change own values without an assignment (Block): settings of the session follow. */
  restoreSetting(s: Sym, value: Expr | undefined): void;

  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;
  /** The text of symbol::tag, or of General::tag. */
  messageText(s: Sym, tag: string): Expr | undefined;
  parse(text: string): readonly Expr[];
  inputForm(e: Expr): string;
  outputForm(e: Expr, room?: Room): string;
}
