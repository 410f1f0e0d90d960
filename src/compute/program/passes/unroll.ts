/** Pass: loops as the calls of all their steps, for executors that have no form for them. */
import { op } from '../operations.ts';
import { type Call, type Constant, loopOf, type Program, type ValueType } from '../program.ts';

/** The program without those of its loops that `which` chooses. */
export function unrolled(p: Program, which: (loop: Call) => boolean = () => true): Program {
  if (!p.calls.some((c) => loopOf(c) !== undefined && which(c))) return p;
  return new Unroller(p).run(which);
}

class Unroller {
  readonly #program: Program;
  readonly #values: ValueType[];
  readonly #constants: Constant[];
  readonly #calls: Call[] = [];

  constructor(p: Program) {
    this.#program = p;
    this.#values = [...p.values];
    this.#constants = [...p.constants];
  }

  run(which: (loop: Call) => boolean): Program {
    for (const call of this.#program.calls)
      if (loopOf(call) !== undefined && which(call)) this.#unroll(call);
      else this.#calls.push(call);
    return { ...this.#program, values: this.#values, constants: this.#constants, calls: this.#calls };
  }

  #value(type: ValueType): number {
    return this.#values.push(type) - 1;
  }

  #unroll(call: Call): void {
    const { body, steps, reverse, sequences, states } = loopOf(call)!;
    const given = Object.values(call.inputs);
    const shares = given.slice(0, sequences).map((v, i) => this.#shares(v, body.values[body.inputs[i]!.value]!, steps));
    const constants = new Map(
      body.constants.map(({ value, data }) => {
        const own = this.#value(body.values[value]!);
        this.#constants.push({ value: own, data });
        return [value, own];
      }),
    );
    const made = body.outputs.length - states;
    const outputs: number[][] = Array.from({ length: made }, () => new Array(steps));
    let now = given.slice(sequences, sequences + states);
    const fixed = given.slice(sequences + states);
    for (let i = 0; i < steps; i++) {
      const k = reverse ? steps - 1 - i : i;
      const inputs = [...shares.map((s) => s[k]!), ...now, ...fixed];
      const names = new Map(constants);
      body.inputs.forEach(({ value }, j) => {
        names.set(value, inputs[j]!);
      });
      this.#step(body, names);
      const results = body.outputs.map((o) => names.get(o.value)!);
      outputs.forEach((list, j) => {
        list[k] = results[j]!;
      });
      now = results.slice(made);
    }
    outputs.forEach((list, j) => {
      this.#join(list, call.outputs[j]!);
    });
    now.forEach((v, j) => {
      this.#join([v], call.outputs[made + j]!);
    });
  }

  /** The shares of the steps of a sequence. */
  #shares(x: number, share: ValueType, steps: number): number[] {
    if (steps === 1) return [x];
    const outputs = Array.from({ length: steps }, () => this.#value(share));
    const numOrSizeSplits = new Array<number>(steps).fill(share.shape[0]!);
    this.#calls.push({ kernel: op.SplitV, inputs: { x }, attributes: { numOrSizeSplits, axis: 0 }, outputs });
    return outputs;
  }

  #step(body: Program, names: Map<number, number>): void {
    for (const { kernel, inputs, attributes, outputs } of body.calls) {
      const own = outputs.map((v) => this.#value(body.values[v]!));
      const given = Object.fromEntries(Object.entries(inputs).map(([name, v]) => [name, names.get(v)!]));
      this.#calls.push({ kernel, inputs: given, attributes, outputs: own });
      outputs.forEach((v, i) => {
        names.set(v, own[i]!);
      });
    }
  }

  #join(list: readonly number[], out: number): void {
    if (list.length === 1) {
      this.#calls.push({ kernel: op.Identity, inputs: { x: list[0]! }, attributes: {}, outputs: [out] });
      return;
    }
    const inputs = Object.fromEntries(list.map((v, i) => [`${i}`, v]));
    this.#calls.push({ kernel: op.Concat, inputs, attributes: { axis: 0 }, outputs: [out] });
  }
}
