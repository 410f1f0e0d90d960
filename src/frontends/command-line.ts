/** The command line: what the words after `scheelite` ask for. */

export type Mode =
  | { readonly kind: 'repl' }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'json' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

export interface CommandLine {
  readonly mode: Mode;
  /** Words after the script or the code. */
  readonly args: readonly string[];
  /** Exit with 1 when a message was shown. */
  readonly strict: boolean;
  /** Print the last value of a file, or all of them. */
  readonly print: 'none' | 'last' | 'all';
  readonly color: 'auto' | 'always' | 'never';
  /** Seconds; 0 for none. */
  readonly timeout: number;
  readonly seed: number | undefined;
  readonly banner: boolean;
}

export class UsageError extends Error {}

export const usage = `scheelite: a Wolfram-style symbolic language with trainable neural nets

  scheelite                    open a session
  scheelite file.wl [args]     run a script; $ScriptCommandLine holds the arguments
  scheelite -code 'expr'       evaluate and print the value
  scheelite < file             run what comes on standard input
  scheelite --json             one JSON request a line in, one answer a line out

  --strict          exit with 1 if any message was shown
  -print [all]      print the last value of a script, or every one
  --timeout n       stop after n seconds (exit code 124)
  --seed n          seed of the random stream
  --color=always|never
  --noprompt        no banner
  --version, --help
`;

const notHere = new Set(['cloud', 'o', 'api', 'authenticate', 'disconnect', 'configure', 'activate']);

/** Words of the original command are taken with one dash or two. */
export function readCommandLine(words: readonly string[], stdinIsTerminal: boolean): CommandLine {
  let mode: Mode | undefined;
  let args: readonly string[] = [];
  let strict = false;
  let print: CommandLine['print'] = 'none';
  let color: CommandLine['color'] = 'auto';
  let timeout = 0;
  let seed: number | undefined;
  let banner = true;
  const value = (i: number, name: string): string => {
    const v = words[i];
    if (v === undefined) throw new UsageError(`${name} needs a value`);
    return v;
  };
  const number = (text: string, name: string): number => {
    const n = Number(text);
    if (!Number.isFinite(n)) throw new UsageError(`${name} needs a number, not ${text}`);
    return n;
  };
  for (let i = 0; i < words.length && mode === undefined; i++) {
    const word = words[i]!;
    if (!word.startsWith('-') || word === '-') {
      mode = word === '-' ? { kind: 'stdin' } : { kind: 'file', path: word };
      args = words.slice(i + 1);
      break;
    }
    const [name, attached] = word.replace(/^--?/, '').split(/=(.*)/s) as [string, string | undefined];
    switch (name) {
      case 'code':
      case 'c':
        mode = { kind: 'code', code: attached ?? value(++i, word) };
        args = words.slice(i + 1);
        break;
      case 'file':
      case 'f':
      case 'script':
        mode = { kind: 'file', path: attached ?? value(++i, word) };
        args = words.slice(i + 1);
        break;
      case 'json':
        mode = { kind: 'json' };
        break;
      case 'strict':
        strict = true;
        break;
      case 'print':
        print = words[i + 1] === 'all' ? 'all' : 'last';
        if (print === 'all') i++;
        break;
      case 'timeout':
        timeout = number(attached ?? value(++i, word), word);
        break;
      case 'seed':
        seed = number(attached ?? value(++i, word), word);
        break;
      case 'color':
        color = (attached ?? value(++i, word)) as CommandLine['color'];
        if (!['auto', 'always', 'never'].includes(color))
          throw new UsageError(`--color is auto, always or never, not ${color}`);
        break;
      case 'noprompt':
        banner = false;
        break;
      case 'help':
      case 'h':
        mode = { kind: 'help' };
        break;
      case 'version':
        mode = { kind: 'version' };
        break;
      default:
        throw new UsageError(
          notHere.has(name)
            ? `${word} is not available here: there is no cloud behind this command`
            : `unknown option ${word}`,
        );
    }
  }
  for (const a of args) if (a === '--strict') strict = true;
  args = args.filter((a) => a !== '--strict');
  mode ??= stdinIsTerminal ? { kind: 'repl' } : { kind: 'stdin' };
  return { mode, args, strict, print, color, timeout, seed, banner };
}
