/** The "SubwordTokens" coder: words as the longest known pieces, merged pair by pair. Sennrich et al. 2016, Kudo and Richardson 2018. */
import type { Expr } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { CoderKind } from '../../model/coder.ts';
import { type Indices, readAlphabet } from './alphabet.ts';
import { type TextCoding, textDecoder, textEncoder, textOptions } from './text.ts';

/** What stands for a space before a word in lists of pieces. */
const SPACE = '\u2581';

/** Neighbours are joined as long as what they make is a known piece, earlier pieces of the list first. */
function merged(word: string, rank: ReadonlyMap<string, number>): string[] {
  const pieces = [...word];
  for (;;) {
    let best = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let i = 0; i + 1 < pieces.length; i++) {
      const r = rank.get(pieces[i]! + pieces[i + 1]!) ?? Number.POSITIVE_INFINITY;
      if (r < best) [best, at] = [r, i];
    }
    if (at < 0) return pieces;
    pieces.splice(at, 2, pieces[at]! + pieces[at + 1]!);
  }
}

/** Words with a mark of the space before them where the list of pieces has such marks. */
function pieces(text: string, { index }: Indices): string[] {
  const marked = [...index.keys()].some((p) => p.startsWith(SPACE));
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((w) => w !== '');
  return words.flatMap((w) => merged(marked ? SPACE + w : w, index));
}

function coding(
  specification: Expr,
  args: readonly Expr[],
  options: ReadonlyMap<string, Expr>,
): TextCoding | undefined {
  const common = textOptions(args, options, false);
  const method = options.get('Method') ?? S.Automatic;
  if (common === undefined || common.rest[0] === undefined) return undefined;
  if (method !== S.Automatic && !('value' in method && method.value === 'BPE')) return undefined;
  const { rest, ...settings } = common;
  const alphabet = readAlphabet(rest[0]!, false);
  return (
    alphabet && {
      name: 'SubwordTokens',
      specification,
      ...settings,
      alphabet,
      parts: (text) => pieces(text, alphabet),
      between: '',
    }
  );
}

export const SubwordTokens: CoderKind = {
  name: 'SubwordTokens',
  options: ['IgnoreCase', 'TargetLength', 'Method'],
  examples: {
    encoder: {
      'NetEncoder[{"SubwordTokens", {"lo", "low", "e", "r", "er", "l", "o", "w"}}]["lower low"]': '{2, 5, 2}',
      'NetEncoder[{"SubwordTokens", {"a", _}}]["ab"]': '{1, 2}',
      'NetEncoder[{"SubwordTokens", {"a"}}]["b"]': ['$Failed', 'NetEncoder::nsymbol'],
    },
  },
  encoder: (specification, args, options) => {
    const a = coding(specification, args, options);
    return a && textEncoder(a);
  },
  decoder: (specification, args, options) => {
    const a = coding(specification, args, options);
    return a && textDecoder(a);
  },
};
