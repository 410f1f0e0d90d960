/** Replacing by a list of rules: the first one that matches an expression rewrites it. */
import type { Expr, Sym } from '../../expr/expr.ts';
import { worked } from '../../pace.ts';
import { Attribute } from '../definitions/attributes.ts';
import { fitsOutline, type Outline, outlineOf } from '../pattern/outline.ts';
import { ruleList } from './rule-list.ts';

/** Who applies one rule. */
interface Applier {
  attributesOf(s: Sym): number;
  /** Changes with any attribute. */
  readonly attributesVersion: number;
  rewriteRule(lhs: Expr, rhs: Expr, key: object, e: Expr): Expr | undefined;
}

/** The result of the first rule that matches, not evaluated; undefined when none does, or when these are no rules. */
export function rewriterFor(rules: Expr, applier: Applier): (e: Expr) => Expr | undefined {
  const list = ruleList(rules);
  if (list === undefined) return () => undefined;
  let version = -1;
  let outlines: readonly (Outline | undefined)[] = [];
  return (e) => {
    if (version !== applier.attributesVersion) {
      version = applier.attributesVersion;
      outlines = list.map((r) => reliableOutline(r.args[0]!, applier));
    }
    worked(1);
    for (let i = 0; i < list.length; i++) {
      const outline = outlines[i];
      if (outline !== undefined && !fitsOutline(outline, e)) continue;
      const r = list[i]!;
      const v = applier.rewriteRule(r.args[0]!, r.args[1]!, r, e);
      if (v !== undefined) return v;
    }
    return undefined;
  };
}

/** With OneIdentity an argument alone may match the pattern of a call. */
function reliableOutline(lhs: Expr, applier: Applier): Outline | undefined {
  const outline = outlineOf(lhs);
  return outline !== undefined && (applier.attributesOf(outline.root) & Attribute.OneIdentity) === 0
    ? outline
    : undefined;
}
