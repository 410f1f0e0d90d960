/**
 * What the main thread and the session's thread of a terminal say to each other. Questions and answers are those of every
 * session (session/protocol.ts); the thread shows values and prints itself, so that the terminal hears of no others.
 */
import type { SessionReply, SessionRequest } from '../session/protocol.ts';

export type ToKernel =
  | { readonly kind: 'input'; readonly text: string }
  | Extract<SessionRequest, { readonly kind: 'ask' }>;

export type FromKernel =
  /** The next input may come. */
  | { readonly kind: 'ready'; readonly prompt: string; readonly line: number }
  | Extract<SessionReply, { readonly kind: 'answer' }>
  /** The program waits for a line: it comes through the port for lines. */
  | { readonly kind: 'read'; readonly prompt: string }
  /** An answer, or news, for the client of --json. */
  | { readonly kind: 'line'; readonly text: string }
  /** A text for the pager. */
  | { readonly kind: 'page'; readonly text: string }
  | { readonly kind: 'exit'; readonly code: number };

/** A line for InputString and Input; undefined at the end of input. */
export interface LineRead {
  readonly line: string | undefined;
}
