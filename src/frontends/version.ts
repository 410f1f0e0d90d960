/** The version of the package that the program is part of. */
import { readFileSync } from 'node:fs';

export function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      // The bundle lies one folder below the package, the source two.
    }
  }
  return 'unknown';
}
