/** Lines of a place (kernel/shown.ts) as HTML and as text. */
import type { Line, Role } from '../../kernel/shown.ts';

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

/** What is told in passing. */
export const FAINT = 'opacity: 0.6';

const styles: Readonly<Partial<Record<Role, string>>> = {
  title: 'font-weight: bold',
  label: FAINT,
  bar: 'color: #2a7ab9',
  track: 'opacity: 0.3',
  good: 'color: #2e8b3d',
  bad: 'color: #c83232',
  faint: FAINT,
};

/** Lines that keep their columns. */
export function linesHtml(lines: readonly Line[]): string {
  const span = ({ text, role }: Line[number]): string => {
    const style = role && styles[role];
    return style === undefined ? escaped(text) : `<span style="${style}">${escaped(text)}</span>`;
  };
  return `<pre>${lines.map((l) => l.map(span).join('')).join('\n')}</pre>`;
}
export const linesText = (lines: readonly Line[]): string => lines.map((l) => l.map((s) => s.text).join('')).join('\n');
