/** Notebooks as files, those of Jupyter, with what VS Code shows of cells. */
import type { Output as FileOutput } from '../../../src/frontends/notebook/cell.ts';
import { fromNotebook, lines, toNotebook } from '../../../src/frontends/notebook/ipynb.ts';

export interface Output {
  readonly mime: string;
  /** Text; base64 where the type is that of a picture. */
  readonly data: string;
}
export interface Cell {
  readonly kind: 'code' | 'text';
  readonly text: string;
  readonly outputs: readonly Output[];
}

const ERROR = 'application/vnd.code.notebook.stderr';
const STDOUT = 'application/vnd.code.notebook.stdout';

/** What a session says of a cell. */
export const printed = (text: string): Output => ({ mime: STDOUT, data: `${text}\n` });
export const message = (text: string): Output => ({ mime: ERROR, data: `${text}\n` });

/** Texts may be lists of lines. */
const joined = (text: unknown): string => (Array.isArray(text) ? text.map(String).join('') : String(text ?? ''));

function outputsOf(o: FileOutput): Output[] {
  if (o.output_type === 'stream') return [{ mime: o.name === 'stderr' ? ERROR : STDOUT, data: joined(o.text) }];
  if (o.output_type === 'error') return [message(o.evalue)];
  const [best] = Object.entries(o.data).sort(
    ([a], [b]) => Number(b.startsWith('image/')) - Number(a.startsWith('image/')),
  );
  return best === undefined ? [] : [{ mime: best[0], data: joined(best[1]) }];
}

/** The cells of a file; an empty file has none. Throws Error for what is no notebook. */
export const readNotebook = (text: string): Cell[] =>
  text.trim() === ''
    ? []
    : fromNotebook(text).map(({ kind, source, outputs = [] }) => ({
        kind,
        text: source,
        outputs: outputs.flatMap(outputsOf),
      }));

const fileOutput = ({ mime, data }: Output): FileOutput =>
  mime === STDOUT || mime === ERROR
    ? { output_type: 'stream', name: mime === ERROR ? 'stderr' : 'stdout', text: lines(data) }
    : { output_type: 'display_data', data: { [mime]: data }, metadata: {} };

export const writeNotebook = (cells: readonly Cell[]): string =>
  toNotebook(cells.map(({ kind, text, outputs }) => ({ kind, source: text, outputs: outputs.map(fileOutput) })));
