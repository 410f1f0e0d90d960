/** The core on a host that has nothing but its own files: what bare-context.test.ts bundles. */
import { createSession, statements } from '../../src/core.ts';
import { type Host, useHost } from '../../src/host/host.ts';

const nothing = (what: string) => (): never => {
  throw Object.assign(new Error(`there is no ${what} here`), { code: 'MODULE_NOT_FOUND' });
};

/** Values of statements, one by one. `files`: what comes with the program, by path. */
export function evaluateAll(text: string, files: Readonly<Record<string, string>>): readonly string[] {
  const bare: Host = {
    platform: 'nowhere',
    architecture: 'wasm',
    cores: () => 1,
    memory: () => 2 ** 30,
    environment: () => undefined,
    warn: () => {},
    fromBase64: nothing('base64'),
    ownFile: (path) => (files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
    packages: {
      load: nothing('package'),
      import: nothing('package'),
      loadAddon: nothing('package'),
      read: nothing('package'),
      locate: () => undefined,
      withoutListeners: (start) => start(),
    },
    findings: new Set(),
    threads: undefined,
    withFile: nothing('disk'),
  };
  useHost(bare);
  const session = createSession({ seed: 1 });
  return [...statements(text, session)].map((s) =>
    'expr' in s && s.expr !== undefined ? session.inputForm(session.evaluateInput(s.expr)) : 'a syntax error',
  );
}
