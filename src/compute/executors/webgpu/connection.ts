/** The thread of a device as the evaluating thread sees it: it asks and waits, as evaluation is synchronous. */
import { existsSync } from 'node:fs';
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Transferable, Worker } from 'node:worker_threads';
import { worked } from '../../../pace.ts';
import { DeviceProblem } from '../../device-problem.ts';
import {
  type Answer,
  type BackendName,
  type DeviceFacts,
  type Files,
  type Request,
  WORDS,
  type WorkerStart,
} from './protocol.ts';

/** Between two looks whether the evaluation is to end; units that make `worked` look. */
const SLICE_MS = 2;
const LOOK = 1e6;
/** Drivers compile their first shaders while they start. */
const START_LIMIT_MS = 60_000;

/** The bundled worker: beside the bundle that this is part of, or where the build of this package puts it. */
function workerFile(): URL {
  const places = ['./gpu-worker.js', '../../../../dist/gpu-worker.js'].map((p) => new URL(p, import.meta.url));
  const file = places.find((p) => existsSync(p));
  if (file === undefined) throw new DeviceProblem('The program of its thread, dist/gpu-worker.js, is not built.');
  return file;
}

interface ConnectionOptions {
  readonly file?: URL;
  readonly limit?: number;
}

export class Connection {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #words = new Int32Array(new SharedArrayBuffer(4 * Object.keys(WORDS).length));
  readonly #limit: number;
  #asked = 0;
  #lost: string | undefined;
  #facts: DeviceFacts | undefined;

  /** Starts the thread and does not wait for it. */
  constructor(
    backend: BackendName,
    files: Files,
    { file = workerFile(), limit = START_LIMIT_MS }: ConnectionOptions = {},
  ) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#limit = performance.now() + limit;
    const workerData: WorkerStart = { backend, files, words: this.#words, port: port2 };
    // What libraries write there is no output of the session.
    this.#worker = new Worker(file, { workerData, transferList: [port2], stdout: true, stderr: true, execArgv: [] });
    this.#worker.unref();
    // Deaths are seen while waiting; without a listener they would end the process.
    this.#worker.on('error', (e) => this.#lose(`Its thread has failed: ${e.message}.`));
  }

  /** Why nothing can be asked any more, in one sentence. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /** Waits until the device has started. Throws DeviceProblem, and what ends evaluations. */
  facts(): DeviceFacts {
    this.#facts ??= this.#answer(0, this.#limit) as DeviceFacts;
    return this.#facts;
  }

  /** The answer to a request. Throws DeviceProblem, and what ends evaluations: then the request is given up. */
  ask(request: Request, transfer: readonly Transferable[] = []): unknown {
    return this.#answer(this.post(request, transfer));
  }

  /** Sends a request whose answer nobody waits for; gives its number. */
  post(request: Request, transfer: readonly Transferable[] = []): number {
    if (this.#lost !== undefined) throw new DeviceProblem(this.#lost);
    const id = ++this.#asked;
    this.#port.postMessage({ ...request, id }, transfer);
    return id;
  }

  /** Ends the thread. */
  close(): void {
    this.#lose('Its thread was ended.');
  }

  #lose(why: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = why;
    this.#port.close();
    void this.#worker.terminate();
  }

  #answer(id: number, limit = Number.POSITIVE_INFINITY): unknown {
    for (;;) {
      const seen = Atomics.load(this.#words, WORDS.answers);
      const ended = this.#ended();
      const answer = this.#received(id);
      if (answer !== undefined) {
        if ('result' in answer) return answer.result;
        if (answer.lost) this.#lose(answer.problem);
        throw new DeviceProblem(answer.problem);
      }
      if (this.#lost === undefined && ended) this.#lose('Its thread has ended unexpectedly.');
      if (this.#lost === undefined && performance.now() > limit) this.#lose('It does not start in time.');
      if (this.#lost !== undefined) throw new DeviceProblem(this.#lost);
      Atomics.wait(this.#words, WORDS.answers, seen, SLICE_MS);
      this.#look(id);
    }
  }

  /** The answer with this number or one that ends all; those before it were given up. */
  #received(id: number): Answer | undefined {
    for (;;) {
      const received = receiveMessageOnPort(this.#port) as { readonly message: Answer } | undefined;
      const answer = received?.message;
      if (answer === undefined || answer.id === id || ('lost' in answer && answer.lost)) return answer;
    }
  }

  /** The thread may end without a word, as when its memory is used up; its events come only between evaluations. */
  #ended(): boolean {
    return Atomics.load(this.#words, WORDS.ended) === 1 || this.#worker.performance.eventLoopUtilization().idle < 0;
  }

  #look(id: number): void {
    try {
      worked(LOOK);
    } catch (x) {
      Atomics.store(this.#words, WORDS.cancelled, id);
      throw x;
    }
  }
}
