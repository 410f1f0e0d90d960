/** Pixel operations against small pictures that can be worked out by hand. */
import { describe, expect, test } from 'vitest';
import {
  binarizeImage,
  convertColor,
  convertColorSpace,
  flattenAlpha,
  negateImage,
  otsuThreshold,
  removeAlpha,
  withAlpha,
} from '../../src/render/pixels/color.ts';
import { cropImage, type Padding, padImage, uniformBorder } from '../../src/render/pixels/padding.ts';
import { channelMeans, channelVariances, combineImages, mapImage } from '../../src/render/pixels/pixel-arithmetic.ts';
import {
  channelImage,
  convertType,
  fromPlanarValues,
  joinChannels,
  type PixelImage,
  type PixelType,
  planarValues,
} from '../../src/render/pixels/pixel-image.ts';
import { fitImage, type Resampling, resizeImage } from '../../src/render/pixels/resize.ts';
import {
  assembleImages,
  reflectLeftRight,
  reflectTopBottom,
  rotateImage,
  rotateQuarter,
  transposeImage,
} from '../../src/render/pixels/turning.ts';
import { fromNested, type NestedPixels, toNested } from './nested-pixels.ts';

const image = (rows: NestedPixels, type: PixelType = 'Byte'): PixelImage => fromNested(rows, type)!;
const abc = image([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('arrays', () => {
  test('nested arrays and planes keep rows, columns and channels', () => {
    const rgb = image([[[1, 2, 3]], [[4, 5, 6]]]);
    expect(rgb).toMatchObject({ width: 1, height: 2, channels: 3, colorSpace: 'RGB', alpha: false });
    expect(toNested(rgb)).toEqual([[[1, 2, 3]], [[4, 5, 6]]]);
    expect(Array.from(planarValues(rgb), (v) => Math.round(v * 255))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(fromPlanarValues(rgb, planarValues(rgb))).toEqual(rgb);
    expect(joinChannels([0, 1, 2].map((c) => channelImage(rgb, c)))).toEqual(rgb);
  });
  test('ragged arrays are refused', () => {
    expect(fromNested([[1, 2], [3]], 'Byte')).toBeUndefined();
    expect(fromNested([[1, [2]]], 'Byte')).toBeUndefined();
    expect(fromNested([], 'Byte')).toBeUndefined();
  });
  test('types keep their meaning', () => {
    expect(toNested(convertType(image([[0, 0.5, 1, 2, -1, Number.NaN]], 'Real32'), 'Byte'))).toEqual([
      [0, 128, 255, 255, 0, 0],
    ]);
    expect(toNested(convertType(image([[255, 51]]), 'Bit16'))).toEqual([[65535, 13107]]);
  });
});

describe('geometry', () => {
  test('mirrors and quarter turns are exact', () => {
    expect(toNested(reflectLeftRight(abc))).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ]);
    expect(toNested(reflectTopBottom(abc))).toEqual([
      [4, 5, 6],
      [1, 2, 3],
    ]);
    expect(toNested(transposeImage(abc))).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(toNested(rotateQuarter(abc, 1))).toEqual([
      [3, 6],
      [2, 5],
      [1, 4],
    ]);
    expect(toNested(rotateQuarter(abc, -1))).toEqual([
      [4, 1],
      [5, 2],
      [6, 3],
    ]);
    expect(rotateQuarter(rotateQuarter(abc, 3), 5)).toEqual(abc);
    expect(toNested(rotateImage(abc, Math.PI / 2))).toEqual([
      [3, 6],
      [2, 5],
      [1, 4],
    ]);
  });
  test('turning by a small angle goes counterclockwise and keeps the middle', () => {
    const bar = image(
      Array.from({ length: 21 }, (_, y) => Array.from({ length: 21 }, () => (y === 10 ? 1 : 0))),
      'Real64',
    );
    const turned = rotateImage(bar, 0.3, [0], 'Same');
    const brightest = (x: number) => {
      const column = Array.from({ length: 21 }, (_, y) => turned.data[y * 21 + x]!);
      return column.indexOf(Math.max(...column));
    };
    expect(brightest(10)).toBe(10);
    expect(brightest(19)).toBeLessThan(10); // the right end rises
    expect(rotateImage(bar, Math.PI / 4)).toMatchObject({ width: 30, height: 30 });
  });
  test.each<[Padding, number[]]>([
    ['Fixed', [1, 1, 1, 1, 2, 3, 3, 3, 3]],
    ['Periodic', [1, 2, 3, 1, 2, 3, 1, 2, 3]],
    ['Reflected', [2, 3, 2, 1, 2, 3, 2, 1, 2]],
    ['Reversed', [3, 2, 1, 1, 2, 3, 3, 2, 1]],
    [[1], [255, 255, 255, 1, 2, 3, 255, 255, 255]],
  ])('padding %j', (padding, expected) => {
    expect(toNested(padImage(image([[1, 2, 3]]), { left: 3, right: 3, top: 0, bottom: 0 }, padding)!)).toEqual([
      expected,
    ]);
  });
  test('crop and borders', () => {
    expect(toNested(cropImage(abc, 1, 0, 2, 1)!)).toEqual([[2, 3]]);
    expect(padImage(abc, { left: -2, right: -1, top: 0, bottom: 0 }, 'Fixed')).toBeUndefined();
    const framed = padImage(
      image([
        [9, 8],
        [7, 6],
      ]),
      { left: 1, right: 2, top: 3, bottom: 0 },
      [0],
    )!;
    expect(uniformBorder(framed)).toEqual({ left: 1, right: 2, top: 3, bottom: 0 });
    expect(uniformBorder(image([[5, 5]]))).toBeUndefined();
  });
  test('assembling', () => {
    const one = image([[1], [2]]);
    expect(
      toNested(
        assembleImages([
          [one, abc],
          [image([[7]]), image([[8, 8, 8]])],
        ]) as PixelImage,
      ),
    ).toEqual([
      [1, 1, 2, 3],
      [2, 4, 5, 6],
      [7, 8, 8, 8],
    ]);
    expect(assembleImages([[one, image([[1]])]])).toEqual({ row: 0, column: 1, expected: [1, 2], found: [1, 1] });
  });
});

describe('resizing', () => {
  const kinds: readonly Resampling[] = ['Nearest', 'Constant', 'Linear', 'Cubic', 'Gaussian', 'Lanczos'];
  const flat = image(
    Array.from({ length: 9 }, () => new Array(7).fill(0.4)),
    'Real64',
  );
  test.each(kinds)('%s keeps a constant image constant and mirrors with the image', (resampling) => {
    for (const [w, h] of [
      [3, 4],
      [20, 31],
      [1, 1],
    ] as const)
      for (const value of resizeImage(flat, w, h, { resampling }).data) expect(value).toBeCloseTo(0.4, 12);
    const noise = image(
      [
        [0.1, 0.9, 0.3, 0.7, 0.2],
        [0.8, 0.1, 0.6, 0.2, 0.9],
      ],
      'Real64',
    );
    if (resampling === 'Nearest') return; // ties go to one side
    const a = reflectLeftRight(resizeImage(noise, 8, 3, { resampling })).data;
    const b = resizeImage(reflectLeftRight(noise), 8, 3, { resampling }).data;
    for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i]!, 12);
  });
  test('known values', () => {
    const step = image([[0, 1]], 'Real64');
    expect(toNested(resizeImage(step, 4, 1, { resampling: 'Linear' }))).toEqual([[0, 0.25, 0.75, 1]]);
    expect(toNested(resizeImage(step, 4, 1, { resampling: 'Nearest' }))).toEqual([[0, 0, 1, 1]]);
    expect(
      toNested(resizeImage(image([[0, 1, 1, 0.5, 0.25, 0.25]], 'Real64'), 3, 1, { resampling: 'Constant' })),
    ).toEqual([[0.5, 0.75, 0.25]]);
    // Keys' weights at a quarter of a sample: -9, 111, 29, -3 of 128; the image continues reversed.
    const cubic = resizeImage(image([[0, 0, 1, 0, 0, 0]], 'Real64'), 12, 1, { resampling: 'Cubic' }).data;
    expect(cubic[4]).toBeCloseTo(111 / 128, 12);
    expect(cubic[6]).toBeCloseTo(29 / 128, 12);
  });
  test('shrinking averages: a fine checkerboard becomes gray', () => {
    const board = image(
      Array.from({ length: 64 }, (_, y) => Array.from({ length: 64 }, (_, x) => ((x + y) % 2) * 255)),
    );
    for (const value of resizeImage(board, 8, 8).data) expect(Math.abs(value - 128)).toBeLessThan(3);
  });
  test('colors of transparent pixels do not bleed', () => {
    const rgba = image([
      [
        [255, 0, 0, 255],
        [0, 255, 0, 0],
      ],
    ]);
    expect(toNested(resizeImage(rgba, 1, 1, { resampling: 'Constant' }))).toEqual([[[255, 0, 0, 128]]]);
  });
  test('fit, fill and stretch', () => {
    const wide = image([[100, 100, 200, 200]]);
    expect(toNested(fitImage(wide, 4, 3, { method: 'Fit' }))).toEqual([
      [0, 0, 0, 0],
      [100, 100, 200, 200],
      [0, 0, 0, 0],
    ]);
    expect(toNested(fitImage(wide, 4, 3, { method: 'Fit', alignment: [0, 1], background: [1] }))).toEqual([
      [100, 100, 200, 200],
      [255, 255, 255, 255],
      [255, 255, 255, 255],
    ]);
    expect(toNested(fitImage(wide, 2, 1, { method: 'Fill', alignment: [1, 0] }))).toEqual([[200, 200]]);
    expect(fitImage(wide, 5, 5)).toMatchObject({ width: 5, height: 5 });
  });
});

