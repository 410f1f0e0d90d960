/** LeNet: handwritten digits. */
import { model } from './model.ts';

export const LeNet = model('LeNet Trained on MNIST Data', {
  aliases: ['LeNet'],
  architecture: `NetChain[{ConvolutionLayer[20, 5], Ramp, PoolingLayer[2, 2], ConvolutionLayer[50, 5], Ramp,
    PoolingLayer[2, 2], FlattenLayer[], LinearLayer[500], Ramp, LinearLayer[10], SoftmaxLayer[]},
    "Input" -> NetEncoder[{"Image", {28, 28}, "Grayscale"}], "Output" -> NetDecoder[{"Class", Range[0, 9]}]]`,
  weights: 'lenet-mnist.safetensors',
  description:
    'The convolutional net of LeCun, Bottou, Bengio and Haffner (1998) in its later form with ramps and maxima. It reads a handwritten digit, light on dark or dark on light.',
  task: 'Classification',
  inputDomains: ['Image'],
  training:
    'The 60,000 training digits of MNIST, each light on dark and dark on light, by the recipe in scripts/train-lenet.wl.',
  performance: 'Accuracy 0.9933 on the 10,000 test digits of MNIST, 0.9923 on their negatives.',
  examples: {
    'Information[NetModel["LeNet Trained on MNIST Data"], "LayersCount"]': '11',
    'NetModel["LeNet Trained on MNIST Data", "ParametersCount"]': '431080',
    'NetModel["LeNet Trained on MNIST Data", "ByteCount"]': '1724320',
    'NetExtract[NetModel["LeNet", "UninitializedEvaluationNet"], {1, "Weights"}]': 'Automatic',
    'NetModel["LeNet"][ConstantImage[0, {28, 28}], "Probabilities"] // Total // Round': '1',
  },
});
