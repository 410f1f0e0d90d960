/** A client of the language server that speaks its protocol over pipes. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../../dist/repl.js', import.meta.url));

export interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly severity: number;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}
interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export class Client {
  readonly process: ChildProcessWithoutNullStreams;
  readonly exit: Promise<number | null>;
  /** What the server has written beside its answers. */
  errors = '';
  #buffer = Buffer.alloc(0);
  #id = 0;
  #version = 1;
  readonly #answers = new Map<number, (m: Message) => void>();
  readonly #published: Published[] = [];
  #waiting: (() => void) | undefined;

  constructor(words: readonly string[] = ['lsp', '--stdio']) {
    this.process = spawn(process.execPath, [command, ...words]);
    this.exit = new Promise((done) => this.process.on('exit', done));
    this.process.stdout.on('data', (data: Buffer) => this.#take(data));
    this.process.stderr.on('data', (data: Buffer) => (this.errors += data.toString()));
    this.process.stdin.on('error', () => {});
  }

  #take(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('ascii', 0, head))![1]);
      if (this.#buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.#buffer.toString('utf8', head + 4, head + 4 + length)) as Message;
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      if (message.method === 'textDocument/publishDiagnostics') {
        this.#published.push(message.params as Published);
        this.#waiting?.();
      } else if (message.method === undefined) this.#answers.get(message.id!)?.(message);
    }
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }
  notify(method: string, params: object): void {
    this.#send({ method, params });
  }
  /** The result; an error of the server is thrown. */
  async request<T>(method: string, params: object): Promise<T> {
    const id = ++this.#id;
    const answer = new Promise<Message>((done) => this.#answers.set(id, done));
    this.#send({ id, method, params });
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(error.message);
    return result as T;
  }

  async initialize(folder?: string): Promise<void> {
    const uri = folder === undefined ? undefined : `file://${folder}`;
    await this.request('initialize', {
      processId: process.pid,
      rootUri: uri ?? null,
      workspaceFolders: uri === undefined ? null : [{ uri, name: 'test' }],
      capabilities: {},
    });
    this.notify('initialized', {});
  }

  /** Opens a text; gives its diagnostics. */
  async open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    this.#version = 1;
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'wolfram', version: 1, text } });
    return this.diagnostics(uri, 1);
  }
  /** Replaces a stretch of a line; gives the diagnostics of what comes of it. */
  async change(uri: string, line: number, from: number, to: number, text: string): Promise<readonly Diagnostic[]> {
    const version = ++this.#version;
    const range = { start: { line, character: from }, end: { line, character: to } };
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] });
    return this.diagnostics(uri, version);
  }
  async diagnostics(uri: string, version: number): Promise<readonly Diagnostic[]> {
    for (;;) {
      const found = this.#published.find((p) => p.uri === uri && p.version === version);
      if (found !== undefined) return found.diagnostics;
      await new Promise<void>((done) => {
        this.#waiting = done;
      });
    }
  }
  /** What is asked of a place in a text. */
  at<T>(method: string, uri: string, line: number, character: number, more: object = {}): Promise<T> {
    return this.request(`textDocument/${method}`, { textDocument: { uri }, position: { line, character }, ...more });
  }
  of<T>(method: string, uri: string, more: object = {}): Promise<T> {
    return this.request(`textDocument/${method}`, { textDocument: { uri }, ...more });
  }

  async close(): Promise<number | null> {
    await this.request('shutdown', {});
    this.notify('exit', {});
    return this.exit;
  }
}
