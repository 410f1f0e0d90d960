/** Argument lists of Flat heads: a pattern for one argument may also take a run of them, wrapped in the head. */
import { type Expr, Kind, Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute } from '../definitions/attributes.ts';
import { isConstruct, isWhole } from './constructs.ts';
import { sequenceOf } from './forms.ts';
import type { Compiler, ListStep, Next } from './match.ts';

/** Only blanks (named or tested) absorb runs; f[a, p[x_]] matches element by element. */
export function absorbs(p: Expr): boolean {
  if (p.kind !== Kind.Normal || !isWhole(p)) return false;
  if (p.head === S.Blank) return p.args.length === 0;
  if (p.head === S.Pattern) return absorbs(p.args[1]!);
  if (p.head === S.PatternTest || p.head === S.Condition || p.head === S.Optional || p.head === S.HoldPattern)
    return absorbs(p.args[0]!);
  return false;
}

/** `_h` absorbs runs too when h is the flat head itself. */
export const absorbsIn = (p: Expr, head: Sym): boolean =>
  absorbs(p) ||
  (p.kind === Kind.Normal &&
    ((p.head === S.Blank && p.args[0] === head) || (isConstruct(p, S.Pattern) && absorbsIn(p.args[1]!, head))));

export const isTested = (p: Expr): boolean =>
  isConstruct(p, S.PatternTest) || isConstruct(p, S.Condition) || (isConstruct(p, S.Pattern) && isTested(p.args[1]!));

export function flatList(c: Compiler, head: Sym, attributes: number, patterns: readonly Expr[], next: Next): ListStep {
  const list = c.list();
  const pos = c.position();
  const oneIdentity = (attributes & Attribute.OneIdentity) !== 0;
  let following: Next = (m) => m.positions[pos] === m.lists[list]!.length && next(m);
  let leastAfter = 0;
  for (let i = patterns.length - 1; i >= 0; i--) {
    const p = patterns[i]!;
    const [min, max] = c.lengths(p);
    const wraps = min <= 1 && max === 1 && absorbsIn(p, head);
    // A test may hold of the argument itself and not of f[argument].
    const tested = isTested(p);
    const after = following;
    const step = c.at(i, () => c.step(p, after));
    const least = leastAfter;
    following = (m) => {
      const args = m.lists[list]!;
      const start = m.positions[pos]!;
      const most = wraps ? args.length - start - least : Math.min(max, args.length - start - least);
      for (let n = min; n <= most; n++) {
        m.positions[pos] = start + n;
        m.lists[list] = args;
        const run = args.slice(start, start + n);
        const value = !wraps || n === 0 || (n === 1 && oneIdentity) ? sequenceOf(run) : new Normal(head, run);
        if (step(m, value)) return true;
        if (wraps && tested && n === 1 && !oneIdentity && step(m, run[0]!)) return true;
      }
      m.positions[pos] = start;
      return false;
    };
    leastAfter += min;
  }
  const start = following;
  const least = leastAfter;
  return (m, args) => {
    if (args.length < least) return false;
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
