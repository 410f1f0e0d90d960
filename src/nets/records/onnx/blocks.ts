/** Channels as blocks of places, and the other way round. */
import { transposed } from './arrange.ts';
import type { Call, OnnxOperator, OperatorTable } from './operator.ts';
import { withShape } from './shapes.ts';
import { over, product, type Size } from './sizes.ts';
import { type PortValue, sizesOf } from './values.ts';

function imageSizes(call: Call, x: PortValue): readonly [Size, Size, Size, Size] {
  const sizes = sizesOf(x);
  if (sizes.length !== 4) call.refuse(`its input has ${sizes.length} axes instead of 4`);
  return sizes as [Size, Size, Size, Size];
}

/** Blocks of channels become blocks of places. */
const depthToSpace: OnnxOperator = {
  layers: (call) => {
    const x = call.port(0);
    const [n, c, h, w] = imageSizes(call, x);
    const b = call.int('blocksize', 1);
    const channels = over(c, b * b) ?? call.refuse('its channels do not divide into blocks');
    const crd = call.text('mode', 'DCR') === 'CRD';
    const open = withShape(call, x, crd ? [n, channels, b, b, h, w] : [n, b, b, channels, h, w]);
    const moved = transposed(call, open, crd ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2], 'blocks');
    return [withShape(call, moved, [n, channels, product([h, b]), product([w, b])])];
  },
};

const spaceToDepth: OnnxOperator = {
  layers: (call) => {
    const x = call.port(0);
    const [n, c, h, w] = imageSizes(call, x);
    const b = call.int('blocksize', 1);
    const [rows, columns] = [over(h, b), over(w, b)];
    if (rows === undefined || columns === undefined) return call.refuse('its sizes do not divide into blocks');
    const open = withShape(call, x, [n, c, rows, b, columns, b]);
    const crd = call.text('mode', 'DCR') === 'CRD';
    const moved = transposed(call, open, crd ? [0, 1, 3, 5, 2, 4] : [0, 3, 5, 1, 2, 4], 'blocks');
    return [withShape(call, moved, [n, product([c, b, b]), rows, columns])];
  },
};

export const blockOperators: OperatorTable = { DepthToSpace: depthToSpace, SpaceToDepth: spaceToDepth };
