/** Other threads for the worker of a page. The page starts them, since a worker that evaluates cannot (page-threads.ts). */
import type { HostThreads } from '../host.ts';
import { hasFailed, mailbox, receive } from './mailbox.ts';
import { type Port, scope } from './worker-scope.ts';

/** What a thread begins with: it hears by the port and answers through the memory. */
export interface ThreadStart {
  readonly data: unknown;
  readonly port: Port;
  readonly box: SharedArrayBuffer;
}

/** To the page. */
export type ThreadRequest =
  | { readonly kind: 'thread'; readonly thread: number; readonly file: string; readonly start: ThreadStart }
  | { readonly kind: 'end-thread'; readonly thread: number };

const ask = (request: ThreadRequest, handed: readonly object[] = []): void => scope.postMessage(request, handed);
let started = 0;

export const pageThreads: HostThreads = {
  start(program, data, failed) {
    if (!scope.crossOriginIsolated)
      throw new Error('Threads need a page that shares memory with them: this one does from its second visit on.');
    const { port1, port2 } = new scope.MessageChannel();
    const box = mailbox();
    const thread = ++started;
    ask({ kind: 'thread', thread, file: `browser-${program}.js`, start: { data, port: port2, box } }, [port2]);
    return {
      post: (message, handed = []) => port1.postMessage(message, handed),
      receive() {
        if (hasFailed(box)) failed('its program cannot be fetched, or has ended');
        return receive(box);
      },
      close: () => port1.close(),
      terminate: () => ask({ kind: 'end-thread', thread }),
    };
  },
  own() {
    throw new Error('This is the thread that starts others.');
  },
  // The page ends all threads with the session.
  atEnd() {},
};
