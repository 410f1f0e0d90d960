/** The thread where sessions live: a deep stack, and words of memory in which the main thread tells of keys pressed. */
import * as tty from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { SessionIO } from '../kernel/io.ts';
import { QuitSignal } from '../kernel/signals.ts';
import type { CommandLine } from './command-line.ts';
import { initialize } from './init.ts';
import { type JsonHost, JsonServer } from './json-lines.ts';
import { nodeIO, type Writing } from './node-io.ts';
import { runProcess } from './node-process.ts';
import { runScript } from './script.ts';
import { ServedSession } from './served.ts';
import { answer } from './session/answers.ts';
import { Interpreter } from './session/interpreter.ts';
import type { SessionReply, SessionRequest } from './session/protocol.ts';
import { answeredAbilities, isPressed, sharedSize, takePress, waitForPress, wasDisturbed } from './shared-words.ts';
import { abilities } from './terminal/abilities.ts';
import { Console } from './terminal/console.ts';
import type { FromKernel, LineRead, ToKernel } from './terminal/protocol.ts';
import { TerminalSession } from './terminal/session.ts';
import { themeOf, wrapMessage } from './terminal/theme.ts';
import { tour } from './terminal/tour.ts';

export interface WorkerData {
  readonly command: CommandLine;
  /** See shared-words.ts. */
  readonly words: Int32Array;
  readonly color: boolean;
  readonly errorIsTerminal: boolean;
  /** Where lines for InputString and Input come from, in a terminal. */
  readonly lines: MessagePort;
  /** The number of the first input. */
  readonly firstLine: number;
}

const { command, words, color, errorIsTerminal, lines, firstLine } = workerData as WorkerData;
/** Was the present request ended by a press? */
let stopped = false;
/** A session whose texts are gathered sends them meanwhile. */
let glance = (): void => {};
function abortRequested(): boolean {
  glance();
  const taken = takePress(words);
  stopped ||= taken;
  return taken;
}
const theme = themeOf(color);
/** Messages may go elsewhere than what is printed: no colors get into a file. */
const messageTheme = themeOf(color && (errorIsTerminal || command.color === 'always'));
const console = new Console({
  size: () => sharedSize(words),
  disturbed: () => wasDisturbed(words),
  theme: messageTheme,
  drawing: errorIsTerminal && process.env.TERM !== 'dumb',
  session: command.mode.kind === 'repl',
});
const { out, error } = console;
const showMessage = (text: string): void =>
  error(messageTheme.message(errorIsTerminal ? wrapMessage(text, sharedSize(words).columns) : text));

function make(writing: Writing, show: (text: string) => void, more?: Partial<SessionIO>): Interpreter {
  return new Interpreter({
    io: { ...nodeIO(writing), ...more },
    seed: command.seed,
    ...(command.sandbox && { sandbox: command.sandbox }),
    ...(command.memory > 0 && { memoryLimit: command.memory }),
    abortRequested,
    showMessage: show,
  });
}
/** A session whose text is seen. */
const visible = (more?: Partial<SessionIO>): Interpreter =>
  make(
    {
      print: out,
      ...(tty.isatty(1) && { columns: () => sharedSize(words).columns }),
      write: (text) => console.text(1, text),
      progress: console.progress,
      progressEvery: console.progressEvery,
    },
    showMessage,
    more,
  );

/** Quit[] comes by its signal. */
function quitting<T>(run: () => T, quit: (code: number) => T): T {
  try {
    return run();
  } catch (x) {
    if (!(x instanceof QuitSignal)) throw x;
    return quit(x.code);
  }
}

/** Ends the process with the code. */
function finish(run: () => number): void {
  const code = quitting(run, (c) => c);
  // Later, so that what starts this thread can finish first (boot.ts).
  setImmediate(() => parentPort!.postMessage({ kind: 'exit', code } satisfies FromKernel));
}

/** The session of a client: nothing but answers comes on standard output, and nothing but requests on standard input. */
function jsonEvaluator({ print, showMessage, readLine, readRest, progress }: JsonHost): Interpreter {
  const writing: Writing = {
    print,
    progress: (what) => typeof what !== 'string' && progress(what.data),
    progressEvery: JSON_PROGRESS_EVERY,
  };
  const io: Partial<SessionIO> = {
    ownInput: true,
    readLine,
    readRest,
    runProcess({ shared, ...request }, poll) {
      const result = runProcess(request, poll);
      if (shared === true)
        for (const bytes of [result.output, result.error])
          if (bytes.length > 0) print(Buffer.from(bytes).toString('utf8').replace(/\n$/, ''));
      return result;
    },
  };
  return make(writing, showMessage, io);
}
const JSON_PROGRESS_EVERY = 0.33;

