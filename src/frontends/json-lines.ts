/** --json: one request a line in, one answer a line out; how tools, tests and editors drive the language. */
import { type Expr, Str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { joinedTexts, worked } from '../pace.ts';
import { fullForm } from '../syntax/fullform.ts';
import { problemLines } from '../syntax/problems.ts';
import { type Bundle, valueBundle } from './bundles.ts';
import { answer } from './session/answers.ts';
import type { Interpreter } from './session/interpreter.ts';
import { MainLoop } from './session/main-loop.ts';
import type { Question } from './session/questions.ts';
import { shownValue } from './session/shown-value.ts';

/** One line in. */
interface Request {
  readonly id?: unknown;
  /** Texts, each of which may hold several expressions. */
  readonly input: readonly string[];
  /** A question in place of an input. */
  readonly ask?: Question;
  /** Show every value, as texts, documents and pictures. */
  readonly outputs?: boolean;
  /** Start with a new session. */
  readonly fresh?: boolean;
  /** What the program reads with InputString and from "stdin"; nothing where absent. */
  readonly stdin?: string;
  /** Tell of trainings as they go, in lines of their own. */
  readonly progress?: boolean;
}

/** One line out; the values are those of the last expression. */
interface Answer {
  readonly id: unknown;
  /** What the terminal would print; "" for Null. */
  readonly result: string;
  readonly inputForm: string;
  readonly fullForm: string;
  readonly messages: readonly string[];
  readonly prints: readonly string[];
  /** A request that could not be read, or an internal error; null otherwise. */
  readonly error: string | null;
  /** Where they were asked for: one for each value that is shown, by MIME types, and its number. */
  readonly outputs?: readonly (Bundle & { readonly line: number })[];
  readonly ms: number;
}

type Texts = Pick<Answer, 'result' | 'inputForm' | 'fullForm'>;
/** Characters of an answer, of which the host holds at most 2^29 in one text. */
const LONGEST = 2 ** 28;
/** Characters that are quoted at once. */
const PIECE = 2 ** 16;
/** The text in quotes, as JSON writes it, in pieces that can be stopped. */
function quoted(text: string): string {
  if (text.length <= PIECE) return JSON.stringify(text);
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, i) => i * PIECE);
  return `"${joinedTexts(pieces, (from) => {
    worked(PIECE / 8);
    return JSON.stringify(text.slice(from, from + PIECE)).slice(1, -1);
  })}"`;
}

/** What a session does that is no part of the value, in place of writing it. */
export interface JsonHost {
  readonly print: (text: string) => void;
  readonly showMessage: (text: string) => void;
  /** The next line that the program reads. */
  readonly readLine: () => string | undefined;
  readonly readRest: () => string;
  /** undefined: nobody wants to know. */
  readonly progress: (data: Readonly<Record<string, unknown>>) => void;
}

export class JsonServer {
  #loop: MainLoop;
  #messages: string[] = [];
  #prints: string[] = [];
  #outputs: (Bundle & { readonly line: number })[] = [];
  /** What the program of the present request may read. */
  #input: string[] = [];
  #request: Request | undefined;
  readonly #make: (host: JsonHost) => Interpreter;
  readonly #news: (line: string) => void;

  /** `news` are lines that come before the answer. */
  constructor(make: (host: JsonHost) => Interpreter, news: (line: string) => void) {
    this.#make = make;
    this.#news = news;
    this.#loop = this.#fresh();
  }

