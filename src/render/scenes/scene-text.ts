/** Where the text of a scene stands: one computation for all ways to draw it. */
import type { FontLibrary } from '../fonts/font-library.ts';
import { layoutText, type TextLayout } from '../fonts/text.ts';
import { type AxisTransform, apply, type Point, type TextLabel } from './scene.ts';

export interface PlacedText {
  readonly layout: TextLayout;
  /** Pixel of the scene about which the text is turned. */
  readonly at: Point;
  /** From there to the upper left corner of the text's box, before turning. */
  readonly offset: Point;
  /** Counterclockwise, in radians. */
  readonly angle: number;
}

export function placeText(label: TextLabel, transform: AxisTransform, fonts: FontLibrary): PlacedText {
  const layout = layoutText(label.text, label.style ?? {}, fonts, 'Center');
  const [ax, ay] = label.anchor ?? [0, 0];
  return {
    layout,
    at: apply(transform, label.at),
    offset: [(-layout.width * (ax + 1)) / 2, (-layout.height * (1 - ay)) / 2],
    angle: label.angle ?? 0,
  };
}
