/** Ctrl-C: stops what runs, clears what is typed, and is answered every time. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { InterruptWatch, STUCK_AFTER } from '../../../src/frontends/terminal/interrupts.ts';
import { inTerminal, pause } from './pty-session.ts';

const command = fileURLToPath(new URL('../../../dist/repl.js', import.meta.url));

describe('Ctrl-C', () => {
  test('clears what is typed, and says how to leave when nothing is', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('1 + (2');
      await t.until(/\(2$/);
      t.type('\x03');
      await t.until(/1 \+ \(2\^C\nIn\[1\]:=$/);
      t.type('\x03');
      await t.until(/\^C\nNothing runs\. Quit or Ctrl-D leaves\.\nIn\[1\]:=$/);
      t.type('\x03\x036 7\r');
      expect(await t.prompt(2)).toContain('Out[1]= 42');
    });
  });
  test('stops evaluations, one press each, however fast they follow', async () => {
    await inTerminal({}, async (t) => {
      for (let n = 1; n <= 4; n++) {
        await t.prompt(n);
        t.type(n % 2 === 0 ? 'While[True];\r' : 'While[True]\r');
        await pause(60);
        t.type('\x03');
        await t.until(new RegExp(`\\^C\\nOut\\[${n}\\]= \\$Aborted`));
      }
      await t.prompt(5);
    });
  });
  test('drops the lines typed for later, and says so', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('Pause[60]\rx = 1\ry = 2\r');
      await pause(200);
      t.type('\x03');
      const text = await t.prompt(2);
      expect(text).toContain('^C (2 typed lines dropped)');
      t.type('{x, y}\r');
      expect(await t.prompt(3)).toContain('Out[2]= {x, y}');
    });
  });
  test('ends the kernel when it does not stop, and the session goes on', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type('a = 5;\r');
      await t.prompt(2);
      t.type('While[True, CheckAbort[While[True], 0]]\r');
      await pause(200);
      for (let i = 0; i < 3; i++) {
        t.type('\x03');
        await pause(50);
      }
      await t.until(/The evaluation does not stop\. Ctrl-C again ends the kernel/);
      t.type('\x03');
      await t.until(/A new kernel has started/);
      await t.until(/In\[2\]:=$/);
      t.type('a\r');
      expect(await t.prompt(3)).toContain('Out[2]= a');
      // What was typed before is there still.
      t.type('\x10\x10');
      await t.until(/In\[3\]:= While\[True, CheckAbort\[While\[True\], 0\]\]$/);
    });
  });
});

describe('in a training', () => {
  const training =
    'n = NetTrain[NetChain[{64, Tanh, 1}, "Input" -> 3], RandomReal[1, {4000, 3}] -> RandomReal[1, {4000, 1}], MaxTrainingRounds -> 100000];\r';
  test('the first press returns the net so far', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type(training);
      await t.until(/round/);
      t.type('\x03');
      const text = await t.prompt(2);
      expect(text).toContain('^C');
      t.type('Head[n]\r');
      expect(await t.prompt(3)).toContain('Out[2]= NetChain');
    });
  });
  test('a second press discards it', async () => {
    await inTerminal({}, async (t) => {
      await t.prompt(1);
      t.type(training);
      await t.until(/round/);
      t.type('\x03\x03');
      await t.prompt(2);
      t.type('Head[n]\r');
      expect(await t.prompt(3)).toContain('Out[2]= Symbol');
    });
  });
});

test('a script that is interrupted exits with 130', async () => {
  const child = spawn(process.execPath, [command, '-code', 'Print["on"]; Pause[60]; Print["not here"]']);
  let out = '';
  child.stdout.on('data', (data) => {
    out += String(data);
    if (out === 'on\n') child.kill('SIGINT');
  });
  const code = await new Promise((done) => child.on('exit', done));
  expect([code, out]).toEqual([130, 'on\n']);
});

test('Ctrl-Z gives the terminal to the shell, and fg brings the session back', async () => {
  await inTerminal(
    { program: ['/bin/bash', '--norc', '--noprofile', '-i'], environment: { PS1: 'sh> ' } },
    async (t) => {
      await t.until(/sh>$/);
      t.type(`${process.execPath} ${command} --color=never --noprompt\r`);
      await t.prompt(1);
      t.type('1 + 1 + 1');
      await t.until(/1 \+ 1 \+ 1$/);
      t.type('\x1a');
      await t.until(/Stopped[\s\S]*sh>$/);
      t.type('echo shell-$((40+2))\r');
      await t.until(/^shell-42$/m);
      t.type('fg\r');
      await t.until(/In\[1\]:= 1 \+ 1 \+ 1$/);
      t.type('\r');
      expect(await t.prompt(2)).toContain('Out[1]= 3');
      // While an evaluation runs, too.
      t.type('Pause[1]; 77\r');
      await pause(200);
      t.type('\x1a');
      await t.until(/Stopped[\s\S]*Stopped[\s\S]*sh>$/);
      t.type('fg\r');
      await t.until(/Out\[2\]= 77/);
      t.type('\x04');
      await t.until(/sh>$/);
      t.type('stty -a | grep -c -e "-icanon"\r');
      await t.until(/\n0\nsh>$/);
    },
  );
});

describe('what a press means', () => {
  test('an evaluation that ignores it is told to be stuck once, and the next press ends it', () => {
    const watch = new InterruptWatch();
    expect(watch.press(0)).toBe('stop');
    expect(watch.look(STUCK_AFTER - 1, false)).toBeUndefined();
    expect(watch.press(STUCK_AFTER - 1)).toBe('stop');
    expect(watch.look(STUCK_AFTER, false)).toBeUndefined();
    expect(watch.look(2 * STUCK_AFTER, false)).toBe('stuck');
    expect(watch.waits(3 * STUCK_AFTER)).toBeUndefined();
    expect(watch.press(10 * STUCK_AFTER)).toBe('end');
  });
  test('one that took the press and goes on is told to go on, and can be stopped again', () => {
    const watch = new InterruptWatch();
    watch.press(0);
    expect(watch.look(STUCK_AFTER, true)).toBe('goes on');
    expect(watch.press(STUCK_AFTER + 1)).toBe('stop');
  });
  test('a new evaluation begins anew', () => {
    const watch = new InterruptWatch();
    watch.press(0);
    watch.look(STUCK_AFTER, false);
    watch.reset();
    expect(watch.press(STUCK_AFTER + 5)).toBe('stop');
  });
});
