/** Control flow that leaves an evaluation: thrown, and caught only by the constructs that control it. */
import type { Expr, Sym } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';

/** Not an Error: no stack is recorded, so that Break and Return stay cheap. */
export abstract class Signal {
  /** Distinguishes signals from host errors without `instanceof` chains in the loop. */
  readonly isSignal = true;
  /** Whose record says what becomes of it when nothing takes it; undefined for what ends an evaluation. */
  get construct(): Sym | undefined {
    return undefined;
  }
}

export class ThrowSignal extends Signal {
  readonly value: Expr;
  /** Throw[value, tag]; undefined for Throw[value]. */
  readonly tag: Expr | undefined;
  /** Third argument of Throw: applied when nothing catches. */
  readonly fallback: Expr | undefined;
  constructor(value: Expr, tag: Expr | undefined, fallback?: Expr) {
    super();
    this.value = value;
    this.tag = tag;
    this.fallback = fallback;
  }
  override get construct(): Sym {
    return S.Throw;
  }
}

export class ReturnSignal extends Signal {
  readonly value: Expr;
  /** Return[value, head] leaves the nearest enclosing `head`. */
  readonly from: Sym | undefined;
  constructor(value: Expr, from: Sym | undefined) {
    super();
    this.value = value;
    this.from = from;
  }
  override get construct(): Sym {
    return S.Return;
  }
}

export class BreakSignal extends Signal {
  override get construct(): Sym {
    return S.Break;
  }
}
export class ContinueSignal extends Signal {
  override get construct(): Sym {
    return S.Continue;
  }
}

export class GotoSignal extends Signal {
  readonly label: Expr;
  constructor(label: Expr) {
    super();
    this.label = label;
  }
  override get construct(): Sym {
    return S.Goto;
  }
}

/** A confirmation failed: leads to the nearest Enclose with a fitting tag, which has the Failure as its value. */
export class ConfirmSignal extends Signal {
  readonly failure: Expr;
  readonly tag: Expr;
  constructor(failure: Expr, tag: Expr) {
    super();
    this.failure = failure;
    this.tag = tag;
  }
  override get construct(): Sym {
    return S.Confirm;
  }
}

/** Abort[], a key press, or a limit on time or memory. `guard` is the construct that set the limit. */
export class AbortSignal extends Signal {
  readonly guard: object | undefined;
  constructor(guard?: object) {
    super();
    this.guard = guard;
  }
}

/** $RecursionLimit was reached: the whole input ends as TerminatedEvaluation["RecursionLimit"]. */
export class TerminatedSignal extends Signal {
  readonly limit: 'RecursionLimit' | 'IterationLimit';
  constructor(limit: 'RecursionLimit' | 'IterationLimit') {
    super();
    this.limit = limit;
  }
}

export class QuitSignal extends Signal {
  readonly code: number;
  constructor(code: number) {
    super();
    this.code = code;
  }
}

export const isSignal = (x: unknown): x is Signal => x instanceof Signal;
