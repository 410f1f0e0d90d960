/** Runs lists of kernel calls on one thread or on two that wait for each other at barriers. */
import { Assembler, at, r8, r9, r10, r12, r13, r14, r15, rax, rbp, rbx, rcx, rdi, rdx, rsi, rsp } from './assembler.ts';
import { allocate, type Entry, entry, load, startThread, view } from './system.ts';

/** Bytes of one item of a list: the code's address and fifteen arguments. */
export const ITEM = 128;
/** Arguments of an item. */
export const MOST_ARGUMENTS = 15;

/** Byte places in the block that threads share, each on a cache line of its own. */
const JOB = 0;
const ASLEEP = 64;
const LIST = 128;
const ARRIVED = 192;
const OWN = [256, 320];
const DONE = 384;
const CONTROL = 448;
const BLOCK = 4096;

/** Numbers too small for a normal exponent count as 0: they would make a step ten times slower. */
const WITHOUT_DENORMALS = 0x9fc0;

/** Rounds of waiting, about 50 nanoseconds each: before the other thread sleeps, and before one gives way to others. */
const SPINS = 4000;
const PATIENCE = 20_000;

const SYS_SCHED_YIELD = 24;
const SYS_FUTEX = 202;
const [FUTEX_WAIT, FUTEX_WAKE] = [128, 129];

/** Machine code that runs lists, and the barrier they call. */
export interface Threads {
  /** Runs a list; where a second is given the other thread runs that meanwhile. Returns when both are through. */
  run(list: bigint, second: bigint): void;
  /** Address of the barrier and its arguments for each thread. */
  readonly barrier: bigint;
  barrierArguments(thread: number): bigint[];
}

let threads: Threads | undefined;

/** The threads of the process; the second starts with the first list that needs it. Linux only has a second. */
export function sharedThreads(): Threads {
  threads ??= start();
  return threads;
}

function start(): Threads {
  const block = allocate(BLOCK);
  new Uint32Array(view(block, BLOCK))[CONTROL / 4] = WITHOUT_DENORMALS;
  const call: Entry = entry(load(runCode()));
  let started = false;
  return {
    barrier: load(barrierCode()),
    barrierArguments: (thread) => [block + BigInt(ARRIVED), block + BigInt(OWN[thread]!)],
    run(list, second) {
      if (second !== 0n && !started) {
        startThread(load(workerCode()), block);
        started = true;
      }
      call(list, second, block);
    },
  };
}

const saved = [rbx, rbp, r12, r13, r14, r15];

/** Runs the items from rbx on until one without code. Kernels get their arguments in rdi and keep rbx and r12. */
function emitList(code: Assembler): void {
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

/** Arguments: list, list of the other thread or 0, shared block. */
function runCode(): Uint8Array {
  const code = new Assembler();
  for (const r of saved) code.push(r);
  code.move(rbx, rdi);
  code.move(r12, rdx);
  code.push(rsi);
  code.push(rax);
  code.storeControl(at(rsp));
  code.loadControl(at(r12, CONTROL));
  const alone = code.label();
  code.test(rsi, rsi);
  code.jumpIf('equal', alone);
  code.move(at(rdx, LIST), rsi);
  code.moveImmediate(rax, 1);
  code.fetchAdd(at(rdx, JOB), rax);
  code.move(rax, at(rdx, ASLEEP));
  code.test(rax, rax);
  code.jumpIf('equal', alone);
  code.address(rdi, at(rdx, JOB));
  code.moveImmediate(rsi, FUTEX_WAKE);
  code.moveImmediate(rdx, 1);
  code.moveImmediate(rax, SYS_FUTEX);
  code.systemCall();
  code.place(alone);
  emitList(code);
  code.loadControl(at(rsp));
  code.pop(rax);
  code.pop(rsi);
  const through = code.label();
  code.test(rsi, rsi);
  code.jumpIf('equal', through);
  code.move(rcx, at(r12, JOB));
  emitWait(code, () => {
    code.compare(rcx, at(r12, DONE));
    code.jumpIf('equal', through);
  });
  code.place(through);
  code.zeroUpper();
  for (const r of saved.toReversed()) code.pop(r);
  code.return();
  return code.code();
}

/** The other thread: waits for jobs, in a loop at first, then asleep. Argument: shared block. */
function workerCode(): Uint8Array {
  const code = new Assembler();
  code.push(rbx);
  code.move(r12, rdi);
  code.moveImmediate(r13, 0);
  code.loadControl(at(r12, CONTROL));
  const forever = code.here();
  const [work, wait, sleep] = [code.label(), code.label(), code.label()];
  code.moveImmediate(rcx, SPINS);
  code.place(wait);
  code.move(rax, at(r12, JOB));
  code.compare(rax, r13);
  code.jumpIf('notEqual', work);
  code.pause();
  code.addImmediate(rcx, -1);
  code.jumpIf('notEqual', wait);
  code.place(sleep);
  code.moveImmediate(rax, 1);
  code.exchange(at(r12, ASLEEP), rax);
  code.address(rdi, at(r12, JOB));
  code.moveImmediate(rsi, FUTEX_WAIT);
  code.move(rdx, r13);
  code.moveImmediate(r10, 0);
  code.moveImmediate(rax, SYS_FUTEX);
  // the system compares 32 bits: the count of jobs may pass them
  code.systemCall();
  code.moveImmediate(rax, 0);
  code.exchange(at(r12, ASLEEP), rax);
  code.move(rax, at(r12, JOB));
  code.compare(rax, r13);
  code.jumpIf('equal', sleep);
  code.place(work);
  code.move(r13, rax);
  code.move(rbx, at(r12, LIST));
  code.push(r13);
  code.push(r12);
  emitList(code);
  code.pop(r12);
  code.pop(r13);
  code.move(at(r12, DONE), r13);
  code.jump(forever);
  return code.code();
}

/** `check` again and again until it jumps away; gives way to other processes at times. Keeps rcx and r8. */
function emitWait(code: Assembler, check: () => void): void {
  const start = code.here();
  code.moveImmediate(r10, PATIENCE);
  const wait = code.here();
  check();
  code.pause();
  code.addImmediate(r10, -1);
  code.jumpIf('notEqual', wait);
  code.push(rcx);
  code.moveImmediate(rax, SYS_SCHED_YIELD);
  code.systemCall();
  code.pop(rcx);
  code.jump(start);
}

/** Waits until both threads have come so often. Arguments: how often any came, how often this one should have. */
function barrierCode(): Uint8Array {
  const code = new Assembler();
  code.move(r8, at(rdi));
  code.move(r9, at(rdi, 8));
  code.move(rcx, at(r9));
  code.addImmediate(rcx, 2);
  code.move(at(r9), rcx);
  code.moveImmediate(rax, 1);
  code.fetchAdd(at(r8), rax);
  const done = code.label();
  emitWait(code, () => {
    code.compare(rcx, at(r8));
    code.jumpIf('lessOrEqual', done);
  });
  code.place(done);
  code.return();
  return code.code();
}