describe('colors', () => {
  test('gray is the luma', () => {
    expect(
      toNested(
        convertColorSpace(
          image([
            [
              [255, 0, 0],
              [0, 255, 0],
              [0, 0, 255],
            ],
          ]),
          'Grayscale',
        ),
      ),
    ).toEqual([[76, 150, 29]]);
    expect(convertColorSpace(image([[[255, 0, 0, 7]]]), 'Grayscale')).toMatchObject({ channels: 2, alpha: true });
    expect(toNested(convertColorSpace(image([[7]]), 'RGB'))).toEqual([[[7, 7, 7]]]);
  });
  test('HSB and CMYK go there and back', () => {
    expect(convertColor([0, 1, 0], 'RGB', 'HSB')).toEqual([1 / 3, 1, 1]);
    expect(convertColor([0, 0.5, 0.5], 'RGB', 'CMYK')).toEqual([1, 0, 0, 0.5]);
    for (const space of ['HSB', 'CMYK'] as const)
      for (const color of [
        [0.2, 0.7, 0.4],
        [1, 0, 0.9],
        [0, 0, 0],
        [1, 1, 1],
        [0.3, 0.3, 0.3],
      ])
        for (const [i, v] of convertColor(convertColor(color, 'RGB', space), space, 'RGB').entries())
          expect(v).toBeCloseTo(color[i]!, 12);
  });
  test('negative, transparency, arithmetic', () => {
    expect(toNested(negateImage(image([[[0, 100, 255, 9]]])))).toEqual([[[255, 155, 0, 9]]]);
    expect(toNested(flattenAlpha(image([[[100, 51]]]), [1]))).toEqual([[224]]);
    expect(toNested(withAlpha(image([[3]]), 1))).toEqual([[[3, 255]]]);
    expect(toNested(removeAlpha(image([[[1, 2, 3, 4]]])))).toEqual([[[1, 2, 3]]]);
    expect(toNested(combineImages(image([[200]]), image([[100]]), (a, b) => a + b)!)).toEqual([[255]]);
    expect(toNested(combineImages(image([[10]]), image([[[1, 2, 3]]]), (a, b) => a + b)!)).toEqual([[[11, 12, 13]]]);
    expect(combineImages(abc, image([[1]]), (a) => a)).toBeUndefined();
    expect(toNested(mapImage(image([[0, 1]], 'Bit'), (v) => v / 2))).toEqual([[0, 128]]);
  });
  test('mean and variance', () => {
    const real = image(
      [
        [
          [0, 1],
          [1, 1],
        ],
      ],
      'Real64',
    );
    expect(channelMeans(real)).toEqual([0.5, 1]);
    expect(channelVariances(real)).toEqual([0.5, 0]);
  });
  test('thresholds', () => {
    expect(toNested(binarizeImage(image([[0, 127, 128, 255]]), 0.5))).toEqual([[0, 0, 1, 1]]);
    expect(toNested(binarizeImage(image([[10, 12, 14, 80, 90, 85]])))).toEqual([[0, 0, 0, 1, 1, 1]]);
    expect(otsuThreshold([0.1, 0.1, 0.9, 0.9])).toBeCloseTo(0.5, 1);
  });
});
