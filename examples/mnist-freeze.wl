(* Trains LeNet on the 60,000 handwritten digits of MNIST, freezes its convolutions by a span, and goes on. *)

training = ResourceData["MNIST", "TrainingData"];
test = ResourceData["MNIST", "TestData"];
Print[Length[training], " training digits, ", Length[test], " test digits"];

lenet = NetChain[{
   ConvolutionLayer[20, 5], Ramp, PoolingLayer[2, 2],
   ConvolutionLayer[50, 5], Ramp, PoolingLayer[2, 2],
   FlattenLayer[], LinearLayer[500], Ramp, LinearLayer[10], SoftmaxLayer[]},
  "Input" -> NetEncoder[{"Image", {28, 28}, "Grayscale"}],
  "Output" -> NetDecoder[{"Class", Range[0, 9]}]];

first = NetTrain[lenet, training, MaxTrainingRounds -> 1, RandomSeeding -> 1];
Print["After one round of everything:          accuracy ", NetMeasurements[first, test, "Accuracy"]];

(* Layers 1 to 6, the convolutions with their activations and poolings, stay as they are. *)
results = NetTrain[first, training, All,
  LearningRateMultipliers -> {1 ;; 6 -> None, _ -> 1}, MaxTrainingRounds -> 2, RandomSeeding -> 2];
second = results["TrainedNet"];
Print["After two rounds of the linear layers:  accuracy ", NetMeasurements[second, test, "Accuracy"]];

Print["Learning-rate multipliers used: ", results["ArraysLearningRateMultipliers"]];
Print["Convolutions unchanged: ",
  NetExtract[first, {1, "Weights"}] === NetExtract[second, {1, "Weights"}] &&
  NetExtract[first, {4, "Weights"}] === NetExtract[second, {4, "Weights"}]];
Print["Executor: ", results["Executor"]["Name"], ", ", Round[results["MeanExamplesPerSecond"]], " examples/s"];
