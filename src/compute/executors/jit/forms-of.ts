/** Which calls of a program have forms as kernels. */
import { isKind } from '../../program/operations.ts';
import { optimize } from '../../program/passes/passes.ts';
import { unrolled } from '../../program/passes/unroll.ts';
import { loopOf, type Program } from '../../program/program.ts';
import { Aliases } from './aliases.ts';
import { lowerings } from './forms/index.ts';
import { isElementwise } from './groups.ts';
import { hostHas } from './host.ts';
import { canLoop } from './loops.ts';

const own = new WeakMap<Program, Program>();
/** The program with the loops that have a form, and the others unrolled. */
export function withOwnLoops(p: Program): Program {
  const known = own.get(p);
  if (known !== undefined) return known;
  const made = unrolled(p, (call) => !canLoop(loopOf(call)!));
  const lean = made === p ? p : optimize(made);
  own.set(p, lean);
  return lean;
}

/** Kernels that neither have a form nor can run on tfjs in between. */
export function withoutForm(whole: Program): readonly string[] {
  const p = withOwnLoops(whole);
  const aliases = new Aliases(p);
  const without = p.calls.filter(
    (c) =>
      !aliases.silent(c) &&
      !isElementwise(p, c) &&
      !isKind(c, 'loop') &&
      !(c.kernel in lowerings) &&
      !hostHas(c.kernel),
  );
  return [...new Set(without.map((c) => c.kernel))].sort();
}
