(* # A classifier

   Points of three kinds in the plane, and how sure the net is of each place. *)

SeedRandom[3];
centers = {{0., 0.}, {2., 1.}, {0., 2.}};
points = Flatten[Table[{centers[[k]] + RandomReal[{-0.7, 0.7}, 2] -> k}, {k, 3}, {60}]];

net = NetChain[{LinearLayer[16], Ramp, LinearLayer[3], SoftmaxLayer[]}, "Input" -> 2,
  "Output" -> NetDecoder[{"Class", {1, 2, 3}}]];
results = NetTrain[net, points, All, ValidationSet -> Scaled[0.2], MaxTrainingRounds -> 60, LearningRate -> 0.02]

classify = results["TrainedNet"];
classify[{1.8, 0.9}, "Probabilities"]

NetMeasurements[classify, points, "Accuracy"]

MatrixPlot[Table[classify[{x, y}], {y, 2.7, -0.7, -0.1}, {x, -0.7, 2.7, 0.1}]]
