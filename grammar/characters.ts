/** Named characters \[Name]: names of the language, code points of Unicode or of the private area the language uses. */

/** Runs of consecutive code points: the first in hexadecimal, then one name each; - where a code has no name. */
const runs = `
9 RawTab NewLine - - RawReturn
1b RawEscape - - - - RawSpace RawExclamation RawDoubleQuote RawNumberSign RawDollar RawPercent RawAmpersand
  RawQuote RawLeftParenthesis RawRightParenthesis RawStar RawPlus RawComma RawDash RawDot RawSlash
3a RawColon RawSemicolon RawLess RawEqual RawGreater RawQuestion RawAt
5b RawLeftBracket RawBackslash RawRightBracket RawWedge RawUnderscore RawBackquote
7b RawLeftBrace RawVerticalBar RawRightBrace RawTilde
a0 NonBreakingSpace DownExclamation Cent Sterling Currency Yen - Section DoubleDot Copyright - LeftGuillemet Not
  DiscretionaryHyphen RegisteredTrademark - Degree PlusMinus - - - Micro Paragraph CenterDot Cedilla - -
  RightGuillemet - - - DownQuestion CapitalAGrave CapitalAAcute CapitalAHat CapitalATilde CapitalADoubleDot
  CapitalARing CapitalAE CapitalCCedilla CapitalEGrave CapitalEAcute CapitalEHat CapitalEDoubleDot CapitalIGrave
  CapitalIAcute CapitalIHat CapitalIDoubleDot CapitalEth CapitalNTilde CapitalOGrave CapitalOAcute CapitalOHat
  CapitalOTilde CapitalODoubleDot Times CapitalOSlash CapitalUGrave CapitalUAcute CapitalUHat CapitalUDoubleDot
  CapitalYAcute CapitalThorn SZ AGrave AAcute AHat ATilde ADoubleDot ARing AE CCedilla EGrave EAcute EHat
  EDoubleDot IGrave IAcute IHat IDoubleDot Eth NTilde OGrave OAcute OHat OTilde ODoubleDot Divide OSlash UGrave
  UAcute UHat UDoubleDot YAcute Thorn YDoubleDot CapitalABar ABar CapitalACup ACup - - CapitalCAcute CAcute - - -
  - CapitalCHacek CHacek CapitalDHacek DHacek - - CapitalEBar EBar CapitalECup ECup - - - - CapitalEHacek EHacek
12c CapitalICup ICup - - - DotlessI
141 CapitalLSlash LSlash - - - - CapitalNHacek NHacek
150 CapitalODoubleAcute ODoubleAcute CapitalOE OE - - - - CapitalRHacek RHacek
160 CapitalSHacek SHacek - - CapitalTHacek THacek
16e CapitalURing URing CapitalUDoubleAcute UDoubleAcute
17d CapitalZHacek ZHacek
192 Florin
2c7 Hacek
2d8 Breve
391 CapitalAlpha CapitalBeta CapitalGamma CapitalDelta CapitalEpsilon CapitalZeta CapitalEta CapitalTheta
  CapitalIota CapitalKappa CapitalLambda CapitalMu CapitalNu CapitalXi CapitalOmicron CapitalPi CapitalRho -
  CapitalSigma CapitalTau CapitalUpsilon CapitalPhi CapitalChi CapitalPsi CapitalOmega
3b1 Alpha Beta Gamma Delta CurlyEpsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho FinalSigma
  Sigma Tau Upsilon CurlyPhi Chi Psi Omega
3d1 CurlyTheta CurlyCapitalUpsilon - - Phi CurlyPi - - - CapitalStigma Stigma CapitalDigamma Digamma
  CapitalKoppa Koppa CapitalSampi Sampi
3f0 CurlyKappa CurlyRho - - - Epsilon
2005 ThickSpace - - - ThinSpace VeryThinSpace
2010 Hyphen - - Dash LongDash - - - OpenCurlyQuote CloseCurlyQuote - - OpenCurlyDoubleQuote
  CloseCurlyDoubleQuote - - Dagger DoubleDagger Bullet - - - Ellipsis - LineSeparator
2032 Prime DoublePrime - ReversePrime ReverseDoublePrime
2043 SkeletonIndicator
205f MediumSpace NoBreak - InvisibleTimes
20ac Euro
20b9 Rupee
210a ScriptG ScriptCapitalH GothicCapitalH - - HBar ScriptCapitalI GothicCapitalI ScriptCapitalL ScriptL - - - -
  WeierstrassP - - ScriptCapitalR GothicCapitalR
2122 Trademark - - - - Mho GothicCapitalZ - - Angstrom ScriptCapitalB GothicCapitalC - ScriptE ScriptCapitalE
  ScriptCapitalF - ScriptCapitalM ScriptO Aleph Bet Gimel Dalet
2190 LeftArrow UpArrow RightArrow DownArrow LeftRightArrow UpDownArrow UpperLeftArrow UpperRightArrow
  LowerRightArrow LowerLeftArrow
21a4 LeftTeeArrow UpTeeArrow RightTeeArrow DownTeeArrow
21b5 ReturnIndicator
21bc LeftVector DownLeftVector RightUpVector LeftUpVector RightVector DownRightVector RightDownVector
  LeftDownVector RightArrowLeftArrow UpArrowDownArrow LeftArrowRightArrow - - - - ReverseEquilibrium Equilibrium -
  - - DoubleLeftArrow DoubleUpArrow DoubleRightArrow DoubleDownArrow DoubleLeftRightArrow DoubleUpDownArrow
21e4 LeftArrowBar RightArrowBar
21f5 DownArrowUpArrow
2200 ForAll - PartialD Exists NotExists EmptySet Laplacian Del Element NotElement - ReverseElement
  NotReverseElement SuchThat - Product Coproduct Sum Minus MinusPlus - - Backslash - SmallCircle - Sqrt - -
  Proportional Infinity RightAngle Angle MeasuredAngle SphericalAngle Divides - DoubleVerticalBar
  NotDoubleVerticalBar And Or - - Integral - - ContourIntegral DoubleContourIntegral - - ClockwiseContourIntegral
  CounterClockwiseContourIntegral Therefore Because Colon Proportion - - - - Tilde - - - VerticalTilde NotTilde
  EqualTilde TildeEqual NotTildeEqual TildeFullEqual - NotTildeFullEqual TildeTilde NotTildeTilde - - - CupCap
  HumpDownHump HumpEqual DotEqual
2260 NotEqual Congruent NotCongruent - LessEqual GreaterEqual LessFullEqual GreaterFullEqual NotLessFullEqual
  NotGreaterFullEqual LessLess GreaterGreater - NotCupCap NotLess NotGreater NotLessEqual NotGreaterEqual
  LessTilde GreaterTilde NotLessTilde NotGreaterTilde LessGreater GreaterLess NotLessGreater NotGreaterLess
  Precedes Succeeds PrecedesSlantEqual SucceedsSlantEqual PrecedesTilde SucceedsTilde NotPrecedes NotSucceeds
  Subset Superset NotSubset NotSuperset SubsetEqual SupersetEqual NotSubsetEqual NotSupersetEqual - - - -
  UnionPlus SquareSubset SquareSuperset SquareSubsetEqual SquareSupersetEqual SquareIntersection SquareUnion
  CirclePlus CircleMinus CircleTimes - CircleDot
22a2 RightTee LeftTee DownTee UpTee - - DoubleRightTee
22b2 LeftTriangle RightTriangle LeftTriangleEqual RightTriangleEqual
22bb Xor Nand Nor - - Wedge Vee Intersection Union Diamond - Star
22da LessEqualGreater GreaterEqualLess - - - - NotPrecedesSlantEqual NotSucceedsSlantEqual NotSquareSubsetEqual
  NotSquareSupersetEqual - - - - NotPrecedesTilde NotSucceedsTilde NotLeftTriangle NotRightTriangle
  NotLeftTriangleEqual NotRightTriangleEqual VerticalEllipsis CenterEllipsis AscendingEllipsis DescendingEllipsis
2300 Diameter
2308 LeftCeiling RightCeiling LeftFloor RightFloor
2318 CloverLeaf - WatchIcon
2322 Cap Cup
2329 LeftAngleBracket RightAngleBracket
23b4 OverBracket UnderBracket
2423 SpaceIndicator
2500 HorizontalLine - VerticalLine
25a0 FilledSquare EmptySquare
25aa FilledVerySmallSquare EmptyVerySmallSquare - - FilledRectangle EmptyRectangle - - FilledUpTriangle
  EmptyUpTriangle UpPointer - FilledRightTriangle - RightPointer - - - FilledDownTriangle EmptyDownTriangle
  DownPointer - FilledLeftTriangle - LeftPointer - - - FilledDiamond EmptyDiamond - - - EmptyCircle - - -
  FilledCircle
25e6 EmptySmallCircle
25fb EmptySmallSquare FilledSmallSquare
2605 FivePointedStar
2612 CheckedBox
2639 SadSmiley HappySmiley - - - - Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune Pluto AriesSign
  TaurusSign GeminiSign CancerSign LeoSign VirgoSign LibraSign ScorpioSign SagittariusSign CapricornSign
  AquariusSign PiscesSign WhiteKing WhiteQueen WhiteRook WhiteBishop WhiteKnight WhitePawn BlackKing BlackQueen
  BlackRook BlackBishop BlackKnight BlackPawn SpadeSuit HeartSuit DiamondSuit ClubSuit
2669 QuarterNote EighthNote BeamedEighthNote BeamedSixteenthNote Flat Natural Sharp
2713 Checkmark
2736 SixPointedStar
27c2 Perpendicular
27f5 LongLeftArrow LongRightArrow LongLeftRightArrow DoubleLongLeftArrow DoubleLongRightArrow
  DoubleLongLeftRightArrow
2912 UpArrowBar DownArrowBar
294e LeftRightVector RightUpDownVector DownLeftRightVector LeftUpDownVector LeftVectorBar RightVectorBar
  RightUpVectorBar RightDownVectorBar DownLeftVectorBar DownRightVectorBar LeftUpVectorBar LeftDownVectorBar
  LeftTeeVector RightTeeVector RightUpTeeVector RightDownTeeVector DownLeftTeeVector DownRightTeeVector
  LeftUpTeeVector LeftDownTeeVector
296e UpEquilibrium ReverseUpEquilibrium RoundImplies
29cf LeftTriangleBar RightTriangleBar
29e6 Equivalent
2a7d LessSlantEqual GreaterSlantEqual
2aa1 NestedLessLess NestedGreaterGreater
2aaf PrecedesEqual SucceedsEqual
2ae4 DoubleLeftTee
301a LeftDoubleBracket RightDoubleBracket
f113 LeftAssociation RightAssociation
f11e WolframLanguageLogo WolframLanguageLogoCircle TwoWayRule
f360 InvisibleSpace Piecewise
f380 NegativeVeryThinSpace - NegativeThinSpace NegativeMediumSpace NegativeThickSpace
f39e ImplicitPlus - Null - - IndentingNewLine AutoPlaceholder - - - AutoLeftMatch AutoRightMatch - - - AutoSpace
  AutoOperand SystemsModelDelay - Continuation RoundSpaceIndicator InvisiblePrefixScriptBase
  InvisiblePostfixScriptBase - - - EntityStart EntityEnd SpanFromLeft SpanFromAbove SpanFromBoth - -
  DiscretionaryPageBreakAbove
f3c6 DiscretionaryPageBreakBelow Transpose Conjugate ConjugateTranspose - - - - HermitianConjugate - VerticalBar
  NotVerticalBar Distributed Conditioned UndirectedEdge DirectedEdge Gradient Divergence Curl ContinuedFractionK
  TensorProduct TensorWedge ProbabilityPr ExpectationE PermutationProduct
f400 NotEqualTilde NotHumpEqual NotHumpDownHump
f412 NotLeftTriangleBar NotRightTriangleBar
f422 NotLessLess NotNestedLessLess NotLessSlantEqual - - NotGreaterGreater NotNestedGreaterGreater
  NotGreaterSlantEqual - NotPrecedesEqual - NotSucceedsEqual NotSquareSubset NotSquareSuperset - Equal
  VerticalSeparator - VectorGreater VectorGreaterEqual VectorLess VectorLessEqual Limit MaxLimit MinLimit
f4a0 Cross Function Xnor DiscreteShift DifferenceDelta DiscreteRatio
f51f RuleDelayed Square - Rule Implies - ShortRightArrow ShortLeftArrow SelectionPlaceholder Placeholder -
  ShortUpArrow ShortDownArrow
f603 LeftBracketingBar RightBracketingBar LeftDoubleBracketingBar RightDoubleBracketingBar
f6b2 ScriptA ScriptB ScriptC ScriptD - ScriptF - ScriptH ScriptI ScriptJ ScriptK - ScriptM ScriptN - ScriptP
  ScriptQ ScriptR ScriptS ScriptT ScriptU ScriptV ScriptW ScriptX ScriptY ScriptZ GothicA GothicB GothicC GothicD
  GothicE GothicF GothicG GothicH GothicI GothicJ GothicK GothicL GothicM GothicN GothicO GothicP GothicQ GothicR
  GothicS GothicT GothicU GothicV GothicW GothicX GothicY GothicZ DoubleStruckA DoubleStruckB DoubleStruckC
  DoubleStruckD DoubleStruckE DoubleStruckF DoubleStruckG DoubleStruckH DoubleStruckI DoubleStruckJ DoubleStruckK
  DoubleStruckL DoubleStruckM DoubleStruckN DoubleStruckO DoubleStruckP DoubleStruckQ DoubleStruckR DoubleStruckS
  DoubleStruckT DoubleStruckU DoubleStruckV DoubleStruckW DoubleStruckX DoubleStruckY DoubleStruckZ DotlessJ
f720 Wolf FreakedSmiley NeutralSmiley LightBulb NumberSign WarningSign
f730 ScriptDotlessI ScriptDotlessJ
f749 DoubledPi DoubledGamma CapitalDifferentialD DifferentialD ExponentialE ImaginaryI ImaginaryJ
  FilledSmallCircle DottedSquare GraySquare GrayCircle LetterSpace DownBreve KernelIcon MathematicaIcon TripleDot
f75f SystemEnterKey AlignmentMarker LeftSkeleton RightSkeleton ControlKey AliasDelimiter InvisibleComma
  ReturnKey ErrorIndicator AliasIndicator EscapeKey CommandKey LeftModified RightModified InvisibleApplication
  DiscretionaryLineSeparator DiscretionaryParagraphSeparator ScriptCapitalA - ScriptCapitalC ScriptCapitalD - -
  ScriptCapitalG - - ScriptCapitalJ ScriptCapitalK - - ScriptCapitalN ScriptCapitalO ScriptCapitalP ScriptCapitalQ
  - ScriptCapitalS ScriptCapitalT ScriptCapitalU ScriptCapitalV ScriptCapitalW ScriptCapitalX ScriptCapitalY
  ScriptCapitalZ GothicCapitalA GothicCapitalB - GothicCapitalD GothicCapitalE GothicCapitalF GothicCapitalG - -
  GothicCapitalJ GothicCapitalK GothicCapitalL GothicCapitalM GothicCapitalN GothicCapitalO GothicCapitalP
  GothicCapitalQ - GothicCapitalS GothicCapitalT GothicCapitalU GothicCapitalV GothicCapitalW GothicCapitalX
  GothicCapitalY - DoubleStruckCapitalA DoubleStruckCapitalB DoubleStruckCapitalC DoubleStruckCapitalD
  DoubleStruckCapitalE DoubleStruckCapitalF DoubleStruckCapitalG DoubleStruckCapitalH DoubleStruckCapitalI
  DoubleStruckCapitalJ DoubleStruckCapitalK DoubleStruckCapitalL DoubleStruckCapitalM DoubleStruckCapitalN
  DoubleStruckCapitalO DoubleStruckCapitalP DoubleStruckCapitalQ DoubleStruckCapitalR DoubleStruckCapitalS
  DoubleStruckCapitalT DoubleStruckCapitalU DoubleStruckCapitalV DoubleStruckCapitalW DoubleStruckCapitalX
  DoubleStruckCapitalY DoubleStruckCapitalZ TabKey SpaceKey
f7d0 DeleteKey AltKey OptionKey - EnterKey - - - - LongEqual ConstantC DoubleStruckZero DoubleStruckOne
  DoubleStruckTwo DoubleStruckThree DoubleStruckFour DoubleStruckFive DoubleStruckSix DoubleStruckSeven
  DoubleStruckEight DoubleStruckNine GothicZero GothicOne GothicTwo GothicThree GothicFour GothicFive GothicSix
  GothicSeven GothicEight - GothicNine ScriptZero ScriptOne ScriptTwo ScriptThree ScriptFour ScriptFive ScriptSix
  ScriptSeven ScriptEight ScriptNine FirstPage LastPage - - - - FormalA FormalB FormalC FormalD FormalE FormalF
  FormalG FormalH FormalI FormalJ FormalK FormalL FormalM FormalN FormalO FormalP FormalQ FormalR FormalS FormalT
  FormalU FormalV FormalW FormalX FormalY FormalZ FormalCapitalA FormalCapitalB FormalCapitalC FormalCapitalD
  FormalCapitalE FormalCapitalF FormalCapitalG FormalCapitalH FormalCapitalI FormalCapitalJ FormalCapitalK
  FormalCapitalL FormalCapitalM FormalCapitalN FormalCapitalO FormalCapitalP FormalCapitalQ FormalCapitalR
  FormalCapitalS FormalCapitalT FormalCapitalU FormalCapitalV FormalCapitalW FormalCapitalX FormalCapitalY
  FormalCapitalZ FormalCapitalAlpha FormalCapitalBeta FormalCapitalGamma FormalCapitalDelta FormalCapitalEpsilon
  FormalCapitalZeta FormalCapitalEta FormalCapitalTheta FormalCapitalIota FormalCapitalKappa FormalCapitalLambda
  FormalCapitalMu FormalCapitalNu FormalCapitalXi FormalCapitalOmicron FormalCapitalPi FormalCapitalRho -
  FormalCapitalSigma FormalCapitalTau FormalCapitalUpsilon FormalCapitalPhi FormalCapitalChi FormalCapitalPsi
  FormalCapitalOmega
f854 FormalAlpha FormalBeta FormalGamma FormalDelta FormalCurlyEpsilon FormalZeta FormalEta FormalTheta
  FormalIota FormalKappa FormalLambda FormalMu FormalNu FormalXi FormalOmicron FormalPi FormalRho FormalFinalSigma
  FormalSigma FormalTau FormalUpsilon FormalCurlyPhi FormalChi FormalPsi FormalOmega
f874 FormalCurlyTheta FormalCurlyCapitalUpsilon - - FormalPhi FormalCurlyPi - - - FormalCapitalStigma
  FormalStigma FormalCapitalDigamma FormalDigamma FormalCapitalKoppa FormalKoppa FormalCapitalSampi FormalSampi
  FormalCurlyKappa FormalCurlyRho - - - FormalEpsilon
fb01 FiLigature FlLigature
fe35 OverParenthesis UnderParenthesis OverBrace UnderBrace
fffd UnknownGlyph
`;

