/** The built command as a client of JSON lines drives it: one request after another, each ended when it takes too long. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** RELIABILITY_COMMAND=path tries another build than that of this tree. */
export const command = process.env.RELIABILITY_COMMAND ?? fileURLToPath(new URL('../../dist/repl.js', import.meta.url));

export interface Answer {
  readonly result: string;
  readonly inputForm: string;
  readonly fullForm: string;
  readonly messages: readonly string[];
  readonly prints: readonly string[];
  /** A host error, with its stack. */
  readonly error: string | null;
  readonly ms: number;
}

/** What came of a request. */
export interface Reply {
  /** undefined: the command ended, or had to be ended. */
  readonly answer: Answer | undefined;
  /** Milliseconds that the command worked from the first word that it is to end to the answer; 0 where no word was needed. */
  readonly late: number;
  /** Milliseconds that it worked in all, where they were asked for. */
  readonly busy?: number;
  /** How the command ended, and what it wrote then. */
  readonly ended?: string;
}

export interface Patience {
  /** Milliseconds after which the client asks for the end. */
  readonly abortAfter: number;
  /** Milliseconds after that at which it gives the command up. */
  readonly giveUpAfter: number;
  /** Is `busy` asked for? */
  readonly counted?: boolean;
}

/** Milliseconds between two words that a request is to end: a program may catch some of them. */
const ABORT_AGAIN = 500;

/** Milliseconds that the processors have spent on each thread of a process, where the system tells. */
function worked(pid: number | undefined): Map<string, number> | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return new Map(threads.map((id) => [id, spentOn(`/proc/${pid}/task/${id}/stat`)]));
  } catch {
    return undefined;
  }
}
/** 0 for a thread that has ended meanwhile. */
function spentOn(file: string): number {
  try {
    const fields = readFileSync(file, 'latin1').split(') ')[1]!.split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return 0;
  }
}

/** What the command says of a request that was ended while it waited. */
const UNTRIED = 'aborted before it was evaluated';
/** Milliseconds in which the command has started, on a busy machine. */
const STARTING = 30_000;

export class CommandClient {
  readonly #words: readonly string[];
  readonly #folder: string;
  #child: ChildProcess | undefined;
  /** Pieces of a line that is not whole yet. */
  #pieces: string[] = [];
  #errors = '';
  #ended: string | undefined;
  #waiting: { readonly id: number; readonly settle: (a: Answer | undefined) => void } | undefined;
  #id = 0;

  /** `words` are options of the command, `folder` its working directory. */
  constructor(words: readonly string[], folder: string) {
    this.#words = words;
    this.#folder = folder;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  #start(): ChildProcess {
    this.#pieces = [];
    this.#errors = '';
    this.#ended = undefined;
    const child = spawn(process.execPath, [command, ...this.#words, '--json'], {
      cwd: this.#folder,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#heard(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-4000);
    });
    // A command that has ended takes nothing more.
    child.stdin.on('error', () => {});
    child.on('close', (code, signal) => {
      if (this.#child !== child) return;
      this.#ended = `${signal ?? `exit ${code}`} ${this.#errors}`;
      this.#child = undefined;
      this.#settle(undefined);
    });
    return child;
  }

  #heard(text: string): void {
    const [end, ...more] = text.split('\n');
    this.#pieces.push(end!);
    if (more.length === 0) return;
    const lines = [this.#pieces.join(''), ...more];
    this.#pieces = [lines.pop()!];
    for (const line of lines) {
      const reply = JSON.parse(line) as Answer & { readonly id?: number };
      if (reply.id !== undefined && reply.id === this.#waiting?.id) this.#settle(reply);
    }
  }

  #settle(a: Answer | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.settle(a);
  }

  /** Counts milliseconds from now on in which the busiest thread of the command worked: what a busy machine keeps it from does not count. */
  #clock(): () => number {
    const { pid } = this;
    const [start, before] = [performance.now(), worked(pid)];
    return () => {
      const passed = performance.now() - start;
      const after = worked(pid);
      if (before === undefined || after === undefined) return passed;
      return Math.min(passed, Math.max(0, ...[...after].map(([id, ms]) => ms - (before.get(id) ?? 0))));
    };
  }

  #send(line: object): void {
    this.#child?.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  async ask(input: string, patience: Patience, fresh = false): Promise<Reply> {
    const { abortAfter, giveUpAfter } = patience;
    if (this.#child === undefined) {
      this.#child = this.#start();
      // Until it is there nothing can be ended.
      await this.ask('Null', { abortAfter: STARTING, giveUpAfter: STARTING });
    }
    const id = ++this.#id;
    const began = patience.counted ? this.#clock() : undefined;
    let asked: (() => number) | undefined;
    const abort = (): void => {
      asked ??= this.#clock();
      this.#send({ abort: id });
    };
    const answer = await new Promise<Answer | undefined>((settle) => {
      let again: NodeJS.Timeout | undefined;
      const first = setTimeout(() => {
        abort();
        again = setInterval(abort, ABORT_AGAIN);
      }, abortAfter);
      const last = setTimeout(() => this.#child?.kill('SIGKILL'), abortAfter + giveUpAfter);
      this.#waiting = {
        id,
        settle(a) {
          clearTimeout(first);
          clearInterval(again);
          clearTimeout(last);
          settle(a);
        },
      };
      this.#send({ id, input, ...(fresh && { fresh }) });
    });
    const late = asked === undefined ? 0 : (asked as () => number)();
    // The session was not done with the one before.
    if (answer?.error === UNTRIED) return this.ask(input, patience, fresh);
    return {
      answer,
      late,
      ...(began && { busy: began() }),
      ...(answer === undefined && { ended: this.#ended ?? 'ended' }),
    };
  }

  end(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
  }
}
