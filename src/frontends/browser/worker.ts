/** The program of dist/browser.js: one session in a web worker. The page sends requests (session/protocol.ts) and shows what comes back. */
import { browserHost } from '../../host/browser/browser-host.ts';
import { fetchNow, scope } from '../../host/browser/worker-scope.ts';
import { useHost } from '../../host/host.ts';
import { Interpreter } from '../session/interpreter.ts';
import type { SessionReply, SessionRequest } from '../session/protocol.ts';
import { SessionServer } from '../session/server.ts';
import { pageIO } from './page-io.ts';

useHost(browserHost);

const reply = (r: SessionReply, handed: readonly ArrayBuffer[] = []): void => scope.postMessage(r, handed);

/** Milliseconds between two looks whether an address is still there: each takes one or two. */
const LOOK_MS = 100;
/** What the page takes away to stop the present evaluation, and when it was last there. */
let address: string | undefined;
let lookedAt = 0;
function isTakenAway(): boolean {
  const now = performance.now();
  if (address === undefined || now - lookedAt < LOOK_MS) return false;
  lookedAt = now;
  if (fetchNow(address) !== undefined) return false;
  address = undefined;
  return true;
}

/** Was the present evaluation ended by the page? */
let stopped = false;

function start({ abort, seed }: SessionRequest & { readonly kind: 'start' }): SessionServer {
  const word = abort && new Int32Array(abort);
  const abortRequested = (): boolean => {
    const asked =
      word === undefined ? isTakenAway() : Atomics.load(word, 0) !== 0 && Atomics.exchange(word, 0, 0) !== 0;
    stopped ||= asked;
    return asked;
  };
  return new SessionServer({
    make: ({ showMessage, ...output }) => new Interpreter({ io: pageIO(output), seed, abortRequested, showMessage }),
    reply,
    stopped: () => stopped,
    rich: false,
  });
}

let server: SessionServer | undefined;
scope.onmessage = ({ data }) => {
  const request = data as SessionRequest;
  if (request.kind === 'start') {
    server = start(request);
    reply({ kind: 'ready' });
    return;
  }
  stopped = false;
  if (request.kind === 'evaluate') {
    ({ address } = request);
    lookedAt = performance.now();
  }
  try {
    server?.serve(request);
  } finally {
    // The page takes it away when it hears of the end: no question that follows is meant.
    address = undefined;
  }
};
