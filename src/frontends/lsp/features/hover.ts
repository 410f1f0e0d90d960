/** What is shown of the name under the pointer: Markdown. */
import type { Facts } from '../facts.ts';
import { endOfCall, type Language } from '../names.ts';
import type { Workspace } from '../workspace.ts';

export interface Hover {
  readonly start: number;
  readonly end: number;
  readonly markdown: string;
}

export function hoverAt(facts: Facts, offset: number, workspace: Workspace): Hover | undefined {
  const found = facts.nameAt(offset);
  if (found === undefined) return undefined;
  const { name, segment } = found;
  const place = { start: name.start + segment.base, end: name.end + segment.base };
  if (name.binding !== undefined) {
    const { kind, by } = name.binding;
    return { ...place, markdown: `\`${name.name}\`: ${kinds[kind]}${by === '' ? '' : ` of ${by}`}` };
  }
  const markdown = languageText(name.name, facts.language) ?? ownText(name.name, workspace);
  return markdown === undefined ? undefined : { ...place, markdown };
}

const kinds = { local: 'local', parameter: 'parameter', pattern: 'name of a pattern', iterator: 'iterator' } as const;

/** Usage, one form a line, and the options. */
export function languageText(name: string, language: Language): string | undefined {
  const s = language.find(name);
  const usage = s && language.usage(s);
  if (s === undefined || usage === undefined) return undefined;
  const forms = usage.split('\n').map((line) => markdownOf(line, s.name));
  const options = language.options(s);
  const list = options.map((o) => `- \`${o.name} -> ${o.value}\``).join('\n');
  return [forms.join('  \n'), ...(options.length > 0 ? [`Options:\n\n${list}`] : [])].join('\n\n');
}

/** Calls of the symbol in a line of usage are code. */
function markdownOf(line: string, name: string): string {
  let out = '';
  let done = 0;
  for (let at = line.indexOf(`${name}[`); at >= 0; at = line.indexOf(`${name}[`, done)) {
    const end = endOfCall(line, at);
    out += `${escaped(line.slice(done, at))}\`${line.slice(at, end)}\``;
    done = end;
  }
  return out + escaped(line.slice(done));
}
const escaped = (text: string): string => text.replace(/[\\`*_<[\]]/g, '\\$&');

/** Usage messages and left sides of what the files define. */
function ownText(name: string, workspace: Workspace): string | undefined {
  const definitions = workspace.definitionsOf(name).filter((d) => d.kind !== 'package');
  if (definitions.length === 0) return undefined;
  const usage = definitions.find((d) => d.usage !== undefined)?.usage;
  const lefts = [...new Set(definitions.filter((d) => d.kind !== 'message').map((d) => d.leftText))].slice(
    0,
    MOST_FORMS,
  );
  const code = lefts.length === 0 ? [] : [`\`\`\`wolfram\n${lefts.join('\n')}\n\`\`\``];
  return [...code, ...(usage === undefined ? [] : [escaped(usage)])].join('\n\n');
}
const MOST_FORMS = 12;
