/** The space that ticks and labels of a plot need around it. */
import type { StyledText } from '../fonts/text.ts';
import type { PlotForm, PlotTick } from './plot-form.ts';

/** Between labels and what they stand at, in pixels. */
export const GAP = 4;

export interface Measure {
  readonly width: number;
  readonly height: number;
}

export type Measured = (text: StyledText) => Measure;

interface Margins {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const labelled = (ticks: readonly PlotTick[] | undefined): readonly StyledText[] =>
  (ticks ?? []).flatMap((t) => (t.label === undefined ? [] : [t.label]));
export const widest = (texts: readonly StyledText[], measure: Measured): number =>
  texts.reduce((m, t) => Math.max(m, measure(t).width), 0);
export const highest = (texts: readonly StyledText[], measure: Measured): number =>
  texts.reduce((m, t) => Math.max(m, measure(t).height), 0);

/** What ticks and labels around the frame need, in pixels. */
export function frameMargins(form: PlotForm, measure: Measured, turned: boolean): Margins {
  const { frameTicks: t, labels } = form;
  const beside = (texts: readonly StyledText[]) => (texts.length === 0 ? 2 : widest(texts, measure) + GAP + 2);
  const above = (texts: readonly StyledText[], turn = false) =>
    texts.length === 0 ? 2 : (turn ? widest(texts, measure) : highest(texts, measure)) + GAP;
  const extra = (label: StyledText | undefined) => (label === undefined ? 0 : measure(label).height + GAP);
  return {
    left: beside(labelled(t.Left)) + extra(labels.Left),
    right: Math.max(
      beside(labelled(t.Right)) + (labelled(t.Right).length > 0 ? 4 : 0) + extra(labels.Right),
      turned ? 0 : overhang(form, measure),
    ),
    bottom: above(labelled(t.Bottom), turned) + extra(labels.Bottom),
    top: above(labelled(t.Top)) + extra(labels.Top),
  };
}

/** How far the last label of the bottom side reaches beyond the right side. */
function overhang({ frameTicks, range, width }: PlotForm, measure: Measured): number {
  const [min, max] = range.x;
  const reach = (t: PlotTick): number =>
    t.label === undefined || !(max > min) ? 0 : measure(t.label).width / 2 - ((max - t.at) / (max - min)) * width * 0.8;
  return Math.ceil(Math.max(0, ...(frameTicks.Bottom ?? []).map(reach))) + 1;
}

/** Axes lie inside the picture; their labels may reach beyond the range. */
export function axesMargins(form: PlotForm, measure: Measured): Margins {
  const { axes, axisTicks, labels, range, origin } = form;
  const m: Margins = { left: 2, right: 2, top: 2, bottom: 2 };
  const part = ([min, max]: readonly [number, number], at: number) => (max > min ? (at - min) / (max - min) : 0);
  if (axes.x && part(range.y, origin[1]) < 0.08) m.bottom += highest(labelled(axisTicks.x), measure) + GAP;
  if (axes.y && part(range.x, origin[0]) < 0.08) m.left += widest(labelled(axisTicks.y), measure) + GAP + 2;
  if (labels.AxisX !== undefined) m.right += measure(labels.AxisX).width + GAP;
  if (labels.AxisY !== undefined) m.top += measure(labels.AxisY).height + GAP;
  if (axes.x || axes.y) {
    m.right = Math.max(m.right, 8);
    m.top = Math.max(m.top, 6);
  }
  return m;
}

/** Do labels of the bottom side overlap when they stand upright? */
export function overlapping(form: PlotForm, measure: Measured, width: number): boolean {
  const ticks = form.frameTicks.Bottom?.filter((t) => t.label !== undefined) ?? [];
  const [min, max] = form.range.x;
  const places = ticks.map((t) => ((t.at - min) / (max - min)) * width);
  return ticks.some((t, i) => {
    const next = ticks[i + 1];
    return (
      next !== undefined && places[i + 1]! - places[i]! < (measure(t.label!).width + measure(next.label!).width) / 2 + 2
    );
  });
}
