/** The line that is edited as it stands on the screen, and as it stays there. */
import { expect, test } from 'vitest';
import { bindings } from '../../../src/frontends/terminal/editor/bindings.ts';
import { Editor } from '../../../src/frontends/terminal/editor/editor.ts';
import { History } from '../../../src/frontends/terminal/editor/history.ts';
import { KeyDecoder } from '../../../src/frontends/terminal/editor/keys.ts';
import type { Layout, Paint } from '../../../src/frontends/terminal/editor/layout.ts';
import type { EditScreen } from '../../../src/frontends/terminal/editor/screen.ts';
import { Prompt } from '../../../src/frontends/terminal/prompt.ts';

const paint: Paint = (style, text) => `<${style} ${text}>`;

test('the pair of brackets at the cursor shows while a line is edited, and not in what stays', () => {
  const drawn: (readonly string[])[] = [];
  const keep = ({ rows }: Layout): void => void drawn.push(rows);
  const screen = { draw: keep, finish: keep, forget: () => {} } as Partial<EditScreen> as EditScreen;
  const size = () => ({ columns: 80, rows: 24 });
  const prompt = new Prompt({ screen, paint, size, known: () => true, clear: () => {}, below: true });
  const editor = new Editor({ bindings, history: new History([]), isWhole: () => true });
  for (const key of new KeyDecoder().push('f[x]')) editor.handle(key);
  prompt.begin('In[1]:= ');
  prompt.draw(editor);
  prompt.finish(editor);
  expect(drawn).toEqual([['<prompt In[1]:= >f<mate [>x<mate ]>'], ['<prompt In[1]:= >f[x]']]);
});
