/** What a session and whoever shows it tell each other: a page, Jupyter, the program that runs notebooks. */
import type { Line } from '../../kernel/shown.ts';
import type { Answers, Question } from './questions.ts';

/** To the session. */
export type SessionRequest =
  /** Once, before all others, where the session does not begin by itself. `abort`: shared memory whose first word says by 1 that the evaluation is to stop. */
  | { readonly kind: 'start'; readonly abort?: SharedArrayBuffer; readonly seed?: number }
  /** What names does the language have? */
  | { readonly kind: 'names' }
  /**
   * `aside`: without a number, and not remembered. `address`: where no memory is shared, there is something to fetch for as
   * long as the evaluation may go on.
   */
  | {
      readonly kind: 'evaluate';
      readonly id: number;
      readonly text: string;
      readonly aside?: boolean;
      readonly address?: string;
    }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

/** A value that is shown: its text, and what else can stand for it. */
export interface Shown {
  readonly text: string;
  /** A table. */
  readonly html?: string;
  /** Graphics as a document. */
  readonly svg?: string;
  /** A file in the format PNG, and its size in pixels. */
  readonly png?: Uint8Array<ArrayBuffer>;
  readonly width?: number;
  readonly height?: number;
}

/** How far a long computation is; drawn over what was said before. */
export interface Told {
  /** Lines for a place of many columns, with what each stretch of them is. */
  readonly lines: readonly Line[];
  /** Numbers for programs (kernel/shown.ts: Progress); null where only a text is told. */
  readonly data: object | null;
  readonly done: boolean;
}

/** How an evaluation ended. */
export interface Ended {
  /** The number of its last input; undefined: it had none. */
  readonly line: number | undefined;
  readonly milliseconds: number;
  /** Was it stopped from outside? What was left of it has not been evaluated. */
  readonly stopped: boolean;
}

/** From the session. What belongs to an evaluation carries its number. */
export type SessionReply =
  | { readonly kind: 'ready' }
  /** The names of the language, and what each is for in one sentence. */
  | { readonly kind: 'names'; readonly usages: readonly (readonly [name: string, usage: string])[] }
  /** Text as it is, with its line ends. */
  | { readonly kind: 'print'; readonly id: number; readonly text: string }
  | { readonly kind: 'message'; readonly id: number; readonly text: string }
  /** What stands in place of a statement that could not be read: what is wrong, and the line with a caret. */
  | { readonly kind: 'problem'; readonly id: number; readonly tag: string; readonly text: string }
  | ({ readonly kind: 'progress'; readonly id: number } & Told)
  /** One for each statement whose value is shown; `line` is its number. */
  | { readonly kind: 'value'; readonly id: number; readonly line: number | undefined; readonly shown: Shown }
  | ({ readonly kind: 'done'; readonly id: number } & Ended)
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answers[Question['kind']] }
  /** The program waits for a line of text. */
  | { readonly kind: 'read'; readonly id: number; readonly prompt: string }
  /** Quit[] was evaluated: the session is at its end. */
  | { readonly kind: 'quit'; readonly id: number; readonly code: number }
  | { readonly kind: 'warning'; readonly text: string };
