/** Color schemes for numbers: from 0 to 1 through a few fixed colors. */

/** Red, green and blue as hexadecimal digits, at equal distances from 0 to 1. */
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  GrayTones: ['000000', 'ffffff'],
  SunsetColors: ['000000', '3a1a66', '8f2f7a', 'd94b5a', 'f5863a', 'fbc54e', 'ffffff'],
  BlueTones: ['f7fbff', 'dbe9f6', 'bad6eb', '89bedc', '539ecd', '2b7bba', '0b559f', '08306b'],
  TemperatureMap: ['2b5fa8', '6fa3d0', 'c7dcec', 'f7f3d8', 'f6c27c', 'e26f3f', 'a81e2a'],
  Rainbow: ['781c86', '4b46c5', '3f8fbf', '59b490', '97bd58', 'd3b33a', 'e57c2e', 'db2122'],
  AvocadoColors: ['000000', '1a4d1a', '4c8026', '94b53d', 'd4e157', 'ffffc0'],
  SolarColors: ['5c0a0a', '9e1b10', 'd64d12', 'ee8f2c', 'fbcf55', 'fff6c4'],
  DeepSeaColors: ['1a0a33', '1e2a78', '2f62b5', '5ba3d9', 'a8d8ef', 'e8f8ff'],
};

export const colormapNames: readonly string[] = Object.keys(SCHEMES).sort();

export type Colormap = (x: number) => [red: number, green: number, blue: number];

/** The scheme of a name as a function; values outside of 0 to 1 get the end colors. Undefined: no such name. */
export function colormap(name: string): Colormap | undefined {
  const stops = SCHEMES[name]?.map((digits) => digits.match(/../g)!.map((d) => Number.parseInt(d, 16) / 255));
  if (stops === undefined) return undefined;
  return (x) => {
    const at = Math.min(1, Math.max(0, x)) * (stops.length - 1);
    const i = Math.min(stops.length - 2, Math.floor(at));
    const [a, b] = [stops[i]!, stops[i + 1]!];
    return [0, 1, 2].map((c) => a[c]! + (b[c]! - a[c]!) * (at - i)) as [number, number, number]; // three by construction
  };
}
