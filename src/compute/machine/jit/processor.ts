/** What the processor can do, asked by code of our own. */
import { Assembler, r8, rax, rbx, rcx, rdi, rdx, rsi } from './assembler.ts';
import { entry, load, missingSystem } from './system.ts';

let answer: string | undefined | null = null;

/** Why code for AVX-512 cannot run here, in one sentence; undefined if it can. */
export function missingProcessor(): string | undefined {
  if (answer !== null) return answer;
  try {
    answer = missingSystem() ?? missingFeatures();
  } catch (e) {
    answer = `Machine code does not run here: ${e instanceof Error ? e.message : String(e)}.`;
  }
  return answer;
}

/** Bits of leaf 7, register ebx: AVX-512 F and DQ. */
const FEATURES = (1n << 16n) | (1n << 17n);
/** The system keeps general, vector and mask registers. */
const STATE = 0xe6n;
const OSXSAVE = 1n << 27n;

function missingFeatures(): string | undefined {
  const cpu = entry(load(cpuid()));
  const ask = (leaf: bigint, subleaf: bigint, which: bigint): bigint => BigInt(cpu(leaf, subleaf, which));
  const most = ask(0n, 0n, 0n);
  const saved = (ask(1n, 0n, 2n) & OSXSAVE) !== 0n;
  const features = most >= 7n ? ask(7n, 0n, 1n) : 0n;
  if ((features & FEATURES) !== FEATURES) return 'The processor has no AVX-512.';
  const state = saved ? BigInt(entry(load(xgetbv()))(0n, 0n, 0n)) : 0n;
  return (state & STATE) === STATE ? undefined : 'The system does not keep the registers of AVX-512.';
}

/** Arguments: leaf, subleaf, and which register is wanted: 0 eax, 1 ebx, 2 ecx. */
function cpuid(): Uint8Array {
  const code = new Assembler();
  code.push(rbx);
  code.move(r8, rdx);
  code.move(rax, rdi);
  code.move(rcx, rsi);
  code.byte(0x0f, 0xa2);
  const [notSecond, end] = [code.label(), code.label()];
  code.compareImmediate(r8, 1);
  code.jumpIf('notEqual', notSecond);
  code.move(rax, rbx);
  code.place(notSecond);
  code.compareImmediate(r8, 2);
  code.jumpIf('notEqual', end);
  code.move(rax, rcx);
  code.place(end);
  code.pop(rbx);
  code.return();
  return code.code();
}

/** Extended control register 0, low half. */
function xgetbv(): Uint8Array {
  const code = new Assembler();
  code.moveImmediate(rcx, 0);
  code.byte(0x0f, 0x01, 0xd0);
  code.return();
  return code.code();
}
