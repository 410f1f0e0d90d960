/** The threads that the worker of the session asks the page for. */
import { fail } from '../src/host/browser/mailbox.ts';
import type { ThreadRequest } from '../src/host/browser/threads.ts';

/** Listens to the worker; gives what ends all threads that it has asked for. */
export function keepThreads(worker: Worker): () => void {
  const threads = new Map<number, Worker>();
  worker.addEventListener('message', ({ data }: MessageEvent<ThreadRequest>) => {
    if (data.kind === 'end-thread') {
      threads.get(data.thread)?.terminate();
      threads.delete(data.thread);
    } else if (data.kind === 'thread') {
      const { file, start } = data;
      const thread = new Worker(file, { type: 'module' });
      thread.onerror = () => fail(start.box);
      thread.postMessage(start, [start.port as MessagePort]);
      threads.set(data.thread, thread);
    }
  });
  return () => {
    for (const t of threads.values()) t.terminate();
    threads.clear();
  };
}
