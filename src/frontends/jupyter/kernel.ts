/** The kernel of Jupyter: its five sockets, and an answer to each request (jupyter-client.readthedocs.io, "Messaging in Jupyter"). */
import { writeFully } from '../node-io.ts';
import type { ServedClient } from '../served-client.ts';
import { version } from '../version.ts';
import type { Connection } from './connection.ts';
import { Execution, readRequest } from './execution.ts';
import { InputHistory } from './history.ts';
import { type Content, type Header, type Message, PROTOCOL, Signer } from './messages.ts';
import { toCharacters, toUnits } from './texts.ts';
import { type Peer, ZmtpSocket } from './zmtp.ts';

interface Job extends Message {
  readonly peer: Peer;
  readonly socket: ZmtpSocket;
}

/** Where clients may close a comm that nobody here has opened. */
const words = (c: Content, key: string): string => (typeof c[key] === 'string' ? c[key] : '');

export class Kernel {
  readonly #connection: Connection;
  readonly #client: ServedClient;
  readonly #signer: Signer;
  readonly #shell: ZmtpSocket;
  readonly #control: ZmtpSocket;
  readonly #stdin: ZmtpSocket;
  readonly #iopub: ZmtpSocket;
  readonly #heartbeat: ZmtpSocket;
  readonly #history = new InputHistory();
  /** Requests on the shell are answered one after another. */
  readonly #queue: Job[] = [];
  #pumping = false;
  /** The number of the next input. */
  #line = 1;
  /** Who is asked for a line. */
  #typist: Peer | undefined;
  readonly #complaints = new Set<string>();

