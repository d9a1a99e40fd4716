import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

/** Where each room may import from: house rules that a reader may rely on. */
const rooms = {
  'libs/contract': ['zod'],
  'libs/platform': ['#contract', 'ioredis', 'negotiator', '@nestjs/common', 'node:*'],
  'libs/preprocess': ['#contract', 'fast-png', 'sharp', 'node:*'],
  'libs/engine': ['#contract', '#preprocess', '@tensorflow/*', 'node:*'],
  'libs/classify': ['#contract', '#preprocess', '#engine'],
  'apps/api': [
    '#contract',
    '#platform',
    '@bull-board/*',
    '@nestjs/*',
    'bullmq',
    'busboy',
    'express',
    'fast-png',
    'fflate',
    'reflect-metadata',
    'socket.io',
    'zod',
    'node:*',
  ],
  'apps/worker': [
    '#contract',
    '#platform',
    '#engine',
    '#classify',
    '@nestjs/*',
    'bullmq',
    'reflect-metadata',
    'node:*',
  ],
  'apps/web/src': ['#contract', '@vueuse/core', 'idb-keyval', 'socket.io-client', 'vue'],
  'apps/web/src/server': ['#contract', '#platform', 'helmet', 'httpxy', 'sirv', 'node:*'],
  'model/evaluate': ['#contract', '#platform', '#engine', '#classify', 'fast-png', 'node:*'],
  'model/pictures': ['#contract', 'fast-png', 'node:*'],
  'model/import': [
    '#contract',
    '#platform',
    '#engine',
    '#preprocess',
    '@petamoriken/float16',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-layers',
    '@tensorflow/tfjs-converter',
    '@zip.js/zip.js',
    'fast-png',
    'h5wasm',
    'zod',
    'node:*',
  ],
  'model/train': ['#contract', '#engine', '#preprocess', '@tensorflow/tfjs-node', 'node:*'],
};

/** How a path goes on that has left its room for another. */
const elsewhere = '(\\.\\./|(libs|apps|model|test)/|[^.][^/]*/(src|test)/|train/)';

const wall = ([room, allowed]) => ({
  files: [`${room}/**/*.ts`, `${room}/**/*.vue`],
  ignores: room === 'apps/web/src' ? ['apps/web/src/server/**'] : [],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            // Own files, never another room's, and what the room may use; tests may use Jest besides.
            regex: `^(?!\\./|(\\.\\./)+(?!${elsewhere})|@jest/globals$|(${allowed.map((name) => name.replace('*', '.*')).join('|')})$)`,
            message: `${room} may import only its own files and: ${allowed.join(', ')}`,
          },
        ],
      },
    ],
  },
});

export default ts.config(
  { ignores: ['dist/', 'node_modules/', '.lince/', 'coverage/', 'bench/out/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly' } },
    rules: {
      'max-lines': ['error', 250],
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  ...Object.entries(rooms).map(wall),
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: ['libs/platform/src/config.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only libs/platform/src/config.ts reads the environment.' },
      ],
    },
  },
);
