/** A client of Jupyter's protocol, small and on its own: what front ends send to a kernel and hear of it, over real sockets. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const command = fileURLToPath(new URL('../../../dist/repl.js', import.meta.url));
const KEY = 'a key for tests';

/** Ports that were free a moment ago. */
async function freePorts(n: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: n }, async () => {
      const server = createServer();
      await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok));
      return server;
    }),
  );
  const ports = servers.map((s) => (s.address() as AddressInfo).port);
  await Promise.all(servers.map((s) => new Promise((ok) => s.close(ok))));
  return ports;
}

const greeting = (): Buffer => {
  const g = Buffer.alloc(64);
  g[0] = 0xff;
  g[8] = 1;
  g[9] = 0x7f;
  g[10] = 3;
  g.write('NULL', 12);
  return g;
};

export function zmtpFrame(body: Buffer, flags = 0): Buffer {
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body]);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(body.length));
  return Buffer.concat([Buffer.from([flags | 2]), size, body]);
}

/** The command READY of a socket of this type. */
export const handshake = (type: string, identity = ''): Buffer => {
  const property = (name: string, value: string): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(value.length);
    return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), size, Buffer.from(value)]);
  };
  return zmtpFrame(
    Buffer.concat([Buffer.from('\x05READY'), property('Socket-Type', type), property('Identity', identity)]),
    4,
  );
};

const framed = (frames: readonly Buffer[]): Buffer =>
  Buffer.concat(frames.map((f, i) => zmtpFrame(f, i < frames.length - 1 ? 1 : 0)));

/** One connection; frames that come are put together to messages. */
class Connection {
  readonly socket: Socket;
  #bytes = Buffer.alloc(0);
  #greeted = false;
  #open!: () => void;
  readonly opened = new Promise<void>((ok) => (this.#open = ok));
  #frames: Buffer[] = [];
  readonly #take: (frames: Buffer[]) => void;

  constructor(port: number, type: string, identity: string, take: (frames: Buffer[]) => void) {
    this.#take = take;
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => {});
    this.socket.write(Buffer.concat([greeting(), handshake(type, identity)]));
    this.socket.on('data', (d) => {
      this.#bytes = Buffer.concat([this.#bytes, d]);
      while (this.#step());
    });
  }
  #step(): boolean {
    const b = this.#bytes;
    if (!this.#greeted) {
      if (b.length < 64) return false;
      this.#greeted = true;
      this.#bytes = b.subarray(64);
      return true;
    }
    const long = ((b[0] ?? 0) & 2) !== 0;
    const head = long ? 9 : 2;
    if (b.length < head) return false;
    const size = long ? Number(b.readBigUInt64BE(1)) : b[1]!;
    if (b.length < head + size) return false;
    const body = b.subarray(head, head + size);
    const flags = b[0]!;
    this.#bytes = b.subarray(head + size);
    if ((flags & 4) !== 0) {
      this.#open();
      return true;
    }
    this.#frames.push(body);
    if ((flags & 1) === 0) this.#take(this.#frames.splice(0));
    return true;
  }
  send(frames: readonly Buffer[]): void {
    this.socket.write(framed(frames));
  }
}

// biome-ignore lint/suspicious/noExplicitAny: contents are read by tests, which know them
export type Content = any;
export interface Heard {
  readonly channel: string;
  readonly type: string;
  readonly parent: string | undefined;
  readonly content: Content;
}

/** What came of one cell: the reply, and what all who listen have heard of it. */
export interface Executed {
  readonly reply: Content;
  readonly heard: readonly Heard[];
  of(type: string): Content[];
  /** What was printed. */
  readonly printed: string;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((ok) => setTimeout(ok, milliseconds));

export class KernelClient {
  readonly process: ChildProcess;
  readonly ports: Readonly<Record<string, number>>;
  readonly #folder: string;
  readonly #connections = new Map<string, Connection>();
  readonly #heard: Heard[] = [];
  #waiting: (() => void)[] = [];
  errors = '';

  private constructor(process: ChildProcess, ports: Readonly<Record<string, number>>, folder: string) {
    this.process = process;
    this.ports = ports;
    this.#folder = folder;
    process.stderr?.on('data', (d) => (this.errors += String(d)));
  }

  static async start(
    options: readonly string[] = ['--noinit'],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<KernelClient> {
    const folder = mkdtempSync(join(tmpdir(), 'scheelite-jupyter-'));
    const [shell, iopub, stdin, control, hb] = (await freePorts(5)) as [number, number, number, number, number];
    const ports = { shell, iopub, stdin, control, hb };
    const file = join(folder, 'connection.json');
    const named = Object.fromEntries(Object.entries(ports).map(([name, port]) => [`${name}_port`, port]));
    const content = { ...named, ip: '127.0.0.1', transport: 'tcp', key: KEY, signature_scheme: 'hmac-sha256' };
    writeFileSync(file, JSON.stringify(content));
    const child = spawn(process.execPath, [command, 'jupyter', 'kernel', file, ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, JPY_PARENT_PID: '', ...environment },
    });
    const client = new KernelClient(child, ports, folder);
    await client.connect();
    return client;
  }

