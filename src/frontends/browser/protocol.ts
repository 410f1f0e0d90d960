/** What a page and the worker that evaluates for it tell each other. */

/** From the page. */
export type PageRequest =
  /** Once, before all others. `abort`: shared memory whose first word says by 1 that the evaluation is to stop. */
  | { readonly kind: 'start'; readonly abort?: SharedArrayBuffer; readonly seed?: number }
  /** What names does the language have? */
  | { readonly kind: 'names' }
  | { readonly kind: 'evaluate'; readonly id: number; readonly text: string };

/** A value that is shown: its text, and the picture that it is. */
export interface Shown {
  readonly text: string;
  /** A file in the format PNG, and its size in pixels. */
  readonly png?: Uint8Array<ArrayBuffer>;
  readonly width?: number;
  readonly height?: number;
}

/** From the worker. What belongs to an evaluation carries its number. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  /** The names of the language, and what each is for in one sentence. */
  | { readonly kind: 'names'; readonly usages: readonly (readonly [name: string, usage: string])[] }
  | { readonly kind: 'print' | 'message'; readonly id: number; readonly text: string }
  /** Drawn over what it said before. `data` is null where only a text is told. */
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly text: string;
      readonly data: object | null;
      readonly done: boolean;
    }
  /** One for each statement whose value is shown. */
  | { readonly kind: 'value'; readonly id: number; readonly shown: Shown }
  | { readonly kind: 'done'; readonly id: number; readonly milliseconds: number }
  /** Quit[] was evaluated: the session is at its end. */
  | { readonly kind: 'quit'; readonly id: number; readonly code: number }
  | { readonly kind: 'warning'; readonly text: string };
