/** Words to the terminal and not to the language: they begin with a colon, as no expression does. */

export interface CommandsOf {
  /** The value that is shown last, or that of a text, without anything left out; undefined: there is none. */
  readonly whole: (text: string) => string | undefined;
  /** Shows a text in a pager. */
  readonly page: (text: string) => void;
  readonly print: (text: string) => void;
  readonly timing: (on: boolean | undefined) => boolean;
}

interface Command {
  readonly about: string;
  readonly run: (rest: string, of: CommandsOf) => void;
}

/** One command a line. */
const commands: Readonly<Record<string, Command>> = {
  all: {
    about: ':all [expr]      the last output, or the value of expr, with nothing left out',
    run: (rest, of) => withWhole(rest, of, of.print),
  },
  page: {
    about: ':page [expr]     the same in a pager ($PAGER, less)',
    run: (rest, of) => withWhole(rest, of, of.page),
  },
  time: {
    about: ':time [on|off]   tell after each input how long it took',
    run: (rest, of) => {
      const on = of.timing(rest === 'on' ? true : rest === 'off' ? false : undefined);
      of.print(`Timings are ${on ? 'on' : 'off'}.`);
    },
  },
};

export const commandHelp: readonly string[] = Object.values(commands).map((c) => c.about);

function withWhole(rest: string, of: CommandsOf, show: (text: string) => void): void {
  const text = of.whole(rest);
  if (text === undefined) of.print('There is no output yet.');
  else show(text);
}

/** False: the text is none of these words. */
export function runCommand(text: string, of: CommandsOf): boolean {
  const [, name, rest = ''] = /^\s*:\s*([a-z]*)\s*(.*?)\s*$/s.exec(text) ?? [];
  if (name === undefined) return false;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) command.run(rest, of);
  else of.print([`:${name} is no command of the terminal. There are:`, ...commandHelp.map((l) => `  ${l}`)].join('\n'));
  return true;
}
