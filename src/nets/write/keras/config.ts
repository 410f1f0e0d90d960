/** Reading the JSON of layers: settings of the expected kind, or a refusal that names layer and setting. */
import { KERAS, refuse } from './problem.ts';

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);
export const jsonOf = (x: unknown, what: string): Json =>
  isJson(x) ? x : refuse(`${what} is missing in the description of the model`);
export const textOf = (x: unknown, what: string): string =>
  typeof x === 'string' ? x : refuse(`${what} is missing in the description of the model`);

/** The settings of one layer. */
export class Config {
  readonly layer: string;
  readonly json: Json;
  constructor(layer: string, json: Json) {
    this.layer = layer;
    this.json = json;
  }
  wrong(name: string): never {
    return refuse(
      `${this.layer}: the setting ${name} is ${JSON.stringify(this.json[name])?.slice(0, 60)}, which ${KERAS} nets here do not have`,
    );
  }
  number(name: string, fallback?: number): number {
    const x = this.json[name] ?? fallback;
    return typeof x === 'number' && Number.isFinite(x) ? x : this.wrong(name);
  }
  size(name: string): number {
    const x = this.number(name);
    return Number.isSafeInteger(x) && x > 0 ? x : this.wrong(name);
  }
  flag(name: string, fallback: boolean): boolean {
    const x = this.json[name] ?? fallback;
    return typeof x === 'boolean' ? x : this.wrong(name);
  }
  text(name: string, fallback: string): string {
    const x = this.json[name] ?? fallback;
    return typeof x === 'string' ? x : this.wrong(name);
  }
  /** One number an axis, from a number or a list. */
  perAxis(name: string, axes: number, fallback?: number): number[] {
    const x = this.json[name] ?? fallback;
    const all = typeof x === 'number' ? new Array<unknown>(axes).fill(x) : x;
    const fits =
      Array.isArray(all) && all.length === axes && all.every((n) => Number.isSafeInteger(n) && (n as number) > 0);
    return fits ? (all as number[]) : this.wrong(name);
  }
  /** Before and after each axis, from a number, a list of numbers or a list of pairs. */
  pairs(name: string, axes: number): [number, number][] {
    const x = this.json[name];
    const all =
      typeof x === 'number'
        ? new Array<unknown>(axes).fill(x)
        : axes === 1 && Array.isArray(x) && typeof x[0] === 'number' && x.length === 2
          ? [x]
          : x;
    if (!Array.isArray(all) || all.length !== axes) return this.wrong(name);
    return all.map((p: unknown) => {
      const pair = typeof p === 'number' ? [p, p] : p;
      const fits =
        Array.isArray(pair) && pair.length === 2 && pair.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
      return fits ? (pair as [number, number]) : this.wrong(name);
    });
  }
  /** Only this value is understood. */
  only(name: string, ...values: readonly unknown[]): void {
    const x = this.json[name];
    if (x !== undefined && x !== null && !values.includes(x)) this.wrong(name);
  }
}
