/** Which kernels of tfjs run: those are what an executor has no form for. */
import { engine } from '../../src/compute/machine/engine.ts';

/** Watches from now on; a trace ends it. */
export function watchKernels(): { readonly ran: ReadonlySet<string>; end(): void } {
  const { hook } = engine();
  const ran = new Set<string>();
  hook.listener = (kernel, call, run) => {
    ran.add(kernel);
    return run(call);
  };
  return { ran, end: () => void (hook.listener = undefined) };
}
