/** The kinds of coders there are, and reading a specification such as {"Class", {"a", "b"}}. */
import { type Expr, isCall, Kind } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule, optionName } from '../../../kernel/definitions/options.ts';
import type { Coder, CoderKind } from '../../model/coder.ts';
import { Class } from './class.ts';
import { CTCBeamSearch } from './ctc.ts';
import { FeatureExtractor, Function } from './function.ts';
import { Image } from './image.ts';
import { Boolean, Scalar } from './scalar.ts';
import { SubwordTokens } from './subword.ts';
import { Characters, Tokens, UTF8 } from './text.ts';

export const coderKinds: readonly CoderKind[] = [
  Image,
  Class,
  Scalar,
  Boolean,
  Function,
  FeatureExtractor,
  Characters,
  Tokens,
  UTF8,
  SubwordTokens,
  CTCBeamSearch,
];

/** Kinds that the language has and that need what is not here: sound, films and volumes. */
export const absentKinds: readonly string[] = [
  'Audio',
  'AudioMelSpectrogram',
  'AudioMFCC',
  'AudioSpectrogram',
  'AudioSTFT',
  'Image3D',
  'VideoFrames',
];

/** Parts of patterns that evaluate something when they are matched. */
const TESTS: readonly Expr[] = [S.Condition, S.PatternTest];
const hasTest = (e: Expr): boolean => e.kind === Kind.Normal && (TESTS.includes(e.head) || e.args.some(hasTest));

/** Does a specification name a coder that calls a function, or a pattern with a test? */
export function runsCode(e: Expr | undefined): boolean {
  const name = e !== undefined && isCall(e, S.List) ? e.args[0] : e;
  if (name?.kind !== Kind.String) return false;
  return coderKinds.some((k) => k.name === name.value && k.runsCode === true) || hasTest(e!);
}

/** "name" or {"name", args, options}. A string is the name of what is not known or not right in it. */
export function readCoder(role: 'encoder' | 'decoder', e: Expr): Coder | 'unknown' | 'arguments' {
  const items = e.kind === Kind.String ? [e] : isCall(e, S.List) ? e.args : [];
  const [name, ...rest] = items;
  const kind = name?.kind === Kind.String ? coderKinds.find((k) => k.name === name.value) : undefined;
  const make = kind?.[role];
  if (make === undefined) return 'unknown';
  const options = new Map<string, Expr>();
  const args: Expr[] = [];
  for (const a of rest)
    if (isRule(a)) {
      const option = optionName(a.args[0]);
      if (option === undefined || !kind!.options.includes(option)) return 'arguments';
      options.set(option, a.args[1]);
    } else args.push(a);
  return make(e, args, options) ?? 'arguments';
}
