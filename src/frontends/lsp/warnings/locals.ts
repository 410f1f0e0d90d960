/** Locals that nothing uses. */
import type { Scopes } from '../scopes.ts';
import type { Warning } from './warning.ts';

/** Block gives values to names that others use, and iterators count without being looked at. */
const TELLING = new Set(['Module', 'With', 'DynamicModule']);

export function unusedLocals({ bindings }: Scopes): Warning[] {
  return bindings.flatMap((b) => {
    if (!TELLING.has(b.by) || b.occurrences.some((o) => !o.binds)) return [];
    return b.occurrences.map(
      ({ start, end }): Warning => ({
        start,
        end,
        code: 'unused-local',
        text: `${b.name} is a local of ${b.by} that nothing uses.`,
        unnecessary: true,
      }),
    );
  });
}
