/** The session of the page: a worker, what is asked of it one after another, and how it is stopped. */

import type { Ended, SessionReply, SessionRequest, Shown } from '../src/frontends/session/protocol.ts';
import type { AnswerTo, Question } from '../src/frontends/session/questions.ts';
import { keepThreads } from './threads.ts';

/** Where the output of one evaluation goes. */
export interface Output {
  text(text: string): void;
  message(text: string): void;
  value(shown: Shown): void;
  progress(data: object | null): void;
}

interface Job {
  readonly text: string;
  readonly output: Output;
  readonly finished: (ended: Ended | undefined) => void;
}

/** A session that does not stop within this time after it was asked to is cut off. */
const PATIENCE_MS = 5000;

/** Shared memory needs a page that is isolated from others; the service worker makes it so from the second visit on. */
const sharedWord = (): SharedArrayBuffer | undefined => (crossOriginIsolated ? new SharedArrayBuffer(4) : undefined);
/** Before it, what an evaluation looks for from time to time. */
const shortAddress = (): string => URL.createObjectURL(new Blob(['go on']));

/** The worker that the page has begun to load before its own program was there; once. */
function begun(): Worker | undefined {
  const page = globalThis as { firstWorker?: Worker | undefined };
  const worker = page.firstWorker;
  page.firstWorker = undefined;
  return worker;
}

export class PageSession {
  #worker!: Worker;
  #endThreads: () => void = () => {};
  #abort: SharedArrayBuffer | undefined;
  #ready = false;
  #running: (Job & { readonly id: number; readonly address: string | undefined }) | undefined;
  #asked = 0;
  readonly #waiting: Job[] = [];
  readonly #answers = new Map<number, (answer: unknown) => void>();
  /** Hears whether something runs, and what befalls the session. */
  readonly #changed: (state: 'starting' | 'ready' | 'running', note?: string) => void;

  /** Gets the names of the language and what they are for, when a session has started. */
  readonly #named: (usages: readonly (readonly [name: string, usage: string])[]) => void;

  constructor(
    changed: (state: 'starting' | 'ready' | 'running', note?: string) => void,
    named: (usages: readonly (readonly [name: string, usage: string])[]) => void,
  ) {
    this.#changed = changed;
    this.#named = named;
    this.#start();
  }

  #start(note?: string): void {
    this.#ready = false;
    this.#abort = sharedWord();
    this.#worker = begun() ?? new Worker('browser.js');
    this.#endThreads = keepThreads(this.#worker);
    this.#worker.onmessage = ({ data }: MessageEvent<SessionReply>) => this.#heard(data);
    this.#worker.onerror = (e) => this.#restart(`The session has failed: ${e.message}`);
    this.#changed('starting', note);
    this.#send({ kind: 'start', ...(this.#abort && { abort: this.#abort }) });
  }

  #send(request: SessionRequest): void {
    this.#worker.postMessage(request);
  }

  /** Evaluates when its turn has come; undefined when it was cut off. */
  evaluate(text: string, output: Output): Promise<Ended | undefined> {
    return new Promise((finished) => {
      this.#waiting.push({ text, output, finished });
      this.#next();
    });
  }

  #next(): void {
    if (!this.#ready || this.#running !== undefined) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      this.#changed('ready');
      return;
    }
    const id = ++this.#asked;
    const address = this.#abort === undefined ? shortAddress() : undefined;
    this.#running = { ...job, id, address };
    this.#changed('running');
    this.#send({ kind: 'evaluate', id, text: job.text, ...(address !== undefined && { address }) });
  }

  #heard(reply: SessionReply): void {
    if (reply.kind === 'ready') {
      this.#ready = true;
      this.#send({ kind: 'names' });
      this.#next();
      return;
    }
    if (reply.kind === 'names') {
      this.#named(reply.usages);
      return;
    }
    if (reply.kind === 'warning') {
      console.warn(reply.text);
      return;
    }
    if (reply.kind === 'answer') {
      this.#answers.get(reply.id)?.(reply.answer);
      this.#answers.delete(reply.id);
      return;
    }
    const job = this.#running;
    if (job === undefined || reply.id !== job.id) return;
    const { output } = job;
    if (reply.kind === 'print') output.text(reply.text.replace(/\n$/, ''));
    else if (reply.kind === 'message' || reply.kind === 'problem') output.message(reply.text);
    else if (reply.kind === 'value') output.value(reply.shown);
    else if (reply.kind === 'progress') output.progress(reply.data);
    else if (reply.kind === 'quit') this.#restart('The session has ended.');
    else if (reply.kind === 'done') {
      this.#running = undefined;
      if (job.address !== undefined) URL.revokeObjectURL(job.address);
      // It may have been asked to stop when it had just ended.
      if (this.#abort !== undefined) Atomics.store(new Int32Array(this.#abort), 0, 0);
      job.finished(reply);
      this.#next();
    }
  }

  /** What the session knows; undefined while it does something else. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q> | undefined> {
    if (!this.#ready || this.#running !== undefined) return Promise.resolve(undefined);
    const id = ++this.#asked;
    return new Promise((answered) => {
      this.#answers.set(id, (answer) => answered(answer as AnswerTo<Q> | undefined));
      this.#send({ kind: 'ask', id, question });
    });
  }

  /** Stops what runs and drops what waits. Where it does not stop, the session begins anew. */
  stop(): void {
    for (const job of this.#waiting.splice(0)) job.finished(undefined);
    const running = this.#running;
    if (running === undefined) return;
    this.#askToStop(running);
    setTimeout(() => {
      if (this.#running === running) this.#restart('Cut off, as it did not stop. The session has begun anew.');
    }, PATIENCE_MS);
  }

  /** For good. Browsers give a worker that computes two seconds to end; one that has been asked to stop needs none. */
  close(): void {
    if (this.#running !== undefined) this.#askToStop(this.#running);
    this.#worker.terminate();
    this.#endThreads();
  }

  #askToStop({ address }: { readonly address: string | undefined }): void {
    if (address !== undefined) URL.revokeObjectURL(address);
    else if (this.#abort !== undefined) Atomics.store(new Int32Array(this.#abort), 0, 1);
  }

  /** A new session without the definitions of the old one. */
  restart(): void {
    this.#restart('The session has begun anew.');
  }

  #restart(note: string): void {
    this.#worker.terminate();
    this.#endThreads();
    for (const answered of this.#answers.values()) answered(undefined);
    this.#answers.clear();
    const job = this.#running;
    this.#running = undefined;
    if (job?.address !== undefined) URL.revokeObjectURL(job.address);
    this.#start(note);
    job?.output.message(note);
    job?.finished(undefined);
  }
}
