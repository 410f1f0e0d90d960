/** Softmax of rows, e^(x - largest) over its sum, and its logarithm. */
import { at, r8, r9, r10, r15, rcx, rsi } from '../assembler.ts';
import { newCode } from '../target.ts';
import type { Code } from '../vectors.ts';
import { exponential, logarithm } from './functions.ts';

export interface Softmax {
  readonly rows: number;
  readonly length: number;
  /** The logarithm is wanted. */
  readonly log: boolean;
}

const [LARGEST, SUM, LEAST, HELP, X, Y] = [0, 1, 2, 3, 4, 5];
const TEMPORARIES = [6, 7, 8, 9, 10, 11] as const;

/** Arguments: input, output. */
export function softmaxCode(s: Softmax): Uint8Array {
  const code = newCode();
  code.takeArguments(rsi, rcx);
  code.spread(LEAST, code.constant(Number.NEGATIVE_INFINITY));
  code.setTail(s.length);
  code.moveImmediate(r15, s.rows);
  code.loop(r15, () => {
    code.copy(LARGEST, LEAST);
    along(code, s, (mask) => code.op('maximum', LARGEST, LARGEST, at(r8), { mask }));
    code.across('maximum', LARGEST, HELP);
    code.zero(SUM);
    along(code, s, (mask) => {
      code.load(X, at(r8), mask);
      code.op('subtract', X, X, LARGEST);
      exponential(code, Y, [X], TEMPORARIES, []);
      code.op('add', SUM, SUM, Y, { mask });
      if (!s.log) code.store(at(r9), Y, mask);
    });
    code.across('add', SUM, HELP);
    if (s.log) {
      logarithm(code, X, [SUM], TEMPORARIES, []);
      code.op('add', LARGEST, LARGEST, X);
      along(code, s, (mask) => {
        code.load(X, at(r8), mask);
        code.op('subtract', X, X, LARGEST);
        code.store(at(r9), X, mask);
      });
      code.addImmediate(rsi, s.length * 4);
      code.addImmediate(rcx, s.length * 4);
      return;
    }
    code.spread(X, code.constant(1));
    code.op('divide', SUM, X, SUM);
    along(code, s, (mask) => {
      code.load(X, at(r9), mask);
      code.op('multiply', X, X, SUM);
      code.store(at(r9), X, mask);
    });
    code.addImmediate(rsi, s.length * 4);
    code.addImmediate(rcx, s.length * 4);
  });
  code.return();
  return code.finish();
}

/** `body` for each vector of a row: r8 in the input, r9 in the output. */
function along(code: Code, s: Softmax, body: (mask: number) => void): void {
  code.move(r8, rsi);
  code.move(r9, rcx);
  code.along(s.length, r10, [r8, r9], body);
}
