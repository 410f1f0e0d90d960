/** The thread of a device as the evaluating thread sees it: it asks and waits, as evaluation is synchronous. */
import { ENDING_WORDS, ENDINGS, settle } from '../../../endings.ts';
import { type Handed, type HostThread, type HostThreads, host } from '../../../host/host.ts';
import { worked } from '../../../pace.ts';
import { DeviceProblem } from '../../contract/problems.ts';
import {
  type Answer,
  type BackendName,
  type DeviceFacts,
  Fate,
  type Files,
  type Request,
  WORDS,
  type WorkerStart,
} from './protocol.ts';

/** Between two looks whether the evaluation is to end; units that make `worked` look. */
const SLICE_MS = 2;
const LOOK = 1e6;
/** Drivers may take their time to start. */
const START_LIMIT_MS = 60_000;
/** A thread that gives no sign of life for so long is dead, or stuck in a driver. */
const SILENCE_LIMIT_MS = 60_000;

const announced: Int32Array[] = [];

/** This thread may end the process itself, or another one that listens does. */
function announce(ending: Int32Array, threads: HostThreads): void {
  if (announced.length === 0) threads.atEnd(() => announced.forEach(settle));
  announced.push(ending);
  const endings = new BroadcastChannel(ENDINGS);
  endings.postMessage(ending);
  endings.close();
}

interface ConnectionOptions {
  readonly file?: URL;
  /** Milliseconds from now within which the device has to start. */
  readonly start?: number;
  readonly silence?: number;
}

/** The evaluation is to end, and what was asked has taken effect all the same: whoever asked keeps the books, then throws `cause`. */
export class Late {
  readonly answer: unknown;
  readonly cause: unknown;
  constructor(answer: unknown, cause: unknown) {
    this.answer = answer;
    this.cause = cause;
  }
}

export class Connection {
  readonly #thread: HostThread;
  readonly #words = new Int32Array(new SharedArrayBuffer(4 * Object.keys(WORDS).length));
  readonly #ending = new Int32Array(new SharedArrayBuffer(4 * Object.keys(ENDING_WORDS).length));
  readonly #startBefore: number;
  readonly #silence: number;
  readonly #fate = new Fate(this.#words);
  /** What was to end the evaluation when the request had taken effect. */
  #late: { readonly cause: unknown } | undefined;
  #asked = 0;
  #lost: string | undefined;
  #facts: DeviceFacts | undefined;

  /** Starts the thread and does not wait for it. */
  constructor(backend: BackendName, files: Files, o: ConnectionOptions = {}) {
    const { threads } = host();
    if (threads === undefined) throw new DeviceProblem('There are no threads here.');
    this.#startBefore = performance.now() + (o.start ?? START_LIMIT_MS);
    this.#silence = o.silence ?? SILENCE_LIMIT_MS;
    const start: WorkerStart = { backend, files, words: this.#words, ending: this.#ending };
    try {
      // What kills it is seen while waiting.
      this.#thread = threads.start(o.file ?? 'gpu-worker', start, (e) => this.#lose(`Its thread has failed: ${e}.`));
    } catch (e) {
      throw new DeviceProblem(e instanceof Error ? e.message : String(e));
    }
    announce(this.#ending, threads);
  }

  /** Why nothing can be asked any more, in one sentence. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /** Waits until the device has started. Throws DeviceProblem, and what ends evaluations. */
  facts(): DeviceFacts {
    this.#facts ??= this.#answer(0) as DeviceFacts;
    return this.#facts;
  }

  /**
   * The answer to a request. Throws DeviceProblem, and what ends evaluations: then the request is given up. One that has taken
   * effect cannot be: its answer comes in a Late.
   */
  ask(request: Request, transfer: readonly Handed[] = []): unknown {
    // the next number: what is given up before it is sent never begins
    this.#fate.begin(this.#asked + 1);
    const answer = this.#answer(this.post(request, transfer));
    const late = this.#late;
    this.#late = undefined;
    if (late !== undefined) throw new Late(answer, late.cause);
    return answer;
  }

  /** Sends a request whose answer nobody waits for; gives its number. */
  post(request: Request, transfer: readonly Handed[] = []): number {
    if (this.#lost !== undefined) throw new DeviceProblem(this.#lost);
    const id = ++this.#asked;
    this.#thread.post({ ...request, id }, transfer);
    return id;
  }

  /** Ends the thread. */
  close(): void {
    this.#lose('Its thread was ended.');
  }

  #lose(why: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = why;
    this.#thread.close();
    // One that is stuck in a driver takes the process along; it ends by itself if it ever comes back.
    Atomics.store(this.#ending, ENDING_WORDS.end, 1);
    if (Atomics.load(this.#ending, ENDING_WORDS.idle) === 1) this.#thread.terminate();
  }

  #answer(id: number): unknown {
    let [beat, silentSince] = [-1, performance.now()];
    for (;;) {
      const seen = Atomics.load(this.#words, WORDS.answers);
      const ended = Atomics.load(this.#words, WORDS.ended) === 1;
      const answer = this.#received(id);
      if (answer !== undefined) {
        if ('result' in answer) return answer.result;
        if (answer.lost) this.#lose(answer.problem);
        throw new DeviceProblem(answer.problem);
      }
      const now = performance.now();
      const beats = Atomics.load(this.#words, WORDS.beats);
      if (beats !== beat) [beat, silentSince] = [beats, now];
      if (ended) this.#lose('Its thread has ended unexpectedly.');
      else if (id === 0 && now > this.#startBefore) this.#lose('It does not start in time.');
      else if (id !== 0 && now - silentSince > this.#silence) this.#lose('Its thread gives no sign of life.');
      if (this.#lost !== undefined) throw new DeviceProblem(this.#lost);
      Atomics.wait(this.#words, WORDS.answers, seen, SLICE_MS);
      this.#look(id);
    }
  }

  /** The answer with this number or one that ends all; those before it were given up. */
  #received(id: number): Answer | undefined {
    for (;;) {
      const answer = this.#thread.receive() as Answer | undefined;
      if (answer === undefined || answer.id === id || ('lost' in answer && answer.lost)) return answer;
    }
  }

  #look(id: number): void {
    try {
      worked(LOOK);
    } catch (x) {
      if (this.#fate.giveUp(id)) throw x;
      this.#late ??= { cause: x };
    }
  }
}
