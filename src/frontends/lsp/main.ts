/** `scheelite lsp`: the language server on standard input and output. */
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createSession } from '../../index.ts';
import { UsageError } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import { nodeIO, writeFully } from '../node-io.ts';
import { Language } from './names.ts';
import { Server } from './server.ts';

const usage = `scheelite lsp [--stdio]

The language server, for editors: docs/guides/editor.md says how to set them up.
It speaks the Language Server Protocol on standard input and output and ends with its client.
`;

/** Runs until the client goes; gives the exit code where it does not run at all. */
export async function run(words: readonly string[]): Promise<number | undefined> {
  if (words.includes('--help')) {
    writeFully(1, usage);
    return EXIT.ok;
  }
  const unknown = words.find((w) => w !== '--stdio' && !w.startsWith('--clientProcessId'));
  if (unknown !== undefined)
    throw new UsageError(`unexpected word ${unknown} behind lsp; lsp --help says what there is`);
  const reader = new StreamMessageReader(process.stdin);
  const connection = createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(process.stdout));
  let over = false;
  connection.onShutdown(() => {
    over = true;
  });
  reader.onClose(() => process.exit(over ? EXIT.ok : EXIT.noInput));
  // Where one message ends and the next begins is lost then.
  reader.onError((x) => {
    writeFully(2, `scheelite lsp: this is no message of the protocol: ${x.message.split('\n')[0]}\n`);
    process.exit(EXIT.noInput);
  });
  process.stdout.on('error', () => process.exit(EXIT.noInput));
  const ignore = (): void => {};
  const session = createSession({ io: nodeIO({ print: ignore, write: ignore, progress: ignore }) });
  new Server(connection, new Language(session));
  connection.listen();
  return undefined;
}
