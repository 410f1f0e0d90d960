/**
 * Messages over streams as ZeroMQ sends them: ZMTP 3.0 with the mechanism NULL (rfc.zeromq.org/spec/23). Only what a kernel binds: sockets of
 * the types ROUTER, PUB and REP. The minor version is 0, so that subscriptions come as messages.
 */
import { createServer, type Server, type Socket } from 'node:net';

export type SocketType = 'ROUTER' | 'PUB' | 'REP';

/** Which sockets may talk to one of a type. */
const partners: Readonly<Record<SocketType, readonly string[]>> = {
  ROUTER: ['DEALER', 'REQ', 'ROUTER'],
  PUB: ['SUB', 'XSUB'],
  REP: ['REQ', 'DEALER'],
};

const SIGNATURE_SIZE = 10;
const MECHANISM_END = 32;
const GREETING_SIZE = 64;
const GREETING = Buffer.alloc(GREETING_SIZE);
GREETING.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]);
GREETING.write('NULL', 12);

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** Bytes of a message; before the handshake, of a command. */
const MOST_BYTES = 2 ** 28;
const MOST_COMMAND = 2 ** 16;
/** Frames of a message. */
const MOST_FRAMES = 1024;
/** Milliseconds in which a subscriber has to take something of what waits for it. */
const STALLED = 5000;

function frame(flags: number, body: Uint8Array): Buffer[] {
  if (body.length < 256) return [Buffer.from([flags, body.length]), Buffer.from(body)];
  const head = Buffer.alloc(9);
  head[0] = flags | LONG;
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return [head, Buffer.from(body.buffer, body.byteOffset, body.length)];
}

const command = (name: string, ...data: readonly Uint8Array[]): Buffer =>
  Buffer.concat(frame(COMMAND, Buffer.concat([Buffer.from([name.length]), Buffer.from(name), ...data])));

function property(name: string, value: string): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(value.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), size, Buffer.from(value)]);
}

/** What is wrong with what a peer says: it is left alone. */
class ProtocolProblem extends Error {}

/** Bytes that have come, taken from the front. */
class Incoming {
  #chunks: Buffer[] = [];
  length = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }
  /** The first n bytes, which stay. */
  peek(n: number): Buffer {
    if (this.#chunks[0]!.length < n) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!.subarray(0, n);
  }
  take(n: number): Buffer {
    if (n === 0) return Buffer.alloc(0);
    const taken = this.peek(n);
    const rest = this.#chunks[0]!.subarray(n);
    if (rest.length > 0) this.#chunks[0] = rest;
    else this.#chunks.shift();
    this.length -= n;
    return taken;
  }
}

export class Peer {
  readonly #socket: Socket;
  readonly #owner: ZmtpSocket;
  readonly #incoming = new Incoming();
  #frames: Buffer[] = [];
  #bytes = 0;
  #state: 'greeting' | 'handshake' | 'open' = 'greeting';
  #identity = '';
  readonly #subscriptions: Buffer[] = [];

  constructor(socket: Socket, owner: ZmtpSocket) {
    this.#socket = socket;
    this.#owner = owner;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => owner.left(this));
    socket.on('data', (chunk) => {
      this.#incoming.push(chunk);
      try {
        while (this.#step());
      } catch (x) {
        if (!(x instanceof ProtocolProblem)) throw x;
        owner.complain(x.message);
        socket.destroy();
      }
    });
    socket.write(GREETING);
  }

  /** What the peer calls itself; sockets of one client have one name. */
  get identity(): string {
    return this.#identity;
  }

  /** Takes one piece of what has come; false: not enough is there. */
  #step(): boolean {
    const incoming = this.#incoming;
    if (this.#state === 'greeting') {
      if (incoming.length < GREETING_SIZE) return false;
      this.#greeted(incoming.take(GREETING_SIZE));
      return true;
    }
    if (incoming.length < 2) return false;
    const flags = incoming.peek(1)[0]!;
    const head = (flags & LONG) !== 0 ? 9 : 2;
    if (incoming.length < head) return false;
    const size = (flags & LONG) !== 0 ? Number(incoming.peek(9).readBigUInt64BE(1)) : incoming.peek(2)[1]!;
    const most = this.#state === 'open' ? MOST_BYTES : MOST_COMMAND;
    if (size + this.#bytes > most) throw new ProtocolProblem(`a message of more than ${most} bytes`);
    if (incoming.length < head + size) return false;
    incoming.take(head);
    const body = incoming.take(size);
    if ((flags & COMMAND) !== 0) this.#command(body);
    else this.#frame(body, (flags & MORE) !== 0);
    return true;
  }

  #greeted(greeting: Buffer): void {
    const mechanism = greeting.subarray(12, MECHANISM_END).toString('latin1').replace(/\0+$/, '');
    if (greeting[0] !== 0xff || greeting[SIGNATURE_SIZE - 1] !== 0x7f)
      throw new ProtocolProblem('a greeting that is not of ZMTP');
    if (greeting[SIGNATURE_SIZE]! < 3)
      throw new ProtocolProblem(`ZMTP ${greeting[SIGNATURE_SIZE]}, which is older than 3`);
    if (mechanism !== 'NULL') throw new ProtocolProblem(`the security mechanism ${mechanism}`);
    this.#state = 'handshake';
    this.#socket.write(command('READY', property('Socket-Type', this.#owner.type)));
  }

