import { log } from '../log.js';
import { workOrdersSince } from '../maintainx/client.js';
import { syncLag } from '../metrics.js';
import { audit, lastSync, saveLastSync, saveWorkOrder } from '../store.js';

/** Copies what changed since the last run. While MaintainX is down the last copy stays in use. */
export async function sync(): Promise<void> {
  const since = await lastSync();
  const started = new Date();
  try {
    for await (const order of workOrdersSince(since)) {
      await saveWorkOrder(order);
      await audit('sync', 'upsert', `workorder:${order.id}`);
    }
    await saveLastSync(started);
    syncLag.set(0);
  } catch (error) {
    syncLag.set((Date.now() - since.getTime()) / 1000);
    log.error({ err: error }, 'sync failed; serving the last copy');
  }
}
