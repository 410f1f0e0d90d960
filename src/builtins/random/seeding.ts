/** SeedRandom and BlockRandom: where the session's random stream starts. */
import { type Expr, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { RandomStream } from '../../numeric/random.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';

/** A stream that starts at this seed; undefined when it is no seed. */
function streamOf(seed: Expr | undefined, e: Evaluation): RandomStream | undefined {
  if (seed === undefined) return new RandomStream(e.session.io.entropy());
  if (seed.kind === Kind.String) return new RandomStream(seed.value);
  if (seed.kind !== Kind.Integer) return undefined;
  return new RandomStream(
    typeof seed.value === 'number' && Math.abs(seed.value) < 2 ** 31 ? seed.value : String(seed.value),
  );
}

export const SeedRandom = builtin('SeedRandom', {
  usage:
    'SeedRandom[s] resets the random stream, using s as a seed.\nSeedRandom[] resets it with a seed that differs from session to session.',
  arity: [0, 1],
  options: { Method: 'Automatic' },
  messages: {
    seed: 'Argument `1` should be an integer or a string.',
    method: 'The only random number generator is Automatic, not `1`.',
  },
  evaluate([seed], e, options) {
    if (options.get('Method') !== S.Automatic) return e.message('method', options.get('Method'));
    const stream = streamOf(seed, e);
    if (stream === undefined) return e.message('seed', seed!);
    e.session.random = stream;
    return S.Null;
  },
  examples: {
    'SeedRandom[1]; a = RandomReal[]; SeedRandom[1]; a === RandomReal[]': 'True',
    'SeedRandom[x]': ['SeedRandom[x]', 'SeedRandom::seed'],
  },
});

export const BlockRandom = builtin('BlockRandom', {
  usage:
    'BlockRandom[expr] evaluates expr with the random stream localized, so that evaluating it leaves the stream as it was.',
  attributes: Attribute.HoldFirst,
  arity: 1,
  options: { RandomSeeding: 'Inherited' },
  messages: { seed: 'Argument `1` should be an integer or a string.' },
  evaluate([body], e, options) {
    const session = e.session;
    const seeding = options.get('RandomSeeding');
    const before = session.random;
    const state = before.state();
    if (options.has('RandomSeeding') && seeding.kind !== Kind.Symbol) {
      const stream = streamOf(seeding, e);
      if (stream === undefined) return e.message('seed', seeding);
      session.random = stream;
    } else if (seeding === S.Automatic) session.random = new RandomStream(session.io.entropy());
    try {
      return e.evaluate(body!);
    } finally {
      session.random = before;
      before.restore(state);
    }
  },
  examples: { 'BlockRandom[RandomReal[]] === RandomReal[]': 'True', 'BlockRandom[SeedRandom[3]; 5]': '5' },
});

export const seeding: readonly Builtin[] = [SeedRandom, BlockRandom];
