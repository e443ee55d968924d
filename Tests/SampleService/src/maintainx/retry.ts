const BASE_MS = 500;
const MAX_MS = 60_000;

export function isRetryable(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Exponential, with full jitter. */
export function backoffDelay(attempt: number): number {
  const ceiling = Math.min(MAX_MS, BASE_MS * 2 ** attempt);
  return Math.random() * ceiling;
}

/** What the server asks for: `Retry-After` in seconds or as a date, else the window's reset. */
export function retryAfterDelay(headers: { get(name: string): string | null }): number | null {
  const value = headers.get('retry-after') ?? headers.get('x-rate-limit-reset');
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.min(MAX_MS, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.min(MAX_MS, Math.max(0, date - Date.now()));
}
