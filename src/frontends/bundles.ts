/** Values and progress as bundles of texts, documents and pictures by their MIME types: for Jupyter, its files, and JSON lines. */
import { escaped, linesHtml, linesText } from './session/lines-html.ts';
import { magnification } from './session/picture-size.ts';
import type { Shown, Told } from './session/protocol.ts';
import { lossCurves } from './session/training-html.ts';

export interface Bundle {
  readonly data: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export function valueBundle({ text, html, svg, png, width = 1, height = 1 }: Shown): Bundle {
  const scale = magnification(width, height);
  const data = png && Buffer.from(png).toString('base64');
  return {
    data: {
      'text/plain': text,
      ...(html !== undefined && { 'text/html': html }),
      ...(svg !== undefined && { 'image/svg+xml': svg }),
      ...(data !== undefined && { 'image/png': data }),
      // Enlarged pixels would be smoothed, unless a style says otherwise.
      ...(data !== undefined && scale > 1 && { 'text/html': enlarged(data, scale * width, scale * height, text) }),
    },
    metadata: png === undefined ? {} : { 'image/png': { width: scale * width, height: scale * height } },
  };
}

const enlarged = (png: string, width: number, height: number, text: string): string =>
  `<img src="data:image/png;base64,${png}" width="${width}" height="${height}" alt="${escaped(text)}" style="image-rendering: pixelated">`;

/** A panel that is drawn over: lines, and of a training its losses as curves. */
export function progressBundle({ lines, data }: Told): Bundle {
  const html = data === null ? linesHtml(lines) : `<div>${linesHtml(lines)}${lossCurves(data)}</div>`;
  return { data: { 'text/plain': linesText(lines), 'text/html': html }, metadata: {} };
}
