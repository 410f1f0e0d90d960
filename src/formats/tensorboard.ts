/**
 * Event files of TensorBoard: records of TensorFlow's TFRecord format (length and data, each with a masked CRC-32C), which
 * hold protocol buffers of event.proto.
 */
import { concatenated } from './concatenated.ts';
import { type Message, schema, writeMessage } from './protobuf.ts';

const EVENTS = schema(`Event: double wall_time 1, int64 step 2, string file_version 3, Summary summary 5
Summary: Value* value 1
Value: string tag 1, float simple_value 2`);

export interface ScalarEvent {
  /** Seconds since 1970. */
  readonly time: number;
  readonly step: number;
  readonly scalars: readonly (readonly [tag: string, value: number])[];
}

/** The polynomial of CRC-32C (RFC 3720), bits reversed. */
const CASTAGNOLI = 0x82f63b78;
const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ CASTAGNOLI : c >>> 1;
  return c;
});
/** Of CRC-32C as TFRecord has it: turned and shifted, so that checksums of checksums differ. */
function maskedCrc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const b of bytes) c = table[(c ^ b) & 255]! ^ (c >>> 8);
  c = (c ^ 0xffffffff) >>> 0;
  return (((c >>> 15) | (c << 17)) + 0xa282ead8) >>> 0;
}

function framed(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 16);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(8, maskedCrc(out.subarray(0, 8)), true);
  out.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc(data), true);
  return out;
}

/** The bytes of a whole file. Values that are no finite numbers are kept; TensorBoard draws them as triangles. */
export function writeEvents(events: readonly ScalarEvent[]): Uint8Array {
  const message = (m: object): Uint8Array => framed(writeMessage(EVENTS, 'Event', m as Message));
  const parts = [
    message({ wall_time: events[0]?.time ?? 0, file_version: 'brain.Event:2' }),
    ...events.map(({ time, step, scalars }) =>
      message({
        wall_time: time,
        step,
        summary: { value: scalars.map(([tag, value]) => ({ tag, simple_value: value })) },
      }),
    ),
  ];
  return concatenated(parts);
}
