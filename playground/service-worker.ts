/**
 * Keeps the site for times without a network, and adds the headers under which a page may share memory with its worker,
 * whatever server gives the files out.
 */

/** Put in by the build: changes with any file of the site; and the files that every visit needs. */
declare const VERSION: string;
declare const FILES: readonly string[];

interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(r: Promise<Response>): void;
}
interface LifeEvent extends Event {
  waitUntil(p: Promise<unknown>): void;
}
const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', f: (e: LifeEvent) => void): void;
  addEventListener(type: 'fetch', f: (e: FetchEvent) => void): void;
};

worker.addEventListener('install', (e) =>
  e.waitUntil(
    caches
      .open(VERSION)
      .then((cache) => cache.addAll([...FILES]))
      .then(() => worker.skipWaiting()),
  ),
);

worker.addEventListener('activate', (e) =>
  e.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n !== VERSION).map((n) => caches.delete(n))))
      .then(() => worker.clients.claim()),
  ),
);

function isolated(r: Response): Response {
  const headers = new Headers(r.headers);
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-embedder-policy', 'require-corp');
  return new Response(r.body, { status: r.status, statusText: r.statusText, headers });
}

/** Fonts and models are kept when they have been asked for once. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(VERSION);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept !== undefined) return isolated(kept);
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return isolated(response);
}

worker.addEventListener('fetch', (e) => {
  const { request } = e;
  if (request.method === 'GET' && new URL(request.url).origin === location.origin) e.respondWith(answer(request));
});
