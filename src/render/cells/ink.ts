/** Colors of drawings on the background of a terminal: what is black on paper is ink, colors keep apart from the background. */
import type { Color } from '../scenes/canvas.ts';

export type Background = 'dark' | 'light' | 'unknown';

/** The terminal's own color of text, a fainter one, or a color. Undefined: as good as the paper itself. */
export type Ink = 'text' | 'faint' | readonly [red: number, green: number, blue: number] | undefined;

/** As bright as the eye takes it, from 0 to 1. */
const brightness = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;

/** Less than this apart, red, green and blue are a gray. */
const GRAY = 0.12;
/** What is hardly darker than paper is not drawn: lines of a grid would drown the rest. */
const PALE = 0.12;
/** Grays that are lighter than this are faint. */
const HALF = 0.55;

/** What a color on white paper becomes. */
export function inkOf([r, g, b, alpha]: Color, background: Background): Ink {
  const on = (c: number): number => c * alpha + 1 - alpha;
  const [red, green, blue] = [on(r), on(g), on(b)];
  const light = brightness(red, green, blue);
  if (Math.max(r, g, b) - Math.min(r, g, b) < GRAY)
    return 1 - light < PALE ? undefined : light > HALF ? 'faint' : 'text';
  if (alpha < PALE) return undefined;
  return readable([r, g, b], background);
}

/** A color as bright as it takes to be seen; the same hue. */
export function readable(
  [r, g, b]: readonly [number, number, number],
  background: Background,
): readonly [number, number, number] {
  const light = brightness(r, g, b);
  // In between where nothing is known: seen on black and on white.
  const [least, most] = background === 'dark' ? [0.42, 1] : background === 'light' ? [0, 0.55] : [0.35, 0.62];
  if (light < least) {
    const t = (least - light) / (1 - light);
    return [r + (1 - r) * t, g + (1 - g) * t, b + (1 - b) * t];
  }
  if (light > most) return [(r * most) / light, (g * most) / light, (b * most) / light];
  return [r, g, b];
}

/** The color as it is drawn in pixels on a background that shines through. */
export function pixelInk(color: Color, background: Background): Color {
  const [r, g, b, alpha] = color;
  if (background !== 'dark') return color;
  if (Math.max(r, g, b) - Math.min(r, g, b) < GRAY) return [1 - r, 1 - g, 1 - b, alpha];
  return [...readable([r, g, b], background), alpha];
}
