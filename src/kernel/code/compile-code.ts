/** From expressions to code: which kind of code each part gets. */
import { type Expr, isCall, Kind, maskOf, type Normal, type Sym } from '../../expr/expr.ts';
import { SymbolBit, system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { CallCode, ControlCode, foldedCode } from './call-code.ts';
import type { CallContext, Code, Scope, Slots, Variables } from './code.ts';
import type { CodeHost } from './code-host.ts';
import { ConstantCode, SlotCode, SymbolCode, slotCode } from './leaf-code.ts';
import { boundVariables } from './substitute.ts';
import { SubstituteCode } from './substitute-code.ts';

/** Takes the place of a name that is bound again further inside. */
const Shadowed = system('$shadowed');

const NO_VARIABLES: Variables = { names: [], pure: false };

/** Code for an expression without variables that will be evaluated many times. */
export const loopCode = (e: Expr, host: CodeHost): Code => compileCode(e, NO_VARIABLES, host);

export function compileCode(e: Expr, variables: Variables, host: CodeHost): Code {
  return new CodeCompiler(variables, host).code(e);
}

class CodeCompiler {
  readonly #variables: Variables;
  readonly #host: CodeHost;
  readonly #mask: number;
  /** Inside of an expression that has been evaluated several times: what is no value by now will hardly become one. */
  readonly #hot: boolean;
  constructor(variables: Variables, host: CodeHost, hot = false) {
    this.#variables = variables;
    this.#host = host;
    this.#hot = hot;
    this.#mask = variables.names.reduce((m, v) => m | v.mask, variables.pure ? SymbolBit.slot : 0);
  }

  code(x: Expr): Code {
    const { names, absent, pure } = this.#variables;
    if (x.kind === Kind.Symbol) {
      const i = (x.mask & this.#mask) === 0 ? -1 : names.indexOf(x);
      return i < 0 ? new SymbolCode(x, this.#host) : new SlotCode(i, absent ?? x, this.#host);
    }
    if ((maskOf(x) & this.#mask) === 0) return this.#constant(x);
    if (x.kind !== Kind.Normal) return new SubstituteCode(x, this.#variables, this.#host);
    if (pure) {
      if (isCall(x, S.Slot) || isCall(x, S.SlotSequence)) return slotCode(x, this.#host);
      // Slots of an inner pure function are its own; nothing of ours is inside unless names are.
      if (isCall(x, S.Function) && x.args.length === 1) return this.#constant(x);
    }
    return this.#call(x);
  }

  /** Has no variables inside: worth code only when it is evaluated again and again. */
  #constant(x: Expr): Code {
    const folded = x.kind === Kind.Normal ? foldedCode(x, this.#host) : undefined;
    if (folded !== undefined) return folded;
    if (this.#hot && x.kind === Kind.Normal && x.stamp === null && this.#isOperation(x)) return this.#call(x);
    return new ConstantCode(x, this.#host, (e) =>
      e.head.kind === Kind.Symbol && e.head !== S.Function
        ? new CodeCompiler(this.#variables, this.#host, true).#call(e)
        : undefined,
    );
  }

  /** A call of something that runs on code. */
  #isOperation(x: Normal): boolean {
    const native = x.head.kind === Kind.Symbol ? this.#host.known(x.head)?.native : undefined;
    return native?.pair !== undefined || native?.compile !== undefined;
  }

  #call(x: Normal): Code {
    const { names } = this.#variables;
    const head = x.head;
    if (head.kind !== Kind.Symbol || head === S.Function || names.includes(head)) return this.#substitute(x);
    return this.#control(x, head) ?? this.#usual(x, head);
  }

  #usual(x: Normal, head: Sym): Code {
    if (boundVariables(x) !== undefined) return this.#substitute(x);
    return new CallCode(
      head,
      x.args.map((a) => this.code(a)),
      this.#host,
      x,
    );
  }

  #substitute(x: Expr): Code {
    return new SubstituteCode(x, this.#variables, this.#host);
  }

  #control(x: Normal, head: Sym): Code | undefined {
    const d = this.#host.known(head);
    const compile = d?.native?.compile;
    if (compile === undefined || x.args.some(isSpliced)) return undefined;
    const compiled = compile(this.#context(x), d!.native!.evaluation);
    if (compiled === undefined) return undefined;
    const direct = x.args.map((a) => this.#slotOf(a)).filter((i) => i >= 0);
    return new ControlCode(d!, compiled, () => this.#usual(x, head), direct, this.#host);
  }

  #slotOf(a: Expr): number {
    return a.kind === Kind.Symbol ? this.#variables.names.indexOf(a) : -1;
  }

  #context(call: Normal): CallContext {
    return {
      call,
      code: (e) => this.code(e),
      free: (names) => names.every((n) => !this.#variables.names.includes(n)),
      scope: (names) => this.#scope(names),
    };
  }

  #scope(inner: readonly Sym[]): Scope | undefined {
    const { names, pure, absent, ofRules } = this.#variables;
    if (pure) return undefined;
    const outer = names.map((n) => (inner.includes(n) ? Shadowed : n));
    const compiler = new CodeCompiler(
      {
        names: [...outer, ...inner],
        pure,
        ...(absent !== undefined && { absent }),
        ...(ofRules !== undefined && { ofRules }),
      },
      this.#host,
      this.#hot,
    );
    const base = names.length;
    return {
      code: (e) => compiler.code(e),
      open(slots: Slots, values) {
        const all = new Array<Expr | undefined>(base + values.length);
        for (let i = 0; i < base; i++) all[i] = slots[i];
        for (let i = 0; i < values.length; i++) all[base + i] = values[i];
        return all;
      },
    };
  }
}

const spliced = new Set<Expr>([S.Sequence, S.Evaluate, S.Unevaluated, S.Splice, S.SlotSequence]);
/** Arguments that change how the call around them is evaluated. */
const isSpliced = (a: Expr): boolean => a.kind === Kind.Normal && spliced.has(a.head);
