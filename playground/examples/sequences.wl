(* # Sequences

   A recurrent net tells whether there are more ones than zeros in a sequence of any length. *)

SeedRandom[2];
sample[] := With[{s = RandomInteger[1, RandomInteger[{3, 9}]]}, (List /@ N[s]) -> If[Total[s] > Length[s]/2, "ones", "zeros"]];
data = Table[sample[], {200}];

net = NetChain[{GatedRecurrentLayer[8], SequenceLastLayer[], LinearLayer[2], SoftmaxLayer[]},
  "Input" -> {"Varying", 1}, "Output" -> NetDecoder[{"Class", {"ones", "zeros"}}]];
trained = NetTrain[net, data, MaxTrainingRounds -> 20, LearningRate -> 0.02]

NetMeasurements[trained, Table[sample[], {100}], "Accuracy"]

trained[{{1.}, {1.}, {0.}, {1.}}, "Probabilities"]
