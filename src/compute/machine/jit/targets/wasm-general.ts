/** What WebAssembly does with general registers, which are local variables of 32 bits, and with blocks, loops and the stack. */
import { I32, signed, type Type, unsigned } from '../../wasm/binary.ts';
import type { Condition, Label, Memory } from '../assembler.ts';
import { Code } from '../vectors.ts';
import { conditions, control, general } from './wasm-opcodes.ts';

export abstract class WasmGeneral extends Code {
  #parameters = 0;
  /** Types of local variables, those of parameters first. */
  readonly #locals: Type[] = [];
  readonly #general = new Map<number, number>();
  /** Variables that stand for the stack, and how many are in use. */
  readonly #stack: number[] = [];
  #pushed = 0;
  /** Blocks and loops around the present place. */
  #depth = 0;
  #compared: readonly [register: number, value: number] | undefined;

  // --- variables ----------------------------------------------------------------------------------------------------

  /** The variable that stands for a register. */
  protected local(known: Map<number, number>, register: number, type: Type): number {
    const own = known.get(register) ?? this.#locals.push(type) - 1;
    known.set(register, own);
    return own;
  }

  protected leb(n: number): void {
    if (n < 128) this.byte(n);
    else for (const b of unsigned(n)) this.byte(b);
  }

  protected access(opcode: number, local: number): void {
    this.byte(opcode);
    this.leb(local);
  }

  #get(r: number): void {
    this.access(control.get, this.local(this.#general, r, I32));
  }

  #set(r: number): void {
    this.access(control.set, this.local(this.#general, r, I32));
  }

  protected whole(value: number): void {
    this.byte(general.constant);
    for (const b of signed(value)) this.byte(b);
  }

  takeArguments(...registers: readonly number[]): void {
    this.#parameters = registers.length;
    for (const r of registers) this.local(this.#general, r, I32);
  }

  // --- blocks -------------------------------------------------------------------------------------------------------

  #within(opcode: number, body: () => void): void {
    this.byte(opcode, control.nothing);
    this.#depth++;
    body();
    this.#depth--;
    this.byte(control.end);
  }

  loop(counter: number, body: () => void): void {
    this.#within(control.loop, () => {
      body();
      this.#get(counter);
      this.whole(-1);
      this.byte(general.add);
      this.access(control.tee, this.local(this.#general, counter, I32));
      this.byte(control.branchIf, 0);
    });
  }

  block(body: (end: Label) => void): void {
    this.#within(control.block, () => body({ place: this.#depth, uses: [] }));
  }

  jump({ place }: Label): void {
    this.access(control.branch, this.#depth - place!);
  }

  jumpIf(condition: Condition, { place }: Label): void {
    const [register, value] = this.#compared!;
    this.#get(register);
    this.whole(value);
    this.byte(conditions[condition]);
    this.access(control.branchIf, this.#depth - place!);
  }

  return(): void {
    this.byte(control.return);
  }

  // --- general registers --------------------------------------------------------------------------------------------

  move(to: number, from: number): void {
    this.#get(from);
    this.#set(to);
  }

  moveImmediate(to: number, value: number): void {
    this.whole(value);
    this.#set(to);
  }

  /** Puts an address on the stack; what an instruction still has to add to it. */
  protected addressOf({ base, disp, index, scale = 1 }: Memory): number {
    this.#get(base);
    if (index !== undefined) {
      this.#get(index);
      if (scale > 1) {
        this.whole(Math.log2(scale));
        this.byte(general.shiftLeft);
      }
      this.byte(general.add);
    }
    // what instructions add does not wrap
    if (disp >= 0) return disp;
    this.whole(disp);
    this.byte(general.add);
    return 0;
  }

  protected placed(offset: number): void {
    this.byte(0);
    this.leb(offset);
  }

  address(to: number, from: Memory): void {
    const offset = this.addressOf(from);
    if (offset !== 0) {
      this.whole(offset);
      this.byte(general.add);
    }
    this.#set(to);
  }

  moveWhole(to: number, from: Memory): void {
    const number = (): void => {
      const offset = this.addressOf(from);
      this.byte(general.load);
      this.placed(offset);
    };
    number();
    this.byte(0xfc, general.truncate);
    this.whole(-1);
    // what is no number would be 0
    number();
    number();
    this.byte(general.equal, general.select);
    this.#set(to);
  }

  multiply(to: number, from: number): void {
    this.#get(to);
    this.#get(from);
    this.byte(general.multiply);
    this.#set(to);
  }

  addImmediate(to: number, value: number): void {
    if (value === 0) return;
    this.#get(to);
    this.whole(value);
    this.byte(general.add);
    this.#set(to);
  }

  compareImmediate(a: number, value: number): void {
    this.#compared = [a, value];
  }

  push(r: number): void {
    this.#get(r);
    if (this.#pushed === this.#stack.length) this.#stack.push(this.#locals.push(I32) - 1);
    this.access(control.set, this.#stack[this.#pushed++]!);
  }

  pop(r: number): void {
    this.access(control.get, this.#stack[--this.#pushed]!);
    this.#set(r);
  }

  /** There is no such instruction. */
  prefetch(): void {}

  /** How many parameters the function has, its local variables, and its code. */
  finish(): Uint8Array {
    const own = this.#locals.slice(this.#parameters);
    const head = [this.#parameters, ...unsigned(own.length), ...own.flatMap((type) => [1, type])];
    this.byte(control.end);
    const code = this.code();
    const all = new Uint8Array(head.length + code.length);
    all.set(head);
    all.set(code, head.length);
    return all;
  }
}
