/** Trainings as people write them that leave files: reports, checkpoints, results and nets in every format. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession } from '../../src/index.ts';
import { evaluate } from './evaluation.ts';

const folder = mkdtempSync(join(tmpdir(), 'scheelite-written-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const session = createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
evaluate(`SetDirectory["${folder}"];`, session);

test('a generator, a schedule, a report, and results as WXF, net file and ONNX', () => {
  const { value, messages } = evaluate(
    `d = Table[With[{x = RandomReal[1, 2]}, x -> Total[x]], 12]; net = NetChain[{4, Tanh, LinearLayer[{}]}, "Input" -> 2]; rounds = {};
    r = NetTrain[net, {Function[RandomSample[d, #BatchSize]], "RoundLength" -> 12}, All, BatchSize -> 4, MaxTrainingRounds -> 4, LearningRate -> 0.02,
      WorkingPrecision -> "Mixed", Method -> {"ADAM", "L2Regularization" -> 0.001, "LearningRateSchedule" -> (Cos[Pi/2 #1/#2] &), "GradientClipping" -> 1},
      TrainingProgressFunction -> {AppendTo[rounds, Head[#Net]] &, "Interval" -> Quantity[1, "Rounds"]}, TrainingProgressReporting -> File["log.json"]];
    {Head[r], rounds, FileExistsQ["log.json"], Export["tr.wxf", r], Head[Import["tr.wxf"]], Export["fin.wlnet", r["TrainedNet"]], Export["fin.onnx", r["TrainedNet"]],
      Max[Abs[Import["fin.onnx"][{0.2, 0.3}] - r["TrainedNet"][{0.2, 0.3}]]] < 10^-5}`,
    session,
  );
  expect(value).toBe(
    '{NetTrainResultsObject, {NetChain, NetChain, NetChain, NetChain}, True, "tr.wxf", NetTrainResultsObject, "fin.wlnet", "fin.onnx", True}',
  );
  expect(messages).toEqual(['NetTrain::wprec']);
});

test('checkpoints in a folder and in one file, and a report beside a function', () => {
  const { value, messages } = evaluate(
    `d = Table[RandomReal[1, 2] -> {RandomReal[]}, 8]; CreateDirectory["ckd"];
    r = NetTrain[NetChain[{2, Tanh, 1}, "Input" -> 2], d, All, ValidationSet -> d[[;; 2]], MaxTrainingRounds -> 4,
      TrainingProgressCheckpointing -> {{"Directory", "ckd", "Interval" -> Quantity[2, "Rounds"]}, {"File", "one.wlnet"}},
      TrainingProgressReporting -> {File["l.csv"], {Function[Null], "Interval" -> Quantity[1, "Rounds"]}}];
    {Head[r], Length[r["CheckpointingFiles"]], Length[FileNames["*.wlnet", "ckd"]], FileExistsQ["one.wlnet"], StringTake[Import["l.csv", "Text"], 19]}`,
    session,
  );
  expect(value).toBe('{NetTrainResultsObject, 3, 2, True, "Round,AbsoluteBatch"}');
  expect(messages).toEqual([]);
});
