/** Of a long text, what stands around a place: editors ask with each key. */

/** Characters that are looked at; a whole text that is shorter. */
export const MOST_NEARBY = 50_000;

/** From the beginning of a line on, where the line is not too long itself. */
export function nearby(text: string, place: number): { readonly text: string; readonly from: number } {
  if (text.length <= MOST_NEARBY) return { text, from: 0 };
  const earliest = Math.max(0, place - MOST_NEARBY / 2);
  const newline = earliest === 0 ? -1 : text.indexOf('\n', earliest);
  const from = earliest === 0 || newline < 0 || newline >= place ? earliest : newline + 1;
  return { text: text.slice(from, place + MOST_NEARBY / 2), from };
}
