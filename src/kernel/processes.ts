/** Programs of the system that a session starts: what is asked for and what comes back. */
export interface ProcessRequest {
  /** The program and its arguments; one text is a line for the shell. */
  readonly command: string | readonly [program: string, ...args: string[]];
  /** What the program reads; nothing where absent. */
  readonly input?: Uint8Array;
  /** Standard input, output and error are those of the session: nothing is given back but the exit code. */
  readonly shared?: boolean;
  readonly directory: string;
  /** Variables in place of those of the session. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ProcessResult {
  readonly exitCode: number;
  readonly output: Uint8Array;
  readonly error: Uint8Array;
}
