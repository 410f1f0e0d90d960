/** A session that answers requests (protocol.ts): in a web worker for a page, in a thread for Jupyter and for notebooks that are run. */
import { records } from '../../core.ts';
import type { Progress } from '../../kernel/shown.ts';
import { QuitSignal } from '../../kernel/signals.ts';
import { problemLines } from '../../syntax/problems.ts';
import { answer } from './answers.ts';
import type { Interpreter } from './interpreter.ts';
import { MainLoop } from './main-loop.ts';
import type { SessionReply, SessionRequest, Told } from './protocol.ts';
import { shownValue } from './shown-value.ts';

/** What a session writes, in place of writing it. */
export interface ServedIO {
  readonly print: (text: string) => void;
  readonly write: (text: string) => void;
  readonly progress: (what: Progress | string, done: boolean) => void;
  readonly showMessage: (text: string) => void;
}

export interface ServerSettings {
  readonly make: (io: ServedIO) => Interpreter;
  /** `handed`: buffers that are given away with it. */
  readonly reply: (r: SessionReply, handed?: readonly ArrayBuffer[]) => void;
  /** Whether the evaluation that is under way has been stopped from outside. */
  readonly stopped: () => boolean;
  /** Show values as documents and tables too. */
  readonly rich: boolean;
}

/** Columns of what is told of long computations. */
const COLUMNS = 100;

function toldOf(what: Progress | string, done: boolean): Told {
  if (typeof what === 'string') return { lines: what.split('\n').map((text) => [{ text }]), data: null, done };
  return { lines: what.panel({ columns: COLUMNS, session: true }), data: what.data, done };
}

export class SessionServer {
  readonly #settings: ServerSettings;
  readonly #loop: MainLoop;
  /** The evaluation that is under way; prints and messages belong to it. */
  #id = 0;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
    const { reply } = settings;
    const write = (text: string): void => reply({ kind: 'print', id: this.#id, text });
    this.#loop = new MainLoop(
      settings.make({
        print: (text) => write(`${text}\n`),
        write,
        progress: (what, done) => reply({ kind: 'progress', id: this.#id, ...toldOf(what, done) }),
        showMessage: (text) => reply({ kind: 'message', id: this.#id, text }),
      }),
    );
  }

  get interpreter(): Interpreter {
    return this.#loop.evaluator;
  }
  /** The number of the evaluation that is under way. */
  get id(): number {
    return this.#id;
  }

  serve(request: SessionRequest): void {
    const { reply } = this.#settings;
    if (request.kind === 'names')
      reply({ kind: 'names', usages: records.map((r) => [r.symbol.name, r.usage.split('\n', 1)[0]!] as const) });
    else if (request.kind === 'ask')
      reply({ kind: 'answer', id: request.id, answer: answer(request.question, this.interpreter.session) });
    else if (request.kind === 'evaluate') {
      this.#id = request.id;
      try {
        if (request.aside === true) this.#aside(request.text);
        else this.#evaluate(request.text);
      } catch (x) {
        if (!(x instanceof QuitSignal)) throw x;
        reply({ kind: 'quit', id: this.#id, code: x.code });
      }
    }
  }

  #evaluate(text: string): void {
    const { reply, stopped } = this.#settings;
    const began = performance.now();
    let line: number | undefined;
    for (const step of this.#loop.run(text)) {
      if (step.problem !== undefined) {
        const { tag } = step.problem;
        reply({ kind: 'problem', id: this.#id, tag, text: problemLines(step.problem) });
        continue;
      }
      line = step.line;
      if (step.printed !== undefined) this.#show(step.printed, line);
      if (stopped()) break;
    }
    this.#done(line, began);
  }

  /** The last value, whatever it is. */
  #aside(text: string): void {
    const began = performance.now();
    const { expressions, problems } = this.interpreter.read(text);
    let value: Parameters<typeof shownValue>[0] | undefined;
    for (const { expr } of expressions) {
      ({ value } = this.interpreter.evaluate(this.#loop.withHistory(expr)));
      if (this.#settings.stopped()) break;
    }
    for (const p of problems)
      this.#settings.reply({ kind: 'problem', id: this.#id, tag: p.tag, text: problemLines(p) });
    if (value !== undefined) this.#show(value, undefined);
    this.#done(undefined, began);
  }

  #show(value: Parameters<typeof shownValue>[0], line: number | undefined): void {
    const shown = shownValue(value, this.interpreter, this.#settings.rich);
    this.#settings.reply(
      { kind: 'value', id: this.#id, line, shown },
      shown.png === undefined ? [] : [shown.png.buffer],
    );
  }

  #done(line: number | undefined, began: number): void {
    const { reply, stopped } = this.#settings;
    reply({ kind: 'done', id: this.#id, line, milliseconds: performance.now() - began, stopped: stopped() });
  }
}
