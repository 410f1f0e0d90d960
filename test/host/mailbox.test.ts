/** Messages through shared memory: what JSON cannot say, messages of many pieces, a sender that has gone. */
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { fail, hasFailed, mailbox, receive, send } from '../../src/host/browser/mailbox.ts';

test('numbers, texts and arrays arrive as they were', () => {
  const box = mailbox();
  expect(receive(box)).toBeUndefined();
  const message = {
    id: 3,
    result: undefined,
    loss: Number.NaN,
    bounds: [Number.POSITIVE_INFINITY, -0, 1e-300],
    text: 'größer \u{1f600}',
    none: null,
    arrays: { a: [Float32Array.of(1, Number.NaN, -0)], b: Int32Array.of(-1), c: Uint8Array.of(1, 2, 3) },
  };
  send(box, message);
  const received = receive(box) as typeof message;
  expect(received).toStrictEqual(message);
  expect('result' in received).toBe(true);
  expect(receive(box)).toBeUndefined();
  expect(hasFailed(box)).toBe(false);
  fail(box);
  expect(hasFailed(box)).toBe(true);
});

test('a message of many pieces, from a thread that waits for room', async () => {
  const box = mailbox();
  const length = 1_500_000;
  const source = new URL('../../src/host/browser/mailbox.ts', import.meta.url).href;
  const { build } = await import('esbuild');
  const program = await build({
    stdin: {
      contents: `import { send } from ${JSON.stringify(new URL(source).pathname)};
        import { workerData } from 'node:worker_threads';
        for (const n of [1, 2]) send(workerData, { n, a: new Float32Array(${length}).fill(n) });`,
      resolveDir: '.',
    },
    bundle: true,
    platform: 'node',
    write: false,
  });
  const worker = new Worker(program.outputFiles[0]!.text, { eval: true, workerData: box });
  for (const n of [1, 2]) {
    let message: unknown;
    while (message === undefined) {
      await new Promise((ok) => setTimeout(ok, 5));
      message = receive(box);
    }
    const { a } = message as { readonly a: Float32Array };
    expect(message).toMatchObject({ n });
    expect(a.length).toBe(length);
    expect(a.every((x) => x === n)).toBe(true);
  }
  await worker.terminate();
});
