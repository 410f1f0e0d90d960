/** Aliases of characters, typed between two presses of Esc: Esc a Esc. */
import { namedCharacter } from '../../../../grammar/characters.ts';

/** Stands in the text where an alias begins. */
export const MARK = '\u22ee';
export const withoutMarks = (text: string): string => text.replaceAll(MARK, '');

/** alias Name, of characters that people type. */
const table = `
a Alpha b Beta g Gamma d Delta e Epsilon ce CurlyEpsilon z Zeta h Eta et Eta q Theta th Theta cq CurlyTheta i Iota k Kappa
l Lambda m Mu n Nu x Xi om Omicron p Pi pi Pi cp CurlyPi r Rho cr CurlyRho s Sigma fs FinalSigma t Tau u Upsilon f Phi ph Phi
j CurlyPhi cf CurlyPhi c Chi ch Chi y Psi ps Psi o Omega w Omega A CapitalAlpha B CapitalBeta G CapitalGamma D CapitalDelta
E CapitalEpsilon Z CapitalZeta H CapitalEta Q CapitalTheta Th CapitalTheta I CapitalIota K CapitalKappa L CapitalLambda
M CapitalMu N CapitalNu X CapitalXi P CapitalPi R CapitalRho S CapitalSigma T CapitalTau U CapitalUpsilon F CapitalPhi
C CapitalChi Y CapitalPsi O CapitalOmega W CapitalOmega ee ExponentialE ii ImaginaryI jj ImaginaryJ inf Infinity deg Degree
-> Rule :> RuleDelayed == Equal != NotEqual <= LessEqual >= GreaterEqual && And || Or ! Not and And or Or not Not xor Xor
nand Nand nor Nor => Implies fn Function |-> Function <-> UndirectedEdge de DirectedEdge ue UndirectedEdge <| LeftAssociation
|> RightAssociation [[ LeftDoubleBracket ]] RightDoubleBracket * Times . CenterDot cross Cross det DifferenceDelta
el Element !el NotElement un Union inter Intersection sub Subset sub= SubsetEqual sup Superset sup= SupersetEqual es EmptySet
fa ForAll ex Exists !ex NotExists sum Sum prod Product int Integral dd DifferentialD pd PartialD del Del sqrt Sqrt
+- PlusMinus -+ MinusPlus ~ Tilde ~~ TildeTilde ~= TildeEqual === Congruent prop Proportional c+ CirclePlus c* CircleTimes c. CircleDot
o* CircleTimes lf LeftFloor rf RightFloor lc LeftCeiling rc RightCeiling bu Bullet dg Dagger ddg DoubleDagger
<- LeftArrow --> LongRightArrow <-- LongLeftArrow up UpArrow -_ Dash hb HBar ag AGrave a' AAcute a" ADoubleDot o" ODoubleDot u" UDoubleDot
A" CapitalADoubleDot O" CapitalODoubleDot U" CapitalUDoubleDot e' EAcute e\` EGrave ss SZ n~ NTilde euro Euro cent Cent
tr Transpose ct ConjugateTranspose hc HermitianConjugate dist Distributed cond Conditioned rbrace RightBrace
`;

let aliases: ReadonlyMap<string, string> | undefined;

function readTable(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const words = table.trim().split(/\s+/);
  for (let i = 0; i + 1 < words.length; i += 2) {
    const character = namedCharacter(words[i + 1]!);
    if (character !== undefined) found.set(words[i]!, character);
  }
  return found;
}

/** The character of an alias; names of characters work too. */
export function aliasAt(alias: string): string | undefined {
  aliases ??= readTable();
  return aliases.get(alias) ?? namedCharacter(alias);
}
