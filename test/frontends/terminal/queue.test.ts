/** What is typed, pasted or piped is a sequence of inputs, each evaluated once, in order. */
import { describe, expect, test } from 'vitest';
import { inTerminal, pause } from './pty-session.ts';
import { rounds } from './rounds.ts';

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

describe('typed while an evaluation runs', () => {
  test('a line is evaluated once, behind it, and shown at its prompt', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('Pause[0.5]; Print["done pause"]; 7\r');
      await pause(200);
      t.type('1+1\r');
      const text = await t.prompt(3);
      expect(count(text, /^done pause$/gm)).toBe(1);
      expect(text).toMatch(/done pause\nOut\[1\]= 7\n\nIn\[2\]:= 1\+1\nOut\[2\]= 2\n\nIn\[3\]:=$/);
    });
  });
  test('text never lands in output; what is unfinished stands at the next prompt', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('Do[Print["line ", i]; Pause[0.1], {i, 5}]\r');
      await t.until(/line 1/);
      t.type('half of a l');
      const text = await t.until(/In\[2\]:= half of a l$/);
      for (let i = 1; i <= 5; i++) expect(text).toContain(`\nline ${i}\n`);
      t.type('ine;\r');
      await t.prompt(3);
    });
  });
  test('lines typed at random moments', async () => {
    await inTerminal({ rows: 50 }, async (t) => {
      await t.prompt(1);
      const n = rounds(30, 500);
      for (let i = 1; i <= n; i++) {
        t.type(i % 7 === 0 ? `Pause[0.02]; c = Append[c, ${i}];\r` : `c = If[ListQ[c], Append[c, ${i}], {${i}}];\r`);
        if (i % 3 === 0) await pause((i * 7919) % 23);
      }
      t.type('c === Range[Length[c]] && Length[c]\r');
      await t.until(new RegExp(`Out\\[${n + 1}\\]= ${n}\n`));
    });
  });
});

describe('pasted', () => {
  test('lines one by one, without marks of a paste', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('a = 1\rb = 2\rc = a + b\rd = c^2\re = {a, b}\rf = Total[e]\r');
      const text = await t.prompt(7);
      expect(text).toContain('Out[4]= 9');
      expect(text).toContain('Out[6]= 3');
    });
  });
  test('a block waits for Enter, and a blank line inside it loses nothing', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.paste('f[x_] := Module[{y},\n  y = x^2;\n\n  y + 1\n]\nf[3]\n');
      await t.until(/f\[3\]$/);
      t.type('\r');
      const text = await t.prompt(3);
      expect(text).toContain('Out[2]= 10');
    });
  });
  test('a blank line typed inside a definition goes on', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('g[x_] := (\r  x;\r\r\r');
      await t.until(/The input goes on/);
      t.type('  2 x\r)\rg[4]\r');
      expect(await t.prompt(3)).toContain('Out[2]= 8');
    });
  });
});

describe('programs that read', () => {
  test('get a line of their own, and what was typed before it', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('InputString["name? "]\r');
      await t.until(/name\? $|name\?$/);
      t.type('Ada  Lovelace\r');
      expect(await t.prompt(2)).toContain('Out[1]= Ada  Lovelace');
      t.type('{InputString[], Input["x: "]}\rtyped ahead\r2 + 3\r');
      expect(await t.prompt(3)).toContain('Out[2]= {typed ahead, 5}');
    });
  });
  test('get the end of input from Ctrl-D and are stopped by Ctrl-C', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('InputString[]\r');
      await pause(200);
      t.type('\x04');
      expect(await t.prompt(2)).toContain('Out[1]= EndOfFile');
      t.type('InputString["again: "]; 5\r');
      await t.until(/again:$/);
      t.type('\x03');
      expect(await t.prompt(3)).toMatch(/again: \^C\nOut\[2\]= \$Aborted/);
      t.type('1 + 1\r');
      expect(await t.prompt(4)).toContain('Out[3]= 2');
    });
  });
});

test('the end of the keyboard ends the session', async () => {
  await inTerminal({}, async (t) => {
    await t.prompt(1);
    t.type('1 + 1\r\x04');
    expect(await t.exited).toBe(0);
    expect(t.text()).toContain('Out[1]= 2');
  });
});
