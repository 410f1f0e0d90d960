/** Instructions of every processor against known bytes: they are made on any machine. */
import { expect, test } from 'vitest';
import {
  at,
  indexed,
  r8,
  r9,
  r11,
  r12,
  r13,
  rax,
  rcx,
  rdi,
  rdx,
  rsi,
} from '../../src/compute/machine/jit/assembler.ts';
import type { NativeCode } from '../../src/compute/machine/jit/native-code.ts';
import { avx2 } from '../../src/compute/machine/jit/targets/avx2.ts';
import { Avx512, avx512 } from '../../src/compute/machine/jit/targets/avx512.ts';
import { neon } from '../../src/compute/machine/jit/targets/neon.ts';
import { type Code, MASK, TAIL } from '../../src/compute/machine/jit/vectors.ts';

/** Bytes as GNU as gives them. */
const instructions: readonly (readonly [string, (c: Avx512) => unknown, string])[] = [
  ['vmovups zmm17, [rsi]', (c) => c.load(17, at(rsi)), '62e17c48100e'],
  ['vmovups zmm1{k1}{z}, [r12+r13*4+8]', (c) => c.load(1, indexed(r12, r13, 4, 8), 1), '62917cc9108cac08000000'],
  ['vbroadcastss zmm3, [r13]', (c) => c.spread(3, at(r13)), '62d27d48185d00'],
  ['vfmadd231ps zmm5, zmm29, zmm20', (c) => c.op('multiplyAdd231', 5, 29, 20), '62b21540b8ec'],
  [
    'vfmadd231ps zmm31, zmm18, [rdx+4]{1to16}',
    (c) => c.op('multiplyAdd231', 31, 18, at(rdx, 4), { spread: true }),
    '62626d50b87a01',
  ],
  ['vmovss [rdi+12], xmm17', (c) => c.storeOne(at(rdi, 12), 17), '62e17e48114f03'],
  ['vcmpgtps k2, zmm17, zmm30', (c) => c.compareLanes('greater', 2, 17, 30), '62917440c2d60e'],
  ['kmovw k1, eax', (c) => c.moveMask(1, rax), 'c5f892c8'],
  ['mov rax, [rdi+8]', (c) => c.move(rax, at(rdi, 8)), '488b4708'],
  ['add r11, -8', (c) => c.addImmediate(r11, -8), '4981c3f8ffffff'],
  ['lock xadd [rdi], rax', (c) => c.fetchAdd(at(rdi), rax), 'f0480fc107'],
  ['push r8; push rsi; pop r8', (c) => [c.push(r8), c.push(rsi), c.pop(r8)], '4150564158'],
  ['lea rcx, [rax+r9*8+16]', (c) => c.address(rcx, indexed(rax, r9, 8, 16)), '4a8d4cc810'],
];

