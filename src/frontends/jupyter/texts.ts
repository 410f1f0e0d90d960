/** Positions in texts: Jupyter counts characters, JavaScript halves of them. */

export function toUnits(text: string, characters: number): number {
  let at = 0;
  for (let n = 0; n < characters && at < text.length; n++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

export function toCharacters(text: string, units: number): number {
  let n = 0;
  for (let at = 0; at < units && at < text.length; n++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return n;
}
