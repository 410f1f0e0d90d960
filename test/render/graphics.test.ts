/** Scenes to pixels and to SVG, and images to terminals: positions, axes, clipping, colors, escape sequences. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { halfBlocks, iterm2Image, kittyImage, plainCharacters, pngAddress } from '../../src/render/cells/images.ts';
import { packageFonts as fonts } from '../../src/render/fonts/package-fonts.ts';
import { pixelAt } from '../../src/render/pixels/pixel-image.ts';
import { fittedViewport, type GraphicsItem, plotTransform, type Scene } from '../../src/render/scenes/scene.ts';
import { rasterizeScene } from '../../src/render/scenes/scene-raster.ts';
import { sceneToSvg } from '../../src/render/scenes/svg.ts';
import { fromNested, type NestedPixels, toNested } from './nested-pixels.ts';

const RED = [1, 0, 0, 1] as const;
const BLUE = [0, 0, 1, 1] as const;
const scene = (width: number, height: number, ...items: readonly GraphicsItem[]): Scene => ({
  width,
  height,
  background: [1, 1, 1, 1],
  items,
});
const bytes = (rows: NestedPixels) => fromNested(rows, 'Byte')!;
const svg = (s: Scene) => sceneToSvg(s, { fonts, imageAddress: () => 'data:,' });

describe('pixels', () => {
  test('plot coordinates point upwards', () => {
    const transform = plotTransform({ x: [0, 4], y: [0, 4] }, { left: 0, top: 0, width: 4, height: 4 });
    const image = rasterizeScene(
      scene(4, 4, { kind: 'Group', transform, items: [{ kind: 'Rectangle', corners: [0, 0, 1, 1], fill: RED }] }),
      fonts,
    );
    expect(pixelAt(image, 0, 3)).toEqual([255, 0, 0]);
    expect(pixelAt(image, 0, 0)).toEqual([255, 255, 255]);
    expect(pixelAt(image, 3, 3)).toEqual([255, 255, 255]);
  });
  test('the first row of a raster is above', () => {
    const image = bytes([
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [
        [7, 8, 9],
        [10, 11, 12],
      ],
    ]);
    const transform = plotTransform({ x: [0, 2], y: [0, 2] }, { left: 0, top: 0, width: 2, height: 2 });
    const drawn = (item: GraphicsItem) => toNested(rasterizeScene(scene(2, 2, item), fonts));
    const raster: GraphicsItem = { kind: 'Raster', image, corners: [0, 0, 2, 2] };
    expect(drawn(raster)).toEqual(toNested(image));
    expect(drawn({ kind: 'Group', transform, items: [raster] })).toEqual(toNested(image));
  });
  test('enlarged cells are sharp, and a border inside a pixel is shared', () => {
    const two = bytes([
      [
        [255, 0, 0],
        [0, 0, 255],
      ],
    ]);
    const row = toNested(rasterizeScene(scene(3, 1, { kind: 'Raster', image: two, corners: [0, 0, 3, 1] }), fonts))[0];
    expect(row).toEqual([
      [255, 0, 0],
      [128, 0, 128],
      [0, 0, 255],
    ]);
  });
  test('opacity of a group counts once, clipping cuts', () => {
    const both: GraphicsItem[] = [
      { kind: 'Rectangle', corners: [0, 0, 2, 1], fill: RED },
      { kind: 'Rectangle', corners: [1, 0, 4, 1], fill: BLUE },
    ];
    const image = rasterizeScene(scene(4, 1, { kind: 'Group', opacity: 0.5, clip: [0, 0, 3, 1], items: both }), fonts);
    expect(toNested(image)[0]).toEqual([
      [255, 128, 128],
      [128, 128, 255],
      [128, 128, 255],
      [255, 255, 255],
    ]);
  });
  test('no background gives alpha', () => {
    const image = rasterizeScene(
      { width: 2, height: 1, items: [{ kind: 'Rectangle', corners: [0, 0, 0.5, 1], fill: RED }] },
      fonts,
    );
    expect(toNested(image)).toEqual([
      [
        [255, 0, 0, 128],
        [0, 0, 0, 0],
      ],
    ]);
  });
  test('text is centred, anchored and turned', () => {
    const ink = (item: Partial<GraphicsItem>) => {
      const image = rasterizeScene(
        scene(60, 60, { kind: 'Text', text: 'HHHH', at: [30, 30], ...item } as GraphicsItem),
        fonts,
      ); // the kind is Text
      let [left, right, top, bottom] = [60, -1, 60, -1];
      for (let y = 0; y < 60; y++)
        for (let x = 0; x < 60; x++)
          if (pixelAt(image, x, y)[0]! < 128)
            [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      return { left, right, top, bottom };
    };
    const middle = ink({});
    expect(Math.abs(middle.left + middle.right - 59)).toBeLessThanOrEqual(1);
    expect(ink({ anchor: [-1, 0] }).left).toBeGreaterThanOrEqual(30);
    expect(ink({ anchor: [1, 0] }).right).toBeLessThan(30);
    expect(ink({ anchor: [0, 1] }).top).toBeGreaterThanOrEqual(30);
    expect(ink({ anchor: [0, -1] }).bottom).toBeLessThan(30);
    const turned = ink({ angle: Math.PI / 2, anchor: [-1, 0], at: [30, 50] });
    expect(Math.abs(turned.bottom - turned.top - (middle.right - middle.left))).toBeLessThanOrEqual(1);
    expect(turned.bottom).toBeLessThan(50); // it starts at the point and goes up
  });
  test('golden pixels of a scene', () => {
    const image = rasterizeScene(
      scene(
        60,
        40,
        {
          kind: 'Ellipse',
          center: [20, 20],
          radii: [12, 8],
          fill: [1, 0.5, 0, 0.5],
          stroke: { color: BLUE, thickness: 1.5 },
        },
        {
          kind: 'Line',
          points: [
            [2, 2],
            [30, 35],
            [58, 4],
          ],
          stroke: { color: RED, thickness: 3, dashing: [6, 2] },
        },
        { kind: 'Text', text: 'Aß', at: [45, 30], style: { family: 'Georgia', size: 14 } },
      ),
      fonts,
    );
    expect(createHash('sha256').update(image.data).digest('hex').slice(0, 6)).toBe('c22abd');
  });
});

describe('coordinates', () => {
  test('a range without extent is one unit wide', () => {
    expect(plotTransform({ x: [3, 3], y: [0, 1] }, { left: 0, top: 0, width: 10, height: 10 })).toMatchObject({
      scaleX: 10,
      moveX: -25,
    });
  });
  test('the fitted viewport keeps the aspect ratio in the middle', () => {
    expect(fittedViewport({ x: [0, 2], y: [0, 1] }, { left: 0, top: 0, width: 10, height: 10 })).toEqual({
      left: 0,
      top: 2.5,
      width: 10,
      height: 5,
    });
  });
});

describe('SVG', () => {
  test('shapes, groups and escaped text', () => {
    const text = svg(
      scene(
        10,
        20,
        {
          kind: 'Rectangle',
          corners: [4, 3, 1, 2],
          fill: [1, 0, 0, 0.25],
          stroke: { color: BLUE, thickness: 2, dashing: [1, 2] },
        },
        {
          kind: 'Group',
          clip: [0, 0, 5, 5],
          items: [
            {
              kind: 'Polygon',
              outlines: [
                [
                  [0, 0],
                  [1, 0],
                  [1, 1.005],
                ],
              ],
              fill: RED,
            },
          ],
        },
        { kind: 'Text', text: 'a<b & "c"\u0001', at: [5, 5], style: { family: 'Times', bold: true } },
        { kind: 'Raster', image: bytes([[0]]), corners: [0, 0, 1, 1] },
      ),
    );
    expect(text.split('\n')[0]).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" viewBox="0 0 10 20">',
    );
    expect(text).toContain(
      '<rect x="1" y="2" width="3" height="1" fill="#ff0000" fill-opacity="0.25" stroke="#0000ff" stroke-width="2" stroke-linejoin="round" stroke-dasharray="1 2"/>',
    );
    expect(text).toContain('<g clip-path="url(#clip1)">');
    expect(text).toContain('<path d="M0 0L1 0L1 1Z" fill="#ff0000"/>');
    expect(text).toContain('>a&lt;b &amp; &quot;c&quot;\ufffd</tspan>');
    expect(text).toContain(`font-family="'Tinos', 'Times', 'Times New Roman', serif"`);
    expect(text).toContain('<image x="0" y="0" width="1" height="1"');
  });
});

describe('terminals', () => {
  const ESC = '\u001b';
  test('half blocks carry the upper and the lower pixel', () => {
    const image = bytes([[[255, 0, 0]], [[0, 0, 255]], [[0, 255, 0]]]);
    const size = { columns: 10, rows: 10 };
    expect(halfBlocks(image, { ...size, colors: 'TrueColor' })).toBe(
      `${ESC}[38;2;255;0;0;48;2;0;0;255m\u2580${ESC}[0m\n${ESC}[38;2;0;255;0;49m\u2580${ESC}[0m`,
    );
    expect(halfBlocks(image, { ...size, colors: '256' })).toContain('38;5;196;48;5;21');
    expect(halfBlocks(bytes([[128]]), { ...size, colors: '256' })).toContain('38;5;244');
    expect(halfBlocks(image, { ...size, colors: 'None' })).not.toContain(ESC);
  });
  test('large images are shrunk into the cells', () => {
    const wide = bytes(Array.from({ length: 40 }, () => new Array(200).fill(0)));
    expect(halfBlocks(wide, { columns: 50, rows: 20, colors: 'TrueColor' }).split('\n')).toHaveLength(5);
    expect(plainCharacters(wide, { columns: 50, rows: 20 }).split('\n')).toEqual(new Array(5).fill('@'.repeat(50)));
  });
  test('the protocols carry the file', () => {
    const file = Uint8Array.from({ length: 7001 }, (_, i) => i % 256);
    const data = Buffer.from(file).toString('base64');
    expect(iterm2Image(file)).toBe(`${ESC}]1337;File=inline=1;size=7001;preserveAspectRatio=1:${data}\u0007`);
    const pieces = kittyImage(file, 20).split(`${ESC}\\`).slice(0, -1);
    expect(pieces.map((piece) => piece.slice(3, piece.indexOf(';')))).toEqual(['a=T,f=100,q=2,c=20,m=1', 'm=1', 'm=0']);
    expect(pieces.map((piece) => piece.slice(piece.indexOf(';') + 1)).join('')).toBe(data);
    expect(pngAddress(file)).toBe(`data:image/png;base64,${data}`);
  });
});
