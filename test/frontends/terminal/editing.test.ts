/** The editor at a terminal of several widths: what a person types and sees. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inTerminal, pause } from './pty-session.ts';
import { rounds } from './rounds.ts';

describe.each([40, 80, 120])('at %i columns', (columns) => {
  test('a block is written, recalled, changed and evaluated as a block', async () => {
    await inTerminal({ columns }, async (t) => {
      await t.prompt(1);
      t.type('square[x_] := Module[{y = x},\r  y^2\r]\r');
      await t.prompt(2);
      t.type('square[5]\r');
      await t.prompt(3);
      t.type('\x1b[A\x1b[A');
      await t.until(/In\[3\]:= square\[x_\] := Module\[\{y = x\},\n\s+y\^2\n\s+\]$/);
      // To the 2 in the line above, which becomes a 3.
      t.type('\x10\x1b[A');
      t.type('\x03');
      await t.until(/\^C\nIn\[3\]:=$/);
      t.type('square[5]\r');
      expect(await t.prompt(4)).toContain('Out[3]= 25');
    });
  });
  test('a line longer than the screen is wide goes on in the next row', async () => {
    await inTerminal({ columns }, async (t) => {
      await t.prompt(1);
      const terms = Array.from({ length: 50 }, (_, i) => i + 1).join(' + ');
      t.type(terms);
      await t.until(() => t.text().replace(/\s+/g, '').endsWith('+50'));
      t.type('\x010 + \x05\r');
      expect(await t.prompt(2)).toContain('Out[1]= 1275');
    });
  });
  test('wide characters keep the cursor in its place', async () => {
    await inTerminal({ columns }, async (t) => {
      await t.prompt(1);
      t.type('StringLength["漢字😀"]');
      await t.until(/"漢字😀"\]$/);
      expect(t.cursor().column).toBe('In[1]:= StringLength['.length + 1 + 6 + 2);
      t.type('\x1b[D\x1b[D\x1b[D');
      await t.until(() => t.cursor().column === 'In[1]:= StringLength['.length + 1 + 4);
      t.type('x\r');
      expect(await t.prompt(2)).toContain('Out[1]= 4');
    });
  });
  test('Tab completes, shows what there is, and the line stays', async () => {
    await inTerminal({ columns }, async (t) => {
      await t.prompt(1);
      t.type('zebraSmall = 1; zebraSmart = 2; otherAnimal = 3;\r');
      await t.prompt(2);
      t.type('other\t');
      await t.until(/In\[2\]:= otherAnimal$/);
      t.type('\x15zeb\t');
      await t.until(/In\[2\]:= zebraSma\nzebraSmall\s+zebraSmart$/);
      t.type('\t\t + 5');
      await t.until(/In\[2\]:= zebraSmart \+ 5$/);
      t.type('\r');
      expect(await t.prompt(3)).toContain('Out[2]= 7');
    });
  });
  test('the function one is in is explained below the line', async () => {
    await inTerminal({ columns }, async (t) => {
      await t.prompt(1);
      t.type('Map[f, ');
      await t.until(/In\[1\]:= Map\[f,\nMap\[f, expr\]|In\[1\]:= Map\[f,\nf \/@ expr|In\[1\]:= Map\[f,\nMap/);
      t.type('{1}]\r');
      expect(await t.prompt(2)).toContain('Out[1]= {f[1]}');
      expect(t.text()).not.toMatch(/Map\[f, .*\{1\}\]\nMap/);
    });
  });
});

test('a terminal that changes its size keeps one line, wherever that happens', async () => {
  await inTerminal({ columns: 100 }, async (t) => {
    await t.prompt(1);
    t.type('Total[{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}]');
    await t.until(/20\}\]$/);
    for (const [columns, rows] of [
      [40, 10],
      [60, 20],
      [33, 8],
      [120, 30],
      [80, 24],
    ] as const) {
      t.resize(columns, rows);
      await pause(150);
    }
    t.type('\r');
    const text = await t.prompt(2);
    expect(text).toContain('Out[1]= 210');
    expect(text.match(/Total\[/g)).toHaveLength(1);
  });
});

test('blocks higher than the screen can be edited', async () => {
  await inTerminal({ columns: 60, rows: 10 }, async (t) => {
    await t.prompt(1);
    t.paste(`{\n${Array.from({ length: 40 }, (_, i) => `  ${i + 1},`).join('\n')}\n  0}`);
    await t.until(/0\}$/);
    t.type('\x1b<');
    await t.until(/In\[1\]:= \{\n/);
    t.type('Total@\r');
    expect(await t.prompt(2)).toContain('Out[1]= 820');
  });
});

describe('history', () => {
  test('lasts from session to session, in the place that XDG names, for nobody else to read', async () => {
    const home = mkdtempSync(join(tmpdir(), 'scheelite-home-'));
    try {
      await inTerminal({ home }, async (t) => {
        await t.prompt(1);
        t.type('first = 1\r');
        await t.prompt(2);
        t.paste('block[\n  2\n]');
        t.type('\r');
        await t.prompt(3);
        t.type(' secret = 3\r');
        await t.prompt(4);
        t.type('Quit\r');
        expect(await t.exited).toBe(0);
      });
      const file = join(home, '.local/state/scheelite/history');
      expect(statSync(file).mode & 0o077).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe('"first = 1"\n"block[\\n  2\\n]"\n"Quit"\n');
      await inTerminal({ home }, async (t) => {
        await t.prompt(1);
        t.type('\x1b[A\x1b[A');
        await t.until(/In\[1\]:= block\[\n\s+2\n\s+\]$/);
        t.type('\x03\x12fir');
        await t.until(/In\[1\]:= first = 1\nhistory: fir_$/);
        t.type('\r');
        expect(await t.prompt(2)).toContain('Out[1]= 1');
      });
      const state = mkdtempSync(join(home, 'state-'));
      await inTerminal({ home, environment: { XDG_STATE_HOME: state } }, async (t) => {
        await t.prompt(1);
        t.type('elsewhere\r');
        await t.prompt(2);
      });
      expect(existsSync(join(state, 'scheelite/history'))).toBe(true);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
  test('is kept in memory where it cannot be written, and says so once', async () => {
    await inTerminal({ environment: { XDG_STATE_HOME: '/dev/null' } }, async (t) => {
      await t.prompt(1);
      t.type('a = 1;\r');
      await t.prompt(2);
      t.type('b = 2;\r');
      const text = await t.prompt(3);
      expect(text.match(/The history of inputs is not kept/g)).toHaveLength(1);
      t.type('\x1b[A\x1b[A');
      await t.until(/In\[3\]:= a = 1;$/);
    });
  });
});

describe('on a dumb terminal', () => {
  test('everything works without escape sequences', async () => {
    await inTerminal({ term: 'dumb' }, async (t) => {
      await t.prompt(1);
      t.type('1 + 2\x7f3\r');
      expect(await t.prompt(2)).toContain('Out[1]= 4');
      t.type('\x1b[A');
      await t.until(/In\[2\]:= 1 \+ 3$/);
      t.type('\x1b[D\x1b[D\x1b[D+ 10 \r');
      expect(await t.prompt(3)).toContain('Out[2]= 14');
      t.type('{1,\r2}\r');
      expect(await t.prompt(4)).toContain('Out[3]= {1, 2}');
      t.type('Pause[30]\r');
      await pause(100);
      t.type('\x03');
      await t.until(/\^C\nOut\[4\]= \$Aborted/);
      expect(t.raw).not.toContain('\x1b');
    });
  });
});

test('no keys leave the session dead or the terminal raw', async () => {
  await inTerminal(
    {
      program: [
        '/bin/sh',
        '-c',
        '"$0" "$1" --color=always; stty -a | grep -o -e " icanon" -e " echo "; echo over',
        process.execPath,
        join(process.cwd(), 'dist/repl.js'),
      ],
    },
    async (t) => {
      await t.until(/In\[1\]:=$/);
      const pieces = [
        '1',
        '+',
        'x',
        '[',
        ']',
        '{',
        '}',
        '"',
        '(*',
        '*)',
        ' ',
        '\r',
        '\t',
        '\x1b',
        '\x7f',
        '\x1b[A',
        '\x1b[B',
        '\x1b[D',
        '\x1b[C',
        '\x1b[Z',
        '\x12',
        '\x03',
        '\x0b',
        '\x19',
        '\x1f',
        '\x0c',
        '\x17',
        'Map',
        'Module[{a}, a',
        '漢',
        '\x1b[200~p\nq\x1b[201~',
        '\x1b[',
        '\x1bO',
        '_',
        '\\[Al',
        '\x07',
        '\0',
        '\x1bq',
      ];
      let state = 7;
      const random = (n: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * n);
      };
      const n = rounds(1500, 20_000);
      for (let i = 0; i < n; i++) {
        t.type(pieces[random(pieces.length)]!);
        if (i % 50 === 0) await pause(random(20));
        if (i % 400 === 200) t.resize(30 + random(90), 5 + random(30));
      }
      t.resize(80, 24);
      await pause(300);
      t.type('\x1b[201~\x07\x03');
      await pause(300);
      t.type('\x03\x03');
      await t.until(/In\[\d+\]:=$/, 60_000);
      t.type('Print["alive ", 6 7]\r');
      await t.until(/^alive 42$/m);
      await t.until(/In\[\d+\]:=$/);
      t.type('\x04');
      await t.until(/ icanon\n echo\nover/);
    },
  );
});
