/** The program in a thread of a page (page-threads.ts), with packages that are part of its file. */
import type { Host, OwnThread } from '../host.ts';
import { browserHost } from './browser-host.ts';
import { fail, send } from './mailbox.ts';
import type { ThreadStart } from './threads.ts';
import { scope } from './worker-scope.ts';

function ownThread({ data, port, box }: ThreadStart): OwnThread {
  return {
    data,
    post: (message) => send(box, message),
    onMessage(f) {
      port.onmessage = (e) => f(e.data);
    },
    onFailure(f) {
      scope.addEventListener('error', (e) => f(e.message));
      scope.addEventListener('unhandledrejection', (e) => f(e.reason));
    },
    // Nothing runs when the page cuts it off.
    onEnd() {},
    end() {
      fail(box);
      scope.close();
    },
  };
}

/** The host, once the page has said what the thread begins with. */
export async function threadHost(packages: Readonly<Record<string, unknown>>): Promise<Host> {
  const start = await new Promise<ThreadStart>((begun) => {
    scope.onmessage = (e) => begun(e.data as ThreadStart);
  });
  const own = ownThread(start);
  return {
    ...browserHost,
    packages: {
      ...browserHost.packages,
      load: (name) => packages[name],
      // What the package webgpu is elsewhere the browser has in itself.
      import: async () => ({ create: () => scope.navigator.gpu, globals: {} }),
    },
    threads: { ...browserHost.threads!, own: () => own },
  };
}
