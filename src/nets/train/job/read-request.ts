/** {net, data, options} of Export as NetTrain would take them. */
import { type Expr, isCall, normal, type Str, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { same } from '../../../expr/same.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { isOptionSpec, OptionValues, rulesOf, unknownOption } from '../../../kernel/definitions/options.ts';
import { isNet } from '../../write/net-box.ts';
import { readInterval } from '../interval.ts';
import { prepare, type Training } from '../net-train.ts';
import { damaged } from './description.ts';
import type { JobSettings } from './write-job.ts';

const NetTrain = system('NetTrain');

/** Seconds between two checkpoints where nothing is stated. */
const USUAL_PAUSE = 10;

/** What a job has no way to do; each with what does it. */
const unsupported: Readonly<Record<string, string>> = {
  PerformanceGoal: '',
  TimeGoal: 'MaxTrainingRounds and the time limit of the cluster',
  TrainingProgressCheckpointing: 'the option "CheckpointInterval" of Export',
  TrainingProgressFunction: '',
  TrainingProgressMeasurements: 'NetMeasurements of the trained net',
  TrainingStoppingCriterion: 'ValidationSet, which keeps the best net',
  TrainingUpdateSchedule: '',
};

/** Throws FormatError that names all options that a job does not have. */
function checkOptions(options: OptionValues, defaults: Expr): void {
  const usual = new Map([...rulesOf(defaults)].map(([name, value]) => [name, value]));
  const given = Object.keys(unsupported).filter((name) => !same(options.get(name), usual.get(name)!));
  const reporting = options.get('TrainingProgressReporting');
  if (reporting !== S.None && reporting !== S.Automatic) given.push('TrainingProgressReporting (None or Automatic)');
  if (given.length === 0) return;
  const instead = given.map((name) => unsupported[name] ?? '').filter((x) => x !== '');
  throw damaged(`a job has no ${given.join(', no ')}${instead.length > 0 ? `; what does: ${instead.join(', ')}` : ''}`);
}

/** Messages of the training are those of NetTrain. */
export const asNetTrain = (e: Evaluation): Evaluation => ({
  session: e.session,
  symbol: NetTrain,
  evaluate: (x) => e.evaluate(x),
  message: (tag, ...parameters) => e.messageOf(NetTrain, tag, ...parameters),
  messageOf: (symbol, tag, ...parameters) => e.messageOf(symbol, tag, ...parameters),
});

/** Options as they are told of later: examples stand in files. */
const withoutData = (spec: Expr): Expr[] =>
  [...rulesOf(spec)].map(([name, value]) =>
    normal(S.Rule, system(name), name === 'ValidationSet' && value !== S.None ? str('data') : value),
  );

export interface JobRequest {
  readonly training: Training;
  readonly settings: JobSettings;
}

/** undefined: not of this form, or an option that NetTrain does not have (reported). Throws FormatError, NetProblem and LocatedConflict. */
export function readRequest(value: Expr, checkpointInterval: Expr, outer: Evaluation): JobRequest | undefined {
  if (!isCall(value, S.List) || value.args.length < 2) return undefined;
  const [net, data, ...rest] = value.args as readonly [Expr, Expr, ...Expr[]];
  if (!isNet(net)) return undefined;
  const [third, ...more] = rest;
  const hasLoss = third !== undefined && !isOptionSpec(third);
  const given = hasLoss ? more : rest;
  if (!given.every(isOptionSpec)) return undefined;
  const e = asNetTrain(outer);
  const defaults = e.evaluate(normal(system('Options'), NetTrain));
  const options = new OptionValues(NetTrain, given, defaults);
  const unknown = options.otherThan(new Set(options.names));
  if (unknown !== undefined) {
    const hint = unknownOption(unknown[0], NetTrain, options.names, unknown[2]).at(-1) as Str;
    throw damaged(`NetTrain has no option ${unknown[0]}${hint.value === '' ? '' : `;${hint.value}`}`);
  }
  checkOptions(options, defaults);
  const loss = hasLoss && third !== S.Automatic ? third : options.get('LossFunction');
  const training = prepare(net.content, data, loss, options, e);
  const checkpoint =
    checkpointInterval === S.Automatic
      ? ({ count: 1, unit: 'Rounds', minimum: USUAL_PAUSE } as const)
      : readInterval(checkpointInterval, 'CheckpointInterval');
  return {
    training,
    settings: {
      checkpoint,
      deviceStated: options.has('TargetDevice'),
      report: options.get('TrainingProgressReporting') !== S.None,
      multipliers: options.get('LearningRateMultipliers'),
      call: normal(NetTrain, str('net.wlnet'), str('data'), ...given.flatMap(withoutData)),
    },
  };
}
