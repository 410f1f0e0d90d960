/** RandomSeeding, as NetInitialize, NetTrain and nets take it. */
import { type Expr, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { RandomStream } from '../../numeric/random.ts';

/** An integer or text seeds by itself, Automatic is seeded anew, Inherited (and all else) goes on from the session. */
export function streamOf(seeding: Expr, e: Evaluation): RandomStream {
  if (seeding.kind === Kind.Integer)
    return new RandomStream(typeof seeding.value === 'number' ? seeding.value : String(seeding.value));
  if (seeding.kind === Kind.String) return new RandomStream(seeding.value);
  if (seeding === S.Automatic) return new RandomStream(e.session.io.entropy());
  return e.session.random.fork();
}
