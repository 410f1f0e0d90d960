/** Messages of Jupyter: signed, in four parts of JSON (jupyter-client.readthedocs.io, "Messaging in Jupyter"). */
import { createHmac, getHashes, randomUUID, timingSafeEqual } from 'node:crypto';

export const PROTOCOL = '5.4';
const DELIMITER = Buffer.from('<IDS|MSG>');

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session?: string;
}
export type Content = Readonly<Record<string, unknown>>;
export interface Message {
  /** Frames before the delimiter: the way back. */
  readonly route: readonly Buffer[];
  readonly header: Header;
  readonly content: Content;
}

/** Is the scheme of signatures one that is known here? */
export const isKnownScheme = (scheme: string): boolean =>
  /^hmac-/.test(scheme) && getHashes().includes(scheme.slice(5));

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

export class Signer {
  readonly #key: string;
  readonly #hash: string;
  readonly #session = randomUUID();

  /** An empty key: nothing is signed. */
  constructor(key: string, scheme: string) {
    this.#key = key;
    this.#hash = scheme.slice('hmac-'.length);
  }

  #sign(parts: readonly Uint8Array[]): string {
    if (this.#key === '') return '';
    const hmac = createHmac(this.#hash, this.#key);
    for (const p of parts) hmac.update(p);
    return hmac.digest('hex');
  }

  pack(
    type: string,
    parent: Header | undefined,
    content: object,
    route: readonly Uint8Array[] = [],
  ): readonly Uint8Array[] {
    const header = {
      msg_id: randomUUID(),
      session: this.#session,
      username: 'kernel',
      date: new Date().toISOString(),
      msg_type: type,
      version: PROTOCOL,
    };
    const parts = [header, parent ?? {}, {}, content].map((x) => Buffer.from(JSON.stringify(x)));
    return [...route, DELIMITER, Buffer.from(this.#sign(parts)), ...parts];
  }

  /** The message, or what is wrong with it. */
  unpack(frames: readonly Buffer[]): Message | string {
    const at = frames.findIndex((f) => f.equals(DELIMITER));
    if (at < 0) return 'a message without the delimiter <IDS|MSG>';
    const [signature, ...parts] = frames.slice(at + 1, at + 6);
    if (signature === undefined || parts.length < 4) return 'a message of too few parts';
    const expected = Buffer.from(this.#sign(parts));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
      return signature.length === 0 ? 'a message that is not signed' : 'a message with a wrong signature';
    try {
      const [header, , , content] = parts.map((p) => JSON.parse(p.toString('utf8')) as unknown);
      if (!isRecord(header) || typeof header.msg_type !== 'string' || typeof header.msg_id !== 'string')
        return 'a message whose header names no type';
      if (!isRecord(content)) return 'a message whose content is no object';
      return { route: frames.slice(0, at), header: header as unknown as Header, content };
    } catch {
      return 'a message that is not JSON';
    }
  }
}
