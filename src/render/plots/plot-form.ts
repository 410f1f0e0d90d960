/** What a plot is before it is laid out: contents, range, frame or axes, ticks, labels. */

import type { StyledText, TextStyle } from '../fonts/text.ts';
import type { Color } from '../scenes/canvas.ts';
import type { GraphicsItem, PlotRange, Stroke } from '../scenes/scene.ts';

export interface PlotTick {
  readonly at: number;
  /** Undefined: a short mark without a label. */
  readonly label?: StyledText;
  /** False: a label without a mark. */
  readonly mark?: boolean;
}

/** The ticks of one side. */
export type Side = 'Left' | 'Right' | 'Bottom' | 'Top';

export interface PlotForm {
  /** Of the whole picture; the height follows from the aspect ratio when it is not given. */
  readonly width: number;
  readonly height: number | undefined;
  readonly range: PlotRange;
  /** Height / width of the plot's inside; undefined: as the coordinates are. */
  readonly aspectRatio: number | undefined;
  readonly background: Color | undefined;
  /** Drawn inside the range, in the coordinates of the plot. */
  readonly content: readonly GraphicsItem[];
  /** Drawn over everything, in the same coordinates, not cut off. */
  readonly epilog: readonly GraphicsItem[];
  readonly clip: boolean;
  readonly frame: boolean;
  readonly frameTicks: Readonly<Partial<Record<Side, readonly PlotTick[]>>>;
  readonly axes: { readonly x: boolean; readonly y: boolean };
  /** Where the axes cross. */
  readonly origin: readonly [x: number, y: number];
  readonly axisTicks: { readonly x: readonly PlotTick[]; readonly y: readonly PlotTick[] };
  readonly gridLines: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly labels: Readonly<Partial<Record<Side | 'Title' | 'AxisX' | 'AxisY', StyledText>>>;
  readonly textStyle: Partial<TextStyle>;
  /** Lines of their own instead of the usual gray ones. */
  readonly strokes: Readonly<Partial<Record<'frame' | 'axes' | 'grid', Stroke>>>;
  /** Turn labels of the bottom side by a quarter when they do not fit beside one another. */
  readonly turnBottom: boolean;
}
