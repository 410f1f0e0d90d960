(* Seconds for big nets, beside `python3 benchmarks/train/big.py`: scheelite benchmarks/train/big.wl *)
seconds[name_, e_] := Print[StringPadRight[name, 44], Round[First[AbsoluteTiming[e;]], 0.001]];
SetAttributes[seconds, HoldRest];

vgg = Quiet[NetModel["VGG-16"]];
seconds["NetInitialize of VGG-16", net = NetInitialize[vgg]];
seconds["again", net = NetInitialize[vgg]];
image = RandomReal[1, {3, 224, 224}];
seconds["VGG-16 on an image, the first", net[image]];
seconds["the next", net[image]];
seconds["Export of VGG-16", Export["big.wlnet", net]];
seconds["Import of it", Import["big.wlnet"]];
DeleteFile["big.wlnet"];

square = LinearLayer[1024, "Input" -> 1024];
seconds["\"Orthogonal\", 1024 by 1024", NetInitialize[square, Method -> "Orthogonal"]];
seconds["again", NetInitialize[square, Method -> "Orthogonal"]];
Do[seconds["NetChain of " <> ToString[n] <> " LinearLayers", NetChain[Table[LinearLayer[4], n], "Input" -> 4]], {n, {1500, 5000, 10000}}];
