import { expect, test } from 'vitest';

import { isRetryable, retryAfterDelay } from '../src/maintainx/retry.js';

test('429 and 5xx are repeated, 4xx is not', () => {
  expect(isRetryable(429)).toBe(true);
  expect(isRetryable(503)).toBe(true);
  expect(isRetryable(404)).toBe(false);
});

test('Retry-After is read in seconds', () => {
  expect(retryAfterDelay(new Headers({ 'retry-after': '7' }))).toBe(7_000);
});
