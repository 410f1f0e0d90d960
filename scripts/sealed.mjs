// Programs that are started from a code cache (src/host/node/code-cache.ts): one function around all, in ASCII, with a mark of what is in it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** Settings of esbuild for a program in CommonJS that is the function into which Node would wrap it. */
export const asFunction = {
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  charset: 'ascii',
  legalComments: 'none',
  banner: { js: '(function (exports, require, module, __filename, __dirname) { ' },
  footer: { js: '\n})' },
};

/** Sets the mark in front. The program is read byte by byte, so that there must be nothing but ASCII in it. */
export function sealed(file) {
  const text = readFileSync(file, 'latin1');
  const other = /[^\0-\x7f]/.exec(text);
  if (other !== null)
    throw new Error(`${file} is not ASCII at ${JSON.stringify(text.slice(other.index - 40, other.index + 5))}`);
  writeFileSync(file, `//${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n${text}`);
}
