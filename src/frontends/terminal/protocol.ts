/** What the main thread and the session's thread of a terminal say to each other. */
import type { Call } from './editor/call.ts';
import type { Completions } from './editor/editor.ts';

export type Question =
  /** Which of these names mean something? */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** What could stand at the cursor? */
  | { readonly kind: 'complete'; readonly text: string; readonly cursor: number }
  /** How is this function called, seen from its argument with this index? */
  | ({ readonly kind: 'signature' } & Call);

export interface Answers {
  readonly names: readonly boolean[];
  readonly complete: Completions;
  readonly signature: string | undefined;
}
export type AnswerTo<Q extends Question> = Answers[Q['kind']];

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
