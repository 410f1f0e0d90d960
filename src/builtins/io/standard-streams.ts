/** $Output and $Messages: where what is printed goes, and messages. Set to other streams, or to none, they lead there. */
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { standardOutputs, streamOf } from './stream-table.ts';

export const $Output = builtin('$Output', {
  usage: '$Output gives a list of the streams to which Print and its kin write.',
  initial: '{OutputStream["stdout", 1]}',
  examples: {
    $Output: '{OutputStream["stdout", 1]}',
    'Block[{$Output = {}}, Print["unheard"]]': 'Null',
  },
});
export const $Messages = builtin('$Messages', {
  usage: '$Messages gives a list of the streams to which messages are written.',
  initial: '{OutputStream["stderr", 2]}',
  examples: {
    $Messages: '{OutputStream["stderr", 2]}',
    'Block[{$Messages = {}}, 1/0]': ['ComplexInfinity', 'Power::infy'],
  },
});

/** The streams that users have put in place of the usual one; undefined: they have not. */
function replaced(variable: Builtin, usual: Expr, session: Session): readonly Expr[] | undefined {
  const value = session.definitions.known(variable.symbol)?.own;
  if (value === undefined || !isCall(value, S.List)) return undefined;
  const [only] = value.args;
  const same =
    value.args.length === 1 && only!.kind === Kind.Normal && streamOf(only!, session)?.name === nameOf(usual);
  return same ? undefined : value.args;
}
const nameOf = (stream: Expr): string =>
  stream.kind === Kind.Normal && stream.args[0]?.kind === Kind.String ? stream.args[0].value : '';

/** Writes a line to the streams of $Output, or by `usual` where they are as always. */
const written =
  (variable: Builtin, stream: Expr) =>
  (line: string, session: Session, usual: () => void): void => {
    const streams = replaced(variable, stream, session);
    if (streams === undefined) {
      usual();
      return;
    }
    for (const s of streams)
      if (nameOf(s) === nameOf(stream)) usual();
      else streamOf(s, session)?.writer?.write(`${line}\n`);
  };
export const printLine = written($Output, standardOutputs[0]!);
export const messageLine = written($Messages, standardOutputs[1]!);

export const standardStreams: readonly Builtin[] = [$Output, $Messages];
