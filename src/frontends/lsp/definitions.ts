/** What a statement defines: functions, variables, messages, options, packages. */
import { Kind } from '../../expr/expr.ts';
import type { Node } from '../../syntax/node.ts';
import { headOf, isList, SETTERS } from './constructs.ts';
import type { Occurrence, Scopes } from './scopes.ts';

export type DefinitionKind = 'function' | 'variable' | 'message' | 'options' | 'package';
export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** The name in the text. */
  readonly start: number;
  readonly end: number;
  /** The left side, and the whole definition. */
  readonly left: readonly [start: number, end: number];
  readonly whole: readonly [start: number, end: number];
  /** The text of a usage message. */
  readonly usage?: string;
}

/** Heads through which a statement goes on to others. */
const SEQUENCES = new Set([
  'CompoundExpression',
  'If',
  'Module',
  'With',
  'Block',
  'Do',
  'Which',
  'Switch',
  'VerificationTest',
]);

/** Definitions in a statement, those inside of functions left out. */
export function definitionsIn(node: Node, scopes: Scopes): Definition[] {
  const found: Definition[] = [];
  const at = new Map(scopes.occurrences.map((o) => [o.start, o] as const));
  const visit = (n: Node): void => {
    const head = headOf(n);
    if (head === undefined) return;
    if (SETTERS.has(head) && n.args.length >= 2) {
      const sides = head.startsWith('Tag') ? n.args.slice(1) : n.args;
      for (const left of isList(sides[0]!) ? sides[0]!.args : [sides[0]!]) {
        const d = definitionOf(left, n, sides[1], at);
        if (d !== undefined) found.push(d);
      }
      // a = b = 1 defines both.
      if (sides[1] !== undefined && SETTERS.has(headOf(sides[1]) ?? '')) visit(sides[1]);
    } else if (head === 'BeginPackage') {
      const [name] = n.args;
      if (name?.expr.kind === Kind.String)
        found.push({
          name: name.expr.value,
          kind: 'package',
          ...rangeOf(name),
          left: [name.start, name.end],
          whole: [n.start, n.end],
        });
    } else if (SEQUENCES.has(head)) n.args.forEach(visit);
  };
  visit(node);
  return found;
}

const rangeOf = ({ start, end }: Node): { start: number; end: number } => ({ start, end });

/** f[x_] /; c, f[x_][y_], f::usage, Options[f], f. */
function definitionOf(
  left: Node,
  whole: Node,
  right: Node | undefined,
  at: ReadonlyMap<number, Occurrence>,
): Definition | undefined {
  let n = left;
  let kind: DefinitionKind = 'variable';
  for (;;) {
    const head = headOf(n);
    const first = n.args[0];
    if ((head === 'Condition' || head === 'HoldPattern') && first !== undefined) n = first;
    else if (head === 'MessageName' && first !== undefined) {
      kind = 'message';
      n = first;
    } else if ((head === 'Options' || head === 'Attributes') && n.args.length === 1 && first !== undefined) {
      kind = 'options';
      n = first;
    } else if (head === 'Part') return undefined;
    else if (n.expr.kind === Kind.Normal && n.head !== undefined) {
      if (kind === 'variable') kind = 'function';
      n = n.head;
    } else break;
  }
  const o = n.expr.kind === Kind.Symbol ? at.get(n.start) : undefined;
  if (o === undefined || o.binding !== undefined) return undefined;
  const isUsage = kind === 'message' && left.args[1]?.expr.kind === Kind.String && left.args[1].expr.value === 'usage';
  const usage = isUsage && right?.expr.kind === Kind.String ? right.expr.value : undefined;
  return {
    name: o.name,
    kind,
    start: o.start,
    end: o.end,
    left: [left.start, left.end],
    whole: [whole.start, whole.end],
    ...(usage !== undefined && { usage }),
  };
}
