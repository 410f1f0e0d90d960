/** The client of --json, on the main thread: its requests wait in a queue, it can end one of them, and it may leave. */
import * as fs from 'node:fs';
import { sleep } from './files/sleep.ts';
import type { KernelThread } from './kernel-thread.ts';
import { forgetPresses, press } from './shared-words.ts';
import type { FromKernel, ToKernel } from './terminal/protocol.ts';

/** Milliseconds between two looks at whether a client that sends no more still listens. */
const LOOK_EVERY = 500;
/** Milliseconds that an evaluation has to end in when nobody waits for it any more. */
const ENDING = 2000;

interface Waiting {
  readonly line: string;
  /** As JSON, to be compared; undefined: the line is no request with an id. */
  readonly id: string | undefined;
}

export class JsonClient {
  readonly #thread: KernelThread;
  readonly #words: Int32Array;
  readonly #queue: Waiting[] = [];
  #running: Waiting | undefined;
  #rest = '';
  #ended = false;

  constructor(thread: KernelThread, words: Int32Array) {
    this.#thread = thread;
    this.#words = words;
    thread.worker.on('message', (m: FromKernel) => {
      if (m.kind === 'line') this.#write(`${m.text}\n`);
      else if (m.kind === 'exit') process.exit(m.code);
      else if (m.kind === 'ready') this.#next();
    });
  }

  /** Reads standard input as it comes. */
  listen(): void {
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', (data) => {
      const lines = (this.#rest + String(data)).split('\n');
      this.#rest = lines.pop()!;
      lines.forEach((line) => this.#line(line));
    });
    process.stdin.on('end', () => {
      this.#line(this.#rest);
      this.#ended = true;
      if (this.#running === undefined) process.exit(0);
      this.#watch();
    });
    process.stdin.on('error', () => this.#left());
  }

  #line(line: string): void {
    if (line.trim() === '') return;
    const request = requestOf(line);
    if (request !== undefined && 'abort' in request) this.#abort(request.abort);
    else {
      this.#queue.push({ line, id: request?.id === undefined ? undefined : JSON.stringify(request.id) });
      if (this.#running === undefined) this.#next();
    }
  }

  #next(): void {
    this.#running = this.#queue.shift();
    if (this.#running === undefined) {
      if (this.#ended) process.exit(0);
      return;
    }
    forgetPresses(this.#words);
    this.#thread.worker.postMessage({ kind: 'input', text: this.#running.line } satisfies ToKernel);
  }

  /** Ends the request with this id; one that waits is answered without being evaluated. */
  #abort(id: unknown): void {
    const key = JSON.stringify(id);
    const waits = this.#queue.findIndex((r) => r.id === key);
    const runs = this.#running?.id === key;
    if (runs) press(this.#words);
    else if (waits >= 0) {
      this.#queue.splice(waits, 1);
      this.#write(`${JSON.stringify({ id, error: 'aborted before it was evaluated' })}\n`);
    }
    this.#write(`${JSON.stringify({ abort: id, found: runs || waits >= 0 })}\n`);
  }

  /** Whole lines; a client that does not listen any more has left. */
  #write(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    for (let at = 0; at < bytes.length; ) {
      try {
        at += fs.writeSync(1, bytes, at);
      } catch (x) {
        if ((x as NodeJS.ErrnoException).code !== 'EAGAIN') {
          this.#left();
          return;
        }
        sleep(1);
      }
    }
  }

  /** A blank before an answer is no part of it, and tells whether anybody listens. */
  #watch(): void {
    const out = fs.fstatSync(1);
    if (!out.isFIFO() && !out.isSocket()) return;
    setInterval(() => {
      try {
        fs.writeSync(1, ' ');
      } catch (x) {
        if ((x as NodeJS.ErrnoException).code !== 'EAGAIN') this.#left();
      }
    }, LOOK_EVERY);
  }

  #left(): void {
    if (this.#running === undefined) process.exit(0);
    this.#queue.length = 0;
    press(this.#words);
    this.#ended = true;
    setTimeout(() => process.exit(0), ENDING);
  }
}

function requestOf(line: string): { readonly id?: unknown; readonly abort?: unknown } | undefined {
  try {
    const data: unknown = JSON.parse(line);
    return typeof data === 'object' && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}
