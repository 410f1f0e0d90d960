/** Commands of a command: scheelite nb run, scheelite jupyter install. */
import { UsageError } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { writeFully } from './node-io.ts';

/** What a command does with the words after it; the exit code, or undefined where it goes on. */
export type Subcommand = (words: readonly string[]) => number | undefined | Promise<number | undefined>;

const HELP: ReadonlySet<string | undefined> = new Set([undefined, '--help', '-h', 'help']);

/** Runs the one that the first word names, or shows the usage. Throws UsageError. */
export async function runSubcommand(
  command: string,
  usage: string,
  subcommands: Readonly<Record<string, Subcommand>>,
  [what, ...words]: readonly string[],
): Promise<number | undefined> {
  if (what === undefined || HELP.has(what)) {
    writeFully(1, usage);
    return EXIT.ok;
  }
  if (!Object.hasOwn(subcommands, what))
    throw new UsageError(`${command} ${what} is not there; scheelite ${command} --help lists what there is`);
  return subcommands[what]!(words);
}
