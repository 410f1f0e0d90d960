/** Expressions as fast-check makes them, and makes them smaller where a property fails. */
import fc from 'fast-check';
import { ratio } from '../../src/builtins/values/number.ts';
import { type Expr, int, normal, Real, Str, type Sym } from '../../src/expr/expr.ts';
import { symbol } from '../../src/expr/intern.ts';
import * as S from '../../src/expr/symbols.ts';

/** The same seed each time: a property that fails, fails again. */
export const settings = { seed: 20261130, numRuns: 500 } as const;

const names: readonly Sym[] = ['a', 'b', 'c', 'f', 'g'].map((n) => symbol(`Global\`${n}`));

export const atoms: fc.Arbitrary<Expr> = fc.oneof(
  fc.constantFrom<Expr>(...names),
  fc.integer({ min: -20, max: 20 }).map((n) => int(n)),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map((n) => int(n)),
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([n, d]): Expr => ratio(n, d)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => new Real(x)),
  fc.string({ maxLength: 5 }).map((s) => new Str(s)),
);

/** Calls of a few heads with atoms at the leaves. */
export const expressions: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>((tie) => ({
  e: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atoms,
    fc
      .tuple(
        fc.constantFrom<Expr>(...names, S.List, S.Plus, S.Times, S.Power, S.Rule),
        fc.array(tie('e'), { maxLength: 4 }),
      )
      .map(([head, args]) => normal(head, ...args)),
  ),
})).e;
