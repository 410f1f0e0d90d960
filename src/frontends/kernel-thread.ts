/** Starts the thread that the session lives in. */

import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { BroadcastChannel, MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { ENDINGS, settle } from '../endings.ts';
import type { CommandLine } from './command-line.ts';
import v8Flags from './v8-flags.json' with { type: 'json' };
import type { WorkerData } from './worker.ts';

/** Megabytes of stack for the session's thread: enough for $RecursionLimit = 50000. */
const STACK_MB = 240;

export interface KernelThread {
  readonly worker: Worker;
  /** Lines for InputString and Input. */
  readonly lines: MessagePort;
}

/** Before the first thread is started. */
export function prepareProcess(): void {
  // Regular expressions that go back too often are run again by an engine of linear time; code that meets up to twelve
  // shapes of objects (there are eleven kinds of expressions) is compiled for all of them.
  for (const flag of v8Flags) setFlagsFromString(flag);
  // native libraries see the environment of the process, not that of the worker
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
}

/** `firstLine`: the number of the first input, of a session that goes on after another. */
export function startKernel(command: CommandLine, words: Int32Array, color: boolean, firstLine = 1): KernelThread {
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  const data: WorkerData = {
    command,
    words,
    color,
    errorIsTerminal: isatty(2),
    lines: port2,
    firstLine,
  };
  const worker = new Worker(new URL('./worker.cjs', import.meta.url), {
    workerData: data,
    transferList: [port2],
    resourceLimits: { stackSizeMb: STACK_MB },
    stdin: false,
  });
  return { worker, lines: port1 };
}

const threads: Int32Array[] = [];

/** Threads that are told of on the channel come to rest before what started them ends. */
export function settleThreads(): void {
  threads.splice(0).forEach(settle);
}

export function settleAtExit(): void {
  const endings = new BroadcastChannel(ENDINGS);
  endings.unref();
  endings.onmessage = (event) => threads.push((event as MessageEvent).data as Int32Array);
  process.on('exit', settleThreads);
}
