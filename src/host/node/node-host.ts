/** The program under Node. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Host } from '../host.ts';
import { nodeFindings } from './findings.ts';
import { nodePackages } from './packages.ts';
import { nodeThreads } from './threads.ts';

/** The bundle lies one folder below the package, this file three. */
const ROOT = ['../', '../../../']
  .map((up) => new URL(up, import.meta.url))
  .find((p) => existsSync(new URL('stdlib', p)));

export const nodeHost: Host = {
  platform: os.platform(),
  architecture: os.arch(),
  cores: () => os.availableParallelism(),
  memory() {
    const constrained = (process as { constrainedMemory?: () => number }).constrainedMemory?.() ?? 0;
    // containers without a limit report nonsense
    return constrained > 0 && constrained < os.totalmem() ? constrained : os.totalmem();
  },
  offerVectors() {
    // V8 11.4 was the first without the switch
    if (process.versions.v8.startsWith('11.3.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
  },
  environment: (name) => process.env[name],
  warn: (text, kind) => process.emitWarning(text, kind),
  fromBase64: (text) => Buffer.from(text, 'base64'),
  ownFile(name) {
    try {
      return readFileSync(new URL(name, ROOT));
    } catch {
      return undefined;
    }
  },
  packages: nodePackages,
  findings: nodeFindings,
  threads: nodeThreads,
  withFile(name, bytes, use) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'scheelite-'));
    try {
      writeFileSync(path.join(folder, name), bytes);
      return use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
