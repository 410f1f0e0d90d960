/** Finding fonts by family and face, and reading them when they are first used. */

import type { Font } from 'fontkit';
import { editDistance } from '../../numeric/sequence-distance.ts';
import { ALIASES, DEFAULT_FAMILY, DEFAULT_OF_KIND, FAMILIES, type FontFamily, type FontKind } from './families.ts';

/** Gives the bytes of a file in an installed package: 'package/folder/file.ttf'; throws when it is not there. */
export type PackageFileReader = (path: string) => Uint8Array;

/** Reads the tables of a font file. */
export type FontParser = (bytes: Uint8Array) => Font;

export interface Face {
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export interface FoundFont {
  readonly font: Font;
  /** The family that is used. */
  readonly family: string;
  /** Whether the asked name is a family or a known name of one; otherwise `family` is the nearest. */
  readonly exact: boolean;
  /** Faces that the family lacks and that have to be made by slanting or thickening. */
  readonly slanted: boolean;
  readonly thickened: boolean;
}

/** The names of all families, sorted. */
export const fontFamilies = (): string[] => FAMILIES.map(({ name }) => name);

const normal = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const BY_NAME = new Map<string, FontFamily>(FAMILIES.map((family) => [normal(family.name), family]));
for (const [alias, name] of Object.entries(ALIASES)) BY_NAME.set(normal(alias), BY_NAME.get(normal(name))!);

/** Words in names of unknown families that tell their kind; the first match counts. */
const KIND_WORDS: readonly (readonly [RegExp, FontKind])[] = [
  [/mono|code|console|consolas|typewriter|terminal/, 'Mono'],
  [/slab|egyptian/, 'Slab'],
  [/hand|script|brush|comic|cursive|chancery|marker/, 'Handwritten'],
  [/sans|grotesk|gothic|verdana|tahoma|ubuntu|roboto|inter|segoe/, 'Sans'],
  [/serif|roman|times|garamond|palatino|baskerville|cambria|bodoni|caslon|antiqua/, 'Serif'],
  [/display|black|poster/, 'Display'],
];

/** The family of a name: itself, by a usual name, else the nearest spelling, else one of the kind that the name tells. */
export function resolveFamily(name: string): { family: FontFamily; exact: boolean } {
  const key = normal(name);
  const known = BY_NAME.get(key);
  if (known) return { family: known, exact: true };
  let [best, distance] = ['', Number.POSITIVE_INFINITY];
  for (const candidate of BY_NAME.keys()) {
    // Two letters the wrong way round are one mistake.
    const d = editDistance(key.length, candidate.length, (i, j) => key[i] === candidate[j], true);
    if (d < distance) [best, distance] = [candidate, d];
  }
  // A quarter of the letters may be wrong.
  if (distance <= Math.max(1, key.length / 4)) return { family: BY_NAME.get(best)!, exact: false };
  const kind = KIND_WORDS.find(([words]) => words.test(key))?.[1];
  return { family: BY_NAME.get(normal(kind ? DEFAULT_OF_KIND[kind] : DEFAULT_FAMILY))!, exact: false };
}

/** Order in which other families are asked for characters that a font lacks. */
const FALLBACKS: readonly string[] = ['Arimo', 'Tinos', 'Cousine', 'Fira Mono'];

export class FontLibrary {
  readonly #read: PackageFileReader;
  readonly #parse: FontParser;
  readonly #fonts = new Map<string, Font>();

  constructor(read: PackageFileReader, parse: FontParser) {
    this.#read = read;
    this.#parse = parse;
  }

  /** The font for a family name and face; always one, see FoundFont.exact. Throws what the reader throws. */
  find(name: string, face: Face = {}): FoundFont {
    const { family, exact } = resolveFamily(name);
    const bold = (face.bold ?? false) && family.bold;
    const italic = (face.italic ?? false) && family.italic;
    return {
      font: this.#load(family, bold, italic),
      family: family.name,
      exact,
      slanted: (face.italic ?? false) && !italic,
      thickened: (face.bold ?? false) && !bold,
    };
  }

  /** The font itself where it has the character, else the first of a few wide families that has it, else itself (an empty box). */
  forCharacter(found: FoundFont, codePoint: number, face: Face): FoundFont {
    if (found.font.hasGlyphForCodePoint(codePoint)) return found;
    for (const name of FALLBACKS) {
      const other = this.find(name, face);
      if (other.font.hasGlyphForCodePoint(codePoint)) return other;
    }
    return found;
  }

  #load(family: FontFamily, bold: boolean, italic: boolean): Font {
    const face = `${bold ? '700Bold' : '400Regular'}${italic ? '_Italic' : ''}`;
    const path = `${family.package}/${face}/${family.file}_${face}.ttf`;
    let font = this.#fonts.get(path);
    if (!font) {
      font = this.#parse(this.#read(path));
      this.#fonts.set(path, font);
    }
    return font;
  }
}
