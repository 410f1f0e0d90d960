/** The TargetDevice option: where nets run, and by which executor. */
import type { ComputeOptions, ExecutorName } from '../compute/step.ts';
import { type Expr, isCall, Kind, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { isRule, optionName } from '../kernel/options.ts';
import { NetProblem } from './problem.ts';

const executors: readonly ExecutorName[] = ['tensorflow', 'onnxruntime', 'replay', 'eager'];

/** "CPU", Automatic, or {"CPU", "Executor" -> "eager"}. Throws NetProblem. */
export function readDevice(e: Expr, name: string): ComputeOptions {
  if (e === S.Automatic) return {};
  const [device, ...rules] = isCall(e, S.List) ? e.args : [e];
  const bad = (what: Expr): NetProblem =>
    new NetProblem(
      'badpar',
      what,
      str(name),
      str(
        `"CPU", or {"CPU", "Executor" -> name} with one of ${executors.map((x) => `"${x}"`).join(', ')}; that is what is there`,
      ),
    );
  if (device?.kind !== Kind.String || device.value !== 'CPU') throw bad(e);
  const options: { executor?: ExecutorName } = {};
  for (const r of rules) {
    if (!isRule(r) || optionName(r.args[0]) !== 'Executor') throw bad(e);
    const value = r.args[1];
    const executor = executors.find((x) => value.kind === Kind.String && value.value === x);
    if (executor === undefined && value !== S.Automatic) throw bad(value);
    if (executor !== undefined) options.executor = executor;
  }
  return options;
}
