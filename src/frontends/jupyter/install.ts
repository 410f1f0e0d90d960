/** The description of the kernel, where Jupyter looks for it (jupyter-client.readthedocs.io, "Making kernels for Jupyter"). */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandProblem } from '../command-line.ts';
import { EXIT } from '../exit-codes.ts';
import { createDirectory } from '../files/folders.ts';
import { writeFile } from '../files/write.ts';

export interface Place {
  /** Of an environment: its kernels are in share/jupyter; undefined: the user's own. */
  readonly prefix: string | undefined;
  readonly name: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The user's folder for data of Jupyter. */
function userFolder(environment: Environment): string {
  if (environment.JUPYTER_DATA_DIR) return environment.JUPYTER_DATA_DIR;
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32' && environment.APPDATA) return path.join(environment.APPDATA, 'jupyter');
  return path.join(environment.XDG_DATA_HOME || path.join(os.homedir(), '.local', 'share'), 'jupyter');
}

const folderOf = ({ prefix, name }: Place): string =>
  path.join(
    prefix === undefined ? userFolder(process.env) : path.join(path.resolve(prefix), 'share', 'jupyter'),
    'kernels',
    name,
  );

const LOGOS = ['logo-32x32.png', 'logo-64x64.png', 'logo-svg.svg'];
/** The command, beside which this program lies. */
const here = path.dirname(fileURLToPath(import.meta.url));

/** Is the description in a folder that of this program? */
function isOwn(folder: string): boolean {
  try {
    const { argv } = JSON.parse(fs.readFileSync(path.join(folder, 'kernel.json'), 'utf8')) as {
      argv: readonly string[];
    };
    return argv[2] === 'jupyter' && argv[3] === 'kernel';
  } catch {
    return false;
  }
}

/** `options` are given to each session. Gives the folder; throws CommandProblem and FileProblem. */
export function install(place: Place, displayName: string, options: readonly string[]): string {
  const folder = folderOf(place);
  if (fs.existsSync(folder) && !isOwn(folder))
    throw new CommandProblem(`${folder} belongs to another kernel; --name gives this one another name`, EXIT.usage);
  const description = {
    // Programs that are started from a desktop know no PATH of a shell.
    argv: [process.execPath, path.join(here, 'repl.js'), 'jupyter', 'kernel', '{connection_file}', ...options],
    display_name: displayName,
    language: 'wolfram',
    interrupt_mode: 'message',
    metadata: { debugger: false },
  };
  createDirectory(folder);
  for (const logo of LOGOS) writeFile(path.join(folder, logo), fs.readFileSync(path.join(here, 'logos', logo)));
  writeFile(path.join(folder, 'kernel.json'), Buffer.from(`${JSON.stringify(description, undefined, 1)}\n`));
  return folder;
}

/** Gives the folder that is gone. Throws CommandProblem. */
export function uninstall(place: Place): string {
  const folder = folderOf(place);
  if (!fs.existsSync(folder)) throw new CommandProblem(`there is no kernel in ${folder}`, EXIT.noInput);
  if (!isOwn(folder)) throw new CommandProblem(`${folder} belongs to another kernel and stays`, EXIT.usage);
  fs.rmSync(folder, { recursive: true });
  return folder;
}
