/** Steps that hand states on, whatever a step computes, as one operation with its own gradient: a loop forwards, and one backwards. */
import type { Tensor, Tensors } from '../contract/step.ts';
import { type Loop, type LoopBody, loop, type StepTensors } from './loop.ts';

/** What changes from step to step, and what does not, as in a loop. */
export type Scan = Omit<Loop, 'reverse'>;

const sizeOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** Tensors one behind the other as one; and back. */
const joined = (t: Tensors, list: readonly Tensor[]): Tensor =>
  t.concat(
    list.map((x) => t.reshape(x, [-1])),
    0,
  );
function parted(t: Tensors, whole: Tensor, shapes: readonly (readonly number[])[]): Tensor[] {
  let at = 0;
  return shapes.map((shape) => {
    const size = sizeOf(shape);
    const part = t.reshape(t.slice(whole, [at], [size]), [...shape]);
    at += size;
    return part;
  });
}

/**
 * Gradients of what `f` gives with respect to `xs`, from those of what it gives. It stands where tfjs goes back through a tape, or runs
 * a kernel: the tape of this function is one of its own.
 */
function gradients(t: Tensors, f: () => readonly Tensor[], xs: readonly Tensor[], dys: readonly Tensor[]): Tensor[] {
  const { state } = t.engine();
  const { activeTape, gradientDepth, kernelDepth } = state;
  Object.assign(state, { gradientDepth: 0, kernelDepth: 0 });
  try {
    const total = (): Tensor =>
      f()
        .map((y, i) => t.sum(t.mul(y, dys[i]!)))
        .reduce((a, b) => t.add(a, b));
    const { grads } = t.engine().gradients(total, [...xs], null as unknown as Tensor, true);
    return xs.map((x, i) => grads[i] ?? t.zerosLike(x));
  } finally {
    Object.assign(state, { activeTape, gradientDepth, kernelDepth });
  }
}

/** The gradients of sequences, states and what is fixed. A step is run again for its own, from the state before it. */
function backwards(t: Tensors, s: Scan, body: LoopBody, before: readonly Tensor[], dy: StepTensors): Tensor[] {
  const { steps, sequences, states, fixed } = s;
  const run: Loop = {
    steps,
    reverse: true,
    sequences: [...sequences, ...before, ...dy.outputs],
    states: [...dy.states, ...fixed.map((x) => t.zerosLike(x))],
    fixed,
  };
  const [n, m] = [sequences.length, states.length];
  const made = loop(t, run, (_, given, now, same) => {
    const [own, start, douts] = [given.slice(0, n), given.slice(n, n + m), given.slice(n + m)];
    const again = (): Tensor[] => {
      const { outputs, states: next } = body(t, own, start, same);
      return [...outputs, ...next];
    };
    const all = gradients(t, again, [...own, ...start, ...same], [...douts, ...now.slice(0, m)]);
    const sums = all.slice(n + m).map((g, i) => t.add(now[m + i]!, g));
    return { outputs: all.slice(0, n), states: [...all.slice(n, n + m), ...sums] };
  });
  return [...made.outputs, ...made.states];
}

/** Runs the steps. The body may use no tensor that it is not given. */
export function scan(t: Tensors, s: Scan, body: LoopBody): StepTensors {
  const { steps, sequences, states, fixed } = s;
  const [n, m] = [sequences.length, states.length];
  let shapes: readonly (readonly number[])[] = [];
  const run = (...given: unknown[]): { value: Tensor; gradFunc: never } => {
    const save = given.at(-1) as (list: Tensor[]) => void;
    const own = given.slice(0, -1) as Tensor[];
    const parts = { steps, sequences: own.slice(0, n), states: own.slice(n, n + m), fixed: own.slice(n + m) };
    const made = loop(t, parts, (_, share, now, same) => {
      const { outputs, states: next } = body(t, share, now, same);
      return { outputs: [...outputs, ...now], states: next };
    });
    const count = made.outputs.length - m;
    const results = [...made.outputs.slice(0, count), ...made.states];
    shapes = results.map((x) => x.shape);
    save([...own, ...made.outputs.slice(count)]);
    const gradFunc = (dy: Tensor, saved: readonly Tensor[]): Tensor[] => {
      const all = parted(t, dy, shapes);
      const again = {
        steps,
        sequences: saved.slice(0, n),
        states: saved.slice(n, n + m),
        fixed: saved.slice(n + m, own.length),
      };
      const d = { outputs: all.slice(0, count), states: all.slice(count) };
      return backwards(t, again, body, saved.slice(own.length), d);
    };
    return { value: joined(t, results), gradFunc: gradFunc as never };
  };
  const all = parted(t, t.customGrad(run as never)(...sequences, ...states, ...fixed), shapes);
  return { outputs: all.slice(0, all.length - m), states: all.slice(all.length - m) };
}
