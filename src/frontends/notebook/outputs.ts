/** Messages of a kernel as the outputs of a cell in a file. */
import type { Output } from './cell.ts';
import { lines } from './ipynb.ts';

/** The parts of messages (jupyter/execution.ts) that outputs are made of. */
interface Said {
  readonly name?: string;
  readonly text?: string;
  readonly execution_count?: number;
  readonly data?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id: string };
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

export const streamOutput = (name: string, text: string): Output => ({
  output_type: 'stream',
  name,
  text: lines(text),
});

/** Texts in lines; pictures stay one text. */
const dataInLines = (data: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([type, text]) => [type, /^text\/|\+xml$/.test(type) ? lines(text) : text]),
  );

/** By type: text, or base64 of a picture. */
export const displayOutput = (
  data: Readonly<Record<string, string>>,
  metadata: Readonly<Record<string, unknown>> = {},
): Output => ({ output_type: 'display_data', data: dataInLines(data), metadata });

export class Outputs {
  readonly #outputs: Output[] = [];
  /** Places of displays that may be changed. */
  readonly #displays = new Map<string, number>();

  hear(type: string, content: object): void {
    const c = content as Said;
    if (type === 'stream') this.#stream(c.name!, c.text!);
    else if (type === 'error') {
      const { ename, evalue, traceback } = c as Required<Said>;
      this.#outputs.push({ output_type: 'error', ename, evalue, traceback });
    } else if (type === 'execute_result' || type === 'display_data') {
      const id = c.transient?.display_id;
      if (id !== undefined) this.#displays.set(id, this.#outputs.length);
      const { execution_count } = c;
      this.#outputs.push({
        output_type: type,
        ...(execution_count !== undefined && { execution_count }),
        data: dataInLines(c.data!),
        metadata: c.metadata!,
      });
    } else if (type === 'update_display_data') this.#change(c as Required<Said>);
  }

  #stream(name: string, text: string): void {
    const last = this.#outputs.at(-1);
    if (last?.output_type !== 'stream' || last.name !== name) this.#outputs.push(streamOutput(name, text));
    else this.#outputs[this.#outputs.length - 1] = streamOutput(name, [...last.text, text].join(''));
  }

  #change({ data, metadata, transient }: Required<Said>): void {
    const at = this.#displays.get(transient.display_id);
    if (at !== undefined) this.#outputs[at] = displayOutput(data, metadata);
  }

  /** What was drawn for the time of the evaluation only is no output. */
  get list(): readonly Output[] {
    return this.#outputs.filter((o) => o.output_type !== 'display_data' || o.data['text/plain']?.toString() !== '');
  }
}
