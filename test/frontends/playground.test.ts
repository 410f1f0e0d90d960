/** The playground: notebooks as files and addresses; the page in Chromium. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromAddress, toAddress } from '../../playground/address.ts';
import { launch, noBrowser, serve } from './browser-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('notebooks', () => {
  const cells = [
    { kind: 'text', source: '# Title\n\nTwo paragraphs,\nthree lines.' },
    { kind: 'code', source: 'f[x_] := x^2;\nf[3]' },
    { kind: 'code', source: 'Module[{a = 1},\n\n a + 1]' },
    { kind: 'code', source: '"text\n\nwith (* an empty line"' },
  ] as const;
  test('are parts of addresses', async () => {
    expect(await fromAddress(`#${await toAddress(cells)}`)).toEqual(cells);
    expect(await fromAddress('#section')).toBeUndefined();
    await expect(fromAddress('#n1.AAAA')).rejects.toThrow('damaged');
  });
});

describe.skipIf(noBrowser !== undefined)(
  `the page in Chromium${noBrowser === undefined ? '' : ` (${noBrowser})`}`,
  () => {
    let browser: Browser;
    let server: Server;
    let url: string;
    let context: BrowserContext;
    let page: Page;
    /** What was asked for and is not there. */
    const refused: string[] = [];
    beforeAll(async () => {
      execFileSync(process.execPath, ['scripts/playground.mjs', '--built'], { cwd: root });
      const site = (path: string): string => `${root}dist/playground${path === '/' ? '/index.html' : path}`;
      ({ server, url } = await serve(site, false));
      browser = await launch();
      context = await browser.newContext();
      page = await context.newPage();
      page.on('response', (r) => r.status() >= 400 && refused.push(`${r.status()} ${r.url()}`));
      await page.goto(url, { timeout: 100_000 });
    }, 240_000);
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    const idle = (): Promise<unknown> => page.waitForSelector('body[data-state=ready]', { timeout: 110_000 });
    /** A new cell with this text, evaluated; gives its output. */
    async function evaluated(text: string): Promise<string> {
      await page.click('#add-code');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Control+Enter');
      await idle();
      return (await page.locator('.cell').last().locator('.output').textContent()) ?? '';
    }

    test('evaluates all cells and shows pictures', async () => {
      await page.click('#run-all');
      await page.waitForSelector('.output img', { timeout: 60_000 });
      await idle();
      const texts = await page.locator('.output pre').allTextContents();
      expect(texts).toContain('1267650600228229401496703205376');
      expect(texts).toContain('{2, 5, 10, 17, 26, 37, 50, 65, 82, 101}');
      expect(refused).toEqual([]);
    });
    test('is worked by keys', async () => {
      await page.locator('.cm-content').first().focus();
      await page.keyboard.press('Shift+Enter');
      // The next cell has the focus.
      const focused = (): Promise<unknown> => page.evaluate('document.activeElement.textContent');
      expect(await focused()).toBe('Integrate[x Exp[x], x]');
      await page.keyboard.press('ArrowUp');
      expect(await focused()).toBe('2^100');
      await idle();
      const unnamed = await page.locator('button').evaluateAll((all) => all.filter((b) => !b.textContent).length);
      expect(unnamed).toBe(0);
    });
    test('shows messages, and completes names', async () => {
      expect(await evaluated('1/0')).toMatch(/^Power::infy: .*ComplexInfinity$/);
      await page.click('#add-code');
      await page.keyboard.type('NetTrai');
      await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]', { timeout: 20_000 });
      expect(await page.locator('.cm-tooltip-autocomplete li').first().textContent()).toContain('NetTrain');
      await page.keyboard.press('Escape');
      // Of the session: options of the function around.
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Plot[x, {x, 0, 1}, PlotLab');
      await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]', { timeout: 20_000 });
      expect(await page.locator('.cm-tooltip-autocomplete li').first().textContent()).toContain('PlotLabel -> ');
      await page.keyboard.press('Escape');
      await page
        .locator('.cell')
        .last()
        .locator('.cm-line')
        .first()
        .hover({ position: { x: 15, y: 8 } });
      await page.waitForSelector('.explanation', { timeout: 20_000 });
      expect(await page.locator('.explanation').textContent()).toMatch(/^Plot\[/);
    });
    test('shows how a training goes, and what is frozen', async () => {
      const net = 'NetChain[<|"a" -> LinearLayer[3], "b" -> LinearLayer[1]|>, "Input" -> 1]';
      const options = 'LearningRateMultipliers -> {"a" -> 0, _ -> 1}, MaxTrainingRounds -> 20';
      await evaluated(`NetTrain[${net}, Table[{x} -> {2 x}, {x, 0., 1., 0.1}], ${options}];`);
      expect(await page.locator('.training-row').last().textContent()).toMatch(/^round 20 of 20 {2}· {2}loss /);
      expect(await page.locator('.training-frozen').last().textContent()).toMatch(/^Frozen: a /);
      expect(await page.locator('.training').last().locator('polyline.curve').count()).toBeGreaterThan(0);
    });
    test('stops on the first visit, without shared memory, and keeps the session', async () => {
      expect(await page.evaluate('crossOriginIsolated')).toBe(false);
      expect(await evaluated('kept = 5; 1')).toBe('1');
      const data = 'Table[{x} -> {2 x}, {x, 0., 1., 0.1}]';
      const training = `NetTrain[NetChain[{LinearLayer[1]}, "Input" -> 1], ${data}, MaxTrainingRounds -> 10^7]; 1`;
      for (const endless of ['While[True]', 'Sum[Sin[i], {i, 10.^9}]', training]) {
        await page.click('#add-code');
        await page.keyboard.insertText(endless);
        await page.keyboard.press('Control+Enter');
        await page.waitForSelector('body[data-state=running]');
        await page.waitForTimeout(300);
        await page.click('#stop');
        await idle();
        expect(await page.locator('.cell').last().locator('.output').textContent()).not.toContain('begun anew');
      }
      expect(await evaluated('kept')).toBe('5');
    });
    test('works without a network from the second visit on; then stopping keeps the session', async () => {
      await page.waitForFunction('navigator.serviceWorker.controller !== null', undefined, { timeout: 60_000 });
      await context.setOffline(true);
      await page.goto(url);
      await idle();
      expect(await page.evaluate('crossOriginIsolated')).toBe(true);
      expect(await evaluated('n = 0; 2^10')).toBe('1024');
      await page.click('#add-code');
      await page.keyboard.insertText('While[True, n++]');
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('body[data-state=running]');
      await page.waitForTimeout(200);
      await page.keyboard.press('Escape');
      await idle();
      expect(await page.locator('.cell').last().locator('.output').textContent()).toBe('$Aborted');
      expect(await evaluated('n > 0')).toBe('True');
      await context.setOffline(false);
    });
    test('trains on a GPU where the browser has one', async (context) => {
      const there = await page.evaluate('navigator.gpu?.requestAdapter().then((a) => a !== null) ?? false');
      if (there !== true) context.skip('this browser has no adapter for WebGPU');
      const output = await evaluated(`
        data = Table[{x, x^2} -> {Sin[x]}, {x, 0., 3., 0.5}];
        net = NetChain[{LinearLayer[8], Tanh, LinearLayer[1]}, "Input" -> 2];
        {gpu, cpu} = NetTrain[net, data, All, MaxTrainingRounds -> 3, RandomSeeding -> 1, TargetDevice -> #] & /@ {"GPU", "CPU"};
        weights[r_] := Normal[NetExtract[r["TrainedNet"], {1, "Weights"}]];
        far = Max[Abs[weights[gpu] - weights[cpu]]];
        Print[gpu["Executor"]["Name"], " ", cpu["Executor"]["Name"], " ", far < 10.^-4];`);
      expect(output).toContain('webgpu wasm True');
    });
    test('is shared by its address', async () => {
      await page.click('#share');
      await page.waitForFunction("location.hash.startsWith('#n1.')");
      const other = await context.newPage();
      await other.goto(page.url());
      await other.waitForFunction("document.body.textContent.includes('While[True, n++]')", undefined, {
        timeout: 20_000,
      });
      await other.close();
    });
    test('opens a file of 10 MB and other long ones, or says why not and keeps what is there', async () => {
      const status = (): Promise<string | null> => page.locator('#status').textContent();
      async function open(name: string, text: string | Uint8Array): Promise<string | null> {
        const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('#open')]);
        await page.evaluate("document.getElementById('status').textContent = ''");
        await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
        await page.waitForFunction("document.getElementById('status').textContent !== ''");
        return status();
      }
      const line = 'f[x_, y_] := Module[{a = 1}, (* one of many *) a + x y];';
      const many = `${line}\n\n`.repeat(10_000_000 / line.length);
      expect(await open('many.wl', many)).toBe('many.wl is open.');
      expect(await page.locator('.cell').count()).toBe(1);
      await page.locator('.cm-content').focus();
      // Coloured where it is seen, completed where it is written.
      expect(await page.locator('.wl-comment').count()).toBeGreaterThan(0);
      await page.keyboard.type('NetTrai');
      await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]', { timeout: 20_000 });
      await page.keyboard.press('Escape');
      const [saved] = await Promise.all([page.waitForEvent('download'), page.click('#save-wl')]);
      expect(readFileSync(await saved.path(), 'utf8')).toBe(`(* ::Code:: *)\n\nNetTrai${many.trim()}\n`);
      const long = await open('one.wl', `data = {${'1.234567, '.repeat(20_000)}1};`);
      expect(long).toBe('one.wl is open.');
      expect(await open('bytes.wl', new Uint8Array(1000).fill(200))).toBe('bytes.wl is not a text in UTF-8.');
      const cell = { cell_type: 'code', source: 'x', metadata: {}, outputs: [], execution_count: null };
      const cells = JSON.stringify({ nbformat: 4, cells: Array(2000).fill(cell) });
      expect(await open('cut.ipynb', cells.slice(0, -5))).toContain('it is not JSON');
      expect(await open('many.ipynb', cells)).toContain('has 2000 cells; at most 1000');
      const prose = { cell_type: 'markdown', source: 'Words and words.\n\n'.repeat(20_000), metadata: {} };
      expect(await page.locator('.cm-content').textContent()).toContain('1.234567');
      expect(await open('prose.ipynb', JSON.stringify({ nbformat: 4, cells: [prose] }))).toBe('prose.ipynb is open.');
      expect(await page.locator('.prose').textContent()).toContain('characters, too many to be changed here.');
    });
    test.each(readdirSync(`${root}playground/examples`))('runs the notebook %s', async (file) => {
      await page.selectOption('#examples', file);
      await page.click('#run-all');
      const ended =
        '[...document.querySelectorAll(".cell.code .label")].every((l) => /^(\\[\\d+\\]|\u2013)$/.test(l.textContent))';
      await page.waitForFunction(ended, undefined, { timeout: 110_000 });
      expect(await page.locator('.output .message').allTextContents()).toEqual([]);
      const labels = await page.locator('.cell.code .label').allTextContents();
      for (const label of labels) expect(label).toMatch(/^\[\d+\]$/);
      const texts = await page.locator('.output pre').allTextContents();
      expect(texts.filter((t) => /\$(?:Failed|Aborted)/.test(t))).toEqual([]);
      expect(await page.locator('.output > *').count()).toBeGreaterThanOrEqual(labels.length / 2);
      // No picture or text is wider than the page, on phones neither.
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1280, height: 720 });
    });
  },
);