  async connect(): Promise<void> {
    const identity = randomUUID();
    for (const [name, type] of Object.entries({
      shell: 'DEALER',
      control: 'DEALER',
      stdin: 'DEALER',
      iopub: 'SUB',
      hb: 'REQ',
    })) {
      for (;;) {
        const c = new Connection(this.ports[name]!, type, identity, (frames) => this.#took(name, frames));
        const open = await Promise.race([
          c.opened.then(() => true),
          new Promise<boolean>((no) => c.socket.on('close', () => no(false))),
        ]);
        if (!open) {
          if (this.process.exitCode !== null) throw new Error(`the kernel has ended: ${this.errors}`);
          await sleep(50);
          continue;
        }
        if (name === 'iopub') c.send([Buffer.from([1])]);
        this.#connections.set(name, c);
        break;
      }
    }
    // When the kernel has the subscription, an answer to a request on the control channel comes with its status.
    for (;;) {
      const id = this.send('kernel_info_request', {}, 'control');
      await this.until((h) => h.parent === id && h.channel === 'control');
      if (this.#heard.some((h) => h.parent === id && h.channel === 'iopub')) break;
      await sleep(20);
    }
  }

  #took(channel: string, frames: Buffer[]): void {
    if (channel === 'hb') {
      this.#heard.push({ channel, type: frames.at(-1)!.toString(), parent: undefined, content: {} });
    } else {
      const at = frames.findIndex((f) => f.toString('latin1') === '<IDS|MSG>');
      const [signature, ...parts] = frames.slice(at + 1) as [Buffer, ...Buffer[]];
      if (signature.toString() !== sign(parts.slice(0, 4))) throw new Error('the kernel has signed wrongly');
      const [header, parent, , content] = parts.slice(0, 4).map((p) => JSON.parse(p.toString()));
      this.#heard.push({ channel, type: header.msg_type, parent: parent.msg_id, content });
    }
    for (const w of this.#waiting.splice(0)) w();
  }

  /** The first message, of all that have come and will come, that is wanted. */
  async until(wanted: (h: Heard) => boolean): Promise<Heard> {
    for (;;) {
      const found = this.#heard.find(wanted);
      if (found !== undefined) return found;
      await new Promise<void>((ok) => this.#waiting.push(ok));
    }
  }
  heardOf(id: string): Heard[] {
    return this.#heard.filter((h) => h.parent === id);
  }

  /** Sends as it is. */
  raw(frames: readonly Buffer[], channel = 'shell'): void {
    this.#connections.get(channel)!.send(frames);
  }
  socket(channel: string): Socket {
    return this.#connections.get(channel)!.socket;
  }
  send(type: string, content: object, channel = 'shell', key = KEY): string {
    const { id, frames } = this.#signed(type, content, key);
    this.raw(frames, channel);
    return id;
  }
  /** A message as the bytes that are sent. */
  packed(type: string, content: object): { readonly id: string; readonly bytes: Buffer } {
    const { id, frames } = this.#signed(type, content, KEY);
    return { id, bytes: framed(frames) };
  }
  #signed(type: string, content: object, key: string): { readonly id: string; readonly frames: readonly Buffer[] } {
    const id = randomUUID();
    const header = { msg_id: id, session: 'tests', username: 'tests', date: '', msg_type: type, version: '5.3' };
    const parts = [header, {}, {}, content].map((x) => Buffer.from(JSON.stringify(x)));
    const signature = key === '' ? '' : sign(parts, key);
    return { id, frames: [Buffer.from('<IDS|MSG>'), Buffer.from(signature), ...parts] };
  }
  /** A request and the content of its reply. */
  async ask(type: string, content: object, channel = 'shell'): Promise<Content> {
    const id = this.send(type, content, channel);
    return (await this.until((h) => h.parent === id && h.channel === channel)).content;
  }

  async done(id: string): Promise<Executed> {
    const reply = await this.until((h) => h.parent === id && h.channel === 'shell');
    await this.until((h) => h.parent === id && h.channel === 'iopub' && h.content.execution_state === 'idle');
    const heard = this.heardOf(id).filter((h) => h.channel === 'iopub');
    const of = (type: string): Content[] => heard.flatMap((h) => (h.type === type ? [h.content] : []));
    const printed = of('stream')
      .flatMap((s) => (s.name === 'stdout' ? [s.text] : []))
      .join('');
    return { reply: reply.content, heard, of, printed };
  }
  execute(code: string, more: object = {}): Promise<Executed> {
    return this.done(this.send('execute_request', { code, silent: false, allow_stdin: false, ...more }));
  }
  /** The texts of the values that are shown. */
  async values(code: string): Promise<string[]> {
    return (await this.execute(code)).of('execute_result').map((c) => c.data['text/plain']);
  }

  /** The exit code; waits for the end. */
  ended(): Promise<number | null> {
    if (this.process.exitCode !== null) return Promise.resolve(this.process.exitCode);
    return new Promise((ok) => this.process.once('exit', (code) => ok(code)));
  }
  async stop(): Promise<number | null> {
    this.send('shutdown_request', { restart: false }, 'control');
    const code = await this.ended();
    for (const c of this.#connections.values()) c.socket.destroy();
    rmSync(this.#folder, { recursive: true, force: true });
    return code;
  }
}

function sign(parts: readonly Buffer[], key = KEY): string {
  const hmac = createHmac('sha256', key);
  for (const p of parts) hmac.update(p);
  return hmac.digest('hex');
}
