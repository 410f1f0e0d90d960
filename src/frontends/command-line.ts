/** The command line: what the words after `scheelite` ask for. */
import { EXIT } from './exit-codes.ts';

export type Mode =
  | { readonly kind: 'repl' }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'function'; readonly code: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'json' }
  /** A session for a program of this package, which sends requests (session/protocol.ts). */
  | { readonly kind: 'served' }
  /** The tour without anybody who presses keys. */
  | { readonly kind: 'tour' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

export interface CommandLine {
  readonly mode: Mode;
  /** Words after the script or the code, and what -args gives. */
  readonly args: readonly string[];
  /** What the arguments of -function are read as; strings where it says nothing. */
  readonly signature: readonly string[];
  /** Exit with 1 when a message was shown. */
  readonly strict: boolean;
  /** Print the last value of a file, or all of them. */
  readonly print: 'none' | 'last' | 'all';
  /** The format that values are printed in; InputForm where absent. */
  readonly format: string | undefined;
  /** Run once for each line of standard input. */
  readonly linewise: boolean;
  readonly color: 'auto' | 'always' | 'never';
  /** Seconds; 0 for none. */
  readonly timeout: number;
  /** Nothing of the outside but what may be read: folders. Absent where there is no sandbox. */
  readonly sandbox: { readonly read: readonly string[] } | undefined;
  /** Bytes; 0 for no limit. */
  readonly memory: number;
  readonly seed: number | undefined;
  readonly banner: boolean;
  /** Read the user's init file at the beginning of a session. */
  readonly init: boolean;
  /** Files that are read before anything else. */
  readonly initFiles: readonly string[];
  /** Code that a session begins with. */
  readonly run: readonly string[];
  /** Tell after each input how long it took. */
  readonly timing: boolean;
  /** A session begins with the tour. */
  readonly tour: boolean;
}

/** Ends the command with the text and the exit code. */
export class CommandProblem extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
export class UsageError extends CommandProblem {
  constructor(message: string) {
    super(message, EXIT.usage);
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Omit<Writable<CommandLine>, 'mode'> & { mode: Mode | undefined };

/** The words that follow an option. */
class Words {
  readonly #words: readonly string[];
  at = 0;
  constructor(words: readonly string[]) {
    this.#words = words;
  }
  get done(): boolean {
    return this.at >= this.#words.length;
  }
  get peek(): string | undefined {
    return this.#words[this.at];
  }
  next(): string {
    return this.#words[this.at++]!;
  }
  rest(): string[] {
    return this.#words.slice(this.at, (this.at = this.#words.length));
  }
  /** Up to the next option. */
  several(): string[] {
    const found: string[] = [];
    while (this.peek !== undefined && !/^--?[a-z]/i.test(this.peek)) found.push(this.next());
    return found;
  }
}

interface Option {
  readonly names: readonly string[];
  /** Taken also after the name of a script, as the original command takes it. */
  readonly anywhere?: true;
  /** Takes a value: the word that follows, or what stands behind "=". */
  readonly value?: true;
  readonly read: (draft: Draft, value: string, words: Words, option: string) => void;
}

const flag = (names: readonly string[], read: (draft: Draft) => void): Option => ({ names, read });
const valued = (names: readonly string[], read: (draft: Draft, value: string, option: string) => void): Option => ({
  names,
  value: true,
  read: (draft, value, _words, option) => read(draft, value, option),
});
const anywhere = (option: Option): Option => ({ ...option, anywhere: true });

function number(text: string, option: string): number {
  const n = Number(text);
  if (text.trim() === '' || !Number.isFinite(n)) throw new UsageError(`${option} needs a number, not ${text}`);
  return n;
}

const units: Readonly<Record<string, number>> = { '': 2 ** 20, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
/** 500 (megabytes), 500MB, 2GB. */
function bytes(text: string, option: string): number {
  const [, amount, unit = ''] = /^([\d.]+)\s*([KMG]?)i?B?$/i.exec(text) ?? [];
  if (amount === undefined) throw new UsageError(`${option} needs a number of megabytes, or one like 2GB, not ${text}`);
  return Math.round(number(amount, option) * units[unit.toUpperCase()]!);
}

function mode(draft: Draft, to: Mode): void {
  draft.mode = to;
}

/** One option a line; words of the original command are taken with one dash or two. */
const options: readonly Option[] = [
  valued(['code', 'c'], (d, code) => mode(d, { kind: 'code', code })),
  valued(['function', 'fun'], (d, code) => mode(d, { kind: 'function', code })),
  valued(['file', 'f', 'script'], (d, path) => mode(d, { kind: 'file', path })),
  flag(['json'], (d) => mode(d, { kind: 'json' })),
  flag(['tour'], (d) => (d.tour = true)),
  flag(['help', 'h'], (d) => mode(d, { kind: 'help' })),
  flag(['version'], (d) => mode(d, { kind: 'version' })),
  anywhere(flag(['strict'], (d) => (d.strict = true))),
  anywhere({
    names: ['print'],
    read: (d, _, words) => {
      d.print = words.peek === 'all' ? 'all' : 'last';
      if (d.print === 'all') words.next();
    },
  }),
  anywhere(valued(['format'], (d, format) => (d.format = format))),
  anywhere(flag(['linewise'], (d) => (d.linewise = true))),
  anywhere({ names: ['args'], read: (d, _, words) => (d.args = [...d.args, ...words.rest()]) }),
  anywhere({ names: ['signature', 'sig', 's'], read: (d, _, words) => (d.signature = words.several()) }),
  anywhere(valued(['timeout'], (d, text, option) => (d.timeout = number(text, option)))),
  anywhere(valued(['memory'], (d, text, option) => (d.memory = bytes(text, option)))),
  anywhere(flag(['local', 'l'], () => {})),
  flag(['sandbox'], (d) => (d.sandbox ??= { read: [] })),
  valued(['allow-read'], (d, folder) => (d.sandbox = { read: [...(d.sandbox?.read ?? []), folder] })),
  valued(['seed'], (d, text, option) => (d.seed = number(text, option))),
  valued(['color'], (d, text) => {
    if (text !== 'auto' && text !== 'always' && text !== 'never')
      throw new UsageError(`--color is auto, always or never, not ${text}`);
    d.color = text;
  }),
  flag(['noprompt'], (d) => (d.banner = false)),
  flag(['noinit'], (d) => (d.init = false)),
  valued(['initfile'], (d, path) => (d.initFiles = [...d.initFiles, path])),
  valued(['run'], (d, code) => (d.run = [...d.run, code])),
  flag(['timing'], (d) => (d.timing = true)),
];
const byName = new Map(options.flatMap((o) => o.names.map((name) => [name, o] as const)));

const notHere = new Set(['cloud', 'o', 'api', 'authenticate', 'disconnect', 'configure', 'activate', 'charset']);

const nothing: Draft = {
  mode: undefined,
  args: [],
  signature: [],
  strict: false,
  print: 'none',
  format: undefined,
  linewise: false,
  color: 'auto',
  timeout: 0,
  memory: 0,
  sandbox: undefined,
  seed: undefined,
  banner: true,
  init: true,
  initFiles: [],
  run: [],
  timing: false,
  tour: false,
};

/** Has the program been named, so that what follows are its own words? */
const named = (d: Draft): boolean => d.mode?.kind === 'file' || d.mode?.kind === 'code' || d.mode?.kind === 'stdin';

function unknown(word: string, name: string): UsageError {
  if (name === 'charset') return new UsageError('-charset is not available here: texts are UTF-8');
  return new UsageError(
    notHere.has(name)
      ? `${word} is not available here: there is no cloud behind this command`
      : `unknown option ${word}; scheelite --help lists them`,
  );
}

/** Throws UsageError. */
export function readCommandLine(all: readonly string[], stdinIsTerminal: boolean): CommandLine {
  const words = new Words(all);
  const draft: Draft = { ...nothing };
  while (!words.done) {
    const word = words.next();
    if (word === '--') {
      draft.args = [...draft.args, ...words.rest()];
      break;
    }
    const isOption = word.startsWith('-') && word !== '-';
    const [name = '', attached] = isOption ? word.replace(/^--?/, '').split(/=(.*)/s) : [];
    const option = isOption ? byName.get(name) : undefined;
    if (named(draft) && option?.anywhere !== true) draft.args = [...draft.args, word];
    else if (!isOption) program(draft, word);
    else if (option === undefined) throw unknown(word, name);
    else option.read(draft, option.value ? valueOf(word, attached, words) : '', words, word);
  }
  const missing: Mode = { kind: stdinIsTerminal ? 'repl' : draft.tour ? 'tour' : 'stdin' };
  // Who names a format wants to see a value.
  const print = draft.format !== undefined && draft.print === 'none' ? 'last' : draft.print;
  return checked({ ...draft, print, mode: draft.mode ?? missing });
}

/** The options of a session that is served. Throws UsageError. */
export const servedCommand = (words: readonly string[]): CommandLine => ({
  ...readCommandLine(['--json', ...words], false),
  mode: { kind: 'served' },
});

/** A word that is no option: a script, or an argument of -function. */
function program(draft: Draft, word: string): void {
  if (draft.mode?.kind === 'function') draft.args = [...draft.args, word];
  else if (draft.mode !== undefined) throw new UsageError(`unexpected word ${word}`);
  else mode(draft, word === '-' ? { kind: 'stdin' } : { kind: 'file', path: word });
}

function valueOf(option: string, attached: string | undefined, words: Words): string {
  if (attached !== undefined) return attached;
  if (words.done) throw new UsageError(`${option} needs a value`);
  return words.next();
}

/** Options that mean nothing together are told. */
function checked(c: CommandLine): CommandLine {
  const { kind } = c.mode;
  if (c.signature.length > 0 && kind !== 'function') throw new UsageError('-signature belongs to -function');
  if (c.linewise && kind !== 'code' && kind !== 'function' && kind !== 'file')
    throw new UsageError('-linewise needs a program that is run for each line: -code, -function or a file');
  if (c.tour && kind !== 'repl' && kind !== 'tour') throw new UsageError('--tour stands alone');
  if (c.timing && kind !== 'repl')
    throw new UsageError('--timing belongs to sessions; Timing and AbsoluteTiming are there for programs');
  if (c.args.length > 0 && (kind === 'json' || kind === 'repl' || kind === 'tour'))
    throw new UsageError(`there is no program for ${c.args.join(' ')}`);
  if (c.run.length > 0 && kind !== 'repl') throw new UsageError('-run belongs to sessions; -code runs code');
  return c;
}
