/** The session's thread as the terminal sees it: inputs go in, answers come back; it can be ended and begun anew. */
import type { CommandLine } from '../command-line.ts';
import { type KernelThread, settleThreads, startKernel } from '../kernel-thread.ts';
import type { AnswerTo, Question } from '../session/questions.ts';
import { disturb, forgetPresses, isPressed, press } from '../shared-words.ts';
import type { FromKernel, LineRead, ToKernel } from './protocol.ts';

/** Milliseconds that a question may take: the session is idle when it is asked. */
const PATIENCE = 2000;
/** Milliseconds that a thread has to end in; native code may not let it. */
const ENDING = 3000;

import { page } from './pager.ts';

export interface KernelEvents {
  ready(prompt: string, line: number): void;
  read(prompt: string): void;
  exit(code: number): void;
  /** The thread is gone: out of memory, or an internal error. */
  died(reason: Error): void;
}

export class Kernel {
  readonly #command: CommandLine;
  readonly #color: boolean;
  readonly words: Int32Array;
  readonly #events: KernelEvents;
  #thread: KernelThread;
  #serial = 0;
  readonly #asked = new Map<number, (answer: unknown) => void>();

  constructor(thread: KernelThread, command: CommandLine, words: Int32Array, color: boolean, events: KernelEvents) {
    this.#command = command;
    this.#color = color;
    this.words = words;
    this.#events = events;
    this.#thread = thread;
    this.#listen(thread);
  }

  #listen(thread: KernelThread): void {
    const { worker } = thread;
    worker.on('message', (m: FromKernel) => {
      if (thread !== this.#thread) return;
      if (m.kind === 'ready') this.#events.ready(m.prompt, m.line);
      else if (m.kind === 'read') this.#events.read(m.prompt);
      else if (m.kind === 'exit') this.#events.exit(m.code);
      else if (m.kind === 'page') page(m.text);
      else if (m.kind === 'answer') {
        this.#asked.get(m.id)?.(m.answer);
        this.#asked.delete(m.id);
      }
    });
    worker.on('error', (x) => thread === this.#thread && this.#events.died(x));
  }

  #send(message: ToKernel): void {
    this.#thread.worker.postMessage(message);
  }
  input(text: string): void {
    forgetPresses(this.words);
    this.#send({ kind: 'input', text });
  }
  /** undefined when the session does not answer in time. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q> | undefined> {
    const id = ++this.#serial;
    return new Promise((done) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        done(undefined);
      }, PATIENCE);
      this.#asked.set(id, (answer) => {
        clearTimeout(timer);
        done(answer as AnswerTo<Q>);
      });
      this.#send({ kind: 'ask', id, question });
    });
  }
  line(line: string | undefined): void {
    this.#thread.lines.postMessage({ line } satisfies LineRead);
  }

  interrupt(presses: number): void {
    press(this.words, presses);
  }
  /** The main thread has written to the terminal. */
  disturb(): void {
    disturb(this.words);
  }
  /** Has the session seen all presses? */
  get taken(): boolean {
    return !isPressed(this.words);
  }

  /** Ends the thread and begins another. False when native code keeps the old one alive. */
  async restart(firstLine: number): Promise<boolean> {
    const old = this.#thread;
    settleThreads();
    const ended = await Promise.race([
      old.worker.terminate().then(() => true),
      new Promise<boolean>((done) => setTimeout(done, ENDING, false)),
    ]);
    if (!ended) return false;
    forgetPresses(this.words);
    this.#thread = startKernel(this.#command, this.words, this.#color, firstLine);
    this.#listen(this.#thread);
    return true;
  }
}
