/** One cell that is evaluated: what the session says goes to those who listen, and into the reply. */
import { randomUUID } from 'node:crypto';
import { progressBundle, valueBundle } from '../bundles.ts';
import type { News, ServedClient } from '../served-client.ts';
import type { Ended } from '../session/protocol.ts';
import { type Failure, problemFailure, STOPPED } from './failures.ts';
import type { InputHistory } from './history.ts';
import type { Content } from './messages.ts';

export interface Listeners {
  /** To all who listen; kept when they have it. */
  publish(type: string, content: object): Promise<void>;
  /** Asks the client for a line; false: there is nobody who types. */
  askLine(prompt: string): boolean;
}

interface Request {
  readonly code: string;
  /** Nothing is shown. */
  readonly silent: boolean;
  /** With a number, and remembered. */
  readonly stored: boolean;
  readonly expressions: Readonly<Record<string, string>>;
}

export function readRequest(c: Content): Request {
  const silent = c.silent === true;
  const given = typeof c.user_expressions === 'object' && c.user_expressions !== null ? c.user_expressions : {};
  const expressions = Object.entries(given).filter((e): e is [string, string] => typeof e[1] === 'string');
  return {
    code: typeof c.code === 'string' ? c.code : '',
    silent,
    stored: !silent && c.store_history !== false,
    expressions: Object.fromEntries(expressions),
  };
}

export class Execution {
  readonly #client: ServedClient;
  readonly #listeners: Listeners;
  readonly #history: InputHistory;
  readonly #request: Request;
  /** The number of its first input. */
  readonly #line: number;
  #failure: Failure | undefined;
  /** The display that is drawn over, and whether it vanishes at the end. */
  #display: { readonly id: string; readonly temporary: boolean } | undefined;

  constructor(client: ServedClient, listeners: Listeners, history: InputHistory, request: Request, line: number) {
    this.#client = client;
    this.#listeners = listeners;
    this.#history = history;
    this.#request = request;
    this.#line = line;
  }

  /** The content of the reply, and the number of the next input. */
  async run(): Promise<{ readonly reply: Content; readonly next: number }> {
    const { code, silent, stored, expressions } = this.#request;
    if (!silent) void this.#publish('execute_input', { code, execution_count: this.#line });
    if (stored) this.#history.add(this.#line, code);
    const ended = await this.#client.evaluate(code, (news) => this.#hear(news), !stored);
    this.#clear();
    if (ended.stopped) this.#fail(STOPPED);
    const count = ended.line ?? this.#line - 1;
    const next = ended.line === undefined ? this.#line : ended.line + 1;
    if (this.#failure !== undefined)
      return { reply: { status: 'error', execution_count: count, ...this.#failure }, next };
    const values = await this.#values(expressions);
    return { reply: { status: 'ok', execution_count: count, payload: [], user_expressions: values }, next };
  }

  async #publish(type: string, content: object): Promise<void> {
    if (!this.#request.silent) await this.#listeners.publish(type, content);
  }

  #hear(news: News): void | Promise<void> {
    switch (news.kind) {
      case 'print':
        return this.#publish('stream', { name: 'stdout', text: news.text });
      case 'message':
        return this.#publish('stream', { name: 'stderr', text: `${news.text}\n` });
      case 'problem':
        if (this.#failure === undefined) this.#fail(problemFailure(news.tag, news.text));
        else void this.#publish('stream', { name: 'stderr', text: `${news.text}\n` });
        return undefined;
      case 'value': {
        if (news.line !== undefined) this.#history.show(news.shown.text);
        return this.#publish('execute_result', {
          execution_count: news.line ?? this.#line,
          ...valueBundle(news.shown),
        });
      }
      case 'progress':
        return this.#draw(news);
      case 'read':
        if (!this.#listeners.askLine(news.prompt)) this.#client.line(undefined);
        return undefined;
    }
  }

  #fail(failure: Failure): void {
    if (this.#failure === undefined) void this.#publish('error', failure);
    this.#failure ??= failure;
  }

  /** The first telling makes a display, those that follow change it. */
  #draw(told: Extract<News, { readonly kind: 'progress' }>): Promise<void> {
    const first = this.#display === undefined;
    this.#display ??= { id: randomUUID(), temporary: told.data === null };
    const content = { ...progressBundle(told), transient: { display_id: this.#display.id } };
    if (told.done) this.#display = undefined;
    return this.#publish(first ? 'display_data' : 'update_display_data', content);
  }

  /** What PrintTemporary has shown goes. */
  #clear(): void {
    const { id, temporary } = this.#display ?? {};
    if (id === undefined || temporary !== true) return;
    void this.#publish('update_display_data', {
      data: { 'text/plain': '' },
      metadata: {},
      transient: { display_id: id },
    });
  }

  async #values(expressions: Readonly<Record<string, string>>): Promise<Readonly<Record<string, object>>> {
    const values: Record<string, object> = {};
    for (const [name, code] of Object.entries(expressions)) values[name] = await this.#value(code);
    return values;
  }

  async #value(code: string): Promise<object> {
    let value: object | undefined;
    let failure: Failure | undefined;
    const ended: Ended = await this.#client.evaluate(
      code,
      (news) => {
        if (news.kind === 'value') value = valueBundle(news.shown);
        else if (news.kind === 'problem') failure ??= problemFailure(news.tag, news.text);
        else if (news.kind === 'read') this.#client.line(undefined);
      },
      true,
    );
    if (ended.stopped) failure ??= STOPPED;
    return failure === undefined
      ? { status: 'ok', ...(value ?? { data: { 'text/plain': 'Null' }, metadata: {} }) }
      : { status: 'error', ...failure };
  }
}