function serveJson(): void {
  const server = new JsonServer(jsonEvaluator, (text) => say({ kind: 'line', text }));
  parentPort!.on('message', (request: ToKernel) => {
    if (request.kind !== 'input') return;
    stopped = false;
    quitting(
      () => {
        say({ kind: 'line', text: server.answer(request.text, () => stopped) });
        say({ kind: 'ready', prompt: '', line: 0 });
      },
      (code) => say({ kind: 'exit', code }),
    );
  });
}

const say = (message: FromKernel): void => parentPort!.postMessage(message);

/** The session of Jupyter, or of notebooks that are run. */
function serve(): void {
  const post = (r: SessionReply, handed: readonly ArrayBuffer[] = []): void => parentPort!.postMessage(r, [...handed]);
  const served = new ServedSession({
    words,
    post,
    make: (io, showMessage) => make(io, showMessage, io),
    readLine: nextTyped,
    stopped: () => stopped,
  });
  glance = () => served.glance();
  parentPort!.on('message', (request: SessionRequest) => {
    stopped = false;
    served.serve(request);
  });
  quitting(
    () => {
      initialize(command, process.env, served.interpreter, (text) => post({ kind: 'message', id: 0, text }));
      post({ kind: 'ready' });
    },
    (code) => post({ kind: 'quit', id: 0, code }),
  );
}

/** Milliseconds between two looks at whether a line has come. */
const LINE_SLICE = 5;

/** A line typed in the terminal, which belongs to the main thread. undefined at the end of input or when it is given up. */
function readLine(prompt: string): string | undefined {
  say({ kind: 'read', prompt });
  return nextTyped();
}
function nextTyped(): string | undefined {
  for (;;) {
    const received = receiveMessageOnPort(lines) as { message: LineRead } | undefined;
    if (received !== undefined) return received.message.line;
    if (isPressed(words)) return undefined;
    waitForPress(words, LINE_SLICE);
  }
}

/** A session whose outputs are numbered and shown on the terminal. */
const terminalSession = (evaluator: Interpreter): TerminalSession =>
  new TerminalSession(evaluator, {
    out,
    error: showMessage,
    size: () => sharedSize(words),
    theme,
    timing: command.timing,
    page: (text) => say({ kind: 'page', text }),
    firstLine,
    ...((tty.isatty(1) || command.mode.kind === 'tour') &&
      process.env.TERM !== 'dumb' && {
        pictures: () => ({ ...abilities(process.env, answeredAbilities(words), color), size: sharedSize(words) }),
      }),
  });

/** The examples of --tour, in a session. */
const showTour = (session: TerminalSession, goOn: (prompt: string) => boolean): boolean =>
  tour({
    out,
    theme,
    size: () => sharedSize(words),
    prompt: () => session.prompt,
    evaluate: (input) => session.input(input),
    goOn,
  });

function runTour(): number {
  showTour(terminalSession(visible()), () => true);
  return 0;
}

function serveTerminal(): void {
  const evaluator = visible({ readLine, pageWidth: () => sharedSize(words).columns });
  const session = terminalSession(evaluator);
  const leave = (code: number): void => {
    session.end();
    say({ kind: 'exit', code });
  };
  const ready = (): void => say({ kind: 'ready', prompt: session.prompt, line: session.line });
  parentPort!.on('message', (request: ToKernel) => {
    if (request.kind === 'ask') {
      say({ kind: 'answer', id: request.id, answer: answer(request.question, evaluator.session) });
      return;
    }
    quitting(() => {
      session.input(request.text);
      ready();
    }, leave);
  });
  quitting(() => {
    initialize(command, process.env, evaluator, showMessage);
    if (command.tour && firstLine === 1) showTour(session, (prompt) => readLine(prompt) !== undefined);
    ready();
  }, leave);
}

// From here on code runs more than once (boot.ts).
setFlagsFromString('--opt');

if (command.mode.kind === 'repl') serveTerminal();
else if (command.mode.kind === 'json') serveJson();
else if (command.mode.kind === 'served') serve();
else if (command.mode.kind === 'tour') finish(runTour);
else finish(() => runScript(command, { evaluator: visible(), write: console.bytes, error: showMessage }));
