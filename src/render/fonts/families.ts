/** The font families that come with the program, and the usual names that mean one of them. */

export type FontKind = 'Serif' | 'Sans' | 'Mono' | 'Slab' | 'Handwritten' | 'Display';

export interface FontFamily {
  readonly name: string;
  readonly kind: FontKind;
  /** Package that holds its TrueType files, and how their names begin. */
  readonly package: string;
  readonly file: string;
  /** Faces that are drawn by the designer; others are made from the regular one. */
  readonly bold: boolean;
  readonly italic: boolean;
}

const family = (name: string, kind: FontKind, faces: '' | 'b' | 'bi', file = name.replaceAll(' ', '')): FontFamily => ({
  name,
  kind,
  package: `@expo-google-fonts/${name.toLowerCase().replaceAll(' ', '-')}`,
  file,
  bold: faces.includes('b'),
  italic: faces.includes('i'),
});

/** Sorted by name. All under the SIL Open Font License 1.1, Roboto Slab under Apache 2.0. */
export const FAMILIES: readonly FontFamily[] = [
  family('Arimo', 'Sans', 'bi'),
  family('Bebas Neue', 'Display', ''),
  family('Carlito', 'Sans', 'bi'),
  family('Caveat', 'Handwritten', 'b'),
  family('Comic Neue', 'Handwritten', 'bi'),
  family('Cousine', 'Mono', 'bi'),
  family('Crimson Text', 'Serif', 'bi'),
  family('Dancing Script', 'Handwritten', 'b'),
  family('Fira Mono', 'Mono', 'b'),
  family('Gelasio', 'Serif', 'bi'),
  family('Indie Flower', 'Handwritten', ''),
  family('Lobster', 'Display', ''),
  family('PT Sans', 'Sans', 'bi'),
  family('Pacifico', 'Display', ''),
  family('Patrick Hand', 'Handwritten', ''),
  family('Roboto Slab', 'Slab', 'b'),
  family('Tinos', 'Serif', 'bi'),
  family('Zilla Slab', 'Slab', 'bi'),
];

/** Names by which documents ask for fonts, with the family of the same metrics (or, for the last ones, of the same manner). */
export const ALIASES: Readonly<Record<string, string>> = {
  Times: 'Tinos',
  'Times New Roman': 'Tinos',
  'Liberation Serif': 'Tinos',
  Arial: 'Arimo',
  Helvetica: 'Arimo',
  'Helvetica Neue': 'Arimo',
  'Liberation Sans': 'Arimo',
  Courier: 'Cousine',
  'Courier New': 'Cousine',
  'Liberation Mono': 'Cousine',
  Georgia: 'Gelasio',
  Calibri: 'Carlito',
  'Comic Sans': 'Comic Neue',
  'Comic Sans MS': 'Comic Neue',
  Garamond: 'Crimson Text',
  Rockwell: 'Roboto Slab',
  Impact: 'Bebas Neue',
  Serif: 'Tinos',
  'Sans Serif': 'Arimo',
  SansSerif: 'Arimo',
  Monospace: 'Cousine',
  Monospaced: 'Cousine',
};

/** The family that stands in for one of a kind. */
export const DEFAULT_OF_KIND: Readonly<Record<FontKind, string>> = {
  Serif: 'Tinos',
  Sans: 'Arimo',
  Mono: 'Cousine',
  Slab: 'Roboto Slab',
  Handwritten: 'Caveat',
  Display: 'Lobster',
};

/** The family of plain text. */
export const DEFAULT_FAMILY = 'Arimo';
