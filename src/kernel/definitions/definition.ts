/** What a symbol means in one session, and the face of the session that implementations see. */
import type { Expr, Normal, Sym } from '../../expr/expr.ts';
import type { RandomStream } from '../../numeric/random.ts';
import type { CallContext, CompiledCall } from '../code/code.ts';
import type { SessionIO } from '../io.ts';
import type { RuleSet } from '../rules/rules.ts';
import type { OptionValues } from './options.ts';

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

/** The native side of a symbol; the fields are those of the builtin record (builtins/builtin.ts). */
export interface Native {
  readonly evaluation: Evaluation;
  readonly value?: (e: Evaluation) => Expr;
  readonly evaluate?: NativeFunction;
  readonly pair?: (a: Expr, b: Expr) => Expr | undefined;
  readonly effect?: (args: readonly Expr[], e: Evaluation) => boolean;
  readonly compile?: (c: CallContext, e: Evaluation) => CompiledCall | undefined;
  readonly apply?: (head: Expr, args: readonly Expr[], e: Evaluation) => Expr | undefined;
  readonly up?: (call: Normal, position: number, e: Evaluation) => Expr | undefined;
  readonly arity?: readonly [min: number, max: number];
  readonly packed: boolean;
  readonly hasOptions: boolean;
  readonly borrows: boolean;
  /** Shared by all calls of symbols that declare no options; absent when some are declared. */
  readonly noOptions?: OptionValues;
}

/** The kinds of rules a symbol may carry. */
export type RuleKind = 'own' | 'down' | 'sub' | 'up' | 'numeric' | 'format' | 'defaults';

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
  messages: Map<string, Expr> | undefined = undefined;
  native: Native | undefined = undefined;
  /** Present while `own` is a container that only this definition references. See ownership.ts. */
  owner: object | undefined = undefined;
  /** Loads the definition on first use (library files); removed before it runs. */
  autoload: (() => void) | undefined = undefined;

  constructor(symbol: Sym) {
    this.symbol = symbol;
  }
}

/** A message as it was reported. */
export interface MessageRecord {
  readonly symbol: Sym;
  readonly tag: string;
  readonly text: string;
  readonly parameters: readonly Expr[];
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

/** One user's world, as implementations see it; session.ts has the class. */
export interface Session {
  readonly io: SessionIO;
  readonly random: RandomStream;
  recursionLimit: number;
  iterationLimit: number;
  context: string;
  contextPath: string[];
  observer: Observer | undefined;

  evaluate(e: Expr): Expr;
  /** Evaluates when nobody looks at the value: containers in variables may then change in place. */
  evaluateForEffect(e: Expr): void;
  /** Evaluates head[args] where head and args are values already. */
  call(head: Expr, args: readonly Expr[]): Expr;
  /** head[args] marked as its own value: for constructs that stop half-way. */
  unevaluated(head: Expr, args: readonly Expr[]): Expr;
  /** The definition of a symbol, made when there is none. */
  definition(s: Sym): Definition;
  /** The definition of a symbol if it has one. */
  known(s: Sym): Definition | undefined;
  /** Must be called by whatever alters a definition. */
  touch(s: Sym): void;
  attributesOf(s: Sym): number;
  setAttributes(s: Sym, attributes: number): void;

  /** A predicate that tells whether an expression matches. */
  matcher(pattern: Expr): (e: Expr) => boolean;
  /** Applies the first fitting rule of a rule or list of rules to a whole expression. */
  rewriter(rules: Expr): (e: Expr) => Expr | undefined;
  /** All ways to apply the rules to a whole expression, at most `limit`. */
  rewriteAll(rules: Expr, e: Expr, limit: number): Expr[];
  /** Calls `visit` with the values of `variables` for each match, until it returns true. */
  forEachMatch(pattern: Expr, e: Expr, visit: (bindings: ReadonlyMap<Sym, Expr>) => boolean): void;
  /** f as a function of evaluated arguments; compiled where that pays. Call once a loop. */
  applier(f: Expr): (...args: Expr[]) => Expr;

  message(symbol: Sym, tag: string, parameters: readonly Expr[]): void;
  /** Runs f with messages collected instead of shown; Quiet and Check are built on it. */
  collectMessages<T>(
    f: () => T,
    keep?: (m: MessageRecord) => boolean,
  ): { readonly value: T; readonly messages: readonly MessageRecord[] };
  /** Messages issued so far in this input. */
  readonly messages: readonly MessageRecord[];

  /** The symbol that a name means here and now. */
  resolve(name: string): Sym;
  /** The shortest name that means this symbol here and now. */
  nameOf(s: Sym): string;
  parse(text: string): readonly Expr[];

  /** Throws when the evaluation is to stop (key press, time limit). */
  poll(): void;
  inputForm(e: Expr): string;
  outputForm(e: Expr): string;
}
