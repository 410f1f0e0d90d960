/** What the main thread and the session's thread of a terminal say to each other. */
import type { Answers, Question } from '../session/questions.ts';

export type ToKernel =
  | { readonly kind: 'input'; readonly text: string }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

export type FromKernel =
  /** The next input may come. */
  | { readonly kind: 'ready'; readonly prompt: string; readonly line: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answers[Question['kind']] }
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
