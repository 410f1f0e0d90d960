/** A cell of a notebook, whatever it comes from. */
export interface Cell {
  readonly kind: 'code' | 'text';
  readonly source: string;
  /** What the code has shown, as files of Jupyter have it. */
  readonly outputs?: readonly Output[];
}

/** nbformat.readthedocs.io, "Code cell outputs"; texts may be lists of lines. */
export type Output =
  | { readonly output_type: 'stream'; readonly name: string; readonly text: string | readonly string[] }
  | {
      readonly output_type: 'display_data' | 'execute_result';
      readonly execution_count?: number;
      readonly data: Readonly<Record<string, unknown>>;
      readonly metadata: Readonly<Record<string, unknown>>;
    }
  | {
      readonly output_type: 'error';
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };
