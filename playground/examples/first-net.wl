(* # A first net

   A net learns the sine from a hundred points. The panel shows how the loss falls. *)

data = Table[{x} -> {Sin[x]}, {x, 0., 6.28, 0.0628}];
net = NetChain[{LinearLayer[32], Tanh, LinearLayer[32], Tanh, LinearLayer[1]}, "Input" -> 1];

SeedRandom[1];
trained = NetTrain[net, data, MaxTrainingRounds -> 400, LearningRate -> 0.01]

ListLinePlot[{Table[{x, Sin[x]}, {x, 0., 6.28, 0.1}], Table[{x, First[trained[{x}]]}, {x, 0., 6.28, 0.1}]}]
