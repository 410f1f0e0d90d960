/** Says where symbols are written down: npm run where Name ... */
import { libraryThemes, themes } from '../src/index.ts';
import { sourceIndex } from './source-index.ts';

const index = sourceIndex(process.cwd(), themes, libraryThemes());
const names = process.argv.slice(2);
if (names.length === 0) {
  console.error('npm run where Name ...');
  process.exit(2);
}
for (const name of names) {
  const places = index.get(name);
  const near = [...index.keys()].filter((n) => n.toLowerCase().includes(name.toLowerCase()));
  if (places !== undefined) for (const { file, line } of places) console.log(`${file}:${line}`);
  else {
    console.error(`No symbol is called ${name}.${near.length === 0 ? '' : ` There are ${near.join(', ')}.`}`);
    process.exitCode = 1;
  }
}
