/** Coverage, fonts and text: exact areas, the families, and golden pixels that must be the same on every machine. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ALIASES, FAMILIES } from '../../src/render/fonts/families.ts';
import { fontFamilies, resolveFamily } from '../../src/render/fonts/font-library.ts';
import { packageFonts } from '../../src/render/fonts/package-fonts.ts';
import { layoutText, rasterizeText } from '../../src/render/fonts/text.ts';
import { CoverageMask } from '../../src/render/scenes/coverage.ts';
import { dash, ellipse, stroke } from '../../src/render/scenes/outline.ts';

function coverage(width: number, height: number, ...contours: readonly (readonly number[])[]): number[] {
  const mask = new CoverageMask(width, height);
  for (const contour of contours) mask.add(contour);
  return Array.from(mask.coverage());
}
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const box = (l: number, t: number, r: number, b: number) => [l, t, r, t, r, b, l, b];

describe('coverage', () => {
  test('a box between pixels covers exact parts', () => {
    expect(coverage(3, 2, box(0.5, 0.25, 2.25, 1.5))).toEqual([0.375, 0.75, 0.1875, 0.25, 0.5, 0.125]);
  });
  test('a triangle has half the pixels on its diagonal', () => {
    expect(coverage(2, 2, [0, 0, 2, 2, 0, 2])).toEqual([0.5, 0, 1, 0.5]);
  });
  test('parts outside on every side are cut off', () => {
    expect(coverage(2, 2, box(-5, -5, 9, 9))).toEqual([1, 1, 1, 1]);
    expect(coverage(2, 1, box(-5, 0, 0.5, 1))).toEqual([0.5, 0]);
    expect(coverage(2, 1, box(1.5, 0, 7, 1))).toEqual([0, 0.5]);
    expect(coverage(2, 1, [-2, -1, 4, 0.5, -2, 2])).toEqual(coverage(8, 1, [0, -1, 6, 0.5, 0, 2]).slice(2, 4));
    expect(total(coverage(4, 4, box(5, 0, 9, 4), box(-9, 0, -1, 4), box(0, 5, 4, 9)))).toBe(0);
  });
  test('outlines of one turn unite, the other turn cuts a hole', () => {
    expect(coverage(2, 1, box(0, 0, 2, 1), box(0, 0, 1, 1))).toEqual([1, 1]);
    expect(coverage(2, 1, box(0, 0, 2, 1), [0, 0, 0, 1, 1, 1, 1, 0])).toEqual([0, 1]);
  });
  test('the area of a disk and of lines', () => {
    expect(total(coverage(20, 20, ellipse(10, 10, 8, 8)))).toBeCloseTo(64 * Math.PI, 6);
    expect(total(coverage(20, 20, ...stroke([2, 2, 14, 11], 2, false)))).toBeCloseTo(30, 4);
    // Round corners: four sides of 2 x 12 with the four overlapping inner quarters and the outer sectors.
    expect(total(coverage(20, 20, ...stroke(box(4, 4, 16, 16), 2, true)))).toBeCloseTo(4 * 24 - 4 + Math.PI, 0);
  });
  test('dashes', () => {
    expect(dash([0, 0, 10, 0], [3, 2])).toEqual([
      [0, 0, 3, 0],
      [5, 0, 8, 0],
    ]);
    expect(dash([0, 0, 2, 0, 2, 2], [3, 5])).toEqual([[0, 0, 2, 0, 2, 1]]);
    expect(dash([0, 0, 1, 1], [0, 0])).toEqual([[0, 0, 1, 1]]);
  });
});

describe('families', () => {
  test('every family has its faces, and its name is the one inside the font', () => {
    expect(fontFamilies()).toEqual([...fontFamilies()].sort());
    expect(new Set(FAMILIES.map(({ kind }) => kind)).size).toBe(6);
    for (const family of FAMILIES)
      for (const bold of [false, true])
        for (const italic of [false, true]) {
          const found = packageFonts.find(family.name, { bold, italic });
          expect(found.font.familyName).toContain(family.name);
          expect(found).toMatchObject({
            exact: true,
            slanted: italic && !family.italic,
            thickened: bold && !family.bold,
          });
        }
  });
  test('usual names mean the twins, unknown names the nearest', () => {
    for (const name of Object.values(ALIASES)) expect(fontFamilies()).toContain(name);
    const nearest = (name: string) => [resolveFamily(name).family.name, resolveFamily(name).exact];
    expect(nearest('times new roman')).toEqual(['Tinos', true]);
    expect(nearest('Helvetica')).toEqual(['Arimo', true]);
    expect(nearest('Courier')).toEqual(['Cousine', true]);
    expect(nearest('Georgia')).toEqual(['Gelasio', true]);
    expect(nearest('Pacifco')).toEqual(['Pacifico', false]);
    expect(nearest('JetBrains Mono')).toEqual(['Cousine', false]);
    expect(nearest('Qwerty')).toEqual(['Arimo', false]);
  });
  test('the twins have the widths of their models', () => {
    // Advance of "x" in the published metrics of Times, Helvetica and Courier, per 1000.
    const width = (family: string) => layoutText('x', { family, size: 1000 }, packageFonts).width;
    expect(width('Times')).toBeCloseTo(500, 0);
    expect(width('Arial')).toBeCloseTo(500, 0);
    expect(width('Courier')).toBeCloseTo(600, 0);
  });
});

describe('text', () => {
  const layout = (text: string, style = {}) => layoutText(text, { size: 100, ...style }, packageFonts);
  test('pairs are kerned, sizes scale, lines stack', () => {
    expect(layout('AV').width).toBeLessThan(layout('A').width + layout('V').width - 5);
    expect(layout('Ab', { size: 50 }).width).toBeCloseTo(layout('Ab').width / 2, 10);
    const two = layout('a\nbb');
    expect(two.lines).toHaveLength(2);
    expect(two.height).toBeCloseTo(2 * layout('a').height, 10);
    expect(two.lines[1]!.baseline - two.lines[0]!.baseline).toBeCloseTo(layout('a').height, 10);
    expect(layout('a', { family: 'Nowhere Sans' }).replaced).toEqual(new Map([['Nowhere Sans', 'Arimo']]));
  });
  test('letters stand upright on the baseline', () => {
    const { ink, lines } = layout('E');
    expect(ink.bottom).toBeCloseTo(lines[0]!.baseline, 6);
    const { image, baseline } = rasterizeText('L', { size: 40 }, packageFonts, { background: [1, 1, 1, 1] });
    const dark = (x0: number, x1: number, y0: number, y1: number) => {
      let count = 0;
      for (let y = y0; y < y1; y++)
        for (let x = x0; x < x1; x++) if (image.data[(y * image.width + x) * 3]! < 128) count++;
      return count;
    };
    const middle = Math.round(baseline) - 14;
    expect(dark(0, image.width, Math.round(baseline), image.height)).toBe(0);
    // The foot of an L is at the bottom right, nothing is at the top right.
    expect(dark(image.width >> 1, image.width, middle, Math.round(baseline))).toBeGreaterThan(20);
    expect(dark(image.width >> 1, image.width, 0, middle)).toBe(0);
  });
  test('backgrounds: opaque gives RGB, none gives RGBA', () => {
    expect(rasterizeText('x', {}, packageFonts, { background: [1, 1, 0, 1] }).image).toMatchObject({
      channels: 3,
      alpha: false,
    });
    expect(rasterizeText('x', {}, packageFonts).image).toMatchObject({ channels: 4, alpha: true });
    expect(rasterizeText('x', { size: 20 }, packageFonts, { width: 28, height: 28 }).image).toMatchObject({
      width: 28,
      height: 28,
    });
  });
  test('characters that a font lacks come from another', () => {
    expect(packageFonts.find('Lobster').font.hasGlyphForCodePoint(0x3b1)).toBe(false);
    expect(layout('α', { family: 'Lobster' }).width).toBeCloseTo(layout('α').width, 10);
  });
  test.each([
    ['Times', 'x', {}, '9b86ee'],
    ['Pacifico', 'Zq', { bold: true, italic: true }, '684ef2'],
    ['Cousine', 'ab\ncd', { italic: true }, '6c4164'],
  ])('golden pixels of %s %j', (family, text, face, hash) => {
    const { image } = rasterizeText(text, { family, size: 20, ...face }, packageFonts, { background: [1, 1, 1, 1] });
    expect(createHash('sha256').update(image.data).digest('hex').slice(0, 6)).toBe(hash);
  });
});