/** The same with AVX2, as objdump reads them; where there is no such instruction, those that stand for it. */
const shorter: readonly (readonly [string, (c: NativeCode) => unknown, string])[] = [
  ['vmovups ymm9, [rsi]', (c) => c.load(9, at(rsi)), 'c57c100e'],
  ['vmovups [rsi+4], ymm13', (c) => c.store(at(rsi, 4), 13), 'c57c116e04'],
  [
    'vmovups ymm15, [rip+0x38]; vmaskmovps ymm9, ymm15, [r12+r13*4+8]',
    (c) => [c.setTail(5), c.load(9, indexed(r12, r13, 4, 8), TAIL)],
    'c57c103d00000000c402052c4cac08',
  ],
  ['vmovups xmm9, [rsi+300]', (c) => [c.setTail(4), c.load(9, at(rsi, 300), TAIL)], 'c578108e2c010000'],
  ['vmovsd xmm9, [rsi+4]', (c) => [c.setTail(2), c.load(9, at(rsi, 4), TAIL)], 'c57b104e04'],
  ['vmovss xmm9, [r13]', (c) => [c.setTail(1), c.load(9, at(r13), TAIL)], 'c4417a104d00'],
  [
    'vmovups [r9+8], xmm3; vextractf128 xmm15, ymm3, 1; vmovlps [r9+24], xmm15; vextractps [r9+32], xmm15, 2',
    (c) => [c.setTail(7), c.store(at(r9, 8), 3, TAIL)],
    'c4c178115908c4c37d19df01c44178137918c4437917792002',
  ],
  ['vbroadcastss ymm3, [r13]', (c) => c.spread(3, at(r13)), 'c4c27d185d00'],
  ['vfmadd231ps ymm5, ymm9, ymm14', (c) => c.op('multiplyAdd231', 5, 9, 14), 'c4c235b8ee'],
  [
    'vbroadcastss ymm15, [rdx+4]; vfmadd231ps ymm11, ymm8, ymm15',
    (c) => c.op('multiplyAdd231', 11, 8, at(rdx, 4), { spread: true }),
    'c4627d187a04c4423db8df',
  ],
  [
    'vaddps ymm15, ymm8, [rip+0x38]; vblendvps ymm11, ymm11, ymm15, ymm14',
    (c) => c.op('add', 11, 8, c.constant(1), { mask: MASK, spread: true }),
    'c53c583d00000000c443254adfe0',
  ],
  ['vmovss [rdi+12], xmm9', (c) => c.storeOne(at(rdi, 12), 9), 'c57a114f0c'],
  ['vcmpgtps ymm14, ymm3, ymm12', (c) => c.compareLanes('greater', MASK, 3, 12), 'c44164c2f40e'],
  ['vblendvps ymm1, ymm2, ymm12, ymm14', (c) => c.blend(1, 2, 12, MASK), 'c4c36d4acce0'],
  ['vroundps ymm1, ymm12, 9', (c) => c.op1('round', 1, 12, 9), 'c4c37d08cc09'],
  ['vsqrtps ymm12, ymm1', (c) => c.op1('squareRoot', 12, 1), 'c57c51e1'],
  [
    'vpsrld ymm1, ymm3, 23; vpaddd ymm1, ymm1, [rip]; vcvtdq2ps ymm1, ymm1; twice: vcmpeqps ymm15, ymm3, [rip]; vblendvps ymm1, ymm1, [rip], ymm15; ' +
      'vandps ymm2, ymm3, [rip]; vorps ymm2, ymm2, [rip]; vcmpngeps ymm15, ymm3, [rip]; vblendvps ymm2, ymm2, [rip], ymm15',
    (c) => c.split(1, 2, 3),
    'c5f572d317c5f5fe0d00000000c5fc5bc9c564c23d0000000000c4e3754a0d00000000f0c564c23d0000000000c4e3754a0d00000000f0' +
      'c5e4541500000000c5ec561500000000c564c23d0000000009c4e36d4a1500000000f0',
  ],
  ['vperm2f128 ymm1, ymm12, ymm3, 0x31', (c) => c.interleave(2, 'high', 1, 12, 3), 'c4e31d06cb31'],
];

