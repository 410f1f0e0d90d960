/** Which names in a text are local: variables of Module and its kin, of iterators, parameters, names of patterns. */
import type { Frame, Scan, ScannedToken } from './scan.ts';

const blocks = new Set(['Module', 'Block', 'With', 'DynamicModule']);
/** Calls whose arguments behind the first may be iterators. */
const iterating = /^(?:(?:Parallel)?(?:Table|Do|Sum|Product)|N?Integrate|NSum|Manipulate|\w*Plot(?:3D)?|Plot\w*)$/;

/** Stretches of the text in which each name is local. */
export class Locals {
  readonly #scopes = new Map<string, { readonly from: number; readonly to: number }[]>();

  constructor(scan: Scan) {
    for (const f of scan.frames) if (f.head !== undefined) this.#ofCall(f, f.head);
    this.#ofPatterns(scan);
  }

  has(t: ScannedToken): boolean {
    return this.#scopes.get(t.text)?.some((s) => t.start >= s.from && t.end <= s.to) ?? false;
  }

  #add(name: string, from: number, to: number): void {
    const scopes = this.#scopes.get(name);
    if (scopes === undefined) this.#scopes.set(name, [{ from, to }]);
    else scopes.push({ from, to });
  }

  #ofCall(f: Frame, head: string): void {
    const to = f.close ?? Number.POSITIVE_INFINITY;
    const add = (t: ScannedToken): void => this.#add(t.text, f.open, to);
    if (blocks.has(head)) for (const t of beginnings(listAt(f, 0))) add(t);
    else if (head === 'Function' && f.commas.length > 0) {
      const [first] = f.tokens;
      if (first?.kind === 'symbol') add(first);
      for (const t of beginnings(listAt(f, 0))) add(t);
    } else if (iterating.test(head))
      for (let i = 1; i <= f.commas.length; i++) for (const t of beginnings(listAt(f, i)).slice(0, 1)) add(t);
  }

  /** x_ makes x local to the statement that it stands in. */
  #ofPatterns(scan: Scan): void {
    const ends = statementEnds(scan);
    const { tokens } = scan;
    for (let i = 1; i < tokens.length; i++) {
      const [name, blank] = [tokens[i - 1]!, tokens[i]!];
      if (blank.kind !== 'pattern' || name.kind !== 'symbol' || name.end !== blank.start) continue;
      const next = ends.findIndex((end) => end > name.start);
      this.#add(name.text, ends[next - 1] ?? 0, ends[next] ?? Number.POSITIVE_INFINITY);
    }
  }
}

/** The list that is an argument of a call. */
function listAt(f: Frame, argument: number): Frame | undefined {
  const after = argument === 0 ? f.open : f.commas[argument - 1]!;
  const first = f.tokens.find((t) => t.start > after);
  return first?.text === '{' ? f.inner.find((g) => g.open === first.start) : undefined;
}

/** The symbols that elements of a list begin with. */
const beginnings = (list: Frame | undefined): ScannedToken[] =>
  list?.tokens.filter((t, i) => t.kind === 'symbol' && (i === 0 || list.tokens[i - 1]!.kind === 'comma')) ?? [];

/** Statements end at semicolons outside of brackets, and where a line begins with something in its first column. */
function statementEnds(scan: Scan): number[] {
  const ends: number[] = [];
  for (const [i, t] of scan.root.tokens.entries()) {
    if (t.text === ';') ends.push(t.end);
    else if (i > 0 && t.column === 0) ends.push(t.start);
  }
  return ends;
}
