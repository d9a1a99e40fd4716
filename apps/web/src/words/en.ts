import type { Words } from './es.js';

/** What the page says in English. */
export const en: Words = {
  title: '🔍 Image Classification with AI',
  intro: 'Upload a picture for the model to analyse.',
  otherLanguage: 'Español',
  choose: 'Choose a picture...',
  drop: 'or drag it here',
  kinds: 'JPG, JPEG, PNG, WebP, GIF, TIFF or AVIF',
  uploaded: 'Uploaded picture',
  noPreview: 'The browser cannot show this file.',
  model: 'Model',
  classify: 'Classify',
  analysing: 'Analysing...',
  states: {
    uploading: 'Uploading the picture',
    queued: 'In the queue, waiting for a free model',
    processing: 'The model is looking at the picture',
  },
  offline: 'No live connection; still trying.',
  prediction: (label) => `Prediction: Class ${label}`,
  confidence: (percent) => `Confidence: ${percent}%`,
  probabilities: 'Probability of each class',
  likeliest: 'The likeliest classes',
  answeredBy: (model) => `Answered by ${model}`,
  seen: 'What the model saw',
  signInTitle: 'Sign in',
  key: 'Access key',
  keyHint: 'You get it from whoever runs this service. The browser does not keep it, and only remembers the session.',
  signIn: 'Sign in',
  signOut: 'Sign out',
  queues: 'Queues',
  kept: (waiting, result) =>
    `Each uploaded picture is erased as soon as there is an answer and, if there is none, after ${waiting}; the answer, and what the model saw, are kept for ${result}.`,
  unexpected: 'The API failed to predict.',
};
