/** The call that the cursor is in. */
import { scan } from './scan.ts';

export interface Call {
  readonly name: string;
  /** Index of the argument, and whether it begins with a brace. */
  readonly argument: number;
  readonly inList: boolean;
}

/** The innermost call whose brackets are around an offset, and the index of the argument there. */
export function callAround(text: string, at: number): Call | undefined {
  const around = scan(text).frames.filter((f) => f.head !== undefined && f.open < at && at <= (f.close ?? Infinity));
  const f = around.at(-1);
  if (f === undefined) return undefined;
  const argument = f.commas.filter((c) => c < at).length;
  const begins = argument === 0 ? f.open : f.commas[argument - 1]!;
  return { name: f.head!, argument, inList: f.tokens.find((t) => t.start > begins)?.text === '{' };
}
