/** `scheelite format`: puts program text into its one layout, in files or on standard input. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import { format } from '../../syntax/format/format.ts';
import { parse } from '../../syntax/parser.ts';
import { problemLines } from '../../syntax/problems.ts';
import { EXIT } from '../exit-codes.ts';
import { asking } from '../files/problems.ts';
import { noopen, programText } from '../files/program-text.ts';
import { writeFile } from '../files/write.ts';
import { writeFully } from '../node-io.ts';
import { restOfInput } from '../standard-input.ts';

const usage = `scheelite format [--check | --write] files and folders
scheelite format -               standard input to standard output

  (nothing)                      print the formatted text
  --check                        list the files that are not formatted; exit with 1 if there are any
  --write                        put the formatted text in place of the files
`;

/** What is done with the formatted text. */
type Wish = 'print' | 'check' | 'write';

const SOURCES = new Set(['.wl', '.wls', '.wlt']);

class Formatting {
  code: number = EXIT.ok;
  readonly #wish: Wish;
  constructor(wish: Wish) {
    this.#wish = wish;
  }

  /** The first thing that goes wrong decides the exit code; what comes after it is done all the same. */
  #fail(code: number, message: string): void {
    writeFully(2, `${message}\n`);
    if (this.code === EXIT.ok || this.code === EXIT.strict) this.code = code;
  }

  file(name: string): void {
    let source: string;
    try {
      source = programText(name, true);
    } catch (x) {
      this.#fail(EXIT.noInput, noopen('Get', x));
      return;
    }
    this.text(source, name);
  }

  /** `name` is undefined for standard input. */
  text(source: string, name: string | undefined): void {
    const { text, problems } = format(source);
    for (const p of problems) this.#fail(EXIT.syntax, problemLines(p, name));
    if (problems.length === 0 && !meansTheSame(source, text)) {
      this.#fail(
        EXIT.internal,
        `scheelite: ${name ?? 'the text'} stays as it is: formatted it would mean something else`,
      );
      return;
    }
    if (this.#wish === 'print') writeFully(1, text);
    else if (text !== source) this.#changed(name, text, problems.length > 0);
  }

  #changed(name: string | undefined, text: string, faulty: boolean): void {
    if (this.#wish === 'check') {
      writeFully(1, `${name ?? '-'}\n`);
      if (this.code === EXIT.ok) this.code = EXIT.strict;
    } else if (!faulty) {
      try {
        writeFile(name!, new TextEncoder().encode(text));
        writeFully(1, `${name}\n`);
      } catch (x) {
        this.#fail(EXIT.noInput, noopen('Put', x));
      }
    }
  }
}

function meansTheSame(before: string, after: string): boolean {
  const [a, b] = [before, after].map((text) => parse(text, { resolve: system }));
  return (
    b!.problems.length === 0 &&
    a!.expressions.length === b!.expressions.length &&
    a!.expressions.every(({ expr }, i) => same(expr, b!.expressions[i]!.expr))
  );
}

/** Files as they are; of folders the program texts in them, hidden folders and those of packages left out. */
function sourcesIn(name: string): string[] {
  if (fs.statSync(name, { throwIfNoEntry: false })?.isDirectory() !== true) return [name];
  return asking(name, () => fs.readdirSync(name, { withFileTypes: true }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = path.join(name, entry.name);
      if (entry.isDirectory())
        return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : sourcesIn(inside);
      return SOURCES.has(path.extname(entry.name)) ? [inside] : [];
    });
}

/** Runs the command with the words behind its name; gives the exit code. */
export function run(words: readonly string[]): number {
  const flags = words.filter((w) => w.startsWith('--'));
  const names = words.filter((w) => !w.startsWith('--'));
  if (flags.includes('--help')) {
    writeFully(1, usage);
    return EXIT.ok;
  }
  const unknown = flags.find((f) => f !== '--check' && f !== '--write');
  const wrong =
    unknown !== undefined
      ? `unknown option ${unknown}`
      : flags.length > 1
        ? '--check and --write mean two things'
        : names.length === 0
          ? 'there is nothing to format: name files or folders, or - for standard input'
          : names.includes('-') && (names.length > 1 || flags.includes('--write'))
            ? '- stands alone, and is not written to'
            : undefined;
  if (wrong !== undefined) {
    writeFully(2, `scheelite format: ${wrong}\n\n${usage}`);
    return EXIT.usage;
  }
  const formatting = new Formatting(flags[0] === '--check' ? 'check' : flags[0] === '--write' ? 'write' : 'print');
  if (names[0] === '-') formatting.text(restOfInput(), undefined);
  else for (const name of names.flatMap(sourcesIn)) formatting.file(name);
  return formatting.code;
}
