import { defineConfig } from 'vitest/config';
import LongestFirst from './test-kit/longest-first.ts';

/** They replace a module of Node's, which others must not get to see. */
const WITH_A_CLOCK_OF_THEIR_OWN = [
  'test/commands/await-next.test.ts',
  'test/gong/client.test.ts',
  'test/gong/rate-limiter.test.ts',
  'test/gong/token-troubles.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test-kit/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Process-level tests start processes of their own; one more file than processors are at hand at once uses their waits.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Of those that mostly wait, and say that they may run together.
    maxConcurrency: 5,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: [
            'test/**/*.test.ts',
            'integration_tests/**/*.test.ts',
            'test-kit/**/*.test.ts',
            'sandbox/test/**/*.test.ts',
          ],
          exclude: WITH_A_CLOCK_OF_THEIR_OWN,
          // To load everything anew for each file takes a third of the processor's time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: WITH_A_CLOCK_OF_THEIR_OWN } },
    ],
  },
});
