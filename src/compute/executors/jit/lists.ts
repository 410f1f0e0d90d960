/** Steps as lists of kernel calls for each thread, with barriers where one thread needs what the other has done. */
import { allocate, release, view } from '../../machine/jit/system.ts';
import { ITEM, sharedThreads } from '../../machine/jit/threads.ts';
import type { Host } from './host.ts';
import type { Region, Step, Task } from './lowering.ts';

const overlap = (a: readonly Region[], b: readonly Region[]): boolean =>
  a.some(([from, to]) => b.some(([start, end]) => from < end && start < to));

/** What each thread has done since the last barrier. */
class Touched {
  readonly #reads: Region[][];
  readonly #writes: Region[][];

  constructor(threads: number) {
    this.#reads = Array.from({ length: threads }, () => []);
    this.#writes = Array.from({ length: threads }, () => []);
  }

  /** Whether a thread must wait before it does this. */
  conflicts(task: Task, thread: number): boolean {
    const others = (lists: readonly Region[][], regions: readonly Region[]): boolean =>
      lists.some((list, t) => t !== thread && overlap(regions, list));
    return others(this.#writes, task.reads) || others(this.#writes, task.writes) || others(this.#reads, task.writes);
  }

  add(task: Task, thread: number): void {
    this.#reads[thread]!.push(...task.reads);
    this.#writes[thread]!.push(...task.writes);
  }
}

type Item = Task | 'barrier';

/** A list for each thread. */
function listsOf(steps: readonly Step[]): Item[][] {
  const threads = steps.reduce((n, s) => Math.max(n, s.length), 1);
  const lists: Item[][] = Array.from({ length: threads }, () => []);
  let touched = new Touched(threads);
  for (const step of steps) {
    if (threads > 1 && step.some((task, t) => task !== undefined && touched.conflicts(task, t))) {
      for (const l of lists) l.push('barrier');
      touched = new Touched(threads);
    }
    step.forEach((task, t) => {
      if (task === undefined) return;
      lists[t]!.push(task);
      if (threads > 1) touched.add(task, t);
    });
  }
  return lists;
}

const LINE = 64;

/** Runs steps on one thread, or on as many as any step has tasks. */
export class Lists {
  readonly #place: bigint;
  readonly #bytes: number;
  readonly #first: bigint;
  readonly #others: bigint;
  readonly threads: number;

  constructor(steps: readonly Step[]) {
    const lists = listsOf(steps);
    this.threads = lists.length;
    sharedThreads().need(lists.length);
    // the counts of barriers, the table of other lists, the lists
    const counts = (lists.length + 1) * LINE;
    const table = Math.ceil((lists.length * 8) / LINE) * LINE;
    this.#bytes = counts + table + lists.reduce((n, l) => n + (l.length + 1) * ITEM, 0);
    this.#place = allocate(this.#bytes);
    this.#others = this.#place + BigInt(counts);
    const words = new Uint32Array(view(this.#place, this.#bytes));
    const write = (place: number, numbers: readonly number[]): void =>
      numbers.forEach((x, i) => {
        words[place / 4 + 2 * i] = x >>> 0;
        words[place / 4 + 2 * i + 1] = Math.floor(x / 2 ** 32);
      });
    const start = Number(this.#place);
    let at = counts + table;
    const starts = lists.map((list, thread) => {
      const first = start + at;
      for (const item of list) {
        const barrier = [Number(sharedThreads().barrier), start, start + (thread + 1) * LINE, lists.length];
        write(at, item === 'barrier' ? barrier : [item.code, ...item.args]);
        at += ITEM;
      }
      at += ITEM;
      return first;
    });
    this.#first = BigInt(starts[0]!);
    write(counts, [lists.length - 1, ...starts.slice(1)]);
  }

  run(): void {
    sharedThreads().run(this.#first, this.#others);
  }

  dispose(): void {
    release(this.#place, this.#bytes);
  }
}

/** Steps and what the host does in between, in order. */
export class Work {
  readonly #parts: readonly (Lists | Host)[];

  constructor(steps: readonly (Step | Host)[]) {
    const parts: (Lists | Host)[] = [];
    let pending: Step[] = [];
    const close = (): void => {
      if (pending.length > 0) parts.push(new Lists(pending));
      pending = [];
    };
    for (const step of steps) {
      if ('run' in step) {
        close();
        parts.push(step);
      } else pending.push(step);
    }
    close();
    this.#parts = parts;
  }

  run(): void {
    for (const part of this.#parts) part.run();
  }

  dispose(): void {
    for (const part of this.#parts) if (part instanceof Lists) part.dispose();
  }
}