let byName: Map<string, string> | undefined;
let byCharacter: Map<string, string> | undefined;

/** Built at the first use: most programs name no character. */
function build(): void {
  byName = new Map();
  byCharacter = new Map();
  let code = 0;
  for (const word of runs.split(/\s+/)) {
    if (/^[0-9a-f]+$/.test(word)) code = Number.parseInt(word, 16);
    else if (word !== '') {
      if (word !== '-') {
        byName.set(word, String.fromCharCode(code));
        byCharacter.set(String.fromCharCode(code), word);
      }
      code++;
    }
  }
}

/** The character that \[name] stands for. */
export function namedCharacter(name: string): string | undefined {
  if (byName === undefined) build();
  return byName!.get(name);
}

/** The name of a character, for output that must be plain ASCII. */
export function characterName(c: string): string | undefined {
  if (byCharacter === undefined) build();
  return byCharacter!.get(c);
}

export function characterNames(): readonly string[] {
  if (byName === undefined) build();
  return [...byName!.keys()];
}

/** Characters that mean a symbol by themselves. */
export const symbolCharacters: ReadonlyMap<string, string> = new Map([
  ['\u03c0', 'Pi'],
  ['\u221e', 'Infinity'],
  ['\u2147', 'E'],
  ['\u2148', 'I'],
  ['\u2149', 'I'],
  ['\uf74d', 'E'],
  ['\uf74e', 'I'],
  ['\uf74f', 'I'],
  ['\u00b0', 'Degree'],
]);

/** Ranges of characters other than ASCII that names of symbols may hold, as the inside of a character class. */
export const LETTERS =
  '\\u00a1-\\u00aa\\u00ae\\u00b5\\u00b6\\u00b8\\u00bf-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u1fff' +
  '\\u2020-\\u2022\\u2026\\u20a0-\\u20cf\\u2100-\\u2144\\u214a-\\u218f\\u2205\\u221f-\\u2222\\u22ee-\\u22f1\\u2300-\\u2307\\u2310-\\u2321' +
  '\\u2324-\\u2328\\u232b-\\u23b3\\u2500-\\u27bf\\u3040-\\udfff\\uf900-\\ufdff\\uff21-\\uff3a\\uff41-\\uff5a\\uf11e\\uf11f\\uf3d9\\uf3dc\\uf3dd' +
  '\\uf6b2-\\uf749\\uf74a\\uf750-\\uf75d\\uf770-\\uf7cf\\uf7da-\\uf88f';
