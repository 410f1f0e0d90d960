/** A session of the language: the command with --json, one request a line in, one answer a line out. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { message, type Output, printed } from './notebook.ts';

interface Answer {
  readonly id?: number;
  readonly abort?: number;
  readonly progress?: Readonly<Record<string, unknown>>;
  /** Every value that is shown, by MIME types. */
  readonly outputs?: readonly { readonly data: Readonly<Record<string, string>> }[];
  readonly messages: readonly string[];
  readonly prints: readonly string[];
  readonly error: string | null;
}

/** Of the forms of a value the first that is there. */
const FORMS = ['image/png', 'text/html', 'text/plain'];
function best(data: Readonly<Record<string, string>>): Output[] {
  const mime = FORMS.find((form) => data[form] !== undefined);
  return mime === undefined ? [] : [{ mime, data: data[mime]! }];
}

/** Thrown where the session ended, or never began. */
export class SessionProblem extends Error {}

export class Session {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<
    number,
    { done: (a: Answer) => void; failed: (x: Error) => void; news: (a: Answer) => void }
  >();
  #id = 0;
  #running = 0;
  #errors = '';
  ended = false;

  constructor(command: readonly string[], folder: string | undefined) {
    const [program, ...words] = command as [string, ...string[]];
    this.#process = spawn(program, [...words, '--json'], folder === undefined ? {} : { cwd: folder });
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#take(line));
    this.#process.stderr.on('data', (data: Buffer) => (this.#errors = (this.#errors + data.toString()).slice(-2000)));
    this.#process.stdin.on('error', () => {});
    this.#process.on('error', (x) => this.#end(`${program} cannot be started: ${x.message}`));
    this.#process.on('exit', () => this.#end(this.#errors === '' ? 'the session has ended' : this.#errors));
  }

  #end(why: string): void {
    this.ended = true;
    for (const { failed } of this.#waiting.values()) failed(new SessionProblem(why));
    this.#waiting.clear();
  }

  #take(line: string): void {
    if (line.trim() === '') return;
    const answer = JSON.parse(line) as Answer;
    const waiting = answer.id === undefined ? undefined : this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    if (answer.progress !== undefined) waiting.news(answer);
    else {
      this.#waiting.delete(answer.id!);
      waiting.done(answer);
    }
  }

  #ask(input: string, news: (a: Answer) => void = () => {}): Promise<Answer> {
    if (this.ended) return Promise.reject(new SessionProblem('the session has ended'));
    const id = ++this.#id;
    this.#running = id;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed, news });
      this.#process.stdin.write(`${JSON.stringify({ id, input: [input], progress: true, outputs: true })}\n`);
    });
  }

  /** Evaluates a cell. Throws SessionProblem where the session ends meanwhile. */
  async evaluate(text: string, progress: (line: string) => void): Promise<Output[]> {
    const answer = await this.#ask(text, (a) => progress(progressLine(a.progress!)));
    const said = [...answer.prints.map(printed), ...answer.messages.map(message)];
    if (answer.error !== null) said.push(message(answer.error));
    return [...said, ...(answer.outputs ?? []).flatMap(({ data }) => best(data))];
  }

  /** Ends the evaluation; the session goes on. */
  interrupt(): void {
    this.#process.stdin.write(`${JSON.stringify({ abort: this.#running })}\n`);
  }
  close(): void {
    this.#process.stdin.end();
    this.#process.kill();
  }
}

const progressLine = (data: Readonly<Record<string, unknown>>): string =>
  Object.entries(data)
    .filter(([, v]) => typeof v === 'number' || typeof v === 'string')
    .slice(0, 6)
    .map(([k, v]) => `${k} ${typeof v === 'number' ? Number(v.toPrecision(4)) : v}`)
    .join('  ');
