/** Steps of a program as functions of a module, and what the host does in between, in order. */
import { type KernelCall, type KernelCalls, kernelModule } from '../../machine/wasm/kernel-module.ts';
import type { Host } from '../jit/host.ts';
import type { Repeat, Step, Task } from '../jit/lowering.ts';

const tasksOf = (step: Step): Task[] => step.filter((t) => t !== undefined);

/** One thread does all of a step. `settled` says of arguments that are places where these are in the end. */
function callsOf(s: Step | Repeat, settled: (place: number) => number): KernelCalls[] {
  const call = ({ code, args }: Task): KernelCall => ({ code, args: args.map(settled) });
  if (!('times' in s)) return tasksOf(s).map(call);
  const second = s.second.map(tasksOf);
  const calls = s.first.flatMap((step, i) => tasksOf(step).map((a, t) => [call(a), call(second[i]![t]!)] as const));
  return [{ times: s.times, calls }];
}

type Run = () => void;

export class ModuleWork {
  readonly #steps: readonly Run[];
  readonly #updates: readonly Run[];

  /** `updates` come behind the steps, where arrays are updated. */
  constructor(
    steps: readonly (Step | Repeat | Host)[],
    updates: readonly Step[],
    memory: WebAssembly.Memory,
    settled: (place: number) => number,
  ) {
    const lists: KernelCalls[][] = [[]];
    const hosts: Host[] = [];
    for (const s of steps) {
      if ('run' in s) {
        hosts.push(s);
        lists.push([]);
      } else lists.at(-1)!.push(...callsOf(s, settled));
    }
    const { bytes, functions } = kernelModule([...lists, updates.flatMap((s) => callsOf(s, settled))]);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    const runs = functions.map((names) => names.map((name) => exports[name] as Run));
    this.#updates = runs.pop()!;
    this.#steps = runs.flatMap((list, i) => (i === 0 ? list : [hosts[i - 1]!.run, ...list]));
  }

  run(): void {
    for (const f of this.#steps) f();
  }

  update(): void {
    for (const f of this.#updates) f();
  }
}
