/** The thread that owns a device: starts it, keeps programs and arrays on it, answers one request after another. */
import { ENDING_WORDS } from '../../../endings.ts';
import { type Handed, host } from '../../../host/host.ts';
import { type Device, startDevice } from './device.ts';
import { Machine } from './machine.ts';
import { type Answer, type DeviceFacts, Fate, type Request, WORDS, type WorkerStart } from './protocol.ts';

/** Between two signs of life. */
const BEAT_MS = 500;

const thread = host().threads!.own();
const { backend, files, words, ending } = thread.data as WorkerStart;
const fate = new Fate(words);

const textOf = (e: unknown): string => {
  const [text] = (e instanceof Error ? e.message : String(e)).split('\n');
  return /[.!?]$/.test(text!) ? text! : `${text}.`;
};

function answer(a: Answer, transfer: readonly Handed[] = []): void {
  thread.post(a, transfer);
  Atomics.add(words, WORDS.answers, 1);
  Atomics.notify(words, WORDS.answers);
}

/** Whether this thread can be cut off. Where the process ends or nobody listens any more it goes itself. */
function idle(is: boolean): void {
  Atomics.store(ending, ENDING_WORDS.idle, is ? 1 : 0);
  if (is) Atomics.notify(ending, ENDING_WORDS.idle);
}
const ends = (): boolean => Atomics.load(ending, ENDING_WORDS.end) === 1;

/** What goes wrong outside of requests ends the use of this thread. */
const failed = (e: unknown): void => answer({ id: 0, problem: textOf(e), lost: true });
thread.onFailure(failed);
thread.onEnd(() => {
  Atomics.store(words, WORDS.ended, 1);
  Atomics.notify(words, WORDS.answers);
  idle(true);
});

class Server {
  readonly #device: Device;
  readonly #machines = new Map<number, Machine>();

  constructor(device: Device) {
    this.#device = device;
  }

  /** Answers a request. Never throws. */
  async serve(id: number, request: Request): Promise<void> {
    idle(false);
    const beat = setInterval(() => Atomics.add(words, WORDS.beats, 1), BEAT_MS);
    try {
      if (ends()) throw new Error('The process ends.');
      const result = await this.#device.guarded(async () => this.#do(id, request));
      answer({ id, result }, buffersOf(result));
    } catch (e) {
      const lost = this.#device.lost();
      answer({ id, problem: lost ?? textOf(e), lost: lost !== undefined });
    } finally {
      clearInterval(beat);
      idle(true);
      if (ends()) thread.end();
    }
  }

  async #do(id: number, r: Request): Promise<unknown> {
    if (r.kind === 'install') {
      // One whose answer was given up is asked for again.
      this.#machines.get(r.runner)?.dispose();
      this.#machines.set(r.runner, new Machine(this.#device.tf, r.installation));
      return undefined;
    }
    const machine = this.#machines.get(r.runner)!;
    // Asked before each kernel: a sign of life as well, as the first runs of kernels compile them without a pause.
    const stop = (): boolean => {
      Atomics.add(words, WORDS.beats, 1);
      return ends() || !fate.wanted(id);
    };
    switch (r.kind) {
      case 'write':
        return machine.write(r.arrays);
      case 'run':
        return machine.run(stop);
      case 'step':
        return machine.step(r.learningRate, r.count, { stop, commit: () => fate.commit(id) });
      case 'read':
        return machine.read();
      case 'forget':
        this.#machines.delete(r.runner);
        return machine.dispose();
    }
  }
}

/** Memory of results, which goes over without a copy. */
function buffersOf(result: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(result)) return [result.buffer as ArrayBuffer];
  return typeof result === 'object' && result !== null ? Object.values(result).flatMap(buffersOf) : [];
}

try {
  const device = await startDevice(backend, files);
  const server = new Server(device);
  const kernels = device.tf.getKernelsForBackend(backend).map((k) => k.kernelName);
  let turn = Promise.resolve();
  thread.onMessage((message) => {
    const { id, ...request } = message as Request & { readonly id: number };
    turn = turn.then(() => server.serve(id, request as Request));
  });
  idle(true);
  answer({ id: 0, result: { device: device.name, kernels } satisfies DeviceFacts });
} catch (e) {
  idle(true);
  failed(e);
}
