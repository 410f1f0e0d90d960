/** A session at a terminal, on the main thread: one queue of keys, the editor that takes them, and what Ctrl-C means. */

import type { Completions } from '../session/questions.ts';
import { bindings } from './editor/bindings.ts';
import { Editor, type Wish } from './editor/editor.ts';
import { namesIn } from './editor/highlight.ts';
import { History } from './editor/history.ts';
import { type Key, KeyDecoder } from './editor/keys.ts';
import type { HistoryFile } from './history-file.ts';
import { InterruptWatch } from './interrupts.ts';
import type { Kernel } from './kernel.ts';
import { Names } from './names.ts';
import type { Prompt } from './prompt.ts';

/**
 * starting: no prompt yet; editing: at the prompt; reading: a program waits for a line; asking: the session is asked
 * what could stand at the cursor; busy: an evaluation runs.
 */
type State = 'starting' | 'editing' | 'reading' | 'asking' | 'busy' | 'restarting';

export interface DialogSettings {
  readonly write: (text: string) => void;
  readonly isWhole: (text: string) => boolean;
  readonly file: HistoryFile;
  /** Gives the terminal back, stops the process, and takes the terminal again when it goes on. */
  readonly suspend: () => void;
  readonly leave: (code: number) => void;
  /** The terminal answers a question about itself. */
  readonly report: (text: string) => void;
}

export class Dialog {
  readonly #settings: DialogSettings;
  readonly #decoder = new KeyDecoder();
  readonly #history: History;
  readonly #editor: Editor;
  readonly #reader: Editor;
  readonly #watch = new InterruptWatch();
  /** Keys that came and have not been taken: what is typed while an evaluation runs waits here. */
  #keys: Key[] = [];
  #state: State = 'starting';
  #ended = false;
  #toldProblem = false;
  #line = 1;
  #escapeTimer: NodeJS.Timeout | undefined;
  #stuckTimer: NodeJS.Timeout | undefined;
  kernel!: Kernel;
  prompt!: Prompt;
  readonly names = new Names();

  constructor(settings: DialogSettings) {
    this.#settings = settings;
    this.#history = new History(settings.file.read());
    this.#editor = new Editor({ bindings, history: this.#history, isWhole: settings.isWhole });
    this.#reader = new Editor({ bindings, history: new History(), isWhole: () => true });
  }

  // --- what comes from outside ---------------------------------------------------------------------------------

