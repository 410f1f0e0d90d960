/** Which names in a text are local: variables of Module and its kin, of iterators, parameters, names of patterns. */
import type { Frame, Scan, ScannedToken } from './scan.ts';

const blocks = new Set(['Module', 'Block', 'With', 'DynamicModule']);
/** Calls whose arguments behind the first may be iterators. */
const iterating = /^(?:(?:Parallel)?(?:Table|Do|Sum|Product)|N?Integrate|NSum|Manipulate|\w*Plot(?:3D)?|Plot\w*)$/;

interface Stretch {
  readonly from: number;
  to: number;
}

/** Stretches of the text in which each name is local. */
export class Locals {
  readonly #scopes = new Map<string, Stretch[]>();
  /** The same in order and apart, of the names that were asked for. */
  readonly #apart = new Map<string, readonly Stretch[]>();

  constructor(scan: Scan) {
    for (const f of scan.frames) if (f.head !== undefined) this.#ofCall(f, f.head);
    this.#ofPatterns(scan);
  }

  has(t: ScannedToken): boolean {
    const scopes = this.#scopes.get(t.text);
    if (scopes === undefined) return false;
    let apart = this.#apart.get(t.text);
    if (apart === undefined) this.#apart.set(t.text, (apart = unions(scopes)));
    let low = 0;
    for (let high = apart.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (apart[middle]!.to < t.end) low = middle + 1;
      else high = middle;
    }
    return low < apart.length && apart[low]!.from <= t.start;
  }

  #add(name: string, from: number, to: number): void {
    const scopes = this.#scopes.get(name);
    if (scopes === undefined) this.#scopes.set(name, [{ from, to }]);
    else scopes.push({ from, to });
  }

  #ofCall(f: Frame, head: string): void {
    const to = f.close ?? Number.POSITIVE_INFINITY;
    const add = (t: ScannedToken): void => this.#add(t.text, f.open, to);
    if (blocks.has(head)) for (const t of beginnings(lists(f)[0])) add(t);
    else if (head === 'Function' && f.commas.length > 0) {
      const [first] = f.tokens;
      if (first?.kind === 'symbol') add(first);
      for (const t of beginnings(lists(f)[0])) add(t);
    } else if (iterating.test(head))
      for (const list of lists(f).slice(1)) for (const t of beginnings(list).slice(0, 1)) add(t);
  }

  /** x_ makes x local to the statement that it stands in. */
  #ofPatterns(scan: Scan): void {
    const ends = statementEnds(scan);
    const { tokens } = scan;
    let next = 0;
    for (let i = 1; i < tokens.length; i++) {
      const [name, blank] = [tokens[i - 1]!, tokens[i]!];
      if (blank.kind !== 'pattern' || name.kind !== 'symbol' || name.end !== blank.start) continue;
      while (next < ends.length && ends[next]! <= name.start) next++;
      this.#add(name.text, ends[next - 1] ?? 0, ends[next] ?? Number.POSITIVE_INFINITY);
    }
  }
}

/** Stretches in order, those that touch as one. */
function unions(scopes: readonly Stretch[]): Stretch[] {
  const apart: Stretch[] = [];
  for (const { from, to } of [...scopes].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last === undefined || last.to < from) apart.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return apart;
}

/** The lists that arguments of a call begin with; undefined for an argument that begins otherwise. */
function lists(f: Frame): (Frame | undefined)[] {
  let inner = 0;
  let token = 0;
  return [f.open, ...f.commas].map((after) => {
    while (token < f.tokens.length && f.tokens[token]!.start <= after) token++;
    const first = f.tokens[token];
    if (first?.text !== '{') return undefined;
    while (inner < f.inner.length && f.inner[inner]!.open < first.start) inner++;
    return f.inner[inner];
  });
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
