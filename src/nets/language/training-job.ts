/** Training jobs as a format of Import and Export: folders that PyTorch trains, on one machine or many. */
import { type FormatCall, format } from '../../builtins/io/formats/format.ts';
import type { Expr } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { names, reported } from '../model/problem.ts';
import { randomLayers } from '../run/torch/emit.ts';
import { readJob } from '../train/job/read-job.ts';
import { asNetTrain, readRequest } from '../train/job/read-request.ts';
import { jobFiles } from '../train/job/write-job.ts';
import { resultsBox } from '../train/results.ts';

function write(value: Expr, call: FormatCall) {
  const e = asNetTrain(call.e);
  try {
    const request = readRequest(value, call.option('CheckpointInterval'), call.e);
    if (request === undefined) return undefined;
    const files = jobFiles(request.training, request.settings);
    const random = randomLayers(request.training.plan.net);
    if (random.length > 0) e.message('jobrandom', names(random));
    return files;
  } catch (x) {
    reported(x, e);
    return 'reported' as const;
  }
}

const withCode = (call: FormatCall): boolean => call.option('AllowCode') === S.True;

export const TrainingJob = format('TrainingJob', {
  extensions: [],
  options: { AllowCode: 'False', CheckpointInterval: 'Automatic', OverwriteTarget: 'False' },
  read: {
    Results: (bytes, call) => resultsBox(readJob(bytes, call, withCode(call))),
    Net: (bytes, call) => readJob(bytes, call, withCode(call)).get('TrainedNet'),
  },
  folder: { marker: 'job.json', write },
});
