/**
 * The part of the language that is written in the language: stdlib/*.wl. stdlib/init.wl says which file defines which
 * symbols; a file is read when one of its symbols is first looked up, so that start-up does not grow with the library.
 */
import { Kind, type Sym } from '../expr/expr.ts';
import { Attribute } from '../kernel/definitions/attributes.ts';
import { type Definition, Latent } from '../kernel/definitions/definition.ts';
import type { KernelSession } from '../kernel/session.ts';
import type { Builtin, Expected } from './builtin.ts';
import { evaluationFor, nativeOf } from './install.ts';

/** The text of a file of the library, by its name in stdlib/. */
export type LibraryReader = (file: string) => string;

interface Entry {
  readonly symbol: Sym;
  readonly file: string;
  /** Accepted numbers of arguments; undefined where the rules themselves say it. */
  readonly arity: readonly [min: number, max: number] | undefined;
  /** What it may have beside rules for calls (Latent). */
  readonly latent: number;
}

/** A line of init.wl after another: "file" -> {symbols}. */
const LINE = /[{,]\s*"([\w.-]+)"\s*->\s*\{([^{}]*)\}\s*/y;
/** Symbol, Symbol[n] or Symbol[least, most]. */
const SYMBOL = /\s*([$\w`]+)(?:\[(\d+)(?:,\s*(\d+|Infinity))?\])?\s*(?:,|$)/y;

/** Before the symbols of a file: they carry upvalues, or some of them do. Without it these are not seen before the file is read. */
const CARRIES = 'UpValues';

/** What a sticky pattern takes out of a text, one match after the other, from an offset to the end. */
function* taken(text: string, pattern: RegExp, from: number, end: number): Generator<RegExpExecArray> {
  for (let at = from; at < end; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const m = pattern.exec(text);
    if (m === null) throw new Error(`init.wl is a list of rules "file" -> {symbols}, not ${text.slice(at, at + 40)}`);
    yield m;
  }
}

const indexes = new WeakMap<LibraryReader, readonly Entry[]>();
function indexOf(read: LibraryReader, session: KernelSession): readonly Entry[] {
  const known = indexes.get(read);
  if (known !== undefined) return known;
  const text = read('init.wl').trimEnd();
  const entries: Entry[] = [];
  for (const [, file, symbols] of taken(text, LINE, text.indexOf('{'), text.length - 1)) {
    const up = symbols!.startsWith(CARRIES) ? Latent.up : 0;
    for (const [, name, least, most] of taken(symbols!, SYMBOL, 0, symbols!.length)) {
      if (name === CARRIES) continue;
      // Every name there is one of the language, or tells its context.
      const symbol = session.names.resolve(name!.includes('`') ? name! : `System\`${name}`);
      const arity = least === undefined ? undefined : ([Number(least), Number(most ?? least)] as const);
      entries.push({ symbol, file: file!, arity, latent: up | (name!.startsWith('$') ? Latent.own : 0) });
    }
  }
  indexes.set(read, entries);
  return entries;
}

/** Contexts that no program loads. */
const PLAIN: ReadonlySet<string> = new Set(['System`', 'Internal`']);

/** Lets the symbols of the library load their files on first use. */
export function installLibrary(session: KernelSession, read: LibraryReader): void {
  const entries = indexOf(read, session);
  const byFile = new Map<string, Definition[]>();
  for (const { symbol, file, latent } of entries) {
    const d = session.definitions.definition(symbol);
    d.latent = latent;
    if (!PLAIN.has(symbol.context)) session.contexts.addOns.add(symbol.context);
    if (latent & Latent.up) session.definitions.upMask |= symbol.mask;
    if (d.native !== undefined) throw new Error(`${symbol.name} has a record and a definition in ${file}`);
    byFile.set(file, [...(byFile.get(file) ?? []), d]);
  }
  for (const [file, definitions] of byFile) {
    let begun = false;
    const load = (): void => {
      if (begun) return;
      begun = true;
      try {
        // What is stopped half-way would stay so.
        session.interrupts.undisturbed(() => loadFile(file, entries, session, read));
      } catch (x) {
        // The stack was full: another time.
        begun = false;
        for (const d of definitions) d.autoload = load;
        throw x;
      }
    };
    for (const d of definitions) d.autoload = load;
  }
}

