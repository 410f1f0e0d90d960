/** A Program as nodes of a TensorFlow graph. */
import { op } from '../../program/operations.ts';
import { type Call, constantData, type Program, sameShape } from '../../program/program.ts';
import { noForm, type Operand, typeCode } from './forms/form.ts';
import { lowerings } from './forms/index.ts';
import { FLOAT, type Graph } from './graph.ts';

/** Names of the nodes that hold inputs and arrays, by value number. */
export type Given = ReadonlyMap<number, string>;

/** Throws Refusal where a kernel has no form here. Gives the operand of each value that an output needs. */
export function lowerProgram(graph: Graph, program: Program, given: Given): (value: number) => Operand {
  const operand = (value: number, name: string): Operand => {
    const { shape, dtype } = program.values[value]!;
    return { name, shape, type: typeCode(dtype) };
  };
  const done = new Map<number, Operand>([...given].map(([v, name]) => [v, operand(v, name)]));
  for (const c of program.constants) {
    const { shape, dtype } = program.values[c.value]!;
    const data = typeof c.data === 'number' ? c.data : constantData(program, c);
    done.set(c.value, operand(c.value, graph.constant(typeCode(dtype), shape, data)));
  }
  const facts = new Facts(program);
  const value = (v: number): Operand => {
    const o = done.get(v);
    if (o === undefined) throw new Error(`value ${v} is used before it is made`);
    return o;
  };
  for (const call of program.calls) {
    if (facts.merged.has(call)) continue;
    const names = rewritten(graph, call, facts, value) ?? plain(graph, call, program, value);
    call.outputs.forEach((v, i) => done.set(v, operand(v, names[i]!)));
  }
  return value;
}

function plain(graph: Graph, call: Call, program: Program, value: (v: number) => Operand): readonly string[] {
  const lowering = lowerings[call.kernel];
  if (lowering === undefined) throw noForm(call.kernel);
  const outputs = call.outputs.map((v) => {
    const { shape, dtype } = program.values[v]!;
    return { shape, type: typeCode(dtype) };
  });
  const names = lowering({
    graph,
    kernel: call.kernel,
    input: (name) => value(call.inputs[name]!),
    list: Object.values(call.inputs).map(value),
    attributes: call.attributes,
    outputs,
  });
  return typeof names === 'string' ? [names] : names;
}

/** Who makes and who uses each value, and the sums of products that become one product. */
class Facts {
  readonly #maker = new Map<number, Call>();
  readonly #uses = new Map<number, number>();
  readonly #relu = new Map<number, Call>();
  readonly #order = new Map<Call, number>();
  /** Calls that stand inside another's node. */
  readonly merged = new Set<Call>();
  readonly sums = new Map<Call, readonly Call[]>();
  readonly program: Program;

  constructor(program: Program) {
    this.program = program;
    for (const [i, c] of program.calls.entries()) {
      this.#order.set(c, i);
      for (const v of c.outputs) this.#maker.set(v, c);
      for (const v of Object.values(c.inputs)) this.#uses.set(v, (this.#uses.get(v) ?? 0) + 1);
      if (c.kernel === op.Relu) this.#relu.set(c.inputs.x!, c);
    }
    for (const o of program.outputs) this.#uses.set(o.value, (this.#uses.get(o.value) ?? 0) + 2);
    for (const c of program.calls.toReversed()) if (c.kernel === op.Add && !this.merged.has(c)) this.#findSum(c);
  }

  maker(value: number): Call | undefined {
    return this.#maker.get(value);
  }

  /** Relu of a value, if the program makes it before a call. */
  reluBefore(value: number, call: Call): number | undefined {
    const relu = this.#relu.get(value);
    return relu !== undefined && this.#order.get(relu)! < this.#order.get(call)! ? relu.outputs[0] : undefined;
  }

  shape(value: number): readonly number[] {
    return this.program.values[value]!.shape;
  }

  /** A tree of additions over many A'B (weight gradients of recurrent nets) is one product of the joined factors. */
  #findSum(top: Call): void {
    const products: Call[] = [];
    const additions: Call[] = [];
    const walk = (v: number, isTop: boolean): boolean => {
      const c = this.maker(v);
      if (c === undefined || (!isTop && this.#uses.get(v) !== 1)) return false;
      if (c.kernel === op.Add) {
        additions.push(c);
        return (
          sameShape(this.shape(c.inputs.a!), this.shape(c.inputs.b!)) &&
          walk(c.inputs.a!, false) &&
          walk(c.inputs.b!, false)
        );
      }
      products.push(c);
      const flat = c.kernel === op.BatchMatMul && this.shape(c.inputs.a!).length === 2;
      return flat && c.attributes.transposeA === true && c.attributes.transposeB !== true;
    };
    if (!walk(top.outputs[0]!, true) || products.length < 3) return;
    for (const c of [...additions, ...products]) if (c !== top) this.merged.add(c);
    this.sums.set(top, products);
  }
}

/** Forms that TensorFlow has one node for and tfjs has several. */
function rewritten(
  graph: Graph,
  call: Call,
  facts: Facts,
  value: (v: number) => Operand,
): readonly string[] | undefined {
  const products = facts.sums.get(call);
  if (products !== undefined) {
    const T = { type: FLOAT } as const;
    const joined = (side: 'a' | 'b'): string => {
      const parts = products.map((p) => value(p.inputs[side]!).name);
      return graph.node('ConcatV2', [...parts, graph.integer(0)], { N: parts.length, T, Tidx: { type: 3 } });
    };
    return [graph.node('MatMul', [joined('a'), joined('b')], { T, transpose_a: true, transpose_b: false })];
  }
  if (call.kernel === op.Multiply)
    return reluGradient(graph, call, facts, value, 'a', 'b') ?? reluGradient(graph, call, facts, value, 'b', 'a');
  return undefined;
}

/** dy step(x) of equal shapes is the gradient of Relu; its result serves as well as x and is there already. */
function reluGradient(
  graph: Graph,
  call: Call,
  facts: Facts,
  value: (v: number) => Operand,
  mask: 'a' | 'b',
  factor: 'a' | 'b',
): readonly string[] | undefined {
  const step = facts.maker(call.inputs[mask]!);
  const [out, other] = [call.outputs[0]!, call.inputs[factor]!];
  if (step?.kernel !== op.Step || step.attributes.alpha) return undefined;
  if (!sameShape(facts.shape(out), facts.shape(other))) return undefined;
  const x = step.inputs.x!;
  if (!sameShape(facts.shape(out), facts.shape(x)) || facts.program.values[x]!.dtype !== 'float32') return undefined;
  const relu = facts.reluBefore(x, call) ?? x;
  return [graph.node('ReluGrad', [value(other).name, value(relu).name], { T: { type: FLOAT } })];
}
