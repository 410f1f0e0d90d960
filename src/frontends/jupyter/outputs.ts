/** What a session says, as outputs of Jupyter and of its files: bundles of texts, documents and pictures by their MIME types. */
import { linesHtml, linesText } from '../session/lines-html.ts';
import { magnification } from '../session/picture-size.ts';
import type { Shown, Told } from '../session/protocol.ts';
import { lossCurves } from '../session/training-html.ts';

export interface Bundle {
  readonly data: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export function valueBundle({ text, html, svg, png, width = 1, height = 1 }: Shown): Bundle {
  const scale = magnification(width, height);
  return {
    data: {
      'text/plain': text,
      ...(html !== undefined && { 'text/html': html }),
      ...(svg !== undefined && { 'image/svg+xml': svg }),
      ...(png !== undefined && { 'image/png': Buffer.from(png).toString('base64') }),
    },
    metadata: png === undefined ? {} : { 'image/png': { width: scale * width, height: scale * height } },
  };
}

/** A panel that is drawn over: lines, and of a training its losses as curves. */
export function progressBundle({ lines, data }: Told): Bundle {
  const html = data === null ? linesHtml(lines) : `<div>${linesHtml(lines)}${lossCurves(data)}</div>`;
  return { data: { 'text/plain': linesText(lines), 'text/html': html }, metadata: {} };
}

export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
export const problemFailure = (tag: string, text: string): Failure => ({
  ename: `Syntax::${tag}`,
  evalue: text.split('\n', 1)[0]!.replace(/^Syntax::\w+: /, ''),
  traceback: text.split('\n'),
});
export const STOPPED: Failure = {
  ename: '$Aborted',
  evalue: 'The evaluation was stopped.',
  traceback: ['$Aborted: The evaluation was stopped. What had been assigned by then is kept.'],
};
