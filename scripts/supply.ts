/**
 * What comes along with the package, from the lockfile: how many packages, under which licences, with which install scripts. Fails where
 * a limit is passed. `npm run supply -- --bom` prints a bill of materials (CycloneDX) instead.
 */
import { readFileSync } from 'node:fs';

/** Limits of what a user installs. */
const MOST_DIRECT = 15;
const MOST_IN_ALL = 80;
/** Licences that ask for nothing but to be named. */
const LICENCES = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
]);
/** Packages whose own install scripts are known, and not needed: .npmrc and this program leave them alone. */
const KNOWN_SCRIPTS = new Set(['koffi', 'core-js']);

interface Entry {
  readonly version?: string;
  readonly license?: string | { readonly type: string };
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '');
const runtime = Object.entries(lock.packages).filter(([path, p]) => path !== '' && p.dev !== true);
const licenceOf = ({ license }: Entry): string => (typeof license === 'object' ? license.type : (license ?? 'unknown'));
/** "(MIT OR Apache-2.0)" may be taken under either. */
const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(/ OR /)
    .some((l) => l.split(/ AND /).every((part) => LICENCES.has(part)));

function billOfMaterials(): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    components: runtime.map(([path, p]) => ({
      type: 'library',
      name: nameOf(path),
      version: p.version,
      purl: `pkg:npm/${nameOf(path).replace('@', '%40')}@${p.version}`,
      scope: p.optional === true ? 'optional' : 'required',
      licenses: [{ expression: licenceOf(p) }],
      ...(p.integrity && { properties: [{ name: 'npm:integrity', value: p.integrity }] }),
    })),
  };
}

function problems(): string[] {
  const found: string[] = [];
  const direct = Object.keys(lock.packages['']!.dependencies ?? {}).length;
  const optional = runtime.filter(([, p]) => p.optional === true).length;
  console.log(`supply | direct dependencies | ${direct} (at most ${MOST_DIRECT})`);
  console.log(`supply | packages in all | ${runtime.length}, ${optional} of them optional (at most ${MOST_IN_ALL})`);
  if (direct > MOST_DIRECT) found.push(`${direct} direct dependencies`);
  if (runtime.length > MOST_IN_ALL) found.push(`${runtime.length} packages in all`);
  const licences = new Map<string, number>();
  for (const [path, p] of runtime) {
    const licence = licenceOf(p);
    licences.set(licence, (licences.get(licence) ?? 0) + 1);
    if (!isAllowed(licence)) found.push(`${nameOf(path)} has the licence ${licence}`);
    if (p.hasInstallScript === true && !KNOWN_SCRIPTS.has(nameOf(path)))
      found.push(`${nameOf(path)} has an install script`);
    if (p.integrity === undefined) found.push(`${nameOf(path)} has no checksum`);
  }
  for (const [licence, n] of [...licences].sort((a, b) => b[1] - a[1]))
    console.log(`supply | licence ${licence} | ${n}`);
  const scripts = runtime.filter(([, p]) => p.hasInstallScript === true).map(([path]) => nameOf(path));
  console.log(`supply | install scripts, none of them needed | ${scripts.join(', ') || 'none'}`);
  return found;
}

if (process.argv.includes('--bom')) console.log(JSON.stringify(billOfMaterials(), undefined, 2));
else {
  const found = problems();
  for (const p of found) console.error(`supply: ${p}`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
