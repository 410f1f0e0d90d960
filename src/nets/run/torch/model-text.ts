/** A program's classes as the text of a Python module. */
import type { TorchProgram } from '../../model/torch/builder.ts';

const imports: readonly (readonly [use: RegExp, text: string])[] = [
  [/\bmath\./, 'import math\n'],
  [/./, 'import torch'],
  [/\bdist\./, 'import torch.distributed as dist'],
  [/torch\.distributed\.nn\./, 'import torch.distributed.nn.functional'],
  [/\bF\./, 'import torch.nn.functional as F'],
  [/\bnn\./, 'from torch import nn'],
];

/** `about` is what the module says of itself. */
export function modelText(program: TorchProgram, about: string): string {
  // Functions and classes that others need stand before these.
  const all = [...program.definitions];
  const helpers = all.filter(([name]) => !name.startsWith('class ')).map(([, text]) => text);
  const classes = all.filter(([name]) => name.startsWith('class ')).map(([, text]) => text);
  const body = [...helpers, ...classes].join('\n\n\n');
  const needed = imports.filter(([use]) => use.test(body)).map(([, text]) => text);
  return `"""${about}"""\n${needed.join('\n')}\n\n\n${body}\n`;
}