  constructor(connection: Connection, client: ServedClient) {
    this.#connection = connection;
    this.#client = client;
    this.#signer = new Signer(connection.key, connection.scheme);
    const complain = (what: string): void => this.#complain(what);
    const socket = (take: (job: Job) => void): ZmtpSocket => {
      const made: ZmtpSocket = new ZmtpSocket('ROUTER', {
        complain,
        received: (peer, frames) => {
          const message = this.#signer.unpack(frames);
          if (typeof message === 'string') complain(message);
          else take({ ...message, peer, socket: made });
        },
        left: (peer) => {
          if (peer === this.#typist) this.#typed(undefined);
        },
      });
      return made;
    };
    this.#shell = socket((job) => {
      this.#queue.push(job);
      void this.#pump();
    });
    this.#control = socket((job) => void this.#answer(job));
    this.#stdin = socket((job) => {
      if (job.header.msg_type === 'input_reply') this.#typed(words(job.content, 'value'));
    });
    this.#iopub = new ZmtpSocket('PUB', { complain });
    this.#heartbeat = new ZmtpSocket('REP', { complain });
  }

  /** Rejects where a port is taken. */
  async open(): Promise<void> {
    const { address, ports } = this.#connection;
    await this.#shell.bind(address(ports.shell));
    await this.#control.bind(address(ports.control));
    await this.#stdin.bind(address(ports.stdin));
    await this.#iopub.bind(address(ports.iopub));
    await this.#heartbeat.bind(address(ports.hb));
    await this.#publish('status', undefined, { execution_state: 'starting' });
  }

  /** What is under way is sent first; who does not take it is not waited for. */
  async close(): Promise<void> {
    const sockets = [this.#shell, this.#control, this.#stdin, this.#iopub, this.#heartbeat];
    const patience = new Promise((done) => setTimeout(done, 500));
    await Promise.race([Promise.all(sockets.map((s) => s.close())), patience]);
  }

  interrupt(): void {
    this.#client.interrupt();
  }

  /** The session has ended in the midst of a cell. */
  async ended(reason: string): Promise<void> {
    const { header } = this.#running ?? {};
    const failure = { ename: 'Quit', evalue: reason, traceback: [reason] };
    if (header === undefined || this.#running === undefined) return;
    await this.#publish('error', header, failure);
    await this.#reply(this.#running, { status: 'error', execution_count: this.#line, ...failure });
    await this.#publish('status', header, { execution_state: 'idle' });
  }
  #running: Job | undefined;

  /** Each complaint once: whoever sends broken messages sends many. */
  #complain(what: string): void {
    if (this.#complaints.has(what)) return;
    this.#complaints.add(what);
    writeFully(2, `scheelite jupyter: ${what} was left out\n`);
  }

  #publish(type: string, parent: Header | undefined, content: object): Promise<void> {
    return this.#iopub.publish(this.#signer.pack(type, parent, content, [Buffer.from(type)]));
  }
  #reply(job: Job, content: object): Promise<void> {
    const type = job.header.msg_type.replace(/_request$/, '_reply');
    return job.peer.send(this.#signer.pack(type, job.header, content, job.route));
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
      const failed = await this.#answer(job);
      if (failed && job.content.stop_on_error !== false) await this.#drain();
    }
    this.#pumping = false;
  }

  /** After an error the cells that wait are not evaluated. */
  async #drain(): Promise<void> {
    // Those that have come by now count as waiting.
    await new Promise((done) => setImmediate(done));
    const waiting = this.#queue.filter((job) => job.header.msg_type === 'execute_request');
    this.#queue.splice(0, this.#queue.length, ...this.#queue.filter((job) => !waiting.includes(job)));
    for (const job of waiting) {
      await this.#publish('status', job.header, { execution_state: 'busy' });
      await this.#reply(job, { status: 'aborted', execution_count: this.#line - 1 });
      await this.#publish('status', job.header, { execution_state: 'idle' });
    }
  }

  /** True where the reply tells of an error. */
  async #answer(job: Job): Promise<boolean> {
    const { header, content } = job;
    const handler = Object.hasOwn(this.#handlers, header.msg_type) ? this.#handlers[header.msg_type] : undefined;
    void this.#publish('status', header, { execution_state: 'busy' });
    const reply = await handler?.(content, job);
    if (reply !== undefined) void this.#reply(job, reply);
    await this.#publish('status', header, { execution_state: 'idle' });
    return (reply as Content | undefined)?.status === 'error';
  }

  /** One request a line; undefined: there is no reply to it. */
  readonly #handlers: Readonly<
    Record<string, (c: Content, job: Job) => Promise<object | undefined> | object | undefined>
  > = {
    kernel_info_request: () => kernelInfo(),
    execute_request: (c, job) => this.#execute(c, job),
    complete_request: async (c) => {
      const text = words(c, 'code');
      const cursor = toUnits(text, Number(c.cursor_pos ?? text.length));
      const { from, to, candidates } = await this.#client.ask({ kind: 'complete', text, cursor });
      return {
        status: 'ok',
        matches: candidates.map((x) => x.text),
        cursor_start: toCharacters(text, from),
        cursor_end: toCharacters(text, to),
        metadata: {},
      };
    },
    inspect_request: async (c) => {
      const text = words(c, 'code');
      const cursor = toUnits(text, Number(c.cursor_pos ?? text.length));
      const found = await this.#client.ask({ kind: 'inspect', text, cursor, whole: c.detail_level === 1 });
      return {
        status: 'ok',
        found: found !== undefined,
        data: found === undefined ? {} : { 'text/plain': found },
        metadata: {},
      };
    },
    is_complete_request: async (c) => {
      const status = await this.#client.ask({ kind: 'complete?', text: words(c, 'code') });
      return { status, ...(status === 'incomplete' && { indent: '  ' }) };
    },
    history_request: (c) => this.#history.reply(c),
    // Widgets have no place here: who opens one is told so, and what follows is heard and does nothing.
    comm_info_request: () => ({ status: 'ok', comms: {} }),
    comm_open: async (c, job) => {
      await this.#publish('comm_close', job.header, { comm_id: words(c, 'comm_id'), data: {} });
      return undefined;
    },
    interrupt_request: () => {
      this.interrupt();
      return { status: 'ok' };
    },
    shutdown_request: (c) => {
      // Behind the reply.
      setImmediate(() => void this.close().then(() => process.exit(0)));
      return { status: 'ok', restart: c.restart === true };
    },
  };

  async #execute(c: Content, job: Job): Promise<object> {
    const listeners = {
      publish: (type: string, content: object) => this.#publish(type, job.header, content),
      askLine: (prompt: string) => this.#askLine(prompt, job),
    };
    this.#running = job;
    const execution = new Execution(this.#client, listeners, this.#history, readRequest(c), this.#line);
    const { reply, next } = await execution.run();
    this.#line = next;
    this.#running = undefined;
    this.#typist = undefined;
    return reply;
  }

  #askLine(prompt: string, job: Job): boolean {
    const { peers } = this.#stdin;
    const typist =
      [...peers].find((p) => p.identity === job.peer.identity) ?? (peers.size === 1 ? [...peers][0] : undefined);
    if (job.content.allow_stdin !== true || typist === undefined) return false;
    this.#typist = typist;
    const content = { prompt, password: false };
    void typist.send(this.#signer.pack('input_request', job.header, content, job.route));
    return true;
  }
  #typed(line: string | undefined): void {
    if (this.#typist === undefined) return;
    this.#typist = undefined;
    this.#client.line(line);
  }
}

const kernelInfo = (): object => ({
  status: 'ok',
  protocol_version: PROTOCOL,
  implementation: 'scheelite',
  implementation_version: version(),
  language_info: {
    name: 'wolfram',
    version: version(),
    mimetype: 'application/vnd.wolfram.wl',
    file_extension: '.wl',
    pygments_lexer: 'wolfram',
    codemirror_mode: 'mathematica',
  },
  banner: `Scheelite ${version()}: a Wolfram-style language with trainable neural nets`,
  help_links: [],
  supported_features: [],
});
