/** Runs lists of kernel calls on one thread or on several that wait for each other at barriers. */
import { host } from '../../../host/host.ts';
import { at, r8, r9, r10, r12, r13, r14, r15, rax, rbp, rbx, rcx, rdi, rdx, rsi, rsp } from './assembler.ts';
import type { NativeCode } from './native-code.ts';
import { allocate, type Entry, entry, load, startThread, view } from './system.ts';
import { nativeTarget, newNativeCode } from './target.ts';

/** Bytes of one item of a list: the code's address and fifteen arguments. */
export const ITEM = 128;
/** Arguments of an item. */
export const MOST_ARGUMENTS = 15;

/** Byte places in the block of each thread but the first, each on a cache line of its own. */
const JOB = 0;
const ASLEEP = 64;
const LIST = 128;
const DONE = 192;
const WORKER = 256;
/** The first thread has no such block; its place holds what all share. */
const CONTROL = 0;

/** Rounds of waiting, about 50 nanoseconds each: before a thread sleeps, and before one gives way to others. */
const SPINS = 4000;
const PATIENCE = 20_000;

/** The waiting of threads is written for Linux. */
export const mostThreads = (): number => (host().platform === 'linux' ? 16 : 1);

const [FUTEX_WAIT, FUTEX_WAKE] = [128, 129];

/** Machine code that runs lists, and the barrier that they call. */
export interface Threads {
  /** Runs a list; `others` is the address of how many other threads run lists meanwhile, and of those. Returns when all are through. */
  run(list: bigint, others: bigint): void;
  /** Starts threads until there are so many, with the first. */
  need(threads: number): void;
  /** Address of the barrier. Its arguments: how often any thread came, how often this one should have found all, how many there are. */
  readonly barrier: bigint;
  /** Address of what ends a body that is repeated. Its arguments are the places of `ADVANCE`. */
  readonly advance: bigint;
}

/** Arguments of what ends a body: times left, times in all, where the body begins, its words, by how much they grow, what they are at first, and where the list goes on. */
export const ADVANCE = { left: 0, times: 1, body: 2, words: 3, growth: 4, first: 5, behind: 6 } as const;

let threads: Threads | undefined;

/** The threads of the process, which start when first needed. */
export function sharedThreads(): Threads {
  threads ??= start();
  return threads;
}

function start(): Threads {
  const bytes = WORKER * mostThreads();
  const block = allocate(bytes);
  new Uint32Array(view(block, bytes))[CONTROL / 4] = nativeTarget().architecture.withoutDenormals;
  const call: Entry = entry(load(runCode()));
  let worker: bigint | undefined;
  let started = 1;
  return {
    barrier: load(barrierCode()),
    advance: load(advanceCode()),
    need(count) {
      if (count > 1) worker ??= load(workerCode());
      for (; started < count; started++) startThread(worker!, block + BigInt(started * WORKER));
    },
    run: (list, others) => void call(list, others, block),
  };
}

const saved = [rbx, rbp, r12, r13, r14, r15];

/** Runs the items from rbx on until one without code. Kernels get their arguments in rdi and keep rbx and r12. */
function emitList(code: NativeCode): void {
  const [next, end] = [code.here(), code.label()];
  code.move(rax, at(rbx));
  code.test(rax, rax);
  code.jumpIf('equal', end);
  code.address(rdi, at(rbx, 8));
  code.addImmediate(rbx, ITEM);
  code.call(rax);
  code.jump(next);
  code.place(end);
}

/** Arguments: list, how many other threads and their lists, shared block. */
function runCode(): Uint8Array {
  const code = newNativeCode();
  const { architecture } = code.target;
  code.enter(saved);
  code.move(rbx, rdi);
  code.move(r12, rdx);
  code.push(rsi);
  code.push(rax);
  code.storeControl(at(rsp));
  code.loadControl(at(r12, CONTROL));
  code.move(r8, rsi);
  code.move(r9, at(rsi));
  const alone = code.label();
  code.test(r9, r9);
  code.jumpIf('equal', alone);
  code.move(r14, r12);
  code.loop(r9, () => {
    const awake = code.label();
    code.addImmediate(r8, 8);
    code.addImmediate(r14, WORKER);
    code.move(rcx, at(r8));
    code.move(at(r14, LIST), rcx);
    code.moveImmediate(rax, 1);
    code.fetchAdd(at(r14, JOB), rax);
    code.move(rax, at(r14, ASLEEP));
    code.test(rax, rax);
    code.jumpIf('equal', awake);
    code.address(rdi, at(r14, JOB));
    code.moveImmediate(rsi, FUTEX_WAKE);
    code.moveImmediate(rdx, 1);
    code.moveImmediate(rax, architecture.systemCalls.futex);
    code.systemCall();
    code.place(awake);
  });
  code.place(alone);
  emitList(code);
  code.loadControl(at(rsp));
  code.pop(rax);
  code.pop(rsi);
  code.move(r9, at(rsi));
  const through = code.label();
  code.test(r9, r9);
  code.jumpIf('equal', through);
  code.loop(r9, () => {
    const done = code.label();
    code.addImmediate(r12, WORKER);
    code.move(rcx, at(r12, JOB));
    emitWait(code, () => {
      code.compare(rcx, at(r12, DONE));
      code.jumpIf('equal', done);
    });
    code.place(done);
  });
  code.place(through);
  // what the others have written is read after they were seen to be through
  code.fence();
  code.leave(saved);
  return code.code();
}

