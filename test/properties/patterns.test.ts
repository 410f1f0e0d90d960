/** The compiled matcher agrees with one that tries everything. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Expr, int, isCall, Kind, type Normal, normal, type Sym } from '../../src/expr/expr.ts';
import { symbol } from '../../src/expr/intern.ts';
import { same } from '../../src/expr/same.ts';
import * as S from '../../src/expr/symbols.ts';
import { createSession } from '../../src/index.ts';
import { settings } from './expressions.ts';

const [a, b, f, x, y] = ['a', 'b', 'f', 'x', 'y'].map((n) => symbol(`Global\`${n}`)) as [Sym, Sym, Sym, Sym, Sym];
const leaves = fc.constantFrom<Expr>(a, b, int(1), int(2));

const subjects: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>((tie) => ({
  e: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('e'), { maxLength: 4 }).map((args) => normal(f, ...args)),
  ),
})).e;

const named = (name: Sym, p: Expr): Expr => normal(S.Pattern, name, p);
const blanks = fc.constantFrom<Expr>(normal(S.Blank), normal(S.BlankSequence), normal(S.BlankNullSequence));
const patterns: fc.Arbitrary<Expr> = fc.letrec<{ p: Expr }>((tie) => ({
  p: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    blanks,
    fc.tuple(fc.constantFrom(x, y), blanks).map(([name, p]) => named(name, p)),
    fc.tuple(leaves, leaves).map(([p, q]) => normal(S.Alternatives, p, q)),
    fc.array(tie('p'), { maxLength: 4 }).map((args) => normal(f, ...args)),
  ),
})).p;

type Bindings = ReadonlyMap<Sym, readonly Expr[]>;

/** Every way in which a row of patterns fits a row of expressions; the slow and plain meaning of patterns. */
function* fits(ps: readonly Expr[], es: readonly Expr[], bound: Bindings): Generator<Bindings> {
  const [p, ...rest] = ps;
  if (p === undefined) {
    if (es.length === 0) yield bound;
    return;
  }
  for (let n = 0; n <= es.length; n++)
    for (const one of ways(p, es.slice(0, n), bound)) yield* fits(rest, es.slice(n), one);
}

/** One pattern against a run of expressions. */
function* ways(p: Expr, run: readonly Expr[], bound: Bindings): Generator<Bindings> {
  if (isCall(p, S.Pattern)) {
    const [name, inner] = p.args as readonly [Sym, Expr];
    const known = bound.get(name);
    if (known !== undefined && !(known.length === run.length && known.every((e, i) => same(e, run[i]!)))) return;
    for (const one of ways(inner, run, bound)) yield new Map([...one, [name, run]]);
  } else if (isCall(p, S.Blank)) {
    if (run.length === 1) yield bound;
  } else if (isCall(p, S.BlankSequence)) {
    if (run.length >= 1) yield bound;
  } else if (isCall(p, S.BlankNullSequence)) yield bound;
  else if (isCall(p, S.Alternatives)) for (const q of p.args) yield* ways(q, run, bound);
  else if (run.length === 1) {
    const [e] = run as readonly [Expr];
    if (p.kind !== Kind.Normal) {
      if (same(p, e)) yield bound;
    } else if (isCall(e, f)) yield* fits(p.args, (e as Normal).args, bound);
  }
}

const session = createSession({ seed: 1 });

test('MatchQ', () =>
  fc.assert(
    fc.property(patterns, subjects, (p, e) => {
      const plain = !ways(p, [e], new Map()).next().done;
      const actual = session.evaluateInput(normal(symbol('System`MatchQ'), e, p));
      expect(session.inputForm(actual)).toBe(plain ? 'True' : 'False');
    }),
    { ...settings, numRuns: 2000 },
  ));
