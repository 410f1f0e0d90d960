/** $PreRead, $Pre, $Post, $PrePrint, $Epilog: what users put between reading, evaluating and printing. */
import { type Expr, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import type { Interpreter } from './interpreter.ts';

const PreRead = system('$PreRead');
const Pre = system('$Pre');
const Post = system('$Post');
const PrePrint = system('$PrePrint');
const Epilog = system('$Epilog');

export class Hooks {
  readonly #evaluator: Interpreter;
  constructor(evaluator: Interpreter) {
    this.#evaluator = evaluator;
  }

  /** The value of the variable; undefined: it is not set. */
  #set(name: ReturnType<typeof system>): Expr | undefined {
    const value = this.#evaluator.session.definitions.known(name)?.own;
    return value === undefined || value === name ? undefined : value;
  }
  #apply(name: ReturnType<typeof system>, e: Expr): Expr {
    return this.#set(name) === undefined ? e : this.#evaluator.evaluate(normal(name, e)).value;
  }

  /** The text that is read in place of an input. */
  read(text: string): string {
    if (this.#set(PreRead) === undefined) return text;
    const value = this.#apply(PreRead, new Str(text));
    return value.kind === Kind.String ? value.value : text;
  }
  /** What is evaluated in place of an input expression. */
  input(e: Expr): Expr {
    return this.#set(Pre) === undefined ? e : normal(Pre, e);
  }
  output(value: Expr): Expr {
    return this.#apply(Post, value);
  }
  printed(value: Expr): Expr {
    return this.#apply(PrePrint, value);
  }
  end(): void {
    if (this.#set(Epilog) !== undefined) this.#evaluator.evaluate(Epilog);
  }
}