function loadFile(file: string, entries: readonly Entry[], session: KernelSession, read: LibraryReader): void {
  const own = entries.filter((entry) => entry.file === file);
  const { observer, depth } = session.evaluator;
  session.evaluator.observer = undefined;
  // Loading is no part of the evaluation that asked for it.
  session.evaluator.depth = 0;
  try {
    session.contexts.inPrivate(file.replace(/\.wl$/, ''), () => {
      for (const e of session.parse(read(file))) session.evaluate(e);
    });
  } finally {
    session.evaluator.observer = observer;
    session.evaluator.depth = depth;
  }
  for (const { symbol, arity } of own) {
    const d = session.definitions.definition(symbol);
    // Rules have been tried before this; what is left is to check the number of arguments.
    const checked = arity && { arity, evaluate: () => undefined };
    // What threads looks at each element.
    const packed = (d.attributes & Attribute.Listable) === 0 && { packed: true as const };
    const behaviour = { usage: '', examples: {}, ...packed, ...checked } as const;
    const native = nativeOf(behaviour, evaluationFor(symbol, session), d.options);
    // The transcripts are read when somebody asks for them.
    const examples = (): Builtin['examples'] => recordIn(read(file), symbol, session).examples;
    d.native = { ...native, examples };
    session.definitions.setAttributes(symbol, d.attributes | Attribute.Protected);
  }
}

// --- the library as records, for the reference and for tests ------------------------------------------------------

const USAGE = /^([$A-Za-z][$\w`]*)::usage\s*=\s*("(?:[^"\\]|\\[\s\S])*")/gm;
const TRANSCRIPT = /\(\*\s*(In\[1\]:=[\s\S]*?)\*\)/g;
const INPUT = /^\s*In\[\d+\]:= /m;

/** What a session shows for some inputs, as examples: messages by name, then the value. */
function examplesIn(transcript: string): Record<string, Expected> {
  const examples: Record<string, Expected> = {};
  for (const part of transcript.split(INPUT).slice(1)) {
    const lines = part.trimEnd().split('\n');
    const out = lines.findIndex((l) => /^\s*Out\[\d+\]= /.test(l));
    const head = out < 0 ? lines : lines.slice(0, out);
    const isMessage = (l: string): boolean => /^\s*[$A-Za-z][$\w]*::\w+:/.test(l);
    const messages = head.filter(isMessage).map((l) => l.trim().replace(/^([$\w]+::\w+):.*$/, '$1'));
    const input = head
      .filter((l) => !isMessage(l))
      .map((l) => l.trim())
      .join(' ')
      .trim();
    const value =
      out < 0
        ? 'Null'
        : lines
            .slice(out)
            .map((l) => l.trim())
            .join(' ')
            .replace(/^Out\[\d+\]= /, '')
            .trim();
    examples[input] = messages.length === 0 ? value : [value, ...messages];
  }
  return examples;
}

/** A symbol with its usage and the transcript behind its rules, as the text of its file has them. */
function recordIn(text: string, symbol: Sym, session: KernelSession): Builtin {
  const usages = [...text.matchAll(USAGE)];
  const at = usages.findIndex((u) => u[1] === symbol.name || u[1] === symbol.fullName);
  const usage = usages[at];
  const section = usage === undefined ? '' : text.slice(usage.index, usages[at + 1]?.index);
  const transcripts = [...section.matchAll(TRANSCRIPT)].map((t) => examplesIn(t[1]!));
  const quoted = usage === undefined ? undefined : session.parse(usage[2]!)[0];
  const examples = Object.assign({}, ...transcripts) as Record<string, Expected>;
  return { symbol, usage: quoted?.kind === Kind.String ? quoted.value : '', examples };
}

/** Every symbol of the library, by file; nothing of it can be installed. */
export function libraryRecords(session: KernelSession, read: LibraryReader): ReadonlyMap<string, readonly Builtin[]> {
  const files = new Map<string, Builtin[]>();
  for (const { symbol, file } of indexOf(read, session))
    files.set(file, [...(files.get(file) ?? []), recordIn(read(file), symbol, session)]);
  return files;
}
