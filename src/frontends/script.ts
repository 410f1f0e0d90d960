/** Scripts, -code, -function and standard input: every expression in turn; nothing but what the program prints. */
import * as path from 'node:path';
import { type Expr, Normal, normal, Str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { type Statement, statements } from '../index.ts';
import { problemLines } from '../syntax/problems.ts';
import { readArguments } from './arguments.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT } from './exit-codes.ts';
import { noopen, programText } from './files/program-text.ts';
import { initialize } from './init.ts';
import { printedValue } from './printed-value.ts';
import type { Interpreter } from './session/interpreter.ts';
import { nextLine, restOfInput } from './standard-input.ts';

export interface ScriptPlace {
  readonly evaluator: Interpreter;
  readonly write: (bytes: Uint8Array) => void;
  readonly error: (text: string) => void;
}

interface Source {
  readonly text: string;
  readonly file: string | undefined;
}

class Script {
  readonly #command: CommandLine;
  readonly #place: ScriptPlace;
  /** The worst of what happened so far. */
  #code: number = EXIT.ok;

  constructor(command: CommandLine, place: ScriptPlace) {
    this.#command = command;
    this.#place = place;
  }

  run(): number {
    const { evaluator, error } = this.#place;
    const source = this.#source();
    if (source === undefined) return EXIT.noInput;
    const { args } = this.#command;
    const name = source.file ?? 'scheelite';
    evaluator.set('$ScriptCommandLine', evaluator.strings([name, ...args]));
    evaluator.set('$CommandLine', evaluator.strings(['scheelite', name, ...args]));
    evaluator.set('$InputFileName', new Str(source.file === undefined ? '' : path.resolve(source.file)));
    initialize(this.#command, process.env, evaluator, error);
    if (this.#command.mode.kind === 'function') this.#function(source.text);
    else if (this.#command.linewise) this.#eachLine((line) => this.#program(source, line));
    else this.#program(source);
    if (this.#code !== EXIT.ok) return this.#code;
    return this.#command.strict && evaluator.shownMessages > 0 ? EXIT.strict : EXIT.ok;
  }

  /** undefined: the file cannot be read; the message has been shown. */
  #source(): Source | undefined {
    const { mode } = this.#command;
    if (mode.kind === 'code' || mode.kind === 'function') return { text: mode.code, file: undefined };
    if (mode.kind === 'stdin') return { text: restOfInput(), file: undefined };
    if (mode.kind !== 'file') return undefined;
    try {
      return { text: programText(mode.path), file: mode.path };
    } catch (x) {
      this.#place.error(noopen('Get', x));
      return undefined;
    }
  }

  #eachLine(f: (line: string) => void): void {
    const { session } = this.#place.evaluator;
    for (;;) {
      const line = nextLine(() => session.interrupts.poll());
      if (line === undefined) return;
      f(line);
    }
  }

  /** Every statement in turn, whatever happens on the way. */
  #program(source: Source, line?: string): void {
    const { evaluator, error } = this.#place;
    if (line !== undefined) evaluator.set('$ScriptInputString', new Str(line));
    const values = this.#command.mode.kind === 'code' && this.#command.print === 'none' ? 'last' : this.#command.print;
    let last: (() => void) | undefined;
    for (const s of statements(source.text, evaluator.session)) {
      if (s.problem !== undefined) {
        this.#code = EXIT.syntax;
        error(problemLines(s.problem, source.file));
        continue;
      }
      const value = this.#evaluate(s, source.file);
      last = () => {
        if (evaluator.isShown(s.expr, value)) this.#print(value);
      };
      if (values === 'all') last();
    }
    if (values === 'last') last?.();
  }
  #evaluate(s: Statement & { readonly expr: Expr }, file: string | undefined): Expr {
    const { evaluator, error } = this.#place;
    const place = file && `${file}:${s.line}`;
    const { value } = evaluator.at(place, () => evaluator.evaluate(s.expr));
    for (const hint of evaluator.notices.misspelt(s.expr, true))
      error(place === undefined ? hint : `${hint} (${place})`);
    return value;
  }

  /** The value of the last expression of the text, applied to the arguments; or to each line. */
  #function(text: string): void {
    const { evaluator, error } = this.#place;
    let f: Expr | undefined;
    for (const s of statements(text, evaluator.session)) {
      if (s.problem !== undefined) {
        this.#code = EXIT.syntax;
        error(problemLines(s.problem));
        return;
      }
      f = evaluator.evaluate(s.expr).value;
    }
    if (f === undefined) return;
    const { args, signature, linewise } = this.#command;
    const apply = (words: readonly string[]): void => {
      const values = readArguments(words, signature, evaluator);
      if (typeof values === 'string') {
        error(`scheelite: ${values}`);
        this.#code = EXIT.usage;
        return;
      }
      const { value } = evaluator.evaluate(new Normal(f!, values));
      if (evaluator.isShown(normal(system('Hold')), value)) this.#print(value);
    };
    if (linewise) this.#eachLine((line) => apply([line, ...args]));
    else apply(args);
  }

  #print(value: Expr): void {
    const bytes = printedValue(value, this.#command.format, this.#place.evaluator);
    if (bytes === undefined) this.#code = EXIT.strict;
    else this.#place.write(bytes);
  }
}

/** Runs to the end whatever happens on the way; gives the exit code. Quit leaves by its signal. */
export const runScript = (command: CommandLine, place: ScriptPlace): number => new Script(command, place).run();
