/** Begins a record: npm run new builtin Name theme, npm run new layer NameLayer, ... Its example fails until it is written. */
import { spawnSync } from 'node:child_process';
import { kinds, scaffold, Unfit } from './scaffold.ts';

const [kind, ...args] = process.argv.slice(2);
try {
  if (kind === undefined)
    throw new Unfit(
      Object.values(kinds)
        .map((k) => `npm run new ${k.form}`)
        .join('\n'),
    );
  const { files, example } = scaffold(process.cwd(), kind, args);
  const biome = spawnSync('npx', ['biome', 'check', '--write', ...files], { encoding: 'utf8' });
  if (biome.status !== 0) console.error(biome.stderr);
  console.log(`${files.join('\n')}\n\n${example}`);
} catch (x) {
  if (!(x instanceof Unfit)) throw x;
  console.error(x.message);
  process.exit(2);
}
