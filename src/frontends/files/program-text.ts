/** Program texts that the command is given by name, and what it says of those it cannot have: in the words that all messages share. */
import { FileProblem } from '../../kernel/file-problem.ts';
import { fillTemplate, generalMessages } from '../../kernel/messages.ts';
import { readFile } from './read.ts';

/** `strict`: bytes that are no text in UTF-8 are a problem, and not replaced. Throws FileProblem. */
export function programText(name: string, strict = false): string {
  const bytes = readFile(name);
  if (bytes === undefined) throw new FileProblem('missing', name, 'there is no such file or folder');
  try {
    return new TextDecoder('utf-8', { fatal: strict, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileProblem('other', name, 'it is not a text in UTF-8');
  }
}

/** Symbol::noopen: what a FileProblem says. Throws on everything else. */
export function noopen(symbol: string, x: unknown): string {
  if (!(x instanceof FileProblem)) throw x;
  return `${symbol}::noopen: ${fillTemplate(generalMessages.noopen!, [x.path, x.reason])}`;
}
