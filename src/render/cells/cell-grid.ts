/** Cells of a terminal: a character, or a braille pattern of two by four dots, in one color, on a background of its own. */
import type { Ink } from './ink.ts';

/** Bits of the dots of a braille character, row by row. */
const DOTS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
const BRAILLE = 0x2800;

type Rgb = readonly [number, number, number];

/** How a color is asked for: the text of an escape sequence, or nothing. */
export interface CellColors {
  readonly foreground: (ink: Ink) => string;
  readonly background: (color: Rgb) => string;
  /** The foreground in a color that is a background elsewhere. */
  readonly area: (color: Rgb) => string;
  readonly reset: string;
}

const isColor = (ink: Ink): boolean => typeof ink === 'object';

export class CellGrid {
  readonly columns: number;
  readonly rows: number;
  readonly #dots: Uint8Array;
  readonly #inks: Ink[];
  readonly #texts: string[];
  readonly #textInks: Ink[];
  /** Two halves a cell, the upper one first; undefined: what is behind. */
  readonly #areas: (Rgb | undefined)[];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#dots = new Uint8Array(columns * rows);
    this.#inks = new Array<Ink>(columns * rows).fill(undefined);
    this.#texts = new Array<string>(columns * rows).fill('');
    this.#textInks = new Array<Ink>(columns * rows).fill(undefined);
    this.#areas = new Array<Rgb | undefined>(2 * columns * rows).fill(undefined);
  }

  /** A dot; there are two a column and four a row. A colored line shows through the gray ones in its cell. */
  dot(x: number, y: number, ink: Ink): void {
    const column = x >> 1;
    const row = y >> 2;
    if (ink === undefined || column < 0 || row < 0 || column >= this.columns || row >= this.rows) return;
    const at = row * this.columns + column;
    this.#dots[at]! |= DOTS[(y & 3) * 2 + (x & 1)]!;
    if (!isColor(this.#inks[at]) || isColor(ink)) this.#inks[at] = ink;
  }

  /** A half of a cell that an area covers; there are two a row. */
  area(column: number, half: number, color: Rgb): void {
    if (column < 0 || half < 0 || column >= this.columns || half >= 2 * this.rows) return;
    this.#areas[2 * ((half >> 1) * this.columns + column) + (half & 1)] = color;
  }

  /** False: there is no room for it, and it is left out. */
  text(column: number, row: number, text: string, ink: Ink, gap = 1): boolean {
    const letters = [...text];
    if (row < 0 || row >= this.rows || letters.length === 0) return false;
    const from = Math.max(0, Math.min(column, this.columns - letters.length));
    const at = row * this.columns + from;
    for (let i = -gap; i < letters.length + gap; i++) {
      const x = from + i;
      if (x >= 0 && x < this.columns && this.#texts[at + i] !== '') return false;
    }
    letters.slice(0, this.columns - from).forEach((letter, i) => {
      this.#texts[at + i] = letter;
      this.#textInks[at + i] = ink;
    });
    return true;
  }

  lines(colors: CellColors): string[] {
    const lines = Array.from({ length: this.rows }, (_, row) => {
      let line = '';
      let before = '';
      for (let column = 0; column < this.columns; column++) {
        const { style, text } = this.#cell(row * this.columns + column, colors);
        if (style !== before) line += (before === '' ? '' : colors.reset) + style;
        before = style;
        line += text;
      }
      return (line + (before === '' ? '' : colors.reset)).trimEnd();
    });
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  #cell(at: number, colors: CellColors): { readonly style: string; readonly text: string } {
    const [upper, lower] = [this.#areas[2 * at], this.#areas[2 * at + 1]];
    const behind = upper ?? lower;
    const text = this.#texts[at]!;
    const dots = this.#dots[at]!;
    if (text !== '' || dots !== 0) {
      const ink = text !== '' ? this.#textInks[at] : this.#inks[at];
      return {
        style: (behind === undefined ? '' : colors.background(behind)) + colors.foreground(ink),
        text: text !== '' ? text : String.fromCharCode(BRAILLE + dots),
      };
    }
    if (behind === undefined) return { style: '', text: ' ' };
    if (upper === undefined) return { style: colors.area(lower!), text: '▄' };
    if (lower === undefined) return { style: colors.area(upper), text: '▀' };
    return {
      style: colors.area(upper) + (same(upper, lower) ? '' : colors.background(lower)),
      text: same(upper, lower) ? '█' : '▀',
    };
  }
}
const same = (a: Rgb, b: Rgb): boolean => a.every((v, i) => Math.abs(v - b[i]!) < 0.01);
