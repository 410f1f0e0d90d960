/** Constructs of program text as stretches of tokens: what the concrete tree is made of. */

/** What a stretch of tokens is, for the concrete tree. */
export type ConstructKind =
  | 'infix'
  | 'prefix'
  | 'postfix'
  | 'call'
  | 'part'
  | 'group'
  | 'span'
  | 'pattern'
  | 'query'
  | 'error';
export interface Construct {
  readonly kind: ConstructKind;
  /** Indices of its first and last token. */
  readonly from: number;
  readonly to: number;
}
