/** What could stand at the cursor, by what stands around it: asked of the session between two evaluations. */
import { characterNames, namedCharacter } from '../../../grammar/characters.ts';
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { fileCandidates } from './file-names.ts';
import { Locals } from './locals.ts';
import type { Candidate, Completions } from './questions.ts';
import { type Frame, type Scan, type ScannedToken, scan } from './scan.ts';

const NOTHING: Completions = { from: 0, to: 0, candidates: [] };
const WORD = /[A-Za-z$`][\w$`]*$/;

/** The place of the cursor. */
interface Place {
  readonly text: string;
  readonly cursor: number;
  readonly scan: Scan;
  readonly frame: Frame;
  readonly session: KernelSession;
}

export function completionsAt(text: string, cursor: number, session: KernelSession): Completions {
  const scanned = scan(text);
  const here = scanned.tokens.find((t) => t.start < cursor && cursor <= t.end);
  const frame = frameAround(scanned, cursor);
  const place: Place = { text, cursor, scan: scanned, frame, session };
  if (here?.kind === 'comment') return NOTHING;
  const character = /\\\[(\w*)$/.exec(text.slice(0, cursor));
  if (character !== null) return characters(character[1]!, cursor);
  if (here?.kind === 'string' && isOpenAt(here, cursor)) return inString(here, place);
  const file = /<<\s*([^\s"\];]*)$/.exec(text.slice(0, cursor));
  if (file !== null)
    return { from: cursor - file[1]!.length, to: cursor, candidates: fileCandidates(file[1]!, session) };
  return inCode(place);
}

/** Is the cursor before the quote that ends the string? */
const isOpenAt = (t: ScannedToken, cursor: number): boolean =>
  cursor < t.end || t.text.length === 1 || !/[^\\](?:\\\\)*"$/.test(t.text);

function frameAround(s: Scan, cursor: number): Frame {
  return s.frames.findLast((f) => f.open < cursor && cursor <= (f.close ?? Number.POSITIVE_INFINITY)) ?? s.root;
}

function characters(typed: string, cursor: number): Completions {
  const names = characterNames().filter((n) => n.startsWith(typed));
  return {
    from: cursor - typed.length,
    to: cursor,
    candidates: names.sort().map((n) => ({ text: `${n}]`, note: printable(namedCharacter(n)) })),
  };
}
const printable = (c: string | undefined): string => (c === undefined || /[\p{C}\p{Z}]/u.test(c) ? '' : c);

// --- strings -------------------------------------------------------------------------------------------------------

function inString(t: ScannedToken, place: Place): Completions {
  const { cursor, session } = place;
  const typed = place.text.slice(t.start + 1, cursor);
  const close = t.end > cursor ? '' : '"';
  const named = namesInBrackets(place).filter((n) => n.startsWith(typed));
  const candidates: readonly Candidate[] =
    named.length > 0 ? named.map((n) => ({ text: `${n}${close}` })) : fileCandidates(typed, session, close);
  return { from: t.start + 1, to: cursor, candidates };
}

/** What strings in these brackets can be: keys, layers, arrays, ports, properties, models. */
function namesInBrackets(place: Place): string[] {
  const { frame, session } = place;
  const subjectOfPath = frame.bracket === '{' ? pathSubject(frame.parent, session) : undefined;
  if (subjectOfPath !== undefined) return partNames(inside(subjectOfPath, place), session);
  const owner = ownerOf(frame, place.scan);
  if (owner === undefined) return [];
  const value = valueOf(owner, session);
  if (value !== undefined) return partNames(inside(value, place), session);
  const [first] = frame.tokens;
  if (frame.head === undefined || first === undefined) return [];
  const subject = first.kind === 'symbol' ? valueOf(first.text, session) : undefined;
  if (frame.head === 'Information' && subject !== undefined)
    return strings(normal(system('Information'), subject, new Str('Properties')), session);
  if (subject !== undefined && asking.has(frame.head)) return partNames(subject, session);
  return frame.head === 'NetModel' ? strings(normal(system('NetModel')), session) : [];
}
/** The net in NetExtract[net, {"layer", "...: the list has the path. */
function pathSubject(frame: Frame | undefined, session: KernelSession): Expr | undefined {
  const first = frame?.head !== undefined && asking.has(frame.head) ? frame.tokens[0] : undefined;
  return first?.kind === 'symbol' ? valueOf(first.text, session) : undefined;
}

/** Functions that take the parts of their first argument by name. */
const asking = new Set([
  'Lookup',
  'KeyTake',
  'KeyDrop',
  'KeyExistsQ',
  'NetExtract',
  'NetReplacePart',
  'NetDelete',
  'NetTake',
  'NetDrop',
  'Part',
  'NetInsert',
  'NetRename',
  'Key',
]);

/** The name before the brackets: of a in a[[ and of f in f[. */
function ownerOf(frame: Frame, s: Scan): string | undefined {
  if (frame.head !== undefined) return frame.head;
  const open = frame.bracket === '[[' ? frame.open - 1 : -1;
  const before = s.tokens.findLast((t) => t.end <= open);
  return before?.kind === 'symbol' && before.end === open ? before.text : undefined;
}

/** The value of a variable, which is not evaluated. */
function valueOf(name: string, session: KernelSession): Expr | undefined {
  const s = session.contexts.find(name);
  return s === undefined ? undefined : session.definitions.known(s)?.own;
}

/** Of a net whose layers have no names. */
function layerNumbers(place: Place): string[] {
  const { session } = place;
  const owner = ownerOf(place.frame, place.scan);
  const value = owner === undefined ? undefined : valueOf(owner, session);
  if (value?.kind !== Kind.Boxed) return [];
  const layers = session.log.collect(() =>
    session.evaluateInput(normal(system('Length'), normal(system('NetExtract'), value, S.All))),
  ).value;
  return layers.kind === Kind.Integer ? Array.from({ length: Number(layers.value) }, (_, i) => String(i + 1)) : [];
}

/** What a path before the cursor leads to: in net[["block", "conv", "... the layer conv of block. */
function inside(value: Expr, { frame, cursor, session }: Place): Expr {
  const steps = frame.tokens.flatMap((t): Expr[] => {
    if (t.end >= cursor) return [];
    if (t.kind === 'string') return [new Str(t.text.slice(1, -1))];
    return /^\d+$/.test(t.text) ? [int(Number(t.text))] : [];
  });
  if (value.kind !== Kind.Boxed || steps.length === 0) return value;
  const { value: part } = session.log.collect(() =>
    session.evaluateInput(normal(system('NetExtract'), value, normal(S.List, ...steps))),
  );
  return part;
}

const containers: ReadonlySet<Expr> = new Set([system('NetChain'), system('NetGraph')]);
/** Keys of an association; layers of a net, or the arrays of a layer. */
function partNames(value: Expr, session: KernelSession): string[] {
  if (value.kind === Kind.Association) return strings(normal(system('Keys'), value), session);
  const layers = strings(normal(system('Keys'), normal(system('NetExtract'), value, S.All)), session);
  if (layers.length > 0 || value.kind !== Kind.Boxed || containers.has(value.head)) return layers;
  const arrays = normal(system('Keys'), normal(system('Information'), value, new Str('Arrays')));
  return strings(normal(system('Flatten'), arrays), session);
}

/** The strings in the value of an expression, whatever else comes of it. */
function strings(e: Expr, session: KernelSession): string[] {
  const { value } = session.log.collect(() => session.evaluateInput(e));
  return isCall(value, S.List) ? value.args.flatMap((a) => (a.kind === Kind.String ? [a.value] : [])) : [];
}

// --- code ----------------------------------------------------------------------------------------------------------

function inCode(place: Place): Completions {
  const { text, cursor, session } = place;
  const word = WORD.exec(text.slice(0, cursor))?.[0] ?? '';
  const from = cursor - word.length;
  const atArgument = /[[,{]\s*$/.test(text.slice(0, from));
  const options = atArgument ? optionNames(place) : [];
  if (word === '') return { from, to: cursor, candidates: [...quotedParts(place), ...options.map(asRule)] };
  const fitting = options.filter((o) => o.startsWith(word));
  const names = symbolNames(word, place).filter((n) => !fitting.includes(n));
  const candidates = [...fitting.map(asRule), ...names.map((n) => ({ text: n }))];
  return { from, to: cursor, candidates: candidates.length > 0 ? candidates : loosely(word, session) };
}
const asRule = (option: string): Candidate => ({ text: `${option} -> ` });

/** Options of the head that the cursor is in. */
function optionNames(place: Place): string[] {
  let frame: Frame | undefined = place.frame;
  // Options may stand in a list of their own.
  if (frame.bracket === '{') frame = frame.parent;
  if (frame?.head === undefined) return [];
  const { session } = place;
  const s = session.contexts.find(frame.head);
  if (s === undefined) return [];
  const { value } = session.log.collect(() => session.evaluateInput(normal(S.Options, s)));
  if (!isCall(value, S.List)) return [];
  return value.args.flatMap((r) => (isCall(r, S.Rule) || isCall(r, S.RuleDelayed) ? [nameOfOption(r.args[0]!)] : []));
}
const nameOfOption = (key: Expr): string =>
  key.kind === Kind.Symbol ? key.name : key.kind === Kind.String ? `"${key.value}"` : '';

/** Directly behind `assoc[` or `net[[`: what can be asked for. */
function quotedParts(place: Place): Candidate[] {
  if (!/\[\s*$/.test(place.text.slice(0, place.cursor))) return [];
  const names = namesInBrackets(place);
  if (names.length > 0) return names.map((n) => ({ text: `"${n}"` }));
  return place.frame.bracket === '[[' ? layerNumbers(place).map((n) => ({ text: n })) : [];
}

/** Names that begin like a word: those of the text and of the user before those of the language. */
function symbolNames(word: string, place: Place): string[] {
  const { session, scan: scanned, cursor } = place;
  const locals = new Locals(scanned);
  const written = scanned.tokens.filter((t) => t.kind === 'symbol' && t.end !== cursor && locals.has(t));
  const own = new Set(written.map((t) => t.text).filter((n) => n.startsWith(word)));
  const language = new Set<string>();
  for (const s of session.names.all()) {
    const name = word.includes('`') ? s.fullName : s.name;
    if (!name.startsWith(word) || name.includes('$', 1) !== word.includes('$', 1)) continue;
    if (!word.includes('`') && !session.contexts.isVisible(s)) continue;
    // A name that was only mentioned, as the word itself was by an attempt to read it, is no help.
    if (s.context === 'System`') language.add(name);
    else if (name !== word || session.definitions.known(s) !== undefined) own.add(name);
  }
  return [...[...own].sort(), ...[...language].sort()];
}

/** Where nothing begins like the word: other cases of letters, then the first letters of words (NC for NetChain). */
function loosely(word: string, session: KernelSession): Candidate[] {
  const lower = word.toLowerCase();
  const names = session.names
    .all()
    .filter((s) => session.contexts.isVisible(s) && !s.name.includes('$', 1))
    .map((s) => s.name);
  const same = names.filter((n) => n.toLowerCase().startsWith(lower));
  const humps = new RegExp(
    `^${[...word].map((c) => (/[A-Z]/.test(c) ? `${c}[a-z0-9]*` : c.replace(/[$`]/g, '\\$&'))).join('')}`,
  );
  const found = same.length > 0 || !/^[A-Z]{2}/.test(word) ? same : names.filter((n) => humps.test(n));
  return [...new Set(found)].sort().map((text) => ({ text }));
}
