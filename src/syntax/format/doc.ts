/** Layouts: texts with places where lines may end, and the printer that decides where they do. */

/** Longest line that the printer makes where a line may end at all. */
export const WIDTH = 100;
const INDENT = '  ';

interface Measured {
  /** Columns on one line; infinite where a line has to end. */
  readonly width: number;
  /** Columns up to the first place where a line may end, and whether there is such a place. */
  readonly lead: number;
  readonly breaks: boolean;
}
interface Text extends Measured {
  readonly kind: 'text';
  readonly text: string;
}
interface Line extends Measured {
  readonly kind: 'line';
  /** What stands there when the line does not end: a blank or nothing. */
  readonly flat: string;
  /** An empty line follows. */
  readonly empty: boolean;
}
interface Several extends Measured {
  /** A group ends all of its lines or none. A fill, contents and lines in turn, ends as few as it can; a chain is one that goes on indented. */
  readonly kind: 'concat' | 'indent' | 'group' | 'fill' | 'chain';
  readonly parts: readonly Doc[];
}
export type Doc = Text | Line | Several;

/** The longest line of a text counts: strings and comments may have several. */
const columns = (text: string): number =>
  text.includes('\n') ? text.split('\n').reduce((most, l) => Math.max(most, l.length), 0) : text.length;

export function text(s: string): Doc {
  const width = columns(s);
  return { kind: 'text', text: s, width, lead: width, breaks: false };
}
/** A text that the line ends with, or that stands on lines of its own. */
const line = (flat: string): Line => ({ kind: 'line', flat, empty: false, width: flat.length, lead: 0, breaks: true });
export const blankLine = line(' ');
export const softLine = line('');
export const hardLine: Doc = { ...blankLine, width: Number.POSITIVE_INFINITY };
/** The line ends and an empty one follows. */
export const emptyLine: Doc = { ...hardLine, empty: true } as Doc;
export const nothing: Doc = text('');

function several(kind: Several['kind'], parts: readonly Doc[]): Doc {
  let width = 0;
  let lead = 0;
  let breaks = false;
  for (const p of parts) {
    width += p.width;
    if (!breaks) {
      lead += p.lead;
      breaks = p.breaks;
    }
  }
  return { kind, parts, width, lead, breaks };
}
export const row = (parts: readonly Doc[]): Doc => (parts.length === 1 ? parts[0]! : several('concat', parts));
export const concat = (...parts: readonly Doc[]): Doc => row(parts);
export const indent = (...parts: readonly Doc[]): Doc => several('indent', parts);
export const group = (...parts: readonly Doc[]): Doc => several('group', parts);
export const fill = (parts: readonly Doc[]): Doc => several('fill', parts);
export const chain = (parts: readonly Doc[]): Doc => several('chain', parts);

/** Writes a layout from the first column on. */
export function print(doc: Doc, newline: string): string {
  const printer = new Printer(newline);
  printer.print(doc, false, 0, 0);
  return printer.out.join('');
}

class Printer {
  readonly out: string[] = [];
  private column = 0;
  private readonly newline: string;
  constructor(newline: string) {
    this.newline = newline;
  }

  /** `after`: columns that follow the layout before a line may end. */
  print(doc: Doc, flat: boolean, level: number, after: number): void {
    if (doc.kind === 'text') this.text(doc.text);
    else if (doc.kind === 'line') {
      if (flat && doc.width !== Number.POSITIVE_INFINITY) this.text(doc.flat);
      else this.endLine(doc, level);
    } else if (!flat && (doc.kind === 'fill' || doc.kind === 'chain'))
      this.fill(doc.parts, level, doc.kind === 'chain' ? level + 1 : level, after);
    else {
      const oneLine = flat || (doc.kind === 'group' && this.column + doc.width + after <= WIDTH);
      this.parts(doc.parts, oneLine, doc.kind === 'indent' ? level + 1 : level, after);
    }
  }

  private text(s: string): void {
    if (s === '') return;
    this.out.push(s);
    const at = s.lastIndexOf('\n');
    this.column = at < 0 ? this.column + s.length : s.length - at - 1;
  }
  private endLine(l: Line, level: number): void {
    const indentation = INDENT.repeat(level);
    this.out.push(this.newline, ...(l.empty ? [this.newline] : []), indentation);
    this.column = indentation.length;
  }

  private parts(parts: readonly Doc[], flat: boolean, level: number, after: number): void {
    const afters = flat ? undefined : aftersOf(parts, after);
    for (let i = 0; i < parts.length; i++) this.print(parts[i]!, flat, level, afters?.[i] ?? 0);
  }

  /** A line ends where the next content would not fit behind it, but would on a line of its own, or has no brackets to break in. */
  private fill(parts: readonly Doc[], level: number, inner: number, after: number): void {
    const afters = aftersOf(parts, after);
    let own = level;
    for (let i = 0; i < parts.length; i++) {
      const p = parts[i]!;
      if (i % 2 === 0) {
        this.print(p, this.column + p.width + afters[i]! <= WIDTH, own, afters[i]!);
        continue;
      }
      const next = parts[i + 1]!;
      const room = WIDTH - afters[i + 1]!;
      const fits = this.column + p.width + next.width <= room;
      const fitsAlone = INDENT.length * inner + next.width <= room;
      const opens = next.breaks && this.column + p.width + next.lead <= WIDTH;
      const stays = p.kind === 'text' || (p.width !== Number.POSITIVE_INFINITY && (fits || (!fitsAlone && opens)));
      if (!stays || p.kind === 'text') own = inner;
      this.print(p, stays, inner, 0);
    }
  }
}

/** For each part how many columns follow it before a line may end. */
function aftersOf(parts: readonly Doc[], after: number): number[] {
  const out = new Array<number>(parts.length);
  let following = after;
  for (let i = parts.length - 1; i >= 0; i--) {
    out[i] = following;
    const p = parts[i]!;
    following = p.breaks ? p.lead : p.lead + following;
  }
  return out;
}
