/** Evaluating from the top: an input, what is shown of it, and what becomes of whatever ends an evaluation early. */
import { type Expr, int, Normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { listen } from '../pace.ts';
import type { DefinitionTable, EvaluationState } from './definitions/definition.ts';
import { FileProblem } from './file-problem.ts';
import type { Interrupts } from './interrupts.ts';
import type { MessageLog } from './message-log.ts';
import { AbortSignal, isSignal, type Signal, TerminatedSignal } from './signals.ts';
import { isTooLarge } from './too-large.ts';

/** The session as inputs need it. */
interface World {
  readonly log: MessageLog;
  readonly interrupts: Interrupts;
  readonly definitions: DefinitionTable;
  readonly evaluator: EvaluationState;
  evaluate(e: Expr): Expr;
  message(s: Sym, tag: string, parameters: readonly Expr[]): void;
}

export class Inputs {
  readonly #world: World;
  readonly #poll = (): void => this.#world.interrupts.poll();

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Evaluates one input from the top: whatever happens, the session is sound afterwards.
   * Aborts give $Aborted, limits TerminatedEvaluation[...], host errors a message and $Failed.
   */
  evaluate(e: Expr): Expr {
    this.#world.log.startInput();
    return this.#fromTop(
      () => this.#world.evaluate(e),
      (ended) => ended,
    );
  }

  /**
   * Shows a value: Format rules are evaluated with the limits of an input. Where they do not end as they should, `plain` shows it
   * without them, and that it was aborted.
   */
  display<T>(show: () => T, plain: (aborted: boolean) => T): T {
    return this.#fromTop(show, (ended) =>
      this.#fromTop(
        () => plain(ended === S.Aborted),
        () => plain(true),
      ),
    );
  }

  /** Runs something with nothing around it; `otherwise` gets the value of what ends it early, and is not ended itself. */
  #fromTop<T>(run: () => T, otherwise: (ended: Expr) => T): T {
    this.#world.evaluator.depth = 0;
    this.#world.interrupts.begin();
    const before = listen(this.#poll);
    let ended: Expr;
    try {
      return run();
    } catch (x) {
      ended = this.#caught(x);
    } finally {
      listen(before);
      this.#world.evaluator.depth = 0;
    }
    return otherwise(ended);
  }

  /** Evaluates inside of another evaluation: signals end there, but limits and keys around it hold. */
  apart(e: Expr): Expr {
    const { depth } = this.#world.evaluator;
    try {
      return this.#world.evaluate(e);
    } catch (x) {
      if (x instanceof AbortSignal && x.guard !== undefined) throw x;
      return this.#caught(x);
    } finally {
      this.#world.evaluator.depth = depth;
    }
  }

  #caught(x: unknown): Expr {
    this.#world.evaluator.depth = 0;
    try {
      return this.#ending(x);
    } catch (y) {
      // Messages evaluate too, where Format rules speak of what they show.
      if (y === x || !(y instanceof AbortSignal)) throw y;
      return S.Aborted;
    }
  }

  #ending(x: unknown): Expr {
    if (x instanceof AbortSignal) return S.Aborted;
    if (x instanceof TerminatedSignal) return new Normal(S.TerminatedEvaluation, [new Str(x.limit)]);
    if (isSignal(x)) return this.#uncaught(x);
    if (x instanceof RangeError && /call stack/i.test(x.message)) {
      this.#world.message(system('$RecursionLimit'), 'reclim2', [int(this.#world.evaluator.recursionLimit), S.Null]);
      return new Normal(S.TerminatedEvaluation, [new Str('RecursionLimit')]);
    }
    if (x instanceof FileProblem) {
      this.#world.message(system('General'), x.kind === 'refused' ? 'sandbox' : 'ioerr', [
        new Str(x.reason),
        new Str(x.path),
      ]);
      return S.Failed;
    }
    if (!isTooLarge(x)) throw x;
    this.outOfMemory(x.message);
    return S.Aborted;
  }

  outOfMemory(why: string): void {
    this.#world.message(system('General'), 'nomem', [new Str(why)]);
  }

  /** Throw, Break, ... outside of what controls them: their records say what that gives. */
  #uncaught(signal: Signal): Expr {
    const native = signal.construct && this.#world.definitions.known(signal.construct)?.native;
    if (native?.uncaught === undefined) throw signal;
    return native.uncaught(signal, native.evaluation);
  }

  recursionExceeded(e: Expr): never {
    const limit = this.#world.evaluator.recursionLimit;
    // Reporting needs a few levels itself.
    this.#world.evaluator.recursionLimit += 100;
    try {
      this.#world.message(system('$RecursionLimit'), 'reclim2', [int(limit), new Normal(S.HoldForm, [e])]);
    } finally {
      this.#world.evaluator.recursionLimit = limit;
    }
    throw new TerminatedSignal('RecursionLimit');
  }

  iterationExceeded(e: Expr): Expr {
    this.#world.message(system('$IterationLimit'), 'itlim', [int(this.#world.evaluator.iterationLimit)]);
    return new Normal(S.Hold, [e]);
  }
}