  /** Text from the keyboard. */
  typed(data: string): void {
    clearTimeout(this.#escapeTimer);
    this.#queue(this.#decoder.push(data));
    const { patience } = this.#decoder;
    if (patience !== undefined) this.#escapeTimer = setTimeout(() => this.#queue(this.#decoder.flush()), patience);
  }
  /** The keyboard is gone: what has been typed is evaluated still. */
  end(): void {
    this.#ended = true;
    this.#pump();
  }
  resized(): void {
    if (this.#active !== undefined) this.prompt.resized(this.#active);
  }
  /** The process goes on after Ctrl-Z. */
  resumed(): void {
    if (this.#active !== undefined) this.prompt.again(this.#active);
  }

  ready(prompt: string, line: number): void {
    this.#stop();
    this.#line = line;
    this.names.refresh();
    this.#edit('editing', prompt);
  }
  read(prompt: string): void {
    // Whole lines of the prompt are not written over.
    const cut = prompt.lastIndexOf('\n') + 1;
    if (cut > 0) this.#settings.write(prompt.slice(0, cut));
    this.#edit('reading', prompt.slice(cut));
  }
  died(reason: Error): void {
    const memory = (reason as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#settings.write(
      `\r\nThe kernel has ended: ${memory ? 'it needed more memory than there is' : `internal error: ${reason.stack ?? reason.message}`}.\r\n`,
    );
    void this.#restart();
  }

  // --- the queue -----------------------------------------------------------------------------------------------

  #queue(keys: readonly Key[]): void {
    let presses = 0;
    for (const key of keys) {
      if (key.name === 'report') {
        this.#settings.report(key.text);
        continue;
      }
      if (this.#active !== undefined) this.#keys.push(key);
      else if (key.name === 'C-z') this.#settings.suspend();
      else if (key.name !== 'C-c') this.#keys.push(key);
      else if (this.#interrupt()) presses++;
    }
    // Together, so that an evaluation which ends at the first one sees the second.
    if (presses > 0) {
      this.kernel.interrupt(presses);
      this.#awaitStop();
    }
    this.#pump();
  }

  /** The editor that takes keys now. */
  get #active(): Editor | undefined {
    return this.#state === 'editing' ? this.#editor : this.#state === 'reading' ? this.#reader : undefined;
  }

  #pump(): void {
    let editor = this.#active;
    let drawn = true;
    while (editor !== undefined && this.#keys.length > 0) {
      drawn = false;
      const wish = editor.handle(this.#keys.shift()!);
      if (wish !== undefined) {
        this.#grant(wish, editor);
        drawn = this.#active !== editor;
      }
      editor = this.#active;
    }
    if (editor === undefined) return;
    if (!drawn) this.#show(editor);
    if (this.#ended) this.#leave(editor);
  }

  #leave(editor: Editor): void {
    this.prompt.finish(editor);
    if (this.#state === 'reading') this.#answer(undefined);
    else this.#settings.leave(0);
  }

  #edit(state: 'editing' | 'reading', prompt: string): void {
    this.#state = state;
    this.prompt.begin(prompt);
    const editor = this.#active!;
    editor.clear();
    this.#show(editor);
    this.#pump();
  }

  #show(editor: Editor): void {
    this.prompt.draw(editor);
    if (this.#state === 'editing') this.#ask(editor);
  }

  /** What the session knows of the text, which is shown when it has answered. */
  #ask(editor: Editor): void {
    const { text, cursor } = editor;
    const again = (): void => {
      if (this.#state === 'editing' && this.#editor.text === text && this.#editor.cursor === cursor)
        this.prompt.draw(editor);
    };
    void this.names.learn(namesIn(text), this.kernel).then((news) => news && again());
    void this.names.signatureAt(text, cursor, this.kernel).then((signature) => {
      if (signature === this.prompt.signature) return;
      this.prompt.signature = signature;
      again();
    });
  }

  #grant(wish: Wish, editor: Editor): void {
    switch (wish.kind) {
      case 'submit':
        this.prompt.finish(editor);
        this.#submit(wish.text);
        break;
      case 'cancel':
        this.prompt.finish(editor, '^C');
        if (this.#state === 'reading') this.#interruptReading();
        else this.#cancelled(editor);
        break;
      case 'end':
        this.#leave(editor);
        break;
      case 'complete':
        if (this.#state === 'editing') void this.#complete(editor);
        break;
      case 'suspend':
        this.prompt.finish(editor);
        this.#settings.suspend();
        break;
      case 'clear':
        this.prompt.clear(editor);
        break;
      case 'bell':
        this.#settings.write('\x07');
    }
  }

  #cancelled(editor: Editor): void {
    if (editor.text === '') this.#settings.write('Nothing runs. Quit or Ctrl-D leaves.\n');
    editor.clear();
    this.prompt.signature = undefined;
    this.prompt.draw(editor);
  }

  #submit(text: string): void {
    if (this.#state === 'reading') {
      this.#answer(text);
      return;
    }
    const { file } = this.#settings;
    if (this.#history.add(text)) file.append(text);
    this.#tellProblem();
    if (text.trim() === '') {
      this.#edit('editing', this.prompt.text);
      return;
    }
    this.#begin();
    this.kernel.input(text);
  }
  /** Once, when it is first known. */
  #tellProblem(): void {
    const { file, write } = this.#settings;
    if (file.problem === undefined || this.#toldProblem) return;
    this.#toldProblem = true;
    write(`The history of inputs is not kept: ${file.problem}.\n`);
  }
  #answer(line: string | undefined): void {
    this.#state = 'busy';
    this.kernel.line(line);
  }
  #begin(): void {
    this.#state = 'busy';
    this.#watch.reset();
  }

  async #complete(editor: Editor): Promise<void> {
    this.#state = 'asking';
    const { text, cursor } = editor;
    const found: Completions | undefined = await this.kernel.ask({ kind: 'complete', text, cursor });
    if (this.#state !== 'asking') return;
    this.#state = 'editing';
    const wish = editor.offer(found ?? { from: cursor, to: cursor, candidates: [] });
    if (wish !== undefined) this.#grant(wish, editor);
    this.#show(editor);
    this.#pump();
  }

  // --- interrupts ----------------------------------------------------------------------------------------------

  /** Every press is answered on the screen; lines typed for later are dropped with it. Is the kernel to know? */
  #interrupt(): boolean {
    const { write } = this.#settings;
    if (this.#state !== 'busy') {
      write('^C\n');
      return false;
    }
    const lines = this.#keys.filter((k) => k.name === 'enter').length;
    this.#keys = [];
    write(lines === 0 ? '^C\n' : `^C (${lines} typed ${lines === 1 ? 'line' : 'lines'} dropped)\n`);
    this.kernel.disturb();
    if (this.#watch.press(performance.now()) === 'end') {
      void this.#restart();
      return false;
    }
    return true;
  }
  #interruptReading(): void {
    this.#begin();
    this.#watch.press(performance.now());
    this.kernel.interrupt(1);
    this.#awaitStop();
  }

  #awaitStop(): void {
    clearTimeout(this.#stuckTimer);
    const left = this.#watch.waits(performance.now());
    if (left === undefined) return;
    this.#stuckTimer = setTimeout(() => {
      if (this.#state !== 'busy') return;
      const told = this.#watch.look(performance.now(), this.kernel.taken);
      if (told === 'stuck')
        this.#settings.write(
          'The evaluation does not stop. Ctrl-C again ends the kernel: its values are lost, what you typed is kept.\n',
        );
      else if (told === 'goes on') this.#settings.write('The evaluation goes on. Ctrl-C again stops the rest.\n');
      else this.#awaitStop();
      if (told !== undefined) this.kernel.disturb();
    }, left + 1);
  }
  #stop(): void {
    clearTimeout(this.#stuckTimer);
    this.#watch.reset();
  }

  async #restart(): Promise<void> {
    const { write } = this.#settings;
    this.#state = 'restarting';
    this.#stop();
    write('Ending the kernel ...\n');
    if (await this.kernel.restart(this.#line)) {
      write('A new kernel has started: definitions and outputs are gone, the history of inputs is not.\n\n');
      return;
    }
    write('The kernel is inside of native code that cannot be ended. The session leaves.\n');
    this.#settings.leave(130);
  }
}
