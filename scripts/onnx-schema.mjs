// Writes src/formats/onnx-schema.ts from the file onnx.proto that comes with PyPI's onnx:
// node scripts/onnx-schema.mjs .../site-packages/onnx/onnx.proto
import { readFileSync, writeFileSync } from 'node:fs';

const TYPES = {
  int32: 'number',
  int64: 'Integer',
  uint64: 'Integer',
  float: 'number',
  double: 'number',
  string: 'string',
  bytes: 'Uint8Array',
};
const TOKEN =
  /message (\w+)\s*\{|(?:enum|oneof) (\w+)\s*\{|(?:(optional|repeated)\s+)?([\w.]+)\s+(\w+)\s*=\s*(\w+)\s*(\[[^\]]*\])?\s*;|\}/g;

/** Fields by message; a field of an enumeration is an int32. */
function messagesOf(proto) {
  const text = proto.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
  const messages = new Map();
  const open = [];
  for (const [, message, other, label, type, name, number, options] of text.matchAll(TOKEN)) {
    const within = open.filter((o) => o.kind === 'message').at(-1)?.name;
    if (message) {
      open.push({ kind: 'message', name: within ? `${within}_${message}` : message });
      messages.set(open.at(-1).name, []);
    } else if (other) open.push({ kind: text.includes(`enum ${other}`) ? 'enum' : 'oneof' });
    else if (!name) open.pop();
    else if (within && open.at(-1).kind !== 'enum')
      messages.get(within).push({
        name,
        type,
        number: Number(number),
        repeated: label === 'repeated',
        packed: options?.includes('packed') ?? false,
      });
  }
  for (const [message, fields] of messages) {
    fields.sort((a, b) => a.number - b.number);
    for (const f of fields) {
      const inner = `${message}_${f.type.replace('.', '_')}`;
      if (!(f.type in TYPES)) f.type = messages.has(inner) ? inner : messages.has(f.type) ? f.type : 'int32';
    }
  }
  return messages;
}

function table(messages) {
  const lines = [];
  for (const [message, fields] of messages) {
    let line = `${message}:`;
    fields.forEach((f, i) => {
      const next = ` ${f.type}${f.packed ? '+' : f.repeated ? '*' : ''} ${f.name} ${f.number}${i < fields.length - 1 ? ',' : ''}`;
      if (line.length + next.length > 120) {
        lines.push(line);
        line = ' ';
      }
      line += next;
    });
    lines.push(line);
  }
  return lines.join('\n');
}

const interfaces = (messages) =>
  [...messages]
    .map(([message, fields]) => {
      const rows = fields.map((f) => {
        const one = TYPES[f.type] ?? f.type;
        return `  readonly ${f.name}?: ${f.packed ? `ArrayLike<${one}>` : f.repeated ? `readonly ${one}[]` : one};`;
      });
      return rows.length === 0
        ? `export type ${message} = Message;`
        : `export interface ${message} extends Message {\n${rows.join('\n')}\n}`;
    })
    .join('\n\n');

const messages = messagesOf(readFileSync(process.argv[2], 'utf8'));
writeFileSync(
  'src/formats/onnx-schema.ts',
  `/** The messages of ONNX files. Written by scripts/onnx-schema.mjs from onnx.proto; not by hand. */
import { type Integer, type Message, schema } from './protobuf.ts';

export const ONNX = schema(\`
${table(messages)}
\`);

${interfaces(messages)}
`,
);
