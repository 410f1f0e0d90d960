/** Steps as lists of kernel calls for each thread, with barriers where one thread needs what the other has done. */
import { allocate, release, view } from '../../machine/jit/system.ts';
import { ADVANCE, ITEM, sharedThreads } from '../../machine/jit/threads.ts';
import type { Host } from './host.ts';
import { type Region, type Repeat, type Step, stepsAt, type Task } from './lowering.ts';

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

  /** Whether some thread must wait before its part of a step. */
  hinders(step: Step): boolean {
    return this.#reads.length > 1 && step.some((task, t) => task !== undefined && this.conflicts(task, t));
  }

  add(task: Task, thread: number): void {
    if (this.#reads.length === 1) return;
    this.#reads[thread]!.push(...task.reads);
    this.#writes[thread]!.push(...task.writes);
  }
}

type Call = Task | 'barrier';
/** A body that one thread repeats: its calls the first and the second time. */
interface Body {
  readonly times: number;
  readonly calls: (readonly [first: Call, second: Call])[];
}
type Item = Call | Body;
const isBody = (item: Item): item is Body => typeof item === 'object' && 'times' in item;

const isRepeat = (x: Step | Repeat): x is Repeat => 'times' in x;

/** A list for each thread. */
function listsOf(steps: readonly (Step | Repeat)[]): Item[][] {
  const widest = (list: readonly (Step | Repeat)[]): number =>
    list.reduce((n, s) => Math.max(n, isRepeat(s) ? widest(s.first) : s.length), 1);
  const threads = widest(steps);
  const lists: Item[][] = Array.from({ length: threads }, () => []);
  let touched = new Touched(threads);
  const wait = (): void => {
    if (threads === 1) return;
    for (const l of lists) l.push('barrier');
    touched = new Touched(threads);
  };
  for (const step of steps) {
    if (isRepeat(step)) {
      bodiesOf(step, threads).forEach((body, t) => void lists[t]!.push(body));
      wait();
      continue;
    }
    if (touched.hinders(step)) wait();
    step.forEach((task, t) => {
      if (task === undefined) return;
      lists[t]!.push(task);
      touched.add(task, t);
    });
  }
  return lists;
}

/** A body for each thread. All wait for each other before each time; within, where they have to the first or the last time. */
function bodiesOf(repeat: Repeat, threads: number): Body[] {
  const bodies = Array.from({ length: threads }, (): Body => ({ times: repeat.times, calls: [] }));
  let touched: Touched[] = [];
  const wait = (): void => {
    if (threads > 1) for (const b of bodies) b.calls.push(['barrier', 'barrier']);
    touched = [new Touched(threads), new Touched(threads)];
  };
  wait();
  const last = stepsAt(repeat, repeat.times - 1);
  repeat.first.forEach((step, s) => {
    const both = [step, last[s]!];
    if (both.some((x, i) => touched[i]!.hinders(x))) wait();
    step.forEach((task, t) => {
      if (task === undefined) return;
      bodies[t]!.calls.push([task, repeat.second[s]![t]!]);
      both.forEach((x, i) => {
        touched[i]!.add(x[t]!, t);
      });
    });
  });
  return bodies;
}

const LINE = 64;
const WORD = 8;
/** Bytes of an item in the list, and of those beside it. */
const spaceOf = (item: Item): readonly [inList: number, beside: number] =>
  isBody(item) ? [(item.calls.length + 1) * ITEM, 2 * item.calls.length * ITEM] : [ITEM, 0];

/** Runs steps on one thread, or on as many as any step has tasks. */
export class Lists {
  readonly #place: bigint;
  readonly #bytes: number;
  readonly #first: bigint;
  readonly #others: bigint;
  readonly #words: Uint32Array;
  readonly threads: number;

  constructor(steps: readonly (Step | Repeat)[]) {
    const lists = listsOf(steps);
    this.threads = lists.length;
    sharedThreads().need(lists.length);
    // the counts of barriers, the table of other lists, the lists
    const counts = (lists.length + 1) * LINE;
    const table = Math.ceil((lists.length * WORD) / LINE) * LINE;
    const spaces = lists.flat().map(spaceOf);
    this.#bytes = counts + table + spaces.reduce((n, [a, b]) => n + a + b, lists.length * ITEM);
    this.#place = allocate(this.#bytes);
    this.#others = this.#place + BigInt(counts);
    this.#words = new Uint32Array(view(this.#place, this.#bytes));
    const start = Number(this.#place);
    let at = counts + table;
    const starts = lists.map((list, thread) => {
      const first = start + at;
      for (const item of list) at = isBody(item) ? this.#repeat(at, item, thread) : this.#call(at, item, thread);
      at += ITEM;
      return first;
    });
    this.#first = BigInt(starts[0]!);
    this.#write(counts, [lists.length - 1, ...starts.slice(1)]);
  }

  #write(place: number, numbers: readonly number[]): void {
    numbers.forEach((x, i) => {
      this.#words[place / 4 + 2 * i] = x >>> 0;
      this.#words[place / 4 + 2 * i + 1] = Math.floor(x / 2 ** 32);
    });
  }

  #numbersOf(call: Call, thread: number): readonly number[] {
    const start = Number(this.#place);
    if (call !== 'barrier') return [call.code, ...call.args];
    return [Number(sharedThreads().barrier), start, start + (thread + 1) * LINE, this.threads];
  }

  /** Writes an item; where the next one goes. */
  #call(at: number, call: Call, thread: number): number {
    this.#write(at, this.#numbersOf(call, thread));
    return at + ITEM;
  }

  /** Writes a body, what ends it, and behind that by how much the calls grow and what they are at first. */
  #repeat(at: number, { times, calls }: Body, thread: number): number {
    const [growth, first] = [at + (calls.length + 1) * ITEM, at + (2 * calls.length + 1) * ITEM];
    calls.forEach(([one, two], i) => {
      const [a, b] = [this.#numbersOf(one, thread), this.#numbersOf(two, thread)];
      for (const place of [at, first]) this.#write(place + i * ITEM, a);
      this.#write(
        growth + i * ITEM,
        a.map((x, k) => b[k]! - x),
      );
    });
    const start = Number(this.#place);
    const words = (calls.length * ITEM) / WORD;
    const behind = first + calls.length * ITEM;
    const places = { body: start + at, growth: start + growth, first: start + first, behind: start + behind };
    const given = { left: times, times, words, ...places };
    const end: number[] = [Number(sharedThreads().advance)];
    for (const [name, place] of Object.entries(ADVANCE)) end[1 + place] = given[name as keyof typeof ADVANCE];
    this.#write(at + calls.length * ITEM, end);
    return behind;
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

  constructor(steps: readonly (Step | Repeat | Host)[]) {
    const parts: (Lists | Host)[] = [];
    let pending: (Step | Repeat)[] = [];
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
