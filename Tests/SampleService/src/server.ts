import Fastify from 'fastify';
import rawBody from 'fastify-raw-body';
import { z } from 'zod';

import { config } from './config.js';
import { log } from './log.js';
import { changeStatus, isReachable } from './maintainx/client.js';
import { registry } from './metrics.js';
import { audit, claimEvent, isReady } from './store.js';
import { scheduleReconciliation } from './sync/reconcile.js';
import { sync } from './sync/run.js';
import { isAuthentic } from './webhook.js';

const event = z.object({
  id: z.string(),
  workOrder: z.object({ id: z.number(), title: z.string(), status: z.string() }),
});

const app = Fastify({ loggerInstance: log });
await app.register(rawBody);

app.get('/health', async () => {
  const maintainx = await isReachable();
  return { status: maintainx ? 'ok' : 'degraded', maintainx };
});

app.get('/ready', async (_request, reply) => {
  reply.code((await isReady()) ? 200 : 503).send();
});

app.get('/metrics', async (_request, reply) => {
  reply.type(registry.contentType).send(await registry.metrics());
});

app.post('/webhooks/maintainx', { config: { rawBody: true } }, async (request, reply) => {
  const signature = String(request.headers['x-maintainx-signature'] ?? '');
  const timestamp = String(request.headers['x-maintainx-timestamp'] ?? '');
  const body = String(request.rawBody);
  if (!isAuthentic(body, timestamp, signature, config.MAINTAINX_WEBHOOK_SECRET)) {
    return reply.code(401).send();
  }
  const parsed = event.safeParse(request.body);
  if (!parsed.success) return reply.code(400).send();
  if (!(await claimEvent(parsed.data.id))) return reply.code(200).send();
  await changeStatus(parsed.data.workOrder, 'IN_PROGRESS');
  await audit('webhook', 'start', `workorder:${parsed.data.workOrder.id}`);
  return reply.code(200).send();
});

scheduleReconciliation();
setInterval(() => void sync(), 5 * 60_000);
await app.listen({ host: '0.0.0.0', port: config.PORT });
