/** The TargetDevice option: where nets run, and by which executor. */
import { type ComputeOptions, type DeviceName, executorsOf } from '../../compute/contract/step.ts';
import { type Expr, isCall, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { NetProblem } from '../model/problem.ts';

/** The names that {device, "Executor" -> name} takes, as they are written. */
export const executorNames = (device: DeviceName): string => executorsOf[device].map((x) => `"${x}"`).join(', ');

const forms = `"CPU", "GPU", {"CPU", 1}, {"CPU", All}, {"CPU", "Executor" -> name} with one of ${executorNames('CPU')}, or {"GPU", "Executor" -> ${executorNames('GPU')}}`;

/** "CPU", "GPU", Automatic, {device, 1}, {device, All}, or {device, "Executor" -> "eager"}. Throws NetProblem. */
export function readDevice(e: Expr, name: string): ComputeOptions {
  if (e === S.Automatic) return {};
  const [given, ...rules] = isCall(e, S.List) ? e.args : [e];
  const bad = (what: Expr): NetProblem => new NetProblem('badpar', what, str(name), str(forms));
  const device = (Object.keys(executorsOf) as DeviceName[]).find(
    (d) => given?.kind === Kind.String && given.value === d,
  );
  if (device === undefined) throw bad(e);
  let options: ComputeOptions = device === 'GPU' ? { executor: executorsOf.GPU[0] } : {};
  for (const [i, r] of rules.entries()) {
    // There is one device of each kind: it is the first, and all of them.
    if (i === 0 && (r === S.All || r === S.Automatic || (r.kind === Kind.Integer && Number(r.value) === 1))) continue;
    if (!isRule(r) || optionName(r.args[0]) !== 'Executor') throw bad(e);
    const value = r.args[1];
    const executor = executorsOf[device].find((x) => value.kind === Kind.String && value.value === x);
    if (executor === undefined && value !== S.Automatic) throw bad(e);
    if (executor !== undefined) options = { executor };
  }
  return options;
}
