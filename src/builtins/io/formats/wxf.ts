/** WXF as a file format. */
import { type Format, format } from './format.ts';
import { readWxf } from './wxf-read.ts';
import { writeWxf } from './wxf-write.ts';

export const WXF = format('WXF', {
  extensions: ['wxf'],
  binary: true,
  read: { Expression: (bytes) => readWxf(bytes) },
  write: (value) => writeWxf(value),
});

export const wxfFormats: readonly Format[] = [WXF];
