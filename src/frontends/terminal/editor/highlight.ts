/** Which colour each stretch of a text has. */
import { Locals } from '../../session/locals.ts';
import { type Frame, type Scan, type ScannedToken, scan } from '../../session/scan.ts';

export type Style = 'comment' | 'string' | 'undefined' | 'local' | 'pattern' | 'mate' | 'mismatch' | 'mark';

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly style: Style;
}

/** What a session says of a name: undefined while it has not been asked. */
export type Known = (name: string) => boolean | undefined;

/** Names that have a meaning nowhere but where they stand. */
const words = new Set(['Null', 'True', 'False', 'None', 'All', 'Automatic', 'Infinity']);

/** The stretches of a text that are not plain, in order. */
export function highlight(text: string, cursor: number | undefined, known: Known): Span[] {
  const scanned = scan(text);
  const locals = new Locals(scanned);
  const spans: Span[] = [];
  for (const t of scanned.tokens) {
    const style = styleOf(t, locals, known);
    if (style !== undefined) spans.push({ start: t.start, end: t.end, style });
  }
  const brackets = bracketSpans(scanned, cursor);
  return [...spans, ...brackets].sort((a, b) => a.start - b.start);
}

function styleOf(t: ScannedToken, locals: Locals, known: Known): Style | undefined {
  if (t.kind === 'comment' || t.kind === 'string') return t.kind;
  if (t.kind === 'slot' || t.kind === 'pattern') return 'pattern';
  if (t.kind !== 'symbol') return undefined;
  if (locals.has(t)) return 'local';
  return !words.has(t.text) && known(t.text) === false ? 'undefined' : undefined;
}

/** Wrong brackets, and the pair at the cursor. */
function bracketSpans(scanned: Scan, cursor: number | undefined): Span[] {
  const spans: Span[] = scanned.stray.map((at) => ({ start: at, end: at + 1, style: 'mismatch' }));
  for (const f of scanned.frames) {
    const ends = bracketEnds(f);
    if (ends === undefined) continue;
    const touched = cursor !== undefined && ends.some((e) => cursor === e.end || (cursor === e.start && e === ends[0]));
    if (f.mismatched) for (const e of ends) spans.push({ ...e, style: 'mismatch' });
    else if (touched && !spans.some((s) => s.style === 'mate'))
      for (const e of ends) spans.push({ ...e, style: 'mate' });
  }
  return spans;
}

function bracketEnds(f: Frame): { start: number; end: number }[] | undefined {
  if (f.close === undefined) return undefined;
  const width = f.bracket === '<|' ? 2 : 1;
  return [
    { start: f.open, end: f.open + width },
    { start: f.close, end: f.close + width },
  ];
}

/** All names in a text that a session may be asked about. */
export function namesIn(text: string): string[] {
  return [...new Set(scan(text).tokens.flatMap((t) => (t.kind === 'symbol' ? [t.text] : [])))];
}
