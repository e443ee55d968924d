import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      reporter: ['text', 'lcov'],
      thresholds: { branches: 80, functions: 80, lines: 85, statements: 85 },
    },
  },
});
