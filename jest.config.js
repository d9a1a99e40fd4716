const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  moduleNameMapper: {
    '^#(contract|platform|preprocess|engine|classify)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.lince/'],
});

/** `unit` needs nothing running; `real` starts what it needs: a private Redis, the built processes, a browser. */
export default {
  // Tests that mostly wait run side by side, each with processes of its own.
  maxConcurrency: 3,
  // What a file has loaded as modules is never let go of: some hundred files fill any heap. A worker that has enough is
  // replaced by another.
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', ['<rootDir>/{libs,apps,model,scripts,bench,deploy}/**/*.test.ts']),
    project('real', ['<rootDir>/test/**/*.test.ts']),
  ],
};
