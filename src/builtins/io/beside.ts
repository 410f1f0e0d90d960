/** Files that an imported file names: shards of arrays, data kept apart. */
import { FormatError } from '../../formats/format-error.ts';
import type { Evaluation } from '../builtin.ts';
import type { Format, FormatCall } from './formats/format.ts';
import { absolute, parentOf } from './paths.ts';

/**
 * Reads files beside the one at `path`, or below its folder. A file must not reach what its reader did not mean: neither upwards nor along
 * links. Without a path (what is imported is a string) there are none. Throws FormatError and FileProblem.
 */
export function besideFile(format: Format, e: Evaluation, path?: string): FormatCall['beside'] {
  return (name, missing) => {
    const refuse = (why: string): never => {
      throw new FormatError(format.name, `it names the file ${name}${why}`);
    };
    if (path === undefined) return refuse(': import it from the folder where that lies');
    if (/^[\\/]|^\w:|\0/.test(name) || name.split(/[\\/]/).includes('..'))
      return refuse(', which lies outside of its folder');
    const { io } = e.session;
    const real = (p: string): string => io.canonical?.(p) ?? p;
    const folder = parentOf(absolute(path, e.session));
    if (!real(`${folder}/${name}`).startsWith(`${real(folder).replace(/\/$/, '')}/`))
      return refuse(', a link that leads out of its folder');
    const bytes = io.readFile(`${folder}/${name}`);
    if (bytes === undefined && missing !== undefined) throw new FormatError(format.name, missing);
    return bytes ?? refuse(', which is not there');
  };
}
