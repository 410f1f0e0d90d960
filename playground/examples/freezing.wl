(* # Freezing layers

   LearningRateMultipliers says how fast each part of a net learns; a part with the multiplier 0 or None stays as it is, bit for bit.
   First all of a net is trained, then nothing but its last layer. *)

SeedRandom[5];
data = Table[With[{v = RandomReal[{-1, 1}, 3]}, v -> If[v[[1]] v[[2]] > v[[3]], "above", "below"]], {300}];
net = NetChain[<|"hidden" -> LinearLayer[24], "curve" -> Tanh, "last" -> LinearLayer[2], "probabilities" -> SoftmaxLayer[]|>,
  "Input" -> 3, "Output" -> NetDecoder[{"Class", {"above", "below"}}]];
first = NetTrain[net, data, MaxTrainingRounds -> 30, LearningRate -> 0.01, RandomSeeding -> 1]

(* The panel says what is frozen while the training runs. *)

results = NetTrain[first, data, All, LearningRateMultipliers -> {"last" -> 1, _ -> None}, MaxTrainingRounds -> 60, LearningRate -> 0.01, RandomSeeding -> 2];
results["ArraysLearningRateMultipliers"]

(* Which weights have changed? The hidden layer, before and after: *)

second = results["TrainedNet"];
MatrixPlot[Transpose[Normal[NetExtract[second, {"hidden", "Weights"}]] - Normal[NetExtract[first, {"hidden", "Weights"}]]]]

(* And the last layer: *)

MatrixPlot[Normal[NetExtract[second, {"last", "Weights"}]] - Normal[NetExtract[first, {"last", "Weights"}]]]

{NetExtract[first, {"hidden", "Weights"}] === NetExtract[second, {"hidden", "Weights"}],
 NetExtract[first, {"last", "Weights"}] === NetExtract[second, {"last", "Weights"}]}

{NetMeasurements[first, data, "Accuracy"], NetMeasurements[second, data, "Accuracy"]}
