import Bottleneck from 'bottleneck';
import { LRUCache } from 'lru-cache';
import CircuitBreaker from 'opossum';
import { Agent, fetch } from 'undici';
import { z } from 'zod';

import { config } from '../config.js';
import { apiErrors, apiLatency, apiRequests } from '../metrics.js';
import { backoffDelay, isRetryable, retryAfterDelay } from './retry.js';

const BASE_URL = 'https://api.getmaintainx.com/v1';
const TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 5;
const PAGE_SIZE = 200;

/** Connections are kept open and shared by all calls. */
const agent = new Agent({ keepAliveTimeout: 30_000, connections: 10 });

/** The API allows 100 requests in 60 s for a user; stay below. */
const limiter = new Bottleneck({
  reservoir: 90,
  reservoirRefreshAmount: 90,
  reservoirRefreshInterval: 60_000,
  maxConcurrent: 10,
});

const workOrderPage = z.object({
  workOrders: z.array(z.object({ id: z.number(), title: z.string(), status: z.string() })),
  nextCursor: z.string().nullish(),
});
const userSchema = z.object({ user: z.object({ id: z.number(), firstName: z.string() }) });

export type WorkOrder = z.infer<typeof workOrderPage>['workOrders'][number];
export type User = z.infer<typeof userSchema>['user'];

async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const stop = apiLatency.startTimer({ method });
    const response = await fetch(`${BASE_URL}${path}`, {
      method,
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        Authorization: `Bearer ${config.MAINTAINX_API_KEY}`,
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    stop();
    apiRequests.inc({ method, status: response.status });
    if (response.ok) return response.status === 204 ? null : response.json();
    // A POST is never repeated blindly: the API has no idempotency key.
    const repeatable = method !== 'POST' || response.status === 429;
    if (!repeatable || !isRetryable(response.status) || attempt === MAX_ATTEMPTS) {
      apiErrors.inc({ method });
      throw new Error(`${method} ${path} answered ${response.status}`);
    }
    const wait = retryAfterDelay(response.headers) ?? backoffDelay(attempt);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Opens after half of the calls fail, and lets one through after 30 s. */
const breaker = new CircuitBreaker(send, {
  timeout: false,
  errorThresholdPercentage: 50,
  resetTimeout: 30_000,
});

function call(method: string, path: string, body?: unknown): Promise<unknown> {
  return limiter.schedule(() => breaker.fire(method, path, body));
}

/** All work orders changed since `since`, page by page. */
export async function* workOrdersSince(since: Date): AsyncGenerator<WorkOrder> {
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      limit: String(PAGE_SIZE),
      'updatedAt[gte]': since.toISOString(),
    });
    if (cursor) query.set('cursor', cursor);
    const page = workOrderPage.parse(await call('GET', `/workorders?${query}`));
    yield* page.workOrders;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

/** Users change rarely: read once in ten minutes. */
const users = new LRUCache<number, User>({ max: 5_000, ttl: 10 * 60_000 });

export async function user(id: number): Promise<User> {
  const known = users.get(id);
  if (known) return known;
  const { user } = userSchema.parse(await call('GET', `/users/${id}`));
  users.set(id, user);
  return user;
}

const TRANSITIONS: Record<string, readonly string[]> = {
  OPEN: ['IN_PROGRESS', 'ON_HOLD', 'DONE', 'CANCELED'],
  IN_PROGRESS: ['ON_HOLD', 'DONE', 'CANCELED'],
  ON_HOLD: ['IN_PROGRESS', 'DONE', 'CANCELED'],
  DONE: ['OPEN'],
  CANCELED: ['OPEN'],
};

export async function changeStatus(order: WorkOrder, status: string): Promise<void> {
  if (!TRANSITIONS[order.status]?.includes(status)) {
    throw new Error(`work order ${order.id} cannot go from ${order.status} to ${status}`);
  }
  await call('PATCH', `/workorders/${order.id}/status`, { status });
}

/** Whether the API answers; for the health route. */
export async function isReachable(): Promise<boolean> {
  try {
    await call('GET', '/users?limit=1');
    return true;
  } catch {
    return false;
  }
}
