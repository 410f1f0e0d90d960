/** Replacing by a list of rules: the first one that matches an expression rewrites it. */
import type { Expr, Sym } from '../../expr/expr.ts';
import { worked } from '../../pace.ts';
import { Attribute } from '../definitions/attributes.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { fitsOutline, type Outline, outlineOf } from '../pattern/outline.ts';
import type { Matching } from './matching.ts';
import { ruleList } from './rule-list.ts';

interface Host {
  readonly matching: Matching;
  readonly definitions: Definitions;
  attributesOf(s: Sym): number;
}

/** The result of the first rule that matches, not evaluated; undefined when none does, or when these are no rules. */
export function rewriterFor(rules: Expr, host: Host): (e: Expr) => Expr | undefined {
  const list = ruleList(rules);
  if (list === undefined) return () => undefined;
  const { matching, definitions } = host;
  let version = -1;
  let outlines: readonly (Outline | undefined)[] = [];
  return (e) => {
    if (version !== definitions.attributesVersion) {
      version = definitions.attributesVersion;
      outlines = list.map((r) => reliableOutline(r.args[0]!, host));
    }
    worked(1);
    for (let i = 0; i < list.length; i++) {
      const outline = outlines[i];
      if (outline !== undefined && !fitsOutline(outline, e)) continue;
      const r = list[i]!;
      const v = matching.rewriteRule(r.args[0]!, r.args[1]!, r, e);
      if (v !== undefined) return v;
    }
    return undefined;
  };
}

/** With OneIdentity an argument alone may match the pattern of a call. */
function reliableOutline(lhs: Expr, host: Host): Outline | undefined {
  const outline = outlineOf(lhs);
  return outline !== undefined && (host.attributesOf(outline.root) & Attribute.OneIdentity) === 0 ? outline : undefined;
}
