/** Characters written as \[Name], \:03b1, \.e1, \|01f603 or \101, in strings and in program text. */
import { namedCharacter } from '../../grammar/characters.ts';
import { boxFullForm } from './boxes/box.ts';
import { endOfBoxes, readLinear } from './boxes/linear.ts';
import { boxMeaning } from './boxes/meaning.ts';

/** One escape at `lastIndex`: name, hexadecimal codes of three lengths, octal code. */
const coded = /\\(?:\[([A-Za-z0-9]+)\]|:([0-9a-fA-F]{4})|\.([0-9a-fA-F]{2})|\|([0-9a-fA-F]{6})|([0-7]{3}))/y;
const LAST_CODE_POINT = 0x10ffff;

/** The character and the length of its spelling at `at`; undefined when nothing known is written there. */
export function codedCharacter(text: string, at: number): { character: string; length: number } | undefined {
  coded.lastIndex = at;
  const m = coded.exec(text);
  if (m === null) return undefined;
  const [whole, name, hex4, hex2, hex6, octal] = m;
  if (name !== undefined) {
    const character = namedCharacter(name);
    return character === undefined ? undefined : { character, length: whole.length };
  }
  const code = octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt((hex4 ?? hex2 ?? hex6)!, 16);
  return code > LAST_CODE_POINT ? undefined : { character: String.fromCodePoint(code), length: whole.length };
}

/** Program text with its escapes replaced, and the way back to offsets of the original. */
export interface Decoded {
  readonly text: string;
  readonly originalOffset: (offset: number) => number;
}

const same: Decoded['originalOffset'] = (offset) => offset;

/** Escapes outside of strings and comments become characters; strings keep theirs for `readString`. */
export function decodeEscapes(source: string): Decoded {
  if (!/\\[[:.|0-7(!]/.test(source)) return { text: source, originalOffset: same };
  const places: number[] = [];
  const shifts: number[] = [];
  let text = '';
  let done = 0;
  let shift = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (c === 34) i = endOfString(source, i) - 1;
    else if (c === 40 && source.charCodeAt(i + 1) === 42) i = endOfComment(source, i) - 1;
    else if (c === 92) {
      const found = codedCharacter(source, i) ?? boxesAt(source, i);
      if (found === undefined) continue;
      text += source.slice(done, i) + found.character;
      done = i + found.length;
      shift += found.length - found.character.length;
      places.push(text.length);
      shifts.push(shift);
      i = done - 1;
    }
  }
  if (places.length === 0) return { text: source, originalOffset: same };
  return { text: text + source.slice(done), originalOffset: (offset) => offset + shiftAt(places, shifts, offset) };
}

/** Boxes in program text: \!\(...\) stands for what it means, \(...\) for the boxes themselves. */
function boxesAt(source: string, at: number): { character: string; length: number } | undefined {
  const interpreted = source.startsWith('\\!\\(', at);
  const open = interpreted ? at + 2 : at;
  if (!source.startsWith('\\(', open)) return undefined;
  const end = endOfBoxes(source, open);
  if (end < 0) return undefined;
  const box = readLinear(source.slice(open + 2, end - 2));
  const text = interpreted ? boxMeaning(box) : boxFullForm(box);
  return { character: decodeEscapes(text).text, length: end - at };
}

function shiftAt(places: readonly number[], shifts: readonly number[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : shifts[low - 1]!;
}

/** Behind the closing quote; beyond the end of the text when there is none. */
export function endOfString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) i++;
    else if (c === 34) return i + 1;
  }
  return text.length + 1;
}

/** Behind the bracket that closes a comment, comments inside counted; beyond the end of the text when there is none. */
export function endOfComment(text: string, open: number): number {
  let depth = 1;
  let i = open + 2;
  while (i < text.length && depth > 0) {
    const c = text.charCodeAt(i);
    if (c === 42 && text.charCodeAt(i + 1) === 41) {
      depth--;
      i += 2;
    } else if (c === 40 && text.charCodeAt(i + 1) === 42) {
      depth++;
      i += 2;
    } else i++;
  }
  return depth > 0 ? text.length + 1 : i;
}
