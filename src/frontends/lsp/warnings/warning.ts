/** What is wrong with a text although it can be read. */
export interface Warning {
  readonly start: number;
  readonly end: number;
  /** A name that editors show beside the text: unknown-option. */
  readonly code: string;
  readonly text: string;
  /** The code does nothing: editors show it pale. */
  readonly unnecessary?: true;
}
