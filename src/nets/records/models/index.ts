/** All models; nothing else. */
import { BERTEncoder, CharacterLSTM, GPT2Small } from './language.ts';
import { LeNet } from './lenet.ts';
import type { Model } from './model.ts';
import { MobileNetV2, ResNet18, ResNet50, UNet, VGG16 } from './vision.ts';
import { GloVe100 } from './words.ts';

export const models: readonly Model[] = [
  LeNet,
  ResNet18,
  ResNet50,
  VGG16,
  MobileNetV2,
  UNet,
  CharacterLSTM,
  GPT2Small,
  BERTEncoder,
  GloVe100,
];