/** The same for 64-bit Arm, as llvm-mc reads them. Its kernels run where there is such a processor, or an emulator: CONTRIBUTING.md. */
const arm: readonly (readonly [string, (c: NativeCode) => unknown, string])[] = [
  ['ldr q17, [x1, #16]', (c) => c.load(17, at(rsi, 16)), '3104c03d'],
  ['ldur q17, [x1, #4]', (c) => c.load(17, at(rsi, 4)), '3140c03c'],
  [
    'mov x8, #16964; movk x8, #15, lsl #16; add x17, x1, x8, uxtx; ldr q17, [x17]',
    (c) => c.load(17, at(rsi, 1000004)),
    '884888d2e801a0f23160288b3102c03d',
  ],
  [
    'add x17, x21, x22, lsl #2; add x17, x17, #8; ldr q1, [x17]',
    (c) => c.load(1, indexed(r12, r13, 4, 8)),
    'b10a168b312200912102c03d',
  ],
  [
    'ldur d9, [x1, #4]; add x17, x1, #12; ld1 { v9.s }[2], [x17]; stur d9, [x2, #4]; add x17, x2, #12; st1 { v9.s }[2], [x17]',
    (c) => [c.setTail(3), c.load(9, at(rsi, 4), TAIL), c.store(at(rdx, 4), 9, TAIL)],
    '294040fc313000912982404d494000fc513000912982004d',
  ],
  [
    'ldr s9, [x1, #4]; str s9, [x2, #4]',
    (c) => [c.setTail(1), c.load(9, at(rsi, 4), TAIL), c.store(at(rdx, 4), 9, TAIL)],
    '290440bd490400bd',
  ],
  [
    'add x17, x2, #4; ld1r { v31.4s }, [x17]; fmla v5.4s, v18.4s, v31.4s',
    (c) => c.op('multiplyAdd231', 5, 18, at(rdx, 4), { spread: true }),
    '511000913fca404d45ce3f4e',
  ],
  [
    'ldr q31, [x2]; fmls v31.4s, v6.4s, v5.4s; mov v5.16b, v31.16b',
    (c) => c.op('negativeMultiplyAdd213', 5, 6, at(rdx)),
    '5f00c03ddfcca54ee51fbf4e',
  ],
  [
    'fcmgt v30.4s, v3.4s, v2.4s; bsl v30.16b, v2.16b, v3.16b; mov v1.16b, v30.16b',
    (c) => c.op('minimum', 1, 2, 3),
    '7ee4a26e5e1c636ec11fbe4e',
  ],
  ['ldr q31, [x2]; fsqrt v1.4s, v31.4s', (c) => c.op1('squareRoot', 1, at(rdx)), '5f00c03de1fba16e'],
  ['frintm v1.4s, v2.4s', (c) => c.op1('round', 1, 2, 9), '4198214e'],
  [
    'mov v30.16b, v29.16b; bsl v30.16b, v3.16b, v2.16b; mov v1.16b, v30.16b',
    (c) => c.blend(1, 2, 3, MASK),
    'be1fbd4e7e1c626ec11fbe4e',
  ],
  [
    'ext v2.16b, v1.16b, v1.16b, #8; fadd v1.4s, v1.4s, v2.4s; rev64 v2.4s, v1.4s; fadd v1.4s, v1.4s, v2.4s',
    (c) => c.across('add', 1, 2),
    '2240016e21d4224e2208a04e21d4224e',
  ],
  ['add x3, x9, x5, lsl #3; add x3, x3, #16', (c) => c.address(rcx, indexed(rax, r9, 8, 16)), '230d058b63400091'],
  [
    'ldr s31, [x2]; fcvtzs x9, s31; fcmp s31, s31; csinv x9, x9, xzr, vc',
    (c) => c.moveWhole(rax, at(rdx)),
    '5f0040bde903389ee0233f1e29719fda',
  ],
  [
    'subs x7, x7, #8; adds x7, x7, #1, lsl #12; mov x8, #54919; movk x8, #18, lsl #16; subs x7, x7, x8, uxtx',
    (c) => [c.addImmediate(r11, -8), c.addImmediate(r11, 4096), c.addImmediate(r11, -1234567)],
    'e72000f1e70440b1e8d09ad24802a0f2e76028eb',
  ],
  ['cmp x9, #0', (c) => c.compareImmediate(rax, 0), '3f0100f1'],
  [
    'add x17, x0, #8; dmb ish; ldaxr x16, [x17]; add x8, x16, x9; stlxr w15, x8, [x17]; cbnz w15, #-12; mov x9, x16; dmb ish',
    (c) => c.fetchAdd(at(rdi, 8), rax),
    '11200091bf3b03d530fe5fc80802098b28fe0fc8afffff35e90310aabf3b03d5',
  ],
  ['yield; subs x3, x3, #1; b.ne #-8', (c) => c.loop(rcx, () => c.pause()), '3f2003d5630400f1c1ffff54'],
];

const cases = [
  ...instructions.map(([text, emit, bytes]) => [text, () => emitted(new Avx512(avx512), emit), bytes] as const),
  ...shorter.map(([text, emit, bytes]) => [text, () => emitted(avx2.code(), emit), bytes] as const),
  ...arm.map(([text, emit, bytes]) => [text, () => emitted(neon.code(), emit), bytes] as const),
];
function emitted<C extends Code>(code: C, emit: (c: C) => unknown): string {
  emit(code);
  return Buffer.from(code.code()).toString('hex');
}
test.each(cases)('%s', (_, bytesOf, bytes) => {
  expect(bytesOf()).toBe(bytes);
});

test('constants begin where a line of the cache does', () => {
  const code = avx2.code();
  code.spread(1, code.constant(2));
  const bytes = code.finish();
  // The place of the constant, from the end of the instruction that loads it.
  const disp = new DataView(bytes.buffer, bytes.byteOffset).getInt32(5, true);
  expect([
    (9 + disp) % 64,
    Buffer.from(bytes.subarray(9 + disp))
      .toString('hex')
      .slice(0, 8),
  ]).toEqual([0, '00000040']);
});
