/** A page with the program for browsers, in Chromium: what the tests of the browser share. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { SessionReply, Shown } from '../../src/frontends/session/protocol.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CHROMIUM = '/usr/bin/chromium';
/** Why there is no browser; undefined if there is one. */
export const noBrowser = existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not installed (Debian package chromium)`;

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  html: 'text/html',
  css: 'text/css',
  wasm: 'application/wasm',
  json: 'application/json',
};
/** Where shared memory is allowed: aborts go through it. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** Where the files of a site lie: `place` gives the file for a path, undefined for none. */
export async function serve(
  place: (path: string) => string | undefined,
  isolated = true,
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://x').pathname);
    const file = place(path);
    if (file === undefined || !existsSync(file)) {
      response.writeHead(404);
      response.end();
      return;
    }
    const type = TYPES[file.split('.').at(-1)!] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, ...(isolated && ISOLATED) });
    response.end(readFileSync(file));
  });
  await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** The programs where the build leaves them, packages where npm has them. */
const built = (path: string): string | undefined => {
  if (path === '/') return `${root}test/frontends/empty.html`;
  if (path.startsWith('/packages/')) return `${root}node_modules/${path.slice('/packages/'.length)}`;
  return /^\/(?:models|stdlib)\//.test(path) ? root + path.slice(1) : `${root}dist${path}`;
};

/** WebGPU in software, where Chromium comes with it. */
const SOFTWARE_GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...SOFTWARE_GPU] });

export interface Evaluated {
  readonly values: readonly Shown[];
  readonly messages: readonly string[];
  readonly prints: readonly string[];
  /** How far it was, from 0 to 1. */
  readonly progress: readonly number[];
}

/** A worker with a session, driven from an empty page. */
export class BrowserSession {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #page: Page;
  private constructor(browser: Browser, server: Server, page: Page) {
    this.#browser = browser;
    this.#server = server;
    this.#page = page;
  }

  static async open(seed: number): Promise<BrowserSession> {
    const { server, url } = await serve(built);
    const browser = await launch();
    const page = await browser.newPage();
    await page.goto(url);
    await page.evaluate(start, seed);
    return new BrowserSession(browser, server, page);
  }

  /** Evaluates a text. `abortAfter`: milliseconds until the evaluation is asked to stop. */
  async evaluate(text: string, abortAfter?: number): Promise<Evaluated> {
    const replies: readonly SessionReply[] = await this.#page.evaluate(ask, { text, abortAfter });
    const texts = (...kinds: readonly string[]): string[] =>
      replies.flatMap((r) => (kinds.includes(r.kind) && 'text' in r ? [r.text] : []));
    const told = replies.flatMap((r) => (r.kind === 'progress' && r.data !== null ? [r.data] : []));
    return {
      values: replies.flatMap((r) => (r.kind === 'value' ? [r.shown] : [])),
      messages: texts('message', 'problem'),
      prints: texts('print').map((text) => text.replace(/\n$/, '')),
      progress: told.map((data) => (data as { readonly ProgressFraction: number }).ProgressFraction),
    };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }
}

// What runs in the page; types of the browser are not known here.
// biome-ignore lint/suspicious/noExplicitAny: the globals of a page
declare const window: any, Worker: any;

async function start(seed: number): Promise<void> {
  const worker = new Worker('browser.js');
  const abort = new SharedArrayBuffer(4);
  Object.assign(window, { worker, abort });
  await new Promise<void>((ok, fail) => {
    worker.onerror = (e: { message: string }) => fail(new Error(e.message));
    worker.onmessage = () => ok();
    worker.postMessage({ kind: 'start', abort, seed });
  });
}

async function ask({ text, abortAfter }: { text: string; abortAfter: number | undefined }): Promise<SessionReply[]> {
  const { worker, abort } = window;
  const replies: SessionReply[] = [];
  await new Promise<void>((ok) => {
    worker.onmessage = ({ data }: { data: SessionReply }) => {
      replies.push(data);
      if (data.kind === 'done' || data.kind === 'quit') ok();
    };
    worker.postMessage({ kind: 'evaluate', id: 1, text });
    if (abortAfter !== undefined) setTimeout(() => Atomics.store(new Int32Array(abort), 0, 1), abortAfter);
  });
  return replies;
}