  #fresh(): MainLoop {
    const evaluator = this.#make({
      print: (text) => this.#prints.push(text),
      showMessage: (text) => this.#messages.push(text),
      readLine: () => this.#input.shift(),
      readRest: () => this.#input.splice(0).join('\n'),
      progress: (data) => {
        if (this.#request?.progress === true)
          this.#news(JSON.stringify({ id: this.#request.id ?? null, progress: data }));
      },
    });
    return new MainLoop(evaluator);
  }

  /** `stopped` tells whether the client has ended the request: what is left of it is not evaluated. */
  answer(line: string, stopped: () => boolean): string {
    const start = performance.now();
    this.#messages = [];
    this.#prints = [];
    this.#outputs = [];
    this.#request = undefined;
    const request = readRequest(line);
    if (typeof request === 'string') return this.#reply(null, S.Null, request, start);
    this.#request = request;
    this.#input = request.stdin === undefined ? [] : request.stdin.replace(/\n$/, '').split('\n');
    if (request.fresh === true) this.#loop = this.#fresh();
    if (request.ask !== undefined) {
      const { session } = this.#loop.evaluator;
      return JSON.stringify({ id: request.id ?? null, answer: answer(request.ask, session) ?? null, error: null });
    }
    let value: Expr = S.Null;
    let error: string | null = null;
    for (const text of request.input) {
      if (stopped()) break;
      for (const step of this.#loop.run(text)) {
        if (step.problem !== undefined) {
          this.#messages.push(problemLines(step.problem));
          value = S.Failed;
          continue;
        }
        value = step.printed ?? S.Null;
        if (request.outputs === true && step.printed !== undefined)
          this.#outputs.push({ line: step.line, ...valueBundle(shownValue(step.printed, this.#loop.evaluator, true)) });
        error ??= step.bug ?? null;
        if (stopped()) break;
      }
    }
    return this.#reply(request.id ?? null, value, error, start);
  }

  #reply(id: unknown, value: Expr, error: string | null, start: number): string {
    const { result, inputForm, fullForm } = this.#texts(value);
    const rest: Omit<Answer, keyof Texts> = {
      id,
      messages: this.#messages,
      prints: this.#prints,
      error,
      ...(this.#request?.outputs === true && { outputs: this.#outputs }),
      ms: Math.round((performance.now() - start) * 1000) / 1000,
    };
    const { id: _, ...others } = rest;
    return `{"id":${JSON.stringify(id)},"result":${result},"inputForm":${inputForm},"fullForm":${fullForm},${JSON.stringify(others).slice(1)}`;
  }

  /** The value as texts, quoted. Where one of them was stopped, or is too long to be sent, all of them say so. */
  #texts(value: Expr): Texts {
    const { evaluator } = this.#loop;
    const { session } = evaluator;
    const forms: Readonly<Record<keyof Texts, (v: Expr) => string>> = {
      result: (v) => (v === S.Null ? '' : session.outputForm(v)),
      inputForm: (v) => session.inputForm(v),
      fullForm: (v) => fullForm(v, { nameOf: (s) => session.contexts.nameOf(s) }),
    };
    const texts = { result: '', inputForm: '', fullForm: '' };
    let length = 0;
    for (const form of ['result', 'inputForm', 'fullForm'] as const) {
      let stopped = false;
      const plain = (text: string): string => {
        stopped = text === S.Aborted.name;
        return quoted(text);
      };
      texts[form] = evaluator.shown(value, (v) => quoted(forms[form](v)), plain);
      length += texts[form].length;
      const tooLong = length > LONGEST;
      if (tooLong) session.message(system('General'), 'nomem', [new Str('a text of it is too long to be sent')]);
      if (value !== S.Aborted && (tooLong || stopped)) return this.#texts(S.Aborted);
    }
    return texts;
  }
}

/** The request, or what is wrong with it. */
function readRequest(line: string): Request | string {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return 'not a JSON object';
  }
  if (typeof data !== 'object' || data === null) return 'not a JSON object';
  const { input, ask, ...rest } = data as Record<string, unknown>;
  if (ask !== undefined) {
    const question = readQuestion(ask);
    return typeof question === 'string' ? question : { ...rest, input: [], ask: question };
  }
  const list = typeof input === 'string' ? [input] : input;
  if (!Array.isArray(list) || !list.every((t) => typeof t === 'string')) return '"input" must be a list of strings';
  if (rest.stdin !== undefined && typeof rest.stdin !== 'string') return '"stdin" must be a string';
  return { ...rest, input: list };
}

/** The question, or what is wrong with it. */
function readQuestion(asked: unknown): Question | string {
  const { kind, text, cursor, whole } = (typeof asked === 'object' && asked !== null ? asked : {}) as Record<
    string,
    unknown
  >;
  if (kind !== 'complete' && kind !== 'inspect' && kind !== 'complete?')
    return '"ask" must be an object with the "kind" "complete", "inspect" or "complete?"';
  if (typeof text !== 'string') return '"text" must be a string';
  if (kind === 'complete?') return { kind, text };
  if (!Number.isInteger(cursor) || (cursor as number) < 0 || (cursor as number) > text.length)
    return `"cursor" must be a place in the text, from 0 to ${text.length}`;
  return kind === 'complete'
    ? { kind, text, cursor: cursor as number }
    : { kind, text, cursor: cursor as number, whole: whole === true };
}
