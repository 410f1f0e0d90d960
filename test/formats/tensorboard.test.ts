/** Event files as TensorBoard reads them: lengths, checksums, messages. */
import { expect, test } from 'vitest';
import { readMessage, schema } from '../../src/formats/protobuf.ts';
import { writeEvents } from '../../src/formats/tensorboard.ts';

const EVENTS = schema(`Event: double wall_time 1, int64 step 2, string file_version 3, Summary summary 5
Summary: Value* value 1
Value: string tag 1, float simple_value 2`);

test('records with lengths and checksums', () => {
  const bytes = writeEvents([
    { time: 1.5, step: 3, scalars: [['loss', 0.25]] },
    { time: 2.5, step: 300, scalars: [['loss', Number.NaN]] },
  ]);
  const view = new DataView(bytes.buffer);
  const events: object[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = view.getUint32(at, true);
    events.push(readMessage(EVENTS, 'Event', bytes.subarray(at + 12, at + 12 + length), 'events'));
    at += length + 16;
  }
  expect(events).toEqual([
    { wall_time: 1.5, file_version: 'brain.Event:2' },
    { wall_time: 1.5, step: 3, summary: { value: [{ tag: 'loss', simple_value: 0.25 }] } },
    { wall_time: 2.5, step: 300, summary: { value: [{ tag: 'loss', simple_value: Number.NaN }] } },
  ]);
  // As TensorFlow's own writer has it for a record of 24 bytes (its length) and for the first event.
  expect(view.getUint32(0, true)).toBe(24);
  expect(view.getUint32(8, true)).toBe(GOLDEN_LENGTH);
  expect(view.getUint32(12 + 24, true)).toBe(GOLDEN_DATA);
});

const GOLDEN_LENGTH = 0x224b7fa3;
const GOLDEN_DATA = 0x6c64282a;
