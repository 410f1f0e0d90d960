/** Recurrent layers as lines of PyTorch: one call, or step by step where masks of dropout go into the steps. */
import type { TorchLayer, TorchValues } from '../../model/torch/form.ts';
import type { RecurrentDropout } from './recurrent-dropout.ts';

export interface TorchRecurrence {
  readonly name: 'rnn_tanh' | 'gru' | 'lstm';
  /** Gates in the order of PyTorch. */
  readonly gates: readonly string[];
  readonly states: readonly string[];
  /** The arrays of a gate: of inputs, of the state, biases. */
  readonly arrayNames: (gate: string) => readonly [string, string, string];
}

/** {batch, length, features} to {batch, length, n}; masks of what a step recalls {batch, n}, and of what it adds {batch, length, n}. */
const STEPS = `
def recurrence(kind, x, h, c, w, r, b, state, update):
    parts, outputs = F.linear(x, w, b), []
    for k in range(x.shape[1]):
        own, recalled = parts[:, k], F.linear(h * state, r)
        if kind == "rnn_tanh":
            h = torch.tanh(own + recalled) * update[:, k]
        elif kind == "gru":
            (reset, keep, memory), (reset_h, keep_h, memory_h) = own.chunk(3, 1), recalled.chunk(3, 1)
            memory = torch.tanh(memory + torch.sigmoid(reset + reset_h) * memory_h) * update[:, k]
            h = memory + torch.sigmoid(keep + keep_h) * (h - memory)
        else:
            i, f, memory, o = (own + recalled).chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(memory) * update[:, k]
            h = torch.sigmoid(o) * torch.tanh(c)
        outputs.append(h)
    return torch.stack(outputs, 1), h, c
`;

/** Each gate keeps arrays of its own, which may learn at rates of their own; they are put together for the run. */
export function torchRun(
  { name, gates, states, arrayNames }: TorchRecurrence,
  inputs: TorchValues,
  { o, parameters: { Dropout }, shapes, outputNames }: TorchLayer<{ readonly Dropout: RecurrentDropout }>,
): TorchValues {
  const dropped = (p: number | undefined, x: string): string =>
    p === undefined || p === 0 ? x : `F.dropout(${x}, ${p}, self.training)`;
  const rate = (method: Parameters<NonNullable<RecurrentDropout>['get']>[0]): number | undefined =>
    Dropout?.get(method) || undefined;
  const [w, given, b] = ([0, 1, 2] as const).map((i) => {
    const all = gates.map((g) => o.array(arrayNames(g)[i]));
    return all.length === 1 ? all[0]! : o.let(`torch.cat((${all.join(', ')}))`, ['w', 'r', 'b'][i]!);
  }) as [string, string, string];
  // One mask of the weights for the whole batch.
  const r = rate('VariationalWeights') ? o.let(dropped(rate('VariationalWeights'), given), 'r') : given;
  const [length, n] = shapes.Output!.slice(-2) as [number | undefined, number];
  const { Input } = inputs as { readonly Input: string };
  const ones = (...sizes: (number | string | undefined)[]): string =>
    `${Input}.new_ones(len(${Input}), ${sizes.map((s) => s ?? `${Input}.shape[1]`).join(', ')})`;
  const mask = dropped(rate('VariationalInput'), ones(1, `${Input}.shape[2]`));
  const x = rate('VariationalInput') ? o.let(`${Input} * ${mask}`, 'x') : Input;
  const [y, ...last] = ['y', ...states].map((v) => o.variable(v));
  const named = (end: (state: string) => string): TorchValues =>
    Object.fromEntries(
      outputNames.map((port) => [port, port === 'Output' ? y! : end(last[states.indexOf(port)]!)] as const),
    );
  const zeros = (...sizes: (number | string)[]): string => `${Input}.new_zeros(${sizes.join(', ')})`;
  const count = `len(${Input})`;
  if (rate('VariationalState') === undefined && rate('StateUpdate') === undefined) {
    const starts = states.map((s) => (inputs[s] === undefined ? zeros(1, count, n) : `${inputs[s]}.unsqueeze(0)`));
    const start = o.let(starts.length === 1 ? starts[0]! : `(${starts.join(', ')})`, 'start');
    const weights = `(${w}, ${r}, ${b}, torch.zeros_like(${b}))`;
    const call = `torch.${name}(${x}, ${start}, ${weights}, True, 1, 0.0, self.training, False, True)`;
    o.line(`${[y, ...last].join(', ')} = ${call}`);
    return named((s) => `${s}.squeeze(0)`);
  }
  o.define('recurrence', STEPS);
  const [state, update] = [
    o.let(dropped(rate('VariationalState'), ones(n)), 'recalled'),
    o.let(dropped(rate('StateUpdate'), ones(length, n)), 'update'),
  ];
  const [h, c = 'None'] = states.map((s) => inputs[s] ?? zeros(count, n));
  const ends = [y, ...last, ...(states.length === 1 ? ['_'] : [])];
  o.line(`${ends.join(', ')} = recurrence("${name}", ${x}, ${h}, ${c}, ${w}, ${r}, ${b}, ${state}, ${update})`);
  return named((s) => s);
}
