(* Takes a net through an ONNX file, as one from another tool would come, and trains a new last layer on it: which digits are odd? *)

file = FileNameJoin[{$TemporaryDirectory, "digits.onnx"}];
Export[file, NetModel["LeNet Trained on MNIST Data"]];
Print["Operators: ", Import[file, "Operators"]];

net = Import[file];
Print["Layers: ", Keys[Normal[net]]];
DeleteFile[file];

(* All but the last two layers, and a head with two classes in place of those. *)
body = NetDrop[net, -2];
odd = NetChain[<|"body" -> body, "head" -> LinearLayer[2], "probabilities" -> SoftmaxLayer[]|>,
  "Input" -> NetExtract[net, "Input"], "Output" -> NetDecoder[{"Class", {False, True}}]];

labelled[data_] := Map[First[#] -> OddQ[Last[#]] &, data];
training = labelled[Take[ResourceData["MNIST", "TrainingData"], 2000]];
test = labelled[Take[ResourceData["MNIST", "TestData"], 1000]];

results = NetTrain[odd, training, All,
  LearningRateMultipliers -> {"head" -> 1, _ -> None}, MaxTrainingRounds -> 3, RandomSeeding -> 1];
trained = results["TrainedNet"];

Print["Accuracy on digits that were not seen: ", NetMeasurements[trained, test, "Accuracy"]];
Print["Frozen arrays unchanged: ",
  Information[body, "Arrays"] === Information[NetExtract[trained, "body"], "Arrays"]];
