// The licences of packages that are part of a bundle, and that whoever installs this package does not get by themselves.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** `inputs` are the files of a bundle, as esbuild names them. */
export function licences(inputs) {
  const own = JSON.parse(readFileSync('package.json', 'utf8'));
  const packages = new Set(inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  return [...packages]
    .filter((name) => own.dependencies[name] === undefined && own.optionalDependencies[name] === undefined)
    .sort()
    .map(licence)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licence(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
  return `${name} ${version}: ${license}\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8') : ''}`;
}
