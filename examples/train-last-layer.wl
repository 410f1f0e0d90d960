(* Trains a small net on Fisher's irises, then freezes all of it but the last layer and goes on. *)

training = ResourceData["FisherIris", "TrainingData"];
test = ResourceData["FisherIris", "TestData"];

net = NetChain[<|
   "hidden" -> LinearLayer[16], "activation" -> Tanh,
   "classify" -> LinearLayer[3], "probabilities" -> SoftmaxLayer[]|>,
  "Input" -> 4,
  "Output" -> NetDecoder[{"Class", {"setosa", "versicolor", "virginica"}}]];

first = NetTrain[net, training, MaxTrainingRounds -> 10, LearningRate -> 0.01, RandomSeeding -> 1];
Print["After training everything:      accuracy on ", Length[test], " test flowers ",
  NetMeasurements[first, test, "Accuracy"]];

results = NetTrain[first, training, All,
  LearningRateMultipliers -> {"classify" -> 1, _ -> None},
  MaxTrainingRounds -> 60, LearningRate -> 0.01, RandomSeeding -> 2];
second = results["TrainedNet"];
Print["After training the last layer:  accuracy on ", Length[test], " test flowers ",
  NetMeasurements[second, test, "Accuracy"]];

Print["Learning-rate multipliers used: ", results["ArraysLearningRateMultipliers"]];
unchanged[part_] := NetExtract[first, part] === NetExtract[second, part];
Print["Hidden weights unchanged:       ", unchanged[{"hidden", "Weights"}]];
Print["Last weights unchanged:         ", unchanged[{"classify", "Weights"}]];
Print["Probabilities for the first test flower: ", second[First[First[test]], "Probabilities"]];