/** Another thread: waits for jobs, in a loop at first, then asleep. Argument: its block. */
function workerCode(): Uint8Array {
  const code = newNativeCode();
  const { architecture } = code.target;
  code.move(r12, rdi);
  code.moveImmediate(r13, 0);
  code.moveImmediate(rax, architecture.withoutDenormals);
  code.push(rax);
  code.loadControl(at(rsp));
  const forever = code.here();
  const [work, sleep] = [code.label(), code.label()];
  code.moveImmediate(rcx, SPINS);
  code.loop(rcx, () => {
    code.move(rax, at(r12, JOB));
    code.compare(rax, r13);
    code.jumpIf('notEqual', work);
    code.pause();
  });
  code.place(sleep);
  code.moveImmediate(rax, 1);
  code.exchange(at(r12, ASLEEP), rax);
  code.address(rdi, at(r12, JOB));
  code.moveImmediate(rsi, FUTEX_WAIT);
  // the system sleeps only if the low half of the count of jobs is still this
  code.move(rdx, r13);
  code.moveImmediate(r10, 0);
  code.moveImmediate(rax, architecture.systemCalls.futex);
  code.systemCall();
  code.moveImmediate(rax, 0);
  code.exchange(at(r12, ASLEEP), rax);
  code.move(rax, at(r12, JOB));
  code.compare(rax, r13);
  code.jumpIf('equal', sleep);
  code.place(work);
  code.fence();
  code.move(r13, rax);
  code.move(rbx, at(r12, LIST));
  code.push(r13);
  code.push(r12);
  emitList(code);
  code.pop(r12);
  code.pop(r13);
  code.fence();
  code.move(at(r12, DONE), r13);
  code.jump(forever);
  return code.code();
}

/** `check` again and again until it jumps away; gives way to other processes at times. Keeps rcx and r8. */
function emitWait(code: NativeCode, check: () => void): void {
  const start = code.here();
  code.moveImmediate(r10, PATIENCE);
  const wait = code.here();
  check();
  code.pause();
  code.addImmediate(r10, -1);
  code.jumpIf('notEqual', wait);
  code.push(rcx);
  code.moveImmediate(rax, nativeTarget().architecture.systemCalls.yield);
  code.systemCall();
  code.pop(rcx);
  code.jump(start);
}

/** Waits until all threads have come as often as this one. */
function barrierCode(): Uint8Array {
  const code = newNativeCode();
  code.move(r8, at(rdi));
  code.move(r9, at(rdi, 8));
  code.move(rcx, at(r9));
  code.add(rcx, at(rdi, 16));
  code.move(at(r9), rcx);
  code.moveImmediate(rax, 1);
  code.fetchAdd(at(r8), rax);
  const done = code.label();
  emitWait(code, () => {
    code.compare(rcx, at(r8));
    code.jumpIf('lessOrEqual', done);
  });
  code.place(done);
  code.fence();
  code.return();
  return code.code();
}

/** Lets the list go on at the beginning of a body with its words moved on; the last time they become what they were at first. */
function advanceCode(): Uint8Array {
  const code = newNativeCode();
  const argument = (name: keyof typeof ADVANCE) => at(rdi, 8 * ADVANCE[name]);
  const words = (other: number, change: () => void): void =>
    code.loop(rcx, () => {
      code.move(rax, at(other));
      change();
      code.move(at(rsi), rax);
      code.addImmediate(rsi, 8);
      code.addImmediate(other, 8);
    });
  code.move(rsi, argument('body'));
  code.move(rcx, argument('words'));
  code.move(rax, argument('left'));
  code.addImmediate(rax, -1);
  code.move(argument('left'), rax);
  code.test(rax, rax);
  const done = code.label();
  code.jumpIf('equal', done);
  code.move(rbx, rsi);
  code.move(rdx, argument('growth'));
  words(rdx, () => code.add(rax, at(rsi)));
  code.return();
  code.place(done);
  code.move(rax, argument('times'));
  code.move(argument('left'), rax);
  code.move(rbx, argument('behind'));
  code.move(rdx, argument('first'));
  words(rdx, () => {});
  code.return();
  return code.code();
}
