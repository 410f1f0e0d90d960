/** A plot around its contents: frame or axes with ticks, labels, grid lines, and the margins that they need. */

import type { FontLibrary } from '../fonts/font-library.ts';
import { layoutText, type StyledText } from '../fonts/text.ts';
import {
  fittedViewport,
  type GraphicsItem,
  plotTransform,
  type Scene,
  type Stroke,
  type Viewport,
} from '../scenes/scene.ts';
import type { PlotForm, PlotTick, Side } from './plot-form.ts';
import {
  axesMargins,
  frameMargins,
  GAP,
  highest,
  labelled,
  type Measured,
  overlapping,
  widest,
} from './plot-margins.ts';

const LINE: Stroke = { color: [0.4, 0.4, 0.4, 1], thickness: 1 };
const GRID: Stroke = { color: [0.87, 0.87, 0.87, 1], thickness: 1 };
/** Of height to width where no height is asked for. */
const TALLEST = 2.5;
const LONG = 4;
const SHORT = 2.5;

/** The plot as a scene. */
export function layoutPlot(form: PlotForm, fonts: FontLibrary): Scene {
  const measure: Measured = (text) => layoutText(text, form.textStyle, fonts);
  const title = form.labels.Title === undefined ? 0 : measure(form.labels.Title).height + GAP;
  const turned = form.frame && form.turnBottom && overlapping(form, measure, form.width * 0.85);
  const m = form.frame ? frameMargins(form, measure, turned) : axesMargins(form, measure);
  const margins = { ...m, top: m.top + title };
  const inner = Math.max(1, form.width - margins.left - margins.right);
  const [dx, dy] = [form.range.x[1] - form.range.x[0], form.range.y[1] - form.range.y[0]];
  const ratio = form.aspectRatio ?? (dx > 0 && dy > 0 ? dy / dx : 1);
  const natural = Math.min(TALLEST * form.width, inner * ratio + margins.top + margins.bottom);
  const height = form.height ?? Math.max(1, Math.round(natural));
  const whole: Viewport = {
    left: margins.left,
    top: margins.top,
    width: inner,
    height: Math.max(1, height - margins.top - margins.bottom),
  };
  const viewport = fittedViewport({ x: [0, 1], y: [0, ratio] }, whole);
  const view = new PlotView(form, viewport, measure);
  view.draw(turned, title);
  return { width: form.width, height, items: view.items, ...(form.background && { background: form.background }) };
}

class PlotView {
  readonly items: GraphicsItem[] = [];
  readonly #form: PlotForm;
  readonly #box: Viewport;
  readonly #measure: Measured;
  /** Of the frame, or of the axes. */
  readonly #usual: Stroke;
  readonly #x: (v: number) => number;
  readonly #y: (v: number) => number;

  constructor(form: PlotForm, box: Viewport, measure: Measured) {
    this.#form = form;
    this.#box = box;
    this.#measure = measure;
    this.#usual = form.strokes[form.frame ? 'frame' : 'axes'] ?? LINE;
    const t = plotTransform(form.range, box);
    this.#x = (v) => t.scaleX * v + t.moveX;
    this.#y = (v) => t.scaleY * v + t.moveY;
  }

  draw(turned: boolean, title: number): void {
    const form = this.#form;
    const box = this.#box;
    const transform = plotTransform(form.range, box);
    const { x, y } = form.range;
    this.#grid();
    const clip = form.clip ? { clip: [x[0], y[0], x[1], y[1]] as const } : {};
    this.items.push({ kind: 'Group', items: form.content, transform, ...clip });
    if (form.frame) this.#frame(turned);
    else this.#axes();
    if (form.epilog.length > 0) this.items.push({ kind: 'Group', items: form.epilog, transform });
    const { Title } = form.labels;
    if (Title !== undefined) this.#text(Title, box.left + box.width / 2, Math.max(title - GAP, 1) + 1, [0, -1]);
  }

