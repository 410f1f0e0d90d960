/** Steps as lists of kernel calls for each thread, with barriers where one thread needs what the other has done. */
import { allocate, release, view } from '../../jit/system.ts';
import { ITEM, sharedThreads } from '../../jit/threads.ts';
import type { Region, Step, Task } from './lowering.ts';

const overlap = (a: readonly Region[], b: readonly Region[]): boolean =>
  a.some(([from, to]) => b.some(([start, end]) => from < end && start < to));

/** What each thread has done since the last barrier. */
class Touched {
  readonly reads: Region[][] = [[], []];
  readonly writes: Region[][] = [[], []];

  /** Whether a thread must wait before it does this. */
  conflicts(task: Task, thread: number): boolean {
    const other = 1 - thread;
    return (
      overlap(task.reads, this.writes[other]!) ||
      overlap(task.writes, this.writes[other]!) ||
      overlap(task.writes, this.reads[other]!)
    );
  }

  add(task: Task, thread: number): void {
    this.reads[thread]!.push(...task.reads);
    this.writes[thread]!.push(...task.writes);
  }
}

/** Runs steps on one thread, or on two if any step has two tasks. */
export class Lists {
  readonly #place: bigint;
  readonly #bytes: number;
  readonly #second: bigint;
  readonly barriers: number;

  constructor(steps: readonly Step[]) {
    const two = steps.some((s) => s[1] !== undefined);
    const threads = sharedThreads();
    const lists: (Task | 'barrier')[][] = [[], []];
    let touched = new Touched();
    let barriers = 0;
    const barrier = (): void => {
      for (const l of lists) l.push('barrier');
      touched = new Touched();
      barriers++;
    };
    for (const step of steps) {
      if (two && step.some((task, t) => task !== undefined && touched.conflicts(task, t))) barrier();
      step.forEach((task, t) => {
        if (task === undefined) return;
        lists[t]!.push(task);
        if (two) touched.add(task, t);
      });
    }
    this.barriers = barriers;
    const used = two ? lists : lists.slice(0, 1);
    this.#bytes = used.reduce((n, l) => n + (l.length + 1) * ITEM, 0);
    this.#place = allocate(this.#bytes);
    const words = new Uint32Array(view(this.#place, this.#bytes));
    let at = 0;
    const write = (x: number): void => {
      words[at++] = x >>> 0;
      words[at++] = Math.floor(x / 2 ** 32);
    };
    const starts = used.map((list, thread) => {
      const start = at * 4;
      for (const item of list) {
        const next = at + ITEM / 4;
        if (item === 'barrier') for (const x of [threads.barrier, ...threads.barrierArguments(thread)]) write(Number(x));
        else for (const x of [item.code, ...item.args]) write(x);
        at = next;
      }
      at += ITEM / 4;
      return start;
    });
    this.#second = two ? this.#place + BigInt(starts[1]!) : 0n;
  }

  run(): void {
    sharedThreads().run(this.#place, this.#second);
  }

  dispose(): void {
    release(this.#place, this.#bytes);
  }
}
