// One megabyte of package code as people write it, made from templates: the same text on every machine.

/** Numbers that look random and are the same everywhere. */
function numbers(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * n);
  };
}

const verbs = ['compute', 'make', 'find', 'check', 'apply', 'reduce', 'select', 'normalize', 'collect', 'update'];
const nouns = ['Weights', 'Layer', 'Path', 'Matrix', 'Series', 'Rules', 'Options', 'Graph', 'Sample', 'Batch'];
const heads = ['Map', 'Select', 'Table', 'Fold', 'Total', 'Transpose', 'Flatten', 'Join', 'StringJoin', 'Partition'];

export function packageCode(size) {
  const next = numbers(2718281);
  const pick = (list) => list[next(list.length)];
  const name = () => `${pick(verbs)}${pick(nouns)}${next(40)}`;

  const templates = [
    (f) => `${f}::usage = "${f}[x, n] gives the ${pick(nouns).toLowerCase()} of x after n steps. Use the option Method to choose how.";
${f}::badarg = "Argument \`1\` of \`2\` should be a list of numbers, not \\"\`3\`\\".";
`,
    (f) => `(* ${f}: keeps the best candidates of every round, and starts again from
   the last one when nothing better was found in ${next(90)} rounds. *)
${f}[data_List, n_Integer?Positive, opts : OptionsPattern[]] :=
  Module[{rate, state = First[data], best = Infinity, loss},
    rate = OptionValue["LearningRate"]/(1 + n);
    Do[
      state = step[state, rate*${next(100)}.${next(10)}];
      loss = Total[(data[[All, 2]] - state)^2]/Length[data];
      If[loss < best && NumericQ[loss], best = loss; last = state, Break[]],
      {i, 1, n}
    ];
    <|"Best" -> best, "State" -> state, "Rounds" -> n|>
  ]
`,
    (f) => `${f}[expr_, vars : {__Symbol}] := Block[{rules, terms},
  rules = Thread[vars -> Range[Length[vars]]];
  terms = ${pick(heads)}[#1 + ${next(50)} #2 &, expr /. rules, {${next(4)}}];
  terms //. {a_ + b_ /; FreeQ[b, x] :> a, (p : _Plus | _Times)[q__] :> p[q]}
]
`,
    (f) => `${f}[{}] = {};
${f}[{x_}] := {x}
${f}[list_List] := With[{pivot = list[[1]], rest = Rest[list]},
  Join[${f}[Select[rest, # <= pivot &]], {pivot}, ${f}[Select[rest, # > pivot &]]]
]
`,
    (f) => `Options[${f}] = {Method -> Automatic, "Tolerance" -> 1.*^-${1 + next(9)}, MaxIterations -> ${next(1000)}, "Verbose" -> False};

${f}[f_, {x_Symbol, x0_?NumericQ}, OptionsPattern[]] := Module[
  {x1 = N[x0], df = D[f, x], count = 0, tol = OptionValue["Tolerance"]},
  While[Abs[f /. x -> x1] > tol && count < OptionValue[MaxIterations],
    x1 = x1 - (f /. x -> x1)/(df /. x -> x1);
    count++;
  ];
  If[count >= OptionValue[MaxIterations], Message[${f}::noconv, count]; $Failed, {x -> x1}]
]
`,
    (f) => `${f}[text_String] := StringReplace[text, {
    RegularExpression["(\\\\d+)-(\\\\w+)"] :> "$2:$1",
    StartOfString ~~ Whitespace ~~ rest___ :> rest,
    "\\[Alpha]" -> "alpha", "\\t" -> "    "
  }] // StringSplit[#, "\\n"] & // DeleteCases[""] // Map[StringTrim]
`,
    (f) => `${f}[m_?MatrixQ] /; Equal @@ Dimensions[m] := Module[{u, s, v},
  {u, s, v} = SingularValueDecomposition[m];
  u . DiagonalMatrix[1/Diagonal[s]^${2 + next(4)}] . Transpose[v]
];
${f}[___] := (Message[${f}::badarg, 1, ${f}, "..."]; $Failed);
`,
    (f) => `net${f} = NetChain[{
    ConvolutionLayer[${8 * (1 + next(8))}, {${1 + 2 * next(3)}, ${1 + 2 * next(3)}}, "Stride" -> ${1 + next(2)}], BatchNormalizationLayer[], Ramp,
    PoolingLayer[{2, 2}, {2, 2}], FlattenLayer[], LinearLayer[${next(500)}], DropoutLayer[0.${next(9)}], SoftmaxLayer[]
  }, "Input" -> NetEncoder[{"Image", {28, 28}, "Grayscale"}], "Output" -> NetDecoder[{"Class", Range[0, 9]}]];
`,
    (f) => `${f}[x_] := Which[
  x < -1, -x^3 + ${next(9)} x,
  -1 <= x < 1, Sin[Pi x]/(2 Pi),
  x == 1 || x === Indeterminate, 0,
  True, Sum[(-1)^k x^(2 k + 1)/(2 k + 1)!, {k, 0, ${next(20)}}]
]
`,
  ];

  const parts = [];
  let length = 0;
  const add = (text) => {
    parts.push(text);
    length += text.length;
  };
  for (let chapter = 1; length < size; chapter++) {
    add(`BeginPackage["Study\`Chapter${chapter}\`", {"Study\`Base\`"}]\n\nBegin["\`Private\`"]\n\n`);
    for (let i = 0; i < 60 && length < size; i++) add(`${pick(templates)(name())}\n`);
    add('End[]\n\nEndPackage[]\n\n');
  }
  return parts.join('');
}
