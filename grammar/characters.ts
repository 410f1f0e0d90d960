/** Named characters \[Name]. Names of the language; code points of Unicode, or of the private area the language uses. */

const greek =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho FinalSigma Sigma Tau Upsilon Phi Chi Psi Omega'.split(
    ' ',
  );
const table = new Map<string, string>();
greek.forEach((name, i) => {
  table.set(name, String.fromCharCode(0x3b1 + i));
  if (name !== 'FinalSigma') table.set(`Capital${name}`, String.fromCharCode(0x391 + i));
});
table.set('Epsilon', '\u03f5');
table.set('CurlyEpsilon', '\u03b5');
table.set('CurlyTheta', '\u03d1');
table.set('CurlyPhi', '\u03c6');
table.set('Phi', '\u03d5');

for (let i = 0; i < 26; i++) {
  const upper = String.fromCharCode(65 + i);
  table.set(`Script${upper}`, String.fromCharCode(0xf6b2 + i));
  table.set(`ScriptCapital${upper}`, String.fromCharCode(0xf770 + i));
  table.set(`Gothic${upper}`, String.fromCharCode(0xf6cc + i));
  table.set(`GothicCapital${upper}`, String.fromCharCode(0xf78a + i));
  table.set(`DoubleStruck${upper}`, String.fromCharCode(0xf6e6 + i));
  table.set(`DoubleStruckCapital${upper}`, String.fromCharCode(0xf7a4 + i));
  table.set(`Formal${upper}`, String.fromCharCode(0xf800 + i));
  table.set(`FormalCapital${upper}`, String.fromCharCode(0xf81a + i));
}

const named: Record<string, string> = {
  Rule: '\uf522',
  RuleDelayed: '\uf51f',
  Equal: '\uf431',
  NotEqual: '\u2260',
  LessEqual: '\u2264',
  GreaterEqual: '\u2265',
  And: '\u2227',
  Or: '\u2228',
  Not: '\u00ac',
  Xor: '\u22bb',
  Implies: '\uf523',
  Element: '\u2208',
  NotElement: '\u2209',
  Union: '\u22c3',
  Intersection: '\u22c2',
  Times: '\u00d7',
  Divide: '\u00f7',
  Cross: '\uf4a0',
  CircleTimes: '\u2297',
  PlusMinus: '\u00b1',
  Minus: '\u2212',
  Function: '\uf4a1',
  UndirectedEdge: '\uf3d4',
  DirectedEdge: '\uf3d5',
  TwoWayRule: '\uf120',
  Transpose: '\uf3c7',
  Prime: '\u2032',
  InvisibleApplication: '\uf76d',
  InvisibleComma: '\uf765',
  InvisibleSpace: '\uf360',
  InvisibleTimes: '\u2062',
  Infinity: '\u221e',
  ExponentialE: '\uf74d',
  ImaginaryI: '\uf74e',
  ImaginaryJ: '\uf74f',
  Degree: '\u00b0',
  DifferentialD: '\uf74c',
  PartialD: '\u2202',
  Del: '\u2207',
  Integral: '\u222b',
  Sum: '\u2211',
  Product: '\u220f',
  Sqrt: '\u221a',
  ForAll: '\u2200',
  Exists: '\u2203',
  EmptySet: '\u2205',
  Subset: '\u2282',
  Superset: '\u2283',
  SubsetEqual: '\u2286',
  SupersetEqual: '\u2287',
  RightArrow: '\u2192',
  LeftArrow: '\u2190',
  UpArrow: '\u2191',
  DownArrow: '\u2193',
  LeftRightArrow: '\u2194',
  DoubleRightArrow: '\u21d2',
  DoubleLeftArrow: '\u21d0',
  DoubleLongRightArrow: '\u27f9',
  LongRightArrow: '\u27f6',
  RightTee: '\u22a2',
  Therefore: '\u2234',
  Because: '\u2235',
  Colon: '\u2236',
  Star: '\u22c6',
  Bullet: '\u2022',
  FilledCircle: '\u25cf',
  EmptyCircle: '\u25cb',
  FilledSquare: '\u25a0',
  EmptySquare: '\u25a1',
  Ellipsis: '\u2026',
  CenterDot: '\u00b7',
  Copyright: '\u00a9',
  Section: '\u00a7',
  Dash: '\u2013',
  LongDash: '\u2014',
  NonBreakingSpace: '\u00a0',
  ThinSpace: '\u2009',
  NewLine: '\n',
  IndentingNewLine: '\n',
  Tab: '\t',
  LeftDoubleBracket: '\u301a',
  RightDoubleBracket: '\u301b',
  LeftAssociation: '\uf113',
  RightAssociation: '\uf114',
  LeftGuillemet: '\u00ab',
  RightGuillemet: '\u00bb',
  OpenCurlyQuote: '\u2018',
  CloseCurlyQuote: '\u2019',
  OpenCurlyDoubleQuote: '\u201c',
  CloseCurlyDoubleQuote: '\u201d',
  Aleph: '\u2135',
  Angstrom: '\u212b',
  HBar: '\u210f',
  Micro: '\u00b5',
  Euro: '\u20ac',
  Pound: '\u00a3',
  Cent: '\u00a2',
  ADoubleDot: '\u00e4',
  ODoubleDot: '\u00f6',
  UDoubleDot: '\u00fc',
  CapitalADoubleDot: '\u00c4',
  CapitalODoubleDot: '\u00d6',
  CapitalUDoubleDot: '\u00dc',
  SZ: '\u00df',
  EAcute: '\u00e9',
  EGrave: '\u00e8',
  EHat: '\u00ea',
  AGrave: '\u00e0',
  AAcute: '\u00e1',
  AHat: '\u00e2',
  ATilde: '\u00e3',
  ARing: '\u00e5',
  AE: '\u00e6',
  CCedilla: '\u00e7',
  IAcute: '\u00ed',
  IHat: '\u00ee',
  NTilde: '\u00f1',
  OAcute: '\u00f3',
  OHat: '\u00f4',
  OTilde: '\u00f5',
  OSlash: '\u00f8',
  UAcute: '\u00fa',
  UGrave: '\u00f9',
  UHat: '\u00fb',
  RawQuote: '"',
  RawBackslash: '\\',
  Checkmark: '\u2713',
  Earth: '\u2641',
  Sun: '\u2609',
  HappySmiley: '\u263a',
  SadSmiley: '\u2639',
  WarningSign: '\uf725',
  Proportional: '\u221d',
  TildeTilde: '\u2248',
  TildeEqual: '\u2243',
  Congruent: '\u2261',
  MinusPlus: '\u2213',
  Diamond: '\u22c4',
  SmallCircle: '\u2218',
  CircleDot: '\u2299',
  CirclePlus: '\u2295',
  CircleMinus: '\u2296',
  Wedge: '\u22c0',
  Vee: '\u22c1',
  Perpendicular: '\u27c2',
  VerticalBar: '\u2223',
};
for (const [name, c] of Object.entries(named)) table.set(name, c);

export const characters: ReadonlyMap<string, string> = table;
const names = new Map<string, string>();
for (const [name, c] of table) if (!names.has(c)) names.set(c, name);
/** The name of a character, for output that must be plain ASCII. */
export const characterName = (c: string): string | undefined => names.get(c);

/** Characters that mean a symbol by themselves. */
export const symbolCharacters: ReadonlyMap<string, string> = new Map([
  ['\u03c0', 'Pi'],
  ['\u221e', 'Infinity'],
  ['\uf74d', 'E'],
  ['\uf74e', 'I'],
  ['\uf74f', 'I'],
  ['\u00b0', 'Degree'],
]);
