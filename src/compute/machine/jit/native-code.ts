/** What assemblers for processors share beside kernels: labels, constants behind the code, and what threads need, on registers of 64 bits. */
import { at, type Condition, type Label, type Memory, rbp, rdi } from './assembler.ts';
import { type Architecture, Code, type Target } from './vectors.ts';

/** A kind of processor. */
export interface NativeTarget extends Target {
  readonly architecture: Architecture;
  /** What this processor lacks, in one sentence; undefined if nothing. Throws where no code runs. */
  missing(): string | undefined;
  code(): NativeCode;
}

export abstract class NativeCode extends Code {
  declare readonly target: NativeTarget;

  takeArguments(...registers: readonly number[]): void {
    registers.forEach((r, i) => {
      this.move(r, at(rdi, 8 * i));
    });
  }

  // --- labels ----------------------------------------------------------------------------------------------------

  label(): Label {
    return { place: undefined, uses: [] };
  }

  place(label: Label): void {
    label.place = this.length;
    for (const use of label.uses) this.patch(use, label.place);
    label.uses.length = 0;
  }

  /** A label at the present place. */
  here(): Label {
    return { place: this.length, uses: [] };
  }

  /** Lets what stands at `use` refer to another place of the code. */
  protected abstract patch(use: number, place: number): void;

  /** Lets what stands at `use` refer to a label, now or when that is placed. */
  protected refer(use: number, label: Label): void {
    if (label.place === undefined) label.uses.push(use);
    else this.patch(use, label.place);
  }

  block(body: (end: Label) => void): void {
    const end = this.label();
    body(end);
    this.place(end);
  }

  loop(counter: number, body: () => void): void {
    const start = this.here();
    body();
    this.addImmediate(counter, -1);
    this.jumpIf('notEqual', start);
  }

  /** Asks what the last comparison, test or addition of an immediate gave. */
  abstract override jumpIf(condition: Condition, label: Label): void;

  // --- general registers -------------------------------------------------------------------------------------------

  /** to = from; one of them may be memory. */
  abstract override move(to: number | Memory, from: number | Memory): void;
  abstract override moveImmediate(to: number, value: number | bigint): void;
  abstract add(to: number, from: number | Memory): void;
  abstract compare(a: number, b: number | Memory): void;
  abstract test(a: number, b: number): void;

  // --- calls, threads, the system ---------------------------------------------------------------------------------

  /** Begins a function that a library calls and that itself calls others. These registers and those of vectors stay as the library wants them. */
  abstract enter(saved: readonly number[]): void;
  /** Ends it. */
  abstract leave(saved: readonly number[]): void;
  abstract call(r: number): void;
  /** value = value + register in memory for all threads, the old value to the register. */
  abstract fetchAdd(memory: Memory, register: number): void;
  /** Exchanges a register with memory, for all threads. */
  abstract exchange(memory: Memory, register: number): void;
  /** What this thread has written others see before what it writes next; what it reads next it reads after what it has read. */
  abstract fence(): void;
  /** A hint that the thread waits in a loop. */
  abstract pause(): void;
  /** How vector instructions round and treat the smallest numbers, from and to memory. */
  abstract loadControl(from: Memory): void;
  abstract storeControl(to: Memory): void;
  /** Asks the system for what rax says, with rdi, rsi, rdx and r10. May change rcx, r11 and rdi. */
  abstract systemCall(): void;

  // --- constants ------------------------------------------------------------------------------------------------

  readonly #constants: number[] = [];
  /** Byte places of constants by their words. */
  readonly #places = new Map<string, number>();
  /** References to fill in: where they stand, and what they are beside the way to the first constant. */
  readonly #constantUses: (readonly [use: number, disp: number])[] = [];

  protected words(words: readonly number[]): Memory {
    const key = words.join();
    const place = this.#places.get(key) ?? (this.#constants.push(...words) - words.length) * 4;
    this.#places.set(key, place);
    return { base: rbp, disp: place, constant: true };
  }

  /** Lets what stands at `use` refer to a place among the constants. */
  protected referToConstant(use: number, disp: number): void {
    this.#constantUses.push([use, disp]);
  }

  /** Writes the constants; nothing may follow. */
  finish(): Uint8Array {
    while (this.length % 64 !== 0) this.byte(0xcc);
    for (const [use, disp] of this.#constantUses) this.patch(use, this.length + disp);
    for (const bits of this.#constants) this.word(bits);
    return this.code();
  }
}