  #line(x0: number, y0: number, x1: number, y1: number, stroke: Stroke = this.#usual): void {
    // Lines of one pixel lie on whole pixels, so that they are sharp.
    const snap = (v: number) => Math.floor(v) + 0.5;
    const points = [
      [snap(x0), snap(y0)],
      [snap(x1), snap(y1)],
    ] as const;
    this.items.push({ kind: 'Line', points, stroke });
  }

  #text(text: StyledText, x: number, y: number, anchor: readonly [number, number], angle = 0): void {
    const style = { color: [0.2, 0.2, 0.2, 1] as const, ...this.#form.textStyle };
    this.items.push({ kind: 'Text', text, at: [x, y], anchor, style, angle });
  }

  #grid(): void {
    const { left, top, width, height } = this.#box;
    const stroke = this.#form.strokes.grid ?? GRID;
    for (const v of this.#form.gridLines.x) this.#line(this.#x(v), top, this.#x(v), top + height, stroke);
    for (const v of this.#form.gridLines.y) this.#line(left, this.#y(v), left + width, this.#y(v), stroke);
  }

  #frame(turned: boolean): void {
    const { left, top, width, height } = this.#box;
    const [right, bottom] = [left + width, top + height];
    this.#line(left, top, right, top);
    this.#line(left, bottom, right, bottom);
    this.#line(left, top, left, bottom);
    this.#line(right, top, right, bottom);
    const { frameTicks, labels } = this.#form;
    for (const side of ['Left', 'Right', 'Bottom', 'Top'] as const)
      for (const tick of frameTicks[side] ?? []) this.#frameTick(side, tick, turned);
    const beside = (s: Side) =>
      labelled(frameTicks[s]).length > 0 ? widest(labelled(frameTicks[s]), this.#measure) + GAP : 0;
    const depth = (s: Side) =>
      labelled(frameTicks[s]).length === 0
        ? 0
        : s === 'Bottom' && turned
          ? widest(labelled(frameTicks[s]), this.#measure)
          : highest(labelled(frameTicks[s]), this.#measure);
    const [cx, cy] = [left + width / 2, top + height / 2];
    if (labels.Bottom !== undefined) this.#text(labels.Bottom, cx, bottom + depth('Bottom') + GAP, [0, 1]);
    if (labels.Top !== undefined) this.#text(labels.Top, cx, top - depth('Top') - GAP, [0, -1]);
    if (labels.Left !== undefined) this.#text(labels.Left, left - beside('Left') - GAP, cy, [0, -1], Math.PI / 2);
    if (labels.Right !== undefined) this.#text(labels.Right, right + beside('Right') + GAP, cy, [0, -1], -Math.PI / 2);
  }

  #frameTick(side: Side, { at, label, mark }: PlotTick, turned: boolean): void {
    const { left, top, width, height } = this.#box;
    const length = mark === false ? 0 : label === undefined ? SHORT : LONG;
    const vertical = side === 'Bottom' || side === 'Top';
    const place = vertical ? this.#x(at) : this.#y(at);
    const edge = { Left: left, Right: left + width, Bottom: top + height, Top: top }[side];
    const inward = side === 'Left' || side === 'Top' ? length : -length;
    if (length > 0 && vertical) this.#line(place, edge, place, edge + inward);
    else if (length > 0) this.#line(edge, place, edge + inward, place);
    if (label === undefined) return;
    if (side === 'Left') this.#text(label, edge - GAP, place, [1, 0]);
    else if (side === 'Right') this.#text(label, edge + GAP, place, [-1, 0]);
    else if (side === 'Top') this.#text(label, place, edge - 2, [0, -1]);
    else if (turned) this.#text(label, place, edge + GAP, [1, 0], Math.PI / 2);
    else this.#text(label, place, edge + 2, [0, 1]);
  }

  #axes(): void {
    const { axes, axisTicks, origin, labels } = this.#form;
    const { left, top, width, height } = this.#box;
    const [x, y] = [this.#x(origin[0]), this.#y(origin[1])];
    if (axes.x) {
      this.#line(left, y, left + width, y);
      for (const { at, label } of axisTicks.x) this.#axisTick(this.#x(at), y, label, true, axes.y && at === origin[0]);
      if (labels.AxisX !== undefined) this.#text(labels.AxisX, left + width + GAP, y, [-1, 0]);
    }
    if (axes.y) {
      this.#line(x, top, x, top + height);
      for (const { at, label } of axisTicks.y) this.#axisTick(x, this.#y(at), label, false, axes.x && at === origin[1]);
      if (labels.AxisY !== undefined) this.#text(labels.AxisY, x, top - 2, [0, -1]);
    }
  }

  /** Where the axes cross no label stands in the way, unless it is the edge of the plot. */
  #axisTick(x: number, y: number, label: StyledText | undefined, horizontal: boolean, crossing: boolean): void {
    const length = label === undefined ? SHORT : LONG;
    if (horizontal) this.#line(x, y, x, y - length);
    else this.#line(x, y, x + length, y);
    const { left, top, width, height } = this.#box;
    const atEdge = horizontal ? x < left + 0.08 * width : y > top + 0.92 * height;
    if (label === undefined || (crossing && !atEdge)) return;
    if (horizontal) this.#text(label, x, y + 2, [0, 1]);
    else this.#text(label, x - GAP, y, [1, 0]);
  }
}
