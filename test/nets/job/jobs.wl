(* Jobs and what NetTrain makes of the same, for prove.py: node dist/repl.js test/nets/job/jobs.wl, in an empty folder. *)
SeedRandom[7];
x = RandomReal[{-1, 1}, {195, 20}];
y = Map[1 + Mod[Round[3 Total[#[[1 ;; 5]]] + 20 #[[1]] #[[2]]], 3] &, x];
mlp = NetInitialize[NetChain[<|"hidden1" -> LinearLayer[32], "tanh" -> Tanh, "hidden2" -> LinearLayer[16], "ramp" -> Ramp, "hidden3" -> LinearLayer[16], "sig" -> LogisticSigmoid, "out" -> LinearLayer[3], "soft" -> SoftmaxLayer[]|>, "Input" -> 20], RandomSeeding -> 3];
rates = {"out" -> 2, {"hidden2", "Biases"} -> 0, "hidden2" -> -0.1, {"hidden3", "Weights"} -> None, _ -> 1};
write[name_, net_, data_, options___] := Module[{all, r},
  all = {options, BatchSize -> 20, MaxTrainingRounds -> 5, RandomSeeding -> 1};
  Export[name, {net, data, Sequence @@ all}, "TrainingJob"];
  r = NetTrain[net, data, All, Sequence @@ all, TrainingProgressReporting -> None];
  Export[name <> "/own.json", <|"losses" -> r["BatchLossList"], "rounds" -> r["RoundLossList"], "validation" -> If[ListQ[r["ValidationLossList"]], r["ValidationLossList"], {}], "best" -> If[IntegerQ[r["BestValidationRound"]], r["BestValidationRound"], 0]|>, "RawJSON"];
  Export[name <> "/own.wlnet", r["TrainedNet"]];
  Print[name, " ", r["TotalBatches"]]];
method[name_, m_, rate_, options___] := write[name, mlp, x -> y, Method -> m, LearningRate -> rate, LearningRateMultipliers -> rates, options];
method["sgd", {"SGD", "Momentum" -> 0.9}, 0.05];
method["nesterov", {"SGD", "Momentum" -> 0.9, "Nesterov" -> True}, 0.05];
method["adam", "ADAM", 0.01, ValidationSet -> Scaled[0.2], MaxTrainingRounds -> 7];
method["adamw", {"ADAMW", "WeightDecay" -> 0.1}, 0.01];
method["rmsprop", "RMSProp", 0.002];
method["signsgd", "SignSGD", 0.002];
method["limits", {"ADAM", "L2Regularization" -> {"hidden1" -> 0.01, _ -> 0.001}, "GradientClipping" -> 0.003, "WeightClipping" -> 0.4, "LearningRateSchedule" -> (1/(1 + #1/#2) &)}, 0.01];
images = RandomReal[1, {65, 1, 8, 8}];
conv = NetInitialize[NetChain[<|"conv" -> ConvolutionLayer[4, 3], "norm" -> BatchNormalizationLayer[], "ramp" -> Ramp, "pool" -> PoolingLayer[2, 2], "out" -> LinearLayer[2]|>, "Input" -> {1, 8, 8}], RandomSeeding -> 4];
write["conv", conv, images -> Map[{Mean[Flatten[#]], Max[#]} &, images], MaxTrainingRounds -> 13, Method -> "SGD", LearningRate -> 0.02, LearningRateMultipliers -> {{"conv", "Biases"} -> 0, _ -> 1}];
words = Table[RandomInteger[{1, 6}, RandomInteger[{2, 5}]], 65];
text = NetInitialize[NetChain[<|"embed" -> EmbeddingLayer[4, 6], "memory" -> LongShortTermMemoryLayer[5], "last" -> SequenceLastLayer[], "out" -> LinearLayer[2], "soft" -> SoftmaxLayer[]|>, "Input" -> {"Varying", Restricted["Integer", 6]}], RandomSeeding -> 5];
write["text", text, words -> Map[1 + Mod[Total[#], 2] &, words], MaxTrainingRounds -> 13, Method -> "ADAM", LearningRate -> 0.01, LearningRateMultipliers -> {{"memory", "InputGateBiases"} -> None, {"memory", "ForgetGateInputWeights"} -> -0.1, _ -> 1}];
(* One that takes a while, to be ended on the way. *)
write["long", mlp, x -> y, MaxTrainingRounds -> 300, LearningRateMultipliers -> rates];