  #command(body: Buffer): void {
    const size = body[0] ?? 0;
    const name = body.subarray(1, 1 + size).toString('latin1');
    const data = body.subarray(1 + size);
    if (name === 'READY' && this.#state === 'handshake') this.#ready(data);
    else if (name === 'PING') this.#socket.write(command('PONG', data.subarray(2)));
    else if (name === 'ERROR') throw new ProtocolProblem('a peer that refuses the connection');
  }

  #ready(data: Buffer): void {
    let type = '';
    for (let at = 0; at < data.length; ) {
      const nameSize = data[at]!;
      const name = data
        .subarray(at + 1, (at += 1 + nameSize))
        .toString('latin1')
        .toLowerCase();
      if (at + 4 > data.length) throw new ProtocolProblem('a handshake that is cut off');
      const value = data.subarray(at + 4, (at += 4 + data.readUInt32BE(at)));
      if (name === 'socket-type') type = value.toString('latin1');
      else if (name === 'identity') this.#identity = value.toString('hex');
    }
    if (!partners[this.#owner.type].includes(type))
      throw new ProtocolProblem(`a socket of the type ${type || '(none)'} at one of the type ${this.#owner.type}`);
    this.#state = 'open';
    this.#owner.peers.add(this);
  }

  #frame(body: Buffer, more: boolean): void {
    if (this.#state !== 'open') throw new ProtocolProblem('a message before the handshake');
    this.#frames.push(body);
    this.#bytes += body.length;
    if (this.#frames.length > MOST_FRAMES) throw new ProtocolProblem(`a message of more than ${MOST_FRAMES} frames`);
    if (more) return;
    const frames = this.#frames;
    this.#frames = [];
    this.#bytes = 0;
    if (this.#owner.type === 'PUB') this.#subscribe(frames[0]!);
    else this.#owner.received(this, frames);
  }

  /** 1 and a prefix of topics, or 0 and one that is wanted no more. */
  #subscribe(message: Buffer): void {
    const topic = message.subarray(1);
    if (message[0] === 1) this.#subscriptions.push(topic);
    const at = message[0] === 0 ? this.#subscriptions.findIndex((s) => s.equals(topic)) : -1;
    if (at >= 0) this.#subscriptions.splice(at, 1);
  }

  wants(topic: Uint8Array): boolean {
    return this.#subscriptions.some((s) => s.equals(topic.subarray(0, s.length)));
  }

  /** Kept when the message has been handed to the system, or the peer is gone. */
  send(frames: readonly Uint8Array[]): Promise<void> {
    const bytes = frames.flatMap((f, i) => frame(i < frames.length - 1 ? MORE : 0, f));
    return new Promise((sent) => {
      if (this.#socket.destroyed) sent();
      else this.#socket.write(Buffer.concat(bytes), () => sent());
    });
  }

  /** Lets the peer go when it takes nothing of what waits for it. */
  watch(): void {
    let taken = -1;
    const timer = setInterval(() => {
      const waiting = this.#socket.writableLength;
      const now = this.#socket.bytesWritten - waiting;
      if (waiting > 0 && now === taken) this.#socket.destroy();
      taken = now;
    }, STALLED);
    timer.unref();
    this.#socket.on('close', () => clearInterval(timer));
  }

  /** Ends when what waits has been sent. */
  end(): Promise<void> {
    return new Promise((ended) => this.#socket.end(() => ended()));
  }
}

export interface ZmtpEvents {
  readonly received?: (peer: Peer, frames: readonly Buffer[]) => void;
  readonly left?: (peer: Peer) => void;
  /** Tells why a peer has been left alone. */
  readonly complain: (what: string) => void;
}

/** A socket that is bound to one address; any number of peers may come. */
export class ZmtpSocket {
  readonly type: SocketType;
  readonly peers = new Set<Peer>();
  readonly #events: ZmtpEvents;
  readonly #server: Server;

  constructor(type: SocketType, events: ZmtpEvents) {
    this.type = type;
    this.#events = events;
    this.#server = createServer((socket) => {
      const peer = new Peer(socket, this);
      if (type === 'PUB') peer.watch();
    });
  }

  /** A port of a machine, or the path of a socket of the system. Rejects where it is taken. */
  bind(address: { readonly host: string; readonly port: number } | { readonly path: string }): Promise<void> {
    return new Promise((bound, fail) => {
      this.#server.once('error', fail);
      this.#server.listen(address, bound);
    });
  }

  received(peer: Peer, frames: readonly Buffer[]): void {
    if (this.type === 'REP') void peer.send(frames);
    else this.#events.received?.(peer, frames);
  }
  left(peer: Peer): void {
    if (this.peers.delete(peer)) this.#events.left?.(peer);
  }
  complain(what: string): void {
    this.#events.complain(what);
  }

  /** To all that have subscribed to the first frame; kept when each has taken it, or is gone. */
  async publish(frames: readonly Uint8Array[]): Promise<void> {
    const wanting = [...this.peers].filter((p) => p.wants(frames[0]!));
    await Promise.all(wanting.map((p) => p.send(frames)));
  }

  async close(): Promise<void> {
    this.#server.close();
    await Promise.all([...this.peers].map((p) => p.end()));
  }
}
