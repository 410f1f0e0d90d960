/** A scene as an SVG document. */

import { ALIASES, DEFAULT_OF_KIND } from '../fonts/families.ts';
import { type FontLibrary, resolveFamily } from '../fonts/font-library.ts';
import { DEFAULT_STYLE, splitLines, type TextStyle } from '../fonts/text.ts';
import type { PixelImage } from '../pixels/pixel-image.ts';
import type { Color } from './canvas.ts';
import type { Box } from './coverage.ts';
import {
  type AxisTransform,
  apply,
  applyToCorners,
  arrowheadCorners,
  compose,
  type GraphicsItem,
  type Group,
  IDENTITY,
  type Paint,
  type Point,
  type Scene,
  type Stroke,
  type TextLabel,
} from './scene.ts';
import { placeText } from './scene-text.ts';

export interface SvgContext {
  readonly fonts: FontLibrary;
  /** Gives the address of an image, usually a data: URI with PNG data. */
  readonly imageAddress: (image: PixelImage) => string;
}

/** Coordinates with at most two decimals: a hundredth of a pixel is not seen. */
const number = (value: number): string => String(Math.round(value * 100) / 100 + 0);

const escape = (text: string): string =>
  text
    // Characters that no XML document may hold.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const hex = (color: Color): string =>
  `#${color
    .slice(0, 3)
    .map((value) =>
      Math.round(Math.min(1, Math.max(0, value)) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** An attribute of a color, with its opacity where it is not 1. */
const colorAttribute = (name: 'fill' | 'stroke', color: Color): string =>
  `${name}="${hex(color)}"${color[3] < 1 ? ` ${name}-opacity="${String(Math.round(color[3] * 1000) / 1000)}"` : ''}`;

const strokeAttributes = ({ color, thickness, dashing }: Stroke): string =>
  `${colorAttribute('stroke', color)} stroke-width="${number(thickness)}" stroke-linejoin="round"${
    dashing ? ` stroke-dasharray="${dashing.map(number).join(' ')}"` : ''
  }`;

const paintAttributes = ({ fill, stroke }: Paint): string =>
  `${fill ? colorAttribute('fill', fill) : 'fill="none"'}${stroke ? ` ${strokeAttributes(stroke)}` : ''}`;

/** Text of an SVG document of the scene. Text stays text, in the family or a usual one of the same kind. */
export function sceneToSvg(scene: Scene, context: SvgContext): string {
  const writer = new SvgWriter(context);
  if (scene.background)
    writer.lines.push(`<rect width="100%" height="100%" ${colorAttribute('fill', scene.background)}/>`);
  writer.items(scene.items, IDENTITY);
  const [width, height] = [number(scene.width), number(scene.height)];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [`<svg xmlns="http://www.w3.org/2000/svg" ${size}>`, ...writer.lines, '</svg>', ''].join('\n');
}

class SvgWriter {
  readonly lines: string[] = [];
  readonly #context: SvgContext;
  #clips = 0;

  constructor(context: SvgContext) {
    this.#context = context;
  }

  items(items: readonly GraphicsItem[], transform: AxisTransform): void {
    for (const item of items) this.#item(item, transform);
  }

  #item(item: GraphicsItem, transform: AxisTransform): void {
    switch (item.kind) {
      case 'Rectangle':
        this.lines.push(`<rect ${rectangle(applyToCorners(transform, item.corners))} ${paintAttributes(item)}/>`);
        break;
      case 'Polygon':
        this.lines.push(
          `<path d="${item.outlines.map((o) => path(o, transform, true)).join('')}" ${paintAttributes(item)}/>`,
        );
        break;
      case 'Line':
        this.lines.push(
          `<path d="${path(item.points, transform, false)}" fill="none" ${strokeAttributes(item.stroke)}/>`,
        );
        break;
      case 'Arrowhead':
        this.lines.push(
          `<path d="${path(arrowheadCorners(item, transform), IDENTITY, true)}" ${paintAttributes(item)}/>`,
        );
        break;
      case 'Ellipse': {
        const [x, y] = apply(transform, item.center);
        const [sx, sy] = item.inPixels ? [1, 1] : [Math.abs(transform.scaleX), Math.abs(transform.scaleY)];
        const place = `cx="${number(x)}" cy="${number(y)}" rx="${number(item.radii[0] * sx)}" ry="${number(item.radii[1] * sy)}"`;
        this.lines.push(`<ellipse ${place} ${paintAttributes(item)}/>`);
        break;
      }
      case 'Text':
        this.#text(item, transform);
        break;
      case 'Raster': {
        const address = escape(this.#context.imageAddress(item.image));
        const sharp = item.smooth ? '' : ' style="image-rendering:pixelated"';
        const place = rectangle(applyToCorners(transform, item.corners));
        this.lines.push(`<image ${place} preserveAspectRatio="none"${sharp} href="${address}"/>`);
        break;
      }
      case 'Group':
        this.#group(item, transform);
        break;
    }
  }

  #group(group: Group, outer: AxisTransform): void {
    const transform = compose(outer, group.transform);
    const attributes: string[] = [];
    if (group.clip) {
      const id = `clip${++this.#clips}`;
      this.lines.push(`<clipPath id="${id}"><rect ${rectangle(applyToCorners(transform, group.clip))}/></clipPath>`);
      attributes.push(` clip-path="url(#${id})"`);
    }
    if (group.opacity !== undefined && group.opacity < 1) attributes.push(` opacity="${String(group.opacity)}"`);
    if (attributes.length > 0) this.lines.push(`<g${attributes.join('')}>`);
    this.items(group.items, transform);
    if (attributes.length > 0) this.lines.push('</g>');
  }

  /** One element a line, since SVG text has no line breaks; each is centred as in the layout. */
  #text(label: TextLabel, transform: AxisTransform): void {
    const { layout, at, offset, angle } = placeText(label, transform, this.#context.fonts);
    const base = { ...DEFAULT_STYLE, ...label.style };
    const turn =
      angle === 0 ? '' : ` transform="rotate(${number((-angle * 180) / Math.PI)} ${number(at[0])} ${number(at[1])})"`;
    for (const [i, runs] of splitLines(label.text).entries()) {
      const line = layout.lines[i]!;
      const x = at[0] + offset[0] + layout.width / 2;
      const y = at[1] + offset[1] + line.baseline;
      const spans = runs.map((run) => `<tspan ${textAttributes({ ...base, ...run })}>${escape(run.text)}</tspan>`);
      this.lines.push(
        `<text x="${number(x)}" y="${number(y)}" text-anchor="middle" xml:space="preserve"${turn}>${spans.join('')}</text>`,
      );
    }
  }
}

