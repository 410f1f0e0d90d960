(* Writes a training as a folder that PyTorch runs on any number of processes, and reads the results once it has run:
   scheelite training-job.wl; bash iris-job/run.sh 2; scheelite training-job.wl *)

training = ResourceData["FisherIris", "TrainingData"];
test = ResourceData["FisherIris", "TestData"];

net = NetChain[<|
   "hidden" -> LinearLayer[16], "activation" -> Tanh,
   "classify" -> LinearLayer[3], "probabilities" -> SoftmaxLayer[]|>,
  "Input" -> 4,
  "Output" -> NetDecoder[{"Class", {"setosa", "versicolor", "virginica"}}]];

If[! DirectoryQ["iris-job"],
  Print["Written to ", Export["iris-job", {net, training,
     LearningRateMultipliers -> {{"hidden", "Biases"} -> None, "classify" -> 2, _ -> 1},
     ValidationSet -> Scaled[0.2], MaxTrainingRounds -> 40, LearningRate -> 0.01, RandomSeeding -> 1},
    "TrainingJob"], ": now bash iris-job/run.sh 2"],
  results = Import["iris-job"];
  Print["Trained by ", results["Executor"]["Reason"]];
  Print["Losses of the first rounds:     ", Take[results["RoundLossList"], 4]];
  Print["Best round of validation:       ", results["BestValidationRound"]];
  Print["Learning-rate multipliers used: ", results["ArraysLearningRateMultipliers"]];
  Print["Accuracy on ", Length[test], " test flowers:    ", NetMeasurements[results["TrainedNet"], test, "Accuracy"]]];
