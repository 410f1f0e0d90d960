(* The recipe of NetModel["LeNet Trained on MNIST Data"]: node dist/repl.js scripts/train-lenet.wl [rounds]

   The net of LeCun et al. (1998) in its later form with ramps and maxima, trained on the 60,000 digits of MNIST, each
   of them light on dark and dark on light, first with large steps and then with small ones. Weights are stored as 16-bit
   numbers in models/lenet-mnist.safetensors, by the paths of their arrays. *)

rounds = If[Length[$ScriptCommandLine] > 1, ToExpression[$ScriptCommandLine[[2]]], {3, 2, 1}];

uninitialized = NetModel["LeNet Trained on MNIST Data", "UninitializedEvaluationNet"];

bothWays[data_] := Join[data, Map[ColorNegate[First[#]] -> Last[#] &, data]];
training = bothWays[ResourceData["MNIST", "TrainingData"]];
test = ResourceData["MNIST", "TestData"];

train[net_, {rate_, n_}] := NetTrain[net, training,
  MaxTrainingRounds -> n, BatchSize -> 64, RandomSeeding -> 1234,
  Method -> {"ADAM", "LearningRate" -> rate}, TrainingProgressReporting -> "Print"];

net = NetInitialize[uninitialized, RandomSeeding -> 1234];
Do[
  net = train[net, stage];
  Print[stage, " accuracy on the test digits: ", NetMeasurements[net, test, "Accuracy"]],
  {stage, Transpose[{{0.001, 0.0003, 0.00005}, rounds}]}];

name[path_] := StringRiffle[Map[ToString, path], "/"];
file = FileNameJoin[{DirectoryName[$InputFileName, 2], "models", "lenet-mnist.safetensors"}];
Export[file, Association[Map[name[#] -> NetExtract[net, #] &, Information[net, "ArraysPositionList"]]], "ElementType" -> "Real16"];

stored = NetModel["LeNet Trained on MNIST Data"];
Print["stored, light on dark: ", NetMeasurements[stored, test, "Accuracy"]];
Print["stored, dark on light: ", NetMeasurements[stored, Map[ColorNegate[First[#]] -> Last[#] &, test], "Accuracy"]];
