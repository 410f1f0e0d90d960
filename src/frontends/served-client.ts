/** A served session, on the main thread: evaluations and questions one after another, interrupts and typed lines meanwhile. */
import type { CommandLine } from './command-line.ts';
import { type KernelThread, prepareProcess, settleAtExit, startKernel } from './kernel-thread.ts';
import type { Ended, SessionReply, SessionRequest } from './session/protocol.ts';
import type { AnswerTo, Question } from './session/questions.ts';
import { addUnderway, forgetPresses, press, sharedWords, shareSize } from './shared-words.ts';
import type { LineRead } from './terminal/protocol.ts';

/** What an evaluation says before it is done. */
export type News = Extract<
  SessionReply,
  { readonly kind: 'print' | 'message' | 'problem' | 'progress' | 'value' | 'read' }
>;
/** A promise: the next prints may come when it is kept. */
export type Hearer = (news: News) => void | Promise<void>;

export interface ServedEvents {
  /** Quit[] was evaluated. */
  quit(code: number): void;
  /** The thread is gone: out of memory, or an internal error. */
  lost(reason: string): void;
  /** A message that belongs to no evaluation: of files that are read at the beginning. */
  warned(text: string): void;
}

export class ServedClient {
  readonly #thread: KernelThread;
  readonly #words = sharedWords();
  readonly #events: ServedEvents;
  readonly #ready: Promise<void>;
  #serial = 0;
  #hear: Hearer | undefined;
  #settle: ((value: never) => void) | undefined;
  #evaluating = false;

  constructor(command: CommandLine, events: ServedEvents) {
    this.#events = events;
    prepareProcess();
    shareSize(this.#words, []);
    this.#thread = startKernel(command, this.#words, false);
    settleAtExit();
    const { worker } = this.#thread;
    this.#ready = new Promise((ready) => worker.on('message', (r: SessionReply) => this.#heard(r, ready)));
    worker.on('error', (x) => events.lost(reasonOf(x)));
  }

  /** One at a time: whoever asks waits for the answer before asking anew. */
  async evaluate(text: string, hear: Hearer, aside = false): Promise<Ended> {
    await this.#ready;
    forgetPresses(this.#words);
    this.#hear = hear;
    this.#evaluating = true;
    const ended = await this.#request<Ended>({ kind: 'evaluate', id: ++this.#serial, text, aside });
    this.#evaluating = false;
    return ended;
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    await this.#ready;
    return this.#request({ kind: 'ask', id: ++this.#serial, question });
  }

  #request<T>(request: SessionRequest): Promise<T> {
    return new Promise((settle) => {
      this.#settle = settle;
      this.#thread.worker.postMessage(request);
    });
  }

  /** Stops what is evaluated; nothing where nothing is. */
  interrupt(): void {
    if (this.#evaluating) press(this.#words);
  }
  /** A line for InputString and Input; undefined: there is nobody who types. */
  line(line: string | undefined): void {
    this.#thread.lines.postMessage({ line } satisfies LineRead);
  }

  #heard(r: SessionReply, ready: () => void): void {
    switch (r.kind) {
      case 'ready':
        ready();
        break;
      case 'done':
        this.#settle?.(r as never);
        break;
      case 'answer':
        this.#settle?.(r.answer as never);
        break;
      case 'quit':
        this.#events.quit(r.code);
        break;
      case 'print':
      case 'message':
      case 'problem':
      case 'progress':
      case 'value':
      case 'read':
        this.#news(r);
    }
  }

  #news(r: News): void {
    if (r.id === 0) {
      if (r.kind === 'message') this.#events.warned(r.text);
      else if (r.kind === 'print') addUnderway(this.#words, -1);
      return;
    }
    const passed = this.#hear?.(r);
    if (r.kind === 'print') void Promise.resolve(passed).then(() => addUnderway(this.#words, -1));
  }
}

function reasonOf(x: Error): string {
  return (x as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'it needed more memory than there is'
    : `internal error: ${x.stack ?? x.message}`;
}
