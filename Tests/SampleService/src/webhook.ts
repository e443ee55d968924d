import { createHmac, timingSafeEqual } from 'node:crypto';

const WINDOW_SECONDS = 300;

/** Whether the raw body was signed with our secret, within the last five minutes. */
export function isAuthentic(
  rawBody: string, timestamp: string, signature: string, secret: string,
): boolean {
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(age <= WINDOW_SECONDS)) return false;
  const expected = createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
