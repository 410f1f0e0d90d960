/** What an x86-64 processor can do, asked by code of our own. */
import { r8, rax, rbx, rcx, rdi, rdx, rsi } from '../assembler.ts';
import type { NativeCode, NativeTarget } from '../native-code.ts';
import { entry, load } from '../system.ts';

/** Bits that must be set: of leaf 1 in ecx, of leaf 7 in ebx, and of the registers that the system keeps for each thread. */
export interface Needs {
  readonly leaf1: number;
  readonly leaf7: number;
  readonly state: number;
}

const OSXSAVE = 1 << 27;

let found: Needs | undefined;

function features(begin: () => NativeCode): Needs {
  const cpu = entry(load(cpuid(begin())));
  const ask = (leaf: bigint, which: bigint): number => Number(BigInt(cpu(leaf, 0n, which)) & 0xffffffffn);
  const leaf1 = ask(1n, 2n);
  const state = (leaf1 & OSXSAVE) === 0 ? 0 : Number(BigInt(entry(load(xgetbv(begin())))(0n, 0n, 0n)) & 0xffn);
  return { leaf1, leaf7: ask(0n, 0n) >= 7 ? ask(7n, 1n) : 0, state };
}

/** What the processor lacks for code of this kind, in one sentence; undefined if nothing. Throws where no code runs. */
export function missingFeatures({ title, code }: NativeTarget, needs: Needs): string | undefined {
  const has = (name: keyof Needs): boolean => ((found ??= features(code))[name] & needs[name]) === needs[name];
  if (!has('leaf1') || !has('leaf7')) return `The processor has no ${title}.`;
  return has('state') ? undefined : `The system does not keep the registers of ${title}.`;
}

/** Arguments: leaf, subleaf, and which register is wanted: 0 eax, 1 ebx, 2 ecx. */
function cpuid(code: NativeCode): Uint8Array {
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
function xgetbv(code: NativeCode): Uint8Array {
  code.moveImmediate(rcx, 0);
  code.byte(0x0f, 0x01, 0xd0);
  code.return();
  return code.code();
}
