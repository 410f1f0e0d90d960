/** Building blocks for records that make Graphics expressions. */
import { type Expr, int, type Normal, normal, real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { GraphicsSymbol } from './graphics-symbol.ts';
import { GRAPHICS_OPTIONS } from './plot-options.ts';

export const list = (...items: Expr[]): Normal => normal(S.List, ...items);
export const number = (x: number): Expr => (Number.isInteger(x) ? int(x) : real(x));
export const point = (x: number, y: number): Expr => list(number(x), number(y));
export const call = (name: string, ...args: Expr[]): Normal => normal(system(name), ...args);
export const rule = (name: string, value: Expr): Normal => normal(S.Rule, system(name), value);

/** A Graphics expression; rules given by the user go before those that a plot has by itself. */
export function graphics(content: Expr, own: readonly Expr[], given: readonly Expr[] = []): Normal {
  const seen = new Set<string>();
  const rules = [...given, ...own].filter((r) => {
    const name = isRule(r) ? (optionName(r.args[0]) ?? '') : '';
    if (!Object.hasOwn(GRAPHICS_OPTIONS, name) || seen.has(name)) return false;
    seen.add(name);
    return true;
  });
  return normal(GraphicsSymbol, content, ...rules);
}

/** Input that gives a picture as SVG, for examples of primitives. */
export const svg = (content: string): string => `ExportString[Graphics[${content}], "SVG"]`;
