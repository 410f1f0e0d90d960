/** One session as every frontend uses it: text in, values, messages and prints out, errors of the host turned into messages. */

import { createSession, writeMessage } from '../../core.ts';
import { type Expr, isCall, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { SessionIO } from '../../kernel/io.ts';
import type { MessageRecord } from '../../kernel/message-log.ts';
import type { Grants } from '../../kernel/sandbox.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { QuitSignal } from '../../kernel/signals.ts';
import { type ParseResult, parse } from '../../syntax/parser.ts';
import { Notices } from './notices.ts';

export interface Outcome {
  readonly value: Expr;
  /** A host error, shown as a message; the session goes on. */
  readonly bug: string | undefined;
}

export interface InterpreterSettings {
  readonly io: SessionIO;
  readonly seed?: number | undefined;
  readonly abortRequested?: () => boolean;
  /** What is granted to programs that nobody vouches for; everything where absent. */
  readonly sandbox?: Grants;
  /** Bytes that the session's values may hold. */
  readonly memoryLimit?: number;
  readonly showMessage: (text: string) => void;
}

/** Symbol::tag: text (file:line); lines of a program that a message shows follow. */
export function messageLine(m: MessageRecord): string {
  const place = m.place === undefined ? '' : ` (${m.place})`;
  return `${m.symbol.name}::${m.tag}: ${m.text.replace(/$|\n/, (end) => place + end)}`;
}

const Suppressed = S.Null;

export class Interpreter {
  readonly session: KernelSession;
  shownMessages = 0;
  readonly notices: Notices;

  constructor(settings: InterpreterSettings) {
    this.session = createSession({
      io: settings.io,
      ...(settings.seed !== undefined && { seed: settings.seed }),
      ...(settings.sandbox !== undefined && { sandbox: settings.sandbox }),
      ...(settings.memoryLimit !== undefined && { memoryLimit: settings.memoryLimit }),
      ...(settings.abortRequested && { abortRequested: settings.abortRequested }),
    });
    this.notices = new Notices(this.session);
    this.session.log.show = (m) => {
      this.shownMessages++;
      const line = messageLine(m);
      writeMessage(line, this.session, () => settings.showMessage(line));
    };
  }

  read(text: string): ParseResult {
    return parse(text, { resolve: (name) => this.session.names.resolve(name) });
  }

  /** Messages say where in a file they come from, for as long as `f` runs. */
  at<T>(place: string | undefined, f: () => T): T {
    return this.session.log.at(place, f);
  }

  /** Rethrows only Quit. */
  evaluate(e: Expr): Outcome {
    try {
      const value = this.session.evaluateInput(e);
      // Messages evaluate too, so that they may be ended like what is shown.
      this.session.display(
        () => this.notices.tellMissing(e),
        () => {},
      );
      return { value, bug: undefined };
    } catch (x) {
      return { value: S.Failed, bug: this.#reported(x) };
    }
  }

  /**
   * What shows a value: as it prints, or as `text` makes it. `around` is put around what is shown where that cannot be done.
   * Rethrows only Quit.
   */
  shown(
    value: Expr,
    text: (value: Expr) => string = (v) => this.session.outputForm(v),
    around: (text: string) => string = (t) => t,
  ): string {
    const { session } = this;
    try {
      return session.display(
        () => text(value),
        (aborted) => around(aborted ? S.Aborted.name : session.inputForm(value)),
      );
    } catch (x) {
      this.#reported(x);
      return around(S.Failed.name);
    }
  }

  /** Tells of a bug; gives what there is to say of it. */
  #reported(x: unknown): string {
    if (x instanceof QuitSignal) throw x;
    const text = x instanceof Error ? `${x.name}: ${x.message}` : String(x);
    this.session.display(
      () => this.session.message(system('General'), 'interr', [new Str(text)]),
      () => {},
    );
    return x instanceof Error ? (x.stack ?? text) : text;
  }

  /** Is the value to be shown? a; b; and Null are not. */
  isShown(input: Expr, value: Expr): boolean {
    // That an evaluation was stopped is always told.
    if (value === S.Aborted) return true;
    return value !== Suppressed && !(isCall(input, S.CompoundExpression) && input.args.at(-1) === S.Null);
  }

  set(name: string, value: Expr): void {
    this.session.definitions.setOwn(system(name), value);
  }
  strings(list: readonly string[]): Expr {
    return normal(S.List, ...list.map((s) => new Str(s)));
  }
}