const rectangle = (box: Box): string =>
  `x="${number(box.left)}" y="${number(box.top)}" width="${number(box.right - box.left)}" height="${number(box.bottom - box.top)}"`;

function path(points: readonly Point[], transform: AxisTransform, closed: boolean): string {
  const steps = points.map((point) => apply(transform, point).map(number).join(' '));
  return steps.length === 0 ? '' : `M${steps.join('L')}${closed ? 'Z' : ''}`;
}

/** The family that comes with the program, names by which other systems have its metrics, and the kind. */
function textAttributes(style: TextStyle): string {
  const { family } = resolveFamily(style.family);
  const generic = {
    Serif: 'serif',
    Slab: 'serif',
    Sans: 'sans-serif',
    Mono: 'monospace',
    Handwritten: 'cursive',
    Display: 'fantasy',
  };
  const twins = Object.keys(ALIASES).filter((alias) => ALIASES[alias] === family.name);
  const names = [...new Set([family.name, style.family, ...twins.slice(0, 2), DEFAULT_OF_KIND[family.kind]])]
    .map((name) => `'${escape(name.replaceAll("'", ''))}'`)
    .join(', ');
  return [
    `font-family="${names}, ${generic[family.kind]}"`,
    `font-size="${number(style.size)}"`,
    ...(style.bold ? ['font-weight="bold"'] : []),
    ...(style.italic ? ['font-style="italic"'] : []),
    colorAttribute('fill', style.color),
  ].join(' ');
}
