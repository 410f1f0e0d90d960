/** UpTo, Span, Nothing, Splice: what stands for elements of lists without being one. */
import { int, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { wholeOf } from '../values/sequences.ts';

export const UpTo = builtin('UpTo', {
  usage: 'UpTo[n] represents up to n objects: as many as there are.',
  arity: 1,
  evaluate([n], e) {
    const ok = n!.kind === Kind.Symbol || n!.kind === Kind.Normal || (wholeOf(n) ?? -1) >= 0;
    return ok ? undefined : e.message('innf', int(1), normal(e.symbol, n!));
  },
  examples: { 'Take[{a, b}, UpTo[3]]': '{a, b}', 'UpTo[-1]': ['UpTo[-1]', 'UpTo::innf'] },
});
export const Span = builtin('Span', {
  usage:
    'i ;; j represents a span of elements i through j.\ni ;; j ;; k represents a span of elements i through j in steps of k.',
  arity: [0, 3],
  evaluate: () => undefined,
  examples: {
    '{a, b, c, d}[[2 ;; 3]]': '{b, c}',
    '{a, b, c, d, e}[[1 ;; -1 ;; 2]]': '{a, c, e}',
    'Span[1, 2, 3, 4]': ['Span[1, 2, 3, 4]', 'Span::argb'],
  },
});

export const Nothing = builtin('Nothing', {
  usage: 'Nothing represents an element of a list that will automatically be removed.\nNothing[...] gives Nothing.',
  evaluate: () => S.Nothing,
  examples: {
    '{a, Nothing, b}': '{a, b}',
    'Map[If[# > 1, #, Nothing] &, {1, 2, 3}]': '{2, 3}',
    'f[Nothing[1]]': 'f[Nothing]',
  },
});
export const Splice = builtin('Splice', {
  usage:
    'Splice[{e1, e2, ...}] is an object that automatically splices into lists as a sequence of elements ei.\nSplice[{e1, e2, ...}, h] splices into expressions with head h.',
  arity: [1, 2],
  evaluate: () => undefined,
  examples: {
    '{a, Splice[{b, c}], d}': '{a, b, c, d}',
    'f[Splice[{b, c}, f]]': 'f[b, c]',
    'Splice[]': ['Splice[]', 'Splice::argt'],
  },
});

export const placeholders: readonly Builtin[] = [UpTo, Span, Nothing, Splice];
