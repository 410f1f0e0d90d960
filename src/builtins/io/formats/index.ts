/** The formats of text and data. */
import type { Format } from './format.ts';
import { jsonFormats } from './json.ts';
import { NB } from './notebook.ts';
import { tableFormats } from './tables.ts';
import { textFormats } from './text.ts';
import { wxfFormats } from './wxf.ts';
import { xmlFormats } from './xml.ts';

export const dataFormats: readonly Format[] = [
  ...textFormats,
  ...tableFormats,
  ...jsonFormats,
  ...xmlFormats,
  ...wxfFormats,
  NB,
];
