/** A program for people. */
import type { Constant, Program, ValueType } from '../../src/compute/program/program.ts';

const typeText = ({ shape, dtype }: ValueType): string => `${dtype}[${shape.join(',')}]`;

/** The program as a table, one line a value or call. */
export function programText(p: Program): string {
  const type = (v: number): string => typeText(p.values[v]!);
  return [
    ...p.inputs.map((i) => `%${i.value} = input "${i.name}" ${type(i.value)}`),
    ...p.arrays.map((a) => `%${a.value} = array "${a.key}" ${type(a.value)}`),
    ...p.constants.map((c) => `%${c.value} = constant ${constantText(c)} ${type(c.value)}`),
    ...p.calls.map((c) => {
      const inputs = Object.entries(c.inputs).map(([n, v]) => `${n} %${v}`);
      const attributes = Object.keys(c.attributes).length === 0 ? '' : ` ${JSON.stringify(c.attributes)}`;
      const outputs = c.outputs.map((v) => `%${v}`).join(', ');
      return `${outputs} = ${c.kernel}(${inputs.join(', ')})${attributes} ${c.outputs.map(type).join(' ')}`;
    }),
    ...p.outputs.map((o) => `${o.role}${o.name === '' ? '' : ` "${o.name}"`} %${o.value}`),
  ].join('\n');
}

const constantText = (c: Constant): string =>
  typeof c.data === 'number' ? `${c.data}` : c.data.length <= 4 ? `{${c.data.join(', ')}}` : `{${c.data.length}}`;
