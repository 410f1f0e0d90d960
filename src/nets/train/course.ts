/** What is done with a plan: which arrays learn how fast, by which method, what is measured, told and written. */
import { absolute } from '../../builtins/io/paths.ts';
import { type Expr, normal, real, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { type ArrayRates, arrayRates } from '../model/array-rates.ts';
import { arrayPlaces, type Net, type Path, pathText } from '../model/net.ts';
import { names } from '../model/problem.ts';
import { type Checkpointing, readCheckpointing } from './handlers/checkpoint.ts';
import { type Report, readReports } from './handlers/report.ts';
import { type Criterion, readCriterion } from './handlers/stop.ts';
import { readWatchers, type Watcher, wantsExampleLosses } from './handlers/watch.ts';
import { type MeasurementSpec, readMeasurements } from './measure/specification.ts';
import { type Method, readMethod } from './method.ts';
import type { Plan } from './plan.ts';
import type { TrainingSettings } from './settings.ts';
import { readSchedule, type UpdateSchedule } from './update-schedule.ts';

export interface Course {
  /** Arrays that take no turn in the schedule are frozen. */
  readonly rates: ArrayRates;
  readonly schedule: UpdateSchedule | undefined;
  readonly method: Method;
  readonly measurements: readonly MeasurementSpec[];
  readonly criterion: Criterion | undefined;
  /** The measurement by which the best net is found. */
  readonly best: Expr;
  readonly checkpointing: readonly Checkpointing[];
  /** Files that were written, as they are. */
  readonly checkpoints: string[];
  readonly watchers: readonly Watcher[];
  readonly reports: readonly Report[];
  /** Whether a function wants the losses of examples. */
  readonly exampleLosses: boolean;
}

/** Reads all settings that need the plan, and says what of them will do nothing. Throws NetProblem. */
export function readCourse(plan: Plan, { option }: TrainingSettings, validated: boolean, e: Evaluation): Course {
  const method = readMethod(option('Method'), option('LearningRate'), plan.net);
  const stated = arrayRates(plan.net, option('LearningRateMultipliers'));
  const schedule = readSchedule(option('TrainingUpdateSchedule'), plan.net);
  const rates = schedule === undefined ? stated : stated.only(schedule.all);
  const measurements = readMeasurements(option('TrainingProgressMeasurements'), plan);
  const criterion = readCriterion(option('TrainingStoppingCriterion'), measurements);
  if (criterion !== undefined && !validated) e.message('noval');
  const watchers = readWatchers(option('TrainingProgressFunction'), 'TrainingProgressFunction');
  const place = (path: string): string => absolute(path, e.session);
  const reports = readReports(option('TrainingProgressReporting'), place);
  warn(rates, method, plan, e);
  return {
    rates,
    schedule,
    method,
    measurements,
    criterion,
    best: criterion !== undefined && 'key' in criterion.of ? criterion.of.key : str('Loss'),
    checkpointing: readCheckpointing(option('TrainingProgressCheckpointing'), place),
    checkpoints: [],
    watchers,
    reports,
    exampleLosses: watchers.some(wantsExampleLosses) || reports.some((r) => r.needsExampleLosses),
  };
}

/** Paths of nets that are to learn against others around them, as operators of adversaries say. */
function opposed(net: Net, path: Path = [], into = new Set<string>()): ReadonlySet<string> {
  if (net.kind !== 'container') return into;
  for (const name of Object.keys(net.operator?.innerMultipliers ?? {})) into.add(pathText([...path, name]));
  for (const node of net.nodes) opposed(node.net, [...path, node.name], into);
  return into;
}

/** Settings of rates that are likely mistakes: one message each. */
function warn(rates: ArrayRates, method: Method, plan: Plan, e: Evaluation): void {
  for (const { kind, rules } of rates.remarks)
    e.message(kind === 'never' ? 'lrmnever' : 'lrmafter', normal(S.List, ...rules));
  const all = rates.byPath;
  if (all.length > 0 && all.every(([, r]) => r.multiplier.value === 0)) e.message('frozen');
  const meant = opposed(plan.net);
  const negative = all
    .filter(
      ([, r]) => r.multiplier.value < 0 && !r.state && !(typeof r.from === 'object' && meant.has(pathText(r.from))),
    )
    .map(([path]) => pathText(path));
  if (negative.length > 0) e.message('neglrm', names(negative));
  if (method.learningRate < 0 && arrayPlaces(plan.net).length > 0) e.message('neglr', real(method.learningRate));
}
