/** Argument lists in order: fixed lists walk by index; lists with sequences try the shortest run first. */
import { type Expr, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { isWhole } from './constructs.ts';
import { sequenceOf } from './forms.ts';
import type { Compiler, ListStep, Next, NotedRun } from './match.ts';

/** Units of work of one try of a sequence pattern. */
const STEP_UNITS = 8;

export function orderedList(c: Compiler, patterns: readonly Expr[], next: Next): ListStep {
  const lengths = patterns.map((p) => c.lengths(p));
  if (lengths.every(([min, max]) => min === 1 && max === 1)) return fixedList(c, patterns, next);
  return runList(c, patterns, next);
}

function fixedList(c: Compiler, patterns: readonly Expr[], next: Next): ListStep {
  const n = patterns.length;
  if (n === 0) return (m, args) => args.length === 0 && next(m);
  if (n === 1) {
    const only = c.at(0, () => c.step(patterns[0]!, next));
    return (m, args) => args.length === 1 && only(m, args[0]!);
  }
  const list = c.list();
  let following = next;
  let first = c.at(n - 1, () => c.step(patterns[n - 1]!, following));
  for (let i = n - 1; i > 0; i--) {
    const step = first;
    const at = i;
    following = (m) => step(m, m.lists[list]![at]!);
    const before = following;
    first = c.at(i - 1, () => c.step(patterns[i - 1]!, before));
  }
  const start = first;
  return (m, args) => {
    if (args.length !== n) return false;
    // The same list cell is used again by an inner match of the same pattern; restore it on the way back.
    const outer = m.lists[list]!;
    m.lists[list] = args;
    const ok = start(m, args[0]!);
    m.lists[list] = outer;
    return ok;
  };
}

/** Longest[p] turns the order of tries around. */
const prefersLongest = (p: Expr): boolean => {
  if (p.kind !== Kind.Normal || !isWhole(p)) return false;
  if (p.head === S.Longest) return true;
  if (p.head === S.Optional) return true;
  return (p.head === S.Pattern && prefersLongest(p.args[1]!)) || (p.head === S.Condition && prefersLongest(p.args[0]!));
};

function runList(c: Compiler, patterns: readonly Expr[], next: Next): ListStep {
  const list = c.list();
  const pos = c.position();
  const [leastAll, mostAll] = c.totalLengths(patterns);
  let following: Next = (m) => m.positions[pos] === m.lists[list]!.length && next(m);
  for (let i = patterns.length - 1; i >= 0; i--) {
    const p = patterns[i]!;
    const [min, max] = c.lengths(p);
    const [leastAfter, mostAfter] = c.totalLengths(patterns.slice(i + 1));
    const after = following;
    const noted = c.note(p, list, patterns);
    const limits = { min, max, leastAfter, mostAfter };
    if (noted !== undefined) following = notedRun(list, pos, limits, noted, after);
    else
      following = run(
        list,
        pos,
        limits,
        prefersLongest(p),
        c.at(i, () => c.step(p, after)),
      );
  }
  const start = following;
  return (m, args) => {
    if (args.length < leastAll || args.length > mostAll) return false;
    const outerList = m.lists[list]!;
    const outerPos = m.positions[pos]!;
    m.lists[list] = args;
    m.positions[pos] = 0;
    const ok = start(m);
    m.lists[list] = outerList;
    m.positions[pos] = outerPos;
    return ok;
  };
}

/** How long a run may be, and what the patterns behind it need and can take. */
interface Limits {
  readonly min: number;
  readonly max: number;
  readonly leastAfter: number;
  readonly mostAfter: number;
}

/** name__ or name___ whose run is only noted: a try costs the same however long the run is. */
function notedRun(
  list: number,
  pos: number,
  { min, max, leastAfter, mostAfter }: Limits,
  { start, count }: NotedRun,
  following: Next,
): Next {
  return (m) => {
    const args = m.lists[list]!;
    const from = m.positions[pos]!;
    const left = args.length - from;
    const most = Math.min(max, left - leastAfter);
    for (let n = Math.max(min, left - mostAfter); n <= most; n++) {
      worked(STEP_UNITS);
      m.positions[pos] = from + n;
      m.positions[start] = from;
      m.positions[count] = n;
      m.lists[list] = args;
      if (following(m)) return true;
    }
    m.positions[pos] = from;
    return false;
  };
}

/** One argument pattern of several possible lengths, limited by what the patterns after it need and can take. */
function run(
  list: number,
  pos: number,
  { min, max, leastAfter, mostAfter }: Limits,
  longest: boolean,
  step: (m: Parameters<Next>[0], e: Expr) => boolean,
): Next {
  return (m) => {
    const args = m.lists[list]!;
    const start = m.positions[pos]!;
    const left = args.length - start;
    const least = Math.max(min, left - mostAfter);
    const most = Math.min(max, left - leastAfter);
    for (let k = least; k <= most; k++) {
      worked(STEP_UNITS);
      const n = longest ? most + least - k : k;
      m.positions[pos] = start + n;
      m.lists[list] = args;
      if (step(m, n === 1 ? args[start]! : sequenceOf(args.slice(start, start + n)))) return true;
    }
    m.positions[pos] = start;
    return false;
  };
}
