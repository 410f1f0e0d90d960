/** Open streams of a session: what reads from a text step by step, and what writes to a file or to the output. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import type { ParseResult } from '../../syntax/parser.ts';
import { absolute } from './paths.ts';
import { read } from './source.ts';

export const InputStreamSymbol = system('InputStream');
export const OutputStreamSymbol = system('OutputStream');

/** A text and how far it has been read. */
export class Reader {
  text: string;
  at = 0;
  #parsed: { readonly of: string; readonly result: ParseResult } | undefined;

  constructor(text: string) {
    this.text = text;
  }
  /** Makes the text longer, where it comes bit by bit; false at its end. */
  protected more(): boolean {
    return false;
  }
  get atEnd(): boolean {
    return this.at >= this.text.length && !this.more();
  }
  skipSpace(): void {
    do this.take(/\s*/y);
    while (this.at >= this.text.length && this.more());
  }
  /** Everything that is left. */
  rest(): string {
    while (this.more());
    return this.take(/[\s\S]*/y)!;
  }
  /** What the pattern (sticky) finds here; moves behind it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
  /** The rest of the line without its end; undefined at the end of the text. */
  line(): string | undefined {
    if (this.atEnd) return undefined;
    const line = this.take(/[^\r\n]*/y)!;
    this.take(/\r\n|\r|\n/y);
    return line;
  }
  /** The next expression of the text, not evaluated; undefined when there is none. */
  expression(session: Session): Expr | undefined {
    for (;;) {
      if (this.#parsed?.of !== this.text) this.#parsed = { of: this.text, result: read(this.text, session) };
      const { expressions, incomplete } = this.#parsed.result;
      const next = expressions.find((p) => p.start >= this.at);
      if ((next === undefined || incomplete) && this.more()) continue;
      this.at = next === undefined ? this.text.length : next.end;
      return next?.expr;
    }
  }
}

/** The input of the session, line by line as they are needed. */
class InputReader extends Reader {
  readonly #next: () => string | undefined;
  constructor(next: () => string | undefined) {
    super('');
    this.#next = next;
  }
  protected override more(): boolean {
    const line = this.#next();
    if (line === undefined) return false;
    this.text = `${this.text.slice(this.at)}${line}\n`;
    this.at = 0;
    return true;
  }
}

/** Where written text goes. */
export interface Writer {
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
}

export interface OpenStream {
  readonly expr: Expr;
  readonly name: string;
  readonly reader?: Reader;
  readonly writer?: Writer;
}

interface Table {
  readonly open: Map<number, OpenStream>;
  next: number;
  /** What was written to the output since the last line end, where the host prints whole lines only. */
  pending: string;
  input?: OpenStream;
}
/** Streams that are always open have the numbers before this one. */
const FIRST = 3;
const tables = new WeakMap<Session, Table>();
function tableOf(session: Session): Table {
  let t = tables.get(session);
  if (t === undefined) tables.set(session, (t = { open: new Map(), next: FIRST, pending: '' }));
  return t;
}
export const openStreams = (session: Session): OpenStream[] => [...tableOf(session).open.values()];

export function openReader(name: Expr, text: string, session: Session): Expr {
  const table = tableOf(session);
  const id = table.next++;
  const expr = normal(InputStreamSymbol, name, int(id));
  table.open.set(id, { expr, name: name.kind === Kind.String ? name.value : '', reader: new Reader(text) });
  return expr;
}

/** Appends to a file; what was there before is kept or not. Throws what the host throws. */
export function openWriter(name: string, append: boolean, session: Session): OpenStream {
  const table = tableOf(session);
  const id = table.next++;
  const path = absolute(name, session);
  if (!append || session.io.status(path) === undefined) session.io.writeFile(path, new Uint8Array());
  const writeBytes = (bytes: Uint8Array): void => appendTo(path, bytes, session);
  const writer: Writer = { write: (text) => writeBytes(new TextEncoder().encode(text)), writeBytes };
  const stream = { expr: normal(OutputStreamSymbol, new Str(name), int(id)), name, writer };
  table.open.set(id, stream);
  return stream;
}
/** Hosts that cannot append get the whole file again. */
export function appendTo(path: string, bytes: Uint8Array, { io }: Session): void {
  if (io.appendFile !== undefined) {
    io.appendFile(path, bytes);
    return;
  }
  const before = io.readFile(path) ?? new Uint8Array();
  const whole = new Uint8Array(before.length + bytes.length);
  whole.set(before);
  whole.set(bytes, before.length);
  io.writeFile(path, whole);
}

/** The output of the session as a place to write to. */
const output = (session: Session): Writer =>
  textWriter((text) => {
    if (session.io.write !== undefined) {
      session.io.write(text);
      return;
    }
    const table = tableOf(session);
    const lines = (table.pending + text).split('\n');
    table.pending = lines.pop()!;
    for (const line of lines) session.io.print(line);
  });
/** Where only text goes, bytes are taken for UTF-8. */
const textWriter = (write: (text: string) => void): Writer => ({
  write,
  writeBytes: (bytes) => write(new TextDecoder().decode(bytes)),
});

const standardOutput = normal(OutputStreamSymbol, new Str('stdout'), int(1));
const standardError = normal(OutputStreamSymbol, new Str('stderr'), int(2));
const standardInput = normal(InputStreamSymbol, new Str('stdin'), int(0));

/** "stdin", "stdout" and "stderr". */
function standardStream(name: string, session: Session): OpenStream | undefined {
  const { io } = session;
  if (name === 'stdout') return { expr: standardOutput, name, writer: output(session) };
  if (name === 'stderr') return { expr: standardError, name, writer: textWriter((text) => io.writeError?.(text)) };
  if (name !== 'stdin') return undefined;
  const table = tableOf(session);
  table.input ??= { expr: standardInput, name, reader: new InputReader(() => io.readLine('')) };
  return table.input;
}
export const standardOutputs: readonly Expr[] = [standardOutput, standardError];

/** An open stream by its expression or its name. */
export function streamOf(x: Expr, session: Session): OpenStream | undefined {
  const { open } = tableOf(session);
  if (x.kind === Kind.String) {
    return standardStream(x.value, session) ?? [...open.values()].find((s) => s.name === x.value);
  }
  if (!isCall(x, InputStreamSymbol) && !isCall(x, OutputStreamSymbol)) return undefined;
  const [name, id] = x.args;
  if (id?.kind === Kind.Integer && Number(id.value) < FIRST && name?.kind === Kind.String)
    return standardStream(name.value, session);
  return id?.kind === Kind.Integer ? open.get(Number(id.value)) : undefined;
}
export function closeStream(stream: OpenStream, session: Session): void {
  const { open } = tableOf(session);
  for (const [id, s] of open) if (s === stream) open.delete(id);
}
