/** How the function around the cursor is called. */
import { type Call, callAround } from '../../session/call.ts';
import { scan } from '../../session/scan.ts';
import { signatureOf } from '../../session/signature.ts';
import type { Facts } from '../facts.ts';
import { endOfCall } from '../names.ts';
import type { Workspace } from '../workspace.ts';

export interface Signatures {
  readonly forms: readonly Form[];
  /** Index of the form that fits best, and of the argument that the cursor is in. */
  readonly best: number;
  readonly argument: number;
}
export interface Form {
  readonly label: string;
  /** What the call does, where it is known. */
  readonly does: string | undefined;
  /** Offsets of the arguments in the label. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
}

export function signaturesAt(facts: Facts, offset: number, workspace: Workspace): Signatures | undefined {
  const { document, language } = facts;
  const { start } = document.at(Math.max(0, offset - 1));
  const call = callAround(document.text.slice(start, document.at(offset).end), offset - start);
  if (call === undefined) return undefined;
  const s = language.find(call.name);
  const usage = s === undefined ? undefined : language.usage(s);
  const lines = usage?.split('\n') ?? definedForms(call.name, workspace);
  const forms = lines.filter((l) => l.startsWith(`${call.name}[`)).map((l) => formOf(l, call.name));
  if (forms.length === 0) return undefined;
  return { forms, best: bestOf(forms, lines, call, facts), argument: call.argument };
}

const definedForms = (name: string, workspace: Workspace): string[] => [
  ...new Set(workspace.definitionsOf(name).flatMap((d) => (d.kind === 'function' ? [d.leftText] : []))),
];

/** Of the language, the form that a session would show; else the first with so many arguments. */
function bestOf(forms: readonly Form[], lines: readonly string[], call: Call, facts: Facts): number {
  const shown = facts.language.has(call.name) ? signatureOf(call, facts.language.session) : undefined;
  const at = shown === undefined ? -1 : lines.filter((l) => l.startsWith(`${call.name}[`)).indexOf(shown);
  return Math.max(0, at >= 0 ? at : forms.findIndex((f) => f.parameters.length > call.argument));
}

function formOf(line: string, name: string): Form {
  const label = line.slice(0, endOfCall(line, 0));
  const does = label === line ? undefined : line;
  const frame = scan(label).frames.find((f) => f.head === name);
  if (frame === undefined) return { label, does, parameters: [] };
  const ends = [...frame.commas, frame.close ?? label.length];
  let from = frame.open + 1;
  const parameters = ends.map((end): [number, number] => {
    const blanks = /^\s*/.exec(label.slice(from, end))![0].length;
    const range: [number, number] = [from + blanks, end];
    from = end + 1;
    return range;
  });
  return { label, does, parameters: parameters.filter(([a, b]) => b > a) };
}
