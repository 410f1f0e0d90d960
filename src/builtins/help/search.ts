/** Text search in what is said of symbols: ?"words". */
import { type Expr, Kind, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { builtin } from '../builtin.ts';
import { usageOf } from '../messages/usage.ts';
import { onPage } from './page.ts';

/** Symbols that are listed at most. */
const LISTED = 12;

interface Found {
  readonly symbol: Sym;
  readonly usage: string;
  readonly rank: number;
}

const textOf = (e: Expr | undefined): string => (e?.kind === Kind.String ? e.value : '');

/** Symbols whose usage holds all of the words, those with words in their names first. */
export function symbolsAbout(text: string, session: Session): readonly Found[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  if (words.length === 0) return [];
  const found: Found[] = [];
  for (const s of session.names.all()) {
    if (!session.contexts.isVisible(s)) continue;
    const usage = textOf(usageOf(s, session));
    const [name, all] = [s.name.toLowerCase(), `${s.name} ${usage}`.toLowerCase()];
    if (usage === '' || !words.every((w) => all.includes(w))) continue;
    const first = usage.split('\n')[0]!.toLowerCase();
    const rank = words.reduce((r, w) => r + (name === w ? 8 : name.includes(w) ? 4 : first.includes(w) ? 2 : 1), 0);
    found.push({ symbol: s, usage, rank: rank - name.length / 100 });
  }
  return found.sort((a, b) => b.rank - a.rank);
}

export const SearchUsage = builtin('SearchUsage', {
  usage:
    'SearchUsage["words"] lists the symbols whose usage holds all of the words, the likeliest first.\n?"words" is read as SearchUsage["words"].',
  arity: 1,
  messages: { nothing: 'No usage holds `1`.' },
  evaluate([text], e) {
    if (text!.kind !== Kind.String) return undefined;
    const found = symbolsAbout(text!.value, e.session);
    if (found.length === 0) return e.message('nothing', text!) ?? S.Null;
    const lines = found.slice(0, LISTED).map((f) => f.usage.split('\n')[0]!);
    if (found.length > LISTED)
      lines.push(
        `and ${found
          .slice(LISTED, 3 * LISTED)
          .map((f) => f.symbol.name)
          .join(', ')}${found.length > 3 * LISTED ? ', ...' : ''}`,
      );
    e.session.io.print(onPage(lines.join('\n'), e));
    return S.Null;
  },
  examples: {
    'SearchUsage["greatest common divisor"]': 'Null',
    'SearchUsage["no such words at all"]': ['Null', 'SearchUsage::nothing'],
    'SearchUsage[x]': 'SearchUsage[x]',
  },
});
