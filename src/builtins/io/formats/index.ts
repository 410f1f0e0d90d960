/** The formats of text and data, made known to Import and Export. */
import { registerFormats } from './format.ts';
import { jsonFormats } from './json.ts';
import { tableFormats } from './tables.ts';
import { textFormats } from './text.ts';

registerFormats(...textFormats, ...tableFormats, ...jsonFormats);
