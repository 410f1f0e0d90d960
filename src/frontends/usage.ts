/** What --help says, and what a session says first. */
import { brokenLines } from '../syntax/blocks.ts';

export const usage = `scheelite: a Wolfram-style symbolic language with trainable neural nets

  scheelite                      open a session; --tour shows what it can do
  scheelite file.wl [args]       run a script
  scheelite -code 'expr'         evaluate and print the value
  scheelite -function 'f' -args  apply a function to words of the command line
  command | scheelite            run what comes on standard input
  scheelite --json               JSON lines in and out, for editors and tools
  scheelite format file.wl       program text in one layout: --check, --write
  scheelite lsp                  a language server for editors
  scheelite jupyter              a kernel for Jupyter; jupyter --help says more
  scheelite nb run file.ipynb    notebooks as files; nb --help says more

Try
  scheelite -code 'Integrate[x Sin[x], x]'
  scheelite -code 'Export["sine.png", Plot[Sin[x], {x, 0, 10}]]'
  echo 'Print[$ScriptCommandLine]' > a.wl; scheelite a.wl one two
  seq 3 | scheelite -code 'ToExpression[$ScriptInputString]^2' -linewise

Scripts
  -print [all]                   print the last value of a script, or every one
  -format name                   print values as JSON, CSV, Text, FullForm, ...
  -linewise                      run for each line of input: $ScriptInputString
  -args a b, -signature T U      arguments of -function, and their types
  --strict                       exit with 1 if any message was shown
  --timeout n                    end after n seconds (exit code 124)
  --memory n                     what takes more than n megabytes is $Aborted
  --sandbox                      for programs of strangers: no files, programs
                                 or variables; 60 seconds and 2 GB an input
  --allow-read folder            a sandbox that may read what is in the folder
  --seed n                       seed of the random stream

Sessions
  --noinit, -initfile file       without the init file, or with another one
  -run 'code'                    evaluate code first
  --timing                       tell how long each input took
  --color=always|never           colors; NO_COLOR is heeded
  --noprompt                     no greeting
  --version, --help

Inside: ?Plot explains a symbol, ?*Layer lists names, Ctrl-C stops, Quit leaves.
`;

/** Two lines, which are broken at words where the terminal is narrow. */
export function greeting(version: string, columns: number, hints: boolean): string {
  const first = `Scheelite ${version}: a Wolfram-style language with trainable neural nets`;
  const second = '?name explains, Tab completes, Ctrl-C stops, Quit leaves. Tour: scheelite --tour';
  const lines = (hints ? [first, second] : [first]).map((line) => brokenLines(line, columns, ''));
  return `${lines.join('\n')}\n\n`;
}
