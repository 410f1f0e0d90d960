/** node scripts/run.mjs test/nets/onnx/files.ts file...: ONNX files read and written, byte for byte. */
import { readFileSync } from 'node:fs';
import { readModel, writeModel } from '../../../src/formats/onnx.ts';

let [same, bytes] = [0, 0];
const files = process.argv.slice(2);
for (const file of files) {
  const given = readFileSync(file);
  const written = writeModel(readModel(given));
  if (Buffer.compare(given, written) === 0) same++;
  else console.log(`DIFFERS ${file}: ${given.length} bytes, written ${written.length}`);
  bytes += given.length;
}
console.log(`${same} of ${files.length} files, ${Math.round(bytes / 1e6)} MB, are written as they were read`);
