/** What editors ask of a session between two evaluations, and what it answers. */
import type { Completeness } from '../../syntax/parser.ts';
import type { Call } from './call.ts';

export interface Candidate {
  /** What is inserted. */
  readonly text: string;
  /** What it is, where the text does not say. */
  readonly note?: string;
}
/** What could stand in place of a stretch of the text. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Candidate[];
}

export type Question =
  /** Which of these names mean something? */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** What could stand at the cursor? */
  | { readonly kind: 'complete'; readonly text: string; readonly cursor: number }
  /** What is known of the name at the cursor? */
  | { readonly kind: 'inspect'; readonly text: string; readonly cursor: number; readonly whole: boolean }
  /** Can the text be evaluated as it is, is it to be gone on with, or is it wrong? */
  | { readonly kind: 'complete?'; readonly text: string }
  /** How is this function called, seen from its argument with this index? */
  | ({ readonly kind: 'signature' } & Call);

export interface Answers {
  readonly names: readonly boolean[];
  readonly complete: Completions;
  readonly inspect: string | undefined;
  readonly 'complete?': Completeness;
  readonly signature: string | undefined;
}
export type AnswerTo<Q extends Question> = Answers[Q['kind']];
