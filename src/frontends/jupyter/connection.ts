/** The file in which Jupyter tells a kernel where to listen. */
import * as fs from 'node:fs';
import { CommandProblem } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import { isKnownScheme } from './messages.ts';

export interface Connection {
  readonly address: (port: number) => { readonly host: string; readonly port: number } | { readonly path: string };
  readonly ports: Readonly<Record<'shell' | 'control' | 'stdin' | 'iopub' | 'hb', number>>;
  /** Empty: messages are not signed. */
  readonly key: string;
  readonly scheme: string;
}

/** Throws CommandProblem. */
export function readConnection(file: string): Connection {
  const wrong = (what: string): never => {
    throw new CommandProblem(`the connection file ${file} ${what}`, EXIT.noInput);
  };
  let given: Readonly<Record<string, unknown>>;
  try {
    given = JSON.parse(fs.readFileSync(file, 'utf8')) as typeof given;
  } catch (x) {
    return wrong(x instanceof SyntaxError ? 'is not JSON' : 'cannot be read');
  }
  const { ip = '127.0.0.1', transport = 'tcp', key = '', signature_scheme: scheme = 'hmac-sha256' } = given ?? {};
  if (typeof ip !== 'string' || typeof key !== 'string') return wrong('names no address and no key');
  if (transport !== 'tcp' && transport !== 'ipc')
    return wrong(`asks for the transport ${String(transport)}; there are tcp and ipc`);
  if (typeof scheme !== 'string' || !isKnownScheme(scheme))
    return wrong(`asks for signatures by ${String(scheme)}; hmac-sha256 is what Jupyter uses`);
  const port = (name: string): number => {
    const n = given[`${name}_port`];
    return typeof n === 'number' && Number.isInteger(n) && n > 0 ? n : wrong(`names no ${name}_port`);
  };
  return {
    address: (n) => (transport === 'ipc' ? { path: `${ip}-${n}` } : { host: ip, port: n }),
    ports: {
      shell: port('shell'),
      control: port('control'),
      stdin: port('stdin'),
      iopub: port('iopub'),
      hb: port('hb'),
    },
    key,
    scheme,
  };
}
