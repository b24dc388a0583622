import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/**/*.test.ts',
      'integration_tests/**/*.test.ts',
      'test-kit/**/*.test.ts',
      'sandbox/test/**/*.test.ts',
    ],
    globalSetup: ['test-kit/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Process-level tests start processes of their own; more files at once would only wait for the processor.
    maxWorkers: 2,
    // Of those that mostly wait, and say that they may run together.
    maxConcurrency: 5,
  },
});
