/** The session's thread of a program that shows what a session says: prints are gathered, and wait for whoever reads them. */
import type { SessionIO } from '../kernel/io.ts';
import type { Interpreter } from './session/interpreter.ts';
import type { SessionReply, SessionRequest } from './session/protocol.ts';
import { SessionServer } from './session/server.ts';
import { addUnderway, isFarAhead, isPressed, waitForPress } from './shared-words.ts';

export interface ServedPlace {
  readonly words: Int32Array;
  readonly post: (r: SessionReply, handed?: readonly ArrayBuffer[]) => void;
  readonly make: (
    io: Partial<SessionIO> & Pick<SessionIO, 'print'>,
    showMessage: (text: string) => void,
  ) => Interpreter;
  /** A line for InputString and Input. */
  readonly readLine: () => string | undefined;
  readonly stopped: () => boolean;
}

/** Printed texts go out together, this often (milliseconds) or when they are so long (characters). */
const EVERY = 40;
const LONG = 1 << 16;
/** Seconds from one telling of progress to the next. */
const PROGRESS_EVERY = 0.33;
/** Milliseconds between two looks at whether what was sent has been passed on. */
const SLICE = 2;

export class ServedSession {
  readonly #place: ServedPlace;
  readonly #server: SessionServer;
  #printed = '';
  #last = 0;

  constructor(place: ServedPlace) {
    this.#place = place;
    const readLine = (prompt: string): string | undefined => {
      this.#flush();
      place.post({ kind: 'read', id: this.#server.id, prompt });
      return place.readLine();
    };
    this.#server = new SessionServer({
      make: ({ showMessage, ...io }) =>
        place.make({ ...io, ownInput: true, readLine, readRest: () => '', progressEvery: PROGRESS_EVERY }, showMessage),
      reply: (r, handed) => this.#reply(r, handed),
      stopped: place.stopped,
      rich: true,
    });
  }

  get interpreter(): Interpreter {
    return this.#server.interpreter;
  }
  serve(request: SessionRequest): void {
    this.#server.serve(request);
    this.#flush();
  }

  /** Looked at every few dozen steps: what was printed does not wait for the end. */
  glance(): void {
    if (this.#printed !== '' && performance.now() - this.#last >= EVERY) this.#flush();
  }

  #reply(r: SessionReply, handed?: readonly ArrayBuffer[]): void {
    if (r.kind !== 'print') {
      this.#flush();
      this.#place.post(r, handed);
      return;
    }
    this.#printed += r.text;
    if (this.#printed.length >= LONG) this.#flush();
    else this.glance();
  }

  #flush(): void {
    if (this.#printed === '') return;
    const { words, post } = this.#place;
    while (isFarAhead(words) && !isPressed(words)) waitForPress(words, SLICE);
    post({ kind: 'print', id: this.#server.id, text: this.#printed });
    addUnderway(words, 1);
    this.#printed = '';
    this.#last = performance.now();
  }
}
