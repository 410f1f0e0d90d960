/** Which of many names somebody may have meant who wrote another. */
import { editDistance } from './sequence-distance.ts';

/** Mistakes that a name of some length may hold: about one in four letters. */
const allowed = (length: number): number => (length < 3 ? 0 : length < 5 ? 1 : length < 9 ? 2 : 3);

/** The nearest of the candidates, letters of another case being the smallest mistake; undefined when none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const lower = name.toLowerCase();
  let best: string | undefined;
  let least = allowed(name.length) + 1;
  for (const c of candidates) {
    if (c === name || Math.abs(c.length - name.length) >= least) continue;
    const other = c.toLowerCase();
    const d = other === lower ? 0 : editDistance(lower.length, other.length, (i, j) => lower[i] === other[j], true);
    // A short name has too few letters left in common with one that is as far away as it is long.
    if (d < least && d * 2 < name.length) {
      best = c;
      least = d;
    }
    if (least === 0) break;
  }
  return best;
}

/** Words of a name: NetTrain has two. */
const wordsOf = (name: string): readonly string[] => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+\w*/g) ?? [name];
/** The part of all words that two names must share to be about the same. */
const SHARED = 0.5;

/** The candidate with most words in common, of those the shortest: for names that are written right but mean nothing here. */
export function kindredName(name: string, candidates: Iterable<string>): string | undefined {
  const own = new Set(wordsOf(name));
  let best: string | undefined;
  let most = 0;
  for (const c of candidates) {
    if (c === name) continue;
    const words = wordsOf(c);
    const common = words.filter((w) => own.has(w)).length;
    const share = common / (own.size + words.length - common);
    if (share >= SHARED && (share > most || (share === most && c.length < best!.length))) {
      best = c;
      most = share;
    }
  }
  return best;
}
