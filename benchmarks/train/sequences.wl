(* Sequences of many lengths, and long ones: seconds, processor seconds, loss, executor. First and second time in a session.
   npm start -- benchmarks/train/sequences.wl *)
SeedRandom[1];
row[name_, net_, data_, rounds_] := Do[
  Module[{start = TimeUsed[], seconds, result},
    {seconds, result} = AbsoluteTiming[
      NetTrain[net, data, All, MaxTrainingRounds -> rounds, BatchSize -> 64, RandomSeeding -> 1, TrainingProgressReporting -> None]];
    Print[{name, seconds, TimeUsed[] - start, Last[result["RoundLossList"]], result["Executor"]["Name"]}]],
  {2}];
chain[shape_] := NetChain[{LongShortTermMemoryLayer[32], SequenceLastLayer[], LinearLayer[1]}, "Input" -> shape];
row["256 sequences of length 5 to 60, 3 rounds", chain[{"Varying", 8}],
  Table[RandomReal[1, {RandomInteger[{5, 60}], 8}] -> RandomReal[1, 1], 256], 3];
row["64 sequences of length 128, 4 steps", chain[{128, 8}],
  Table[RandomReal[1, {128, 8}] -> RandomReal[1, 1], 64], 4];
