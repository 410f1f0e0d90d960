/** The composition root: sessions with the whole language in them, wherever the program runs. */
import type { Builtin } from './builtins/builtin.ts';
import { installDocumentedOptions } from './builtins/documented-options.ts';
import { graphicsPixels } from './builtins/graphics/picture.ts';
import { shownPicture, shownScene } from './builtins/graphics/shown-picture.ts';
import { toPng } from './builtins/images/decode.ts';
import { svgOfScene } from './builtins/images/file-formats.ts';
import { themes as builtinThemes, formats } from './builtins/index.ts';
import { install } from './builtins/install.ts';
import { registerFormats } from './builtins/io/formats/format.ts';
import { installLibrary, type LibraryReader, libraryRecords } from './builtins/library.ts';
import { formatted } from './builtins/printing/format-values.ts';
import { type Boxed, type Expr, Kind, type Sym } from './expr/expr.ts';
import { host } from './host/host.ts';
import { noIO, type SessionIO } from './kernel/io.ts';
import { type Grants, SANDBOX_MEMORY, SANDBOX_SECONDS, sandboxed } from './kernel/sandbox.ts';
import { KernelSession, type Language } from './kernel/session.ts';
import type { Line, Table } from './kernel/shown.ts';
import { learningBuiltins, learningFormats } from './learning/index.ts';
import { netBuiltins, netFormats } from './nets/language/index.ts';
import { layerOptionNames } from './nets/write/make-layer.ts';
import { inputForm } from './syntax/inputform.ts';
import { outputForm } from './syntax/outputform.ts';
import { parse } from './syntax/parser.ts';
import { shortened } from './syntax/shorten.ts';

export { describe } from './builtins/help/information.ts';
export { hasMeaning, type Verdict, verdictOn } from './builtins/help/known-names.ts';
export { type Statement, statements } from './builtins/io/source.ts';
export { messageLine as writeMessage } from './builtins/io/standard-streams.ts';
export { usageOf } from './builtins/messages/usage.ts';
export { KernelSession } from './kernel/session.ts';
export { concreteText, parseConcrete } from './syntax/concrete.ts';
export { completenessOf, parse } from './syntax/parser.ts';

/** Every record there is, by theme. */
export const themes: Readonly<Record<string, readonly Builtin[]>> = {
  ...builtinThemes,
  nets: netBuiltins,
  learning: learningBuiltins,
};
/** What a session starts with. */
export const records: readonly Builtin[] = Object.values(themes).flat();

registerFormats(...formats, ...netFormats, ...learningFormats);

/** Names of the options of a layer; undefined: no layer. Written out, so that the types of the package name no tensors. */
export const optionsOfLayer: (layer: Sym) => readonly string[] | undefined = layerOptionNames;

const shownForms = new Map(records.flatMap((r) => (r.shown === undefined ? [] : [[r.symbol, r.shown] as const])));
const shownBoxed = (b: Boxed): string | undefined => shownForms.get(b.head)?.(b);

const displays = new Map(records.flatMap((r) => (r.display === undefined ? [] : [[r.symbol, r.display] as const])));
/** Lines that show a value which stands alone (a net as a table); undefined: its text does. */
export const displayed = (e: Expr, session: KernelSession, columns: number): readonly Line[] | undefined =>
  e.kind === Kind.Boxed ? displays.get(e.head)?.(e, { columns, write: (x) => session.inputForm(x) }) : undefined;

const tables = new Map(records.flatMap((r) => (r.table === undefined ? [] : [[r.symbol, r.table] as const])));
/** A value that is a table (a net), for places that lay tables out themselves. */
export const tableOf = (e: Expr, session: KernelSession): Table | undefined =>
  e.kind === Kind.Boxed ? tables.get(e.head)?.(e, (x) => session.inputForm(x)) : undefined;

/** InputForm for people: values that are not made of text (images) are named instead of written out. */
export const shownForm = (e: Expr, session: KernelSession): string =>
  inputForm(e, { nameOf: (s) => session.contexts.nameOf(s), boxed: shownBoxed });

/** Printing asks the session what Format rules say and what functions among the options of number forms give. */
const languageFor = (session: () => KernelSession): Language => ({
  parse: (text, resolve) => parse(text, { resolve }).expressions.map((p) => p.expr),
  inputForm: (e, nameOf) => inputForm(e, { nameOf }),
  outputForm: (e, nameOf, room) => {
    const write = (x: Expr): string =>
      outputForm(x, {
        nameOf,
        boxed: shownBoxed,
        format: (y) => formatted(y, session()),
        apply: (f, args) => session().call(f, args),
        ...(room?.columns !== undefined && { tableWidth: room.columns }),
      });
    return write(room?.characters === undefined ? e : shortened(e, room.characters, write));
  },
});

const packagedLibrary: LibraryReader = (file) => {
  const bytes = host().ownFile(`stdlib/${file}`);
  if (bytes === undefined) throw new Error(`the file stdlib/${file} of the program is not there`);
  return new TextDecoder().decode(bytes);
};

/** The picture that a value is (an image, graphics, a few images), and its PNG data: for frontends that show pictures. */
export const pictureOf = shownPicture;
export const pngOf = toPng;
/** The scene of graphics, and its pixels. */
export const sceneShown = shownScene;
export const scenePixels = graphicsPixels;
/** The scene as an SVG document. */
export const svgOf = svgOfScene;

export interface SessionOptions {
  /** Files, clock, output; nothing of the outside when absent. */
  readonly io?: SessionIO;
  /** Of the random stream; from `io.entropy()` when absent. */
  readonly seed?: number;
  /** True when the evaluation is to stop. Asked every few dozen steps. */
  readonly abortRequested?: () => boolean;
  /** Bytes that the session's values may hold: an input that needs more ends as $Aborted. As many as the host has when absent. */
  readonly memoryLimit?: number;
  /** Seconds that an input may take; whatever it does, it ends as $Aborted then. As many as it wants when absent. */
  readonly timeLimit?: number;
  /** For programs that nobody vouches for: nothing of the outside but what is granted, and limits (docs/guides/sandbox.md). */
  readonly sandbox?: true | Grants;
  /** Texts of the library; from the package's own folder when absent. */
  readonly library?: LibraryReader;
}

/** The settings of a session in its sandbox. */
function confined(options: SessionOptions): SessionOptions {
  if (options.sandbox === undefined) return options;
  const grants = options.sandbox === true ? {} : options.sandbox;
  return {
    ...options,
    io: sandboxed(options.io ?? noIO, grants),
    memoryLimit: grants.memory ?? options.memoryLimit ?? SANDBOX_MEMORY,
    timeLimit: grants.seconds ?? options.timeLimit ?? SANDBOX_SECONDS,
  };
}

export function createSession(options: SessionOptions = {}): KernelSession {
  const session: KernelSession = new KernelSession({ language: languageFor(() => session), ...confined(options) });
  install(records, session);
  installLibrary(session, options.library ?? packagedLibrary);
  installDocumentedOptions(session);
  return session;
}

/** The symbols that are defined in the language itself, by theme, with usage and examples. */
export function libraryThemes(): Readonly<Record<string, readonly Builtin[]>> {
  const files = libraryRecords(createSession(), packagedLibrary);
  return Object.fromEntries([...files].map(([file, records]) => [file.replace(/\.wl$/, ''), records]));
}

export type { Expr };
