/** The same scene in other colors. */
import type { StyledText } from '../fonts/text.ts';
import { BLACK, type Color } from '../scenes/canvas.ts';
import type { GraphicsItem, Paint, Scene, Stroke } from '../scenes/scene.ts';

/** Rasters keep their colors: they are pictures. */
export function recolored(scene: Scene, color: (c: Color) => Color): Scene {
  const stroke = (s: Stroke): Stroke => ({ ...s, color: color(s.color) });
  const paint = <T extends Paint>(item: T): T => ({
    ...item,
    ...(item.fill && { fill: color(item.fill) }),
    ...(item.stroke && { stroke: stroke(item.stroke) }),
  });
  const text = (t: StyledText): StyledText =>
    typeof t === 'string'
      ? t
      : t.map((line) => line.map((run) => (run.color ? { ...run, color: color(run.color) } : run)));
  const one = (item: GraphicsItem): GraphicsItem => {
    switch (item.kind) {
      case 'Group':
        return { ...item, items: item.items.map(one) };
      case 'Text':
        return { ...item, text: text(item.text), style: { ...item.style, color: color(item.style?.color ?? BLACK) } };
      case 'Line':
        return { ...item, stroke: stroke(item.stroke) };
      case 'Arrowhead':
        return { ...item, fill: color(item.fill) };
      case 'Raster':
        return item;
      default:
        return paint(item);
    }
  };
  return { ...scene, items: scene.items.map(one) };
}
