/** How much of each pixel lies inside closed outlines: exact areas, without sampling, the same on every machine. */

/** A closed polygon x0, y0, x1, y1, ... in pixels, y downwards; pixel (i, j) is the square from (i, j) to (i+1, j+1). */
export type Contour = readonly number[];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The smallest box around outlines; right < left when there are none. */
export function boundingBox(contours: Iterable<Contour>): Box {
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const contour of contours)
    for (let i = 0; i < contour.length; i += 2) {
      left = Math.min(left, contour[i]!);
      right = Math.max(right, contour[i]!);
      top = Math.min(top, contour[i + 1]!);
      bottom = Math.max(bottom, contour[i + 1]!);
    }
  return { left, top, right, bottom };
}

/**
 * Collects outlines and gives coverage from 0 to 1. The covered area is where the signed winding of all outlines together is
 * not 0; so outlines that turn the same way unite, and one that turns the other way inside cuts a hole.
 */
export class CoverageMask {
  readonly width: number;
  readonly height: number;
  /** For each cell the change of the covered height against its left neighbour; a row has one cell more than pixels. */
  readonly #changes: Float64Array;

  readonly #left: number;
  readonly #top: number;

  /** Of width x height pixels from pixel (left, top) on. */
  constructor(width: number, height: number, left = 0, top = 0) {
    this.width = width;
    this.height = height;
    this.#left = left;
    this.#top = top;
    this.#changes = new Float64Array((width + 2) * height);
  }

  add(contour: Contour): void {
    const n = contour.length;
    const [left, top] = [this.#left, this.#top];
    for (let i = 0; i < n; i += 2) {
      const [x1, y1] = [contour[(i + 2) % n]!, contour[(i + 3) % n]!];
      this.#edge(contour[i]! - left, contour[i + 1]! - top, x1 - left, y1 - top);
    }
  }

  #edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1 || !Number.isFinite(x0 + y0 + x1 + y1)) return;
    const sign = y0 < y1 ? 1 : -1;
    if (sign < 0) [x0, y0, x1, y1] = [x1, y1, x0, y0];
    const slope = (x1 - x0) / (y1 - y0);
    const last = Math.min(this.height, Math.ceil(y1));
    for (let row = Math.max(0, Math.floor(y0)); row < last; row++) {
      const top = Math.max(y0, row);
      const bottom = Math.min(y1, row + 1);
      this.#rowPiece(row, sign * (bottom - top), x0 + (top - y0) * slope, x0 + (bottom - y0) * slope);
    }
  }

  /** An edge inside one row, `height` high with its sign, from xa to xb: all pixels to the right of it are covered. */
  #rowPiece(row: number, height: number, xa: number, xb: number): void {
    const cells = this.#changes;
    const start = row * (this.width + 2);
    const left = Math.min(xa, xb);
    const right = Math.max(xa, xb);
    if (right <= 0) cells[start]! += height;
    else if (right - left < 1e-12) {
      if (left < this.width) this.#share(start + Math.floor(left), left - Math.floor(left), height);
    } else {
      const density = height / (right - left);
      if (left < 0) cells[start]! -= left * density;
      const end = Math.min(right, this.width);
      for (let a = Math.max(0, left); a < end; ) {
        const cell = Math.floor(a);
        const b = Math.min(end, cell + 1);
        this.#share(start + cell, (a + b) / 2 - cell, (b - a) * density);
        a = b;
      }
    }
  }

  /** Where an edge passes a pixel at a mean distance `inside` from its left side, that part of it is not covered. */
  #share(index: number, inside: number, height: number): void {
    this.#changes[index]! += height * (1 - inside);
    this.#changes[index + 1]! += height * inside;
  }

  /** One number a pixel, rows from the top. */
  coverage(): Float32Array {
    const { width, height } = this;
    const result = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let x = 0; x < width; x++) {
        sum += this.#changes[y * (width + 2) + x]!;
        const covered = Math.abs(sum);
        // Rounding leaves dust where outlines cancel.
        result[y * width + x] = covered < 1e-9 ? 0 : Math.min(1, covered);
      }
    }
    return result;
  }
}
