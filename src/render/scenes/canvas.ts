/** A picture in the making: colors are laid over each other through coverage masks. */

import { fromUnitValues, type PixelImage } from '../pixels/pixel-image.ts';
import { boundingBox, type Contour, CoverageMask } from './coverage.ts';

/** Red, green, blue and opacity from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number];

export const BLACK: Color = [0, 0, 0, 1];
export const WHITE: Color = [1, 1, 1, 1];

export class Canvas {
  readonly width: number;
  readonly height: number;
  /** RGBA with the colors multiplied by alpha. */
  readonly #pixels: Float32Array;

  constructor(width: number, height: number, background?: Color) {
    this.width = width;
    this.height = height;
    this.#pixels = new Float32Array(width * height * 4);
    if (background)
      for (let i = 0; i < this.#pixels.length; i += 4) {
        for (let c = 0; c < 3; c++) this.#pixels[i + c] = background[c]! * background[3];
        this.#pixels[i + 3] = background[3];
      }
  }

  /** Fills the area inside the outlines. `clip` is a coverage that limits it. */
  fill(contours: readonly Contour[], color: Color, clip?: Float32Array): void {
    // Only the box around the outlines is looked at: a plot of many markers stays quick.
    const box = boundingBox(contours);
    const left = Math.max(0, Math.floor(box.left));
    const top = Math.max(0, Math.floor(box.top));
    const width = Math.min(this.width, Math.ceil(box.right)) - left;
    const height = Math.min(this.height, Math.ceil(box.bottom)) - top;
    if (!(width > 0 && height > 0)) return;
    const mask = new CoverageMask(width, height, left, top);
    for (const contour of contours) mask.add(contour);
    const coverage = mask.coverage();
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const covered = coverage[y * width + x]!;
        const i = (top + y) * this.width + left + x;
        if (covered > 0) this.blend(i, color, clip ? covered * clip[i]! : covered);
      }
  }

  /** Lays a color over pixel number i, so much of it as `coverage` says. */
  blend(i: number, color: Color, coverage: number): void {
    const alpha = color[3] * coverage;
    if (alpha <= 0) return;
    const at = 4 * i;
    for (let c = 0; c < 3; c++) this.#pixels[at + c] = color[c]! * alpha + this.#pixels[at + c]! * (1 - alpha);
    this.#pixels[at + 3] = alpha + this.#pixels[at + 3]! * (1 - alpha);
  }

  /** Lays a whole canvas of the same size over this one. */
  overlay(upper: Canvas, opacity: number): void {
    for (let i = 0; i < this.#pixels.length; i += 4) {
      const keep = 1 - upper.#pixels[i + 3]! * opacity;
      for (let c = 0; c < 4; c++) this.#pixels[i + c] = upper.#pixels[i + c]! * opacity + this.#pixels[i + c]! * keep;
    }
  }

  /** Bytes: RGB where everything is opaque and no alpha channel is asked for, else RGBA. */
  toImage(alpha: 'Always' | 'IfNeeded' = 'IfNeeded'): PixelImage {
    const { width, height } = this;
    const pixels = this.#pixels;
    let opaque = alpha === 'IfNeeded';
    for (let i = 3; opaque && i < pixels.length; i += 4) opaque = pixels[i]! > 1 - 1e-4;
    const channels = opaque ? 3 : 4;
    const values = new Float32Array(width * height * channels);
    for (let i = 0; i < width * height; i++) {
      const a = pixels[4 * i + 3]!;
      for (let c = 0; c < 3; c++) values[i * channels + c] = a > 0 ? pixels[4 * i + c]! / a : 0;
      if (!opaque) values[i * channels + 3] = a;
    }
    return fromUnitValues({ width, height, channels, type: 'Byte', colorSpace: 'RGB', alpha: !opaque }, values);
  }
}
