/** Write, WriteString and WriteLine. */
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Builtin, Evaluation } from '../builtin.ts';
import { fileBuiltin } from './file-problems.ts';
import { fileName } from './import-export.ts';
import { type OpenStream, streamOf } from './stream-table.ts';
import { messages, writerFor } from './streams.ts';

// --- writing -------------------------------------------------------------------------------------------------------

/** What writes to the named place: an open stream, or a file that is opened and stays so. */
export function writerOf(x: Expr, e: Evaluation): OpenStream | undefined {
  const open = streamOf(x, e.session);
  if (open?.writer !== undefined) return open;
  const name = fileName(x);
  return name === undefined ? e.message('openx', x) : writerFor(name, false, e);
}
const written = (
  name: string,
  {
    usage,
    text,
    examples,
  }: {
    readonly usage: string;
    readonly text: (args: readonly Expr[], e: Evaluation) => string;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  fileBuiltin(name, {
    usage,
    arity: [1, Number.POSITIVE_INFINITY],
    messages,
    packed: true,
    evaluate([x, ...args], e) {
      // $Output and its kin are lists of streams: each gets the text.
      const targets = isCall(x!, S.List) ? x.args : [x!];
      const streams = targets.map((t) => writerOf(t, e));
      if (streams.includes(undefined)) return fileName(x) === undefined ? undefined : S.Failed;
      const written = text(args, e);
      for (const stream of streams) stream!.writer!.write(written);
      return S.Null;
    },
    examples: { ...examples, [`${name}[5, "a"]`]: [`${name}[5, "a"]`, `${name}::openx`] },
  });
const shown = (args: readonly Expr[], e: Evaluation): string =>
  args.map((a) => (a.kind === Kind.String ? a.value : e.session.outputForm(a))).join('');

export const WriteString = written('WriteString', {
  usage:
    'WriteString[stream, "text", ...] writes text to a stream, without a line end after it.\nWriteString["stdout", ...] writes to the output.',
  text: shown,
  examples: { 'WriteString["stdout", "a", 1]': 'Null', 'WriteString[$Output, "a"]': 'Null' },
});
export const WriteLine = written('WriteLine', {
  usage: 'WriteLine[stream, "text"] writes text, followed by a newline, to a stream.',
  text: (args, e) => `${shown(args, e)}\n`,
  examples: { 'WriteLine["stdout", "a"]': 'Null' },
});
export const Write = written('Write', {
  usage: 'Write[stream, expr1, expr2, ...] writes the expressions in InputForm, followed by a newline, to a stream.',
  text: (args, e) => `${args.map((a) => e.session.inputForm(a)).join('')}\n`,
  examples: { 'Write["stdout", {1, "a"}]': 'Null' },
});

export const writing: readonly Builtin[] = [WriteString, WriteLine, Write];
