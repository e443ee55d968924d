import cron from 'node-cron';

import { log } from '../log.js';
import { workOrdersSince } from '../maintainx/client.js';
import { audit, saveWorkOrder, workOrderIds } from '../store.js';

/** Reads everything once a day and mends what differs from our copy. */
export async function reconcile(): Promise<number> {
  const known = await workOrderIds();
  let drift = 0;
  for await (const order of workOrdersSince(new Date(0))) {
    if (known.get(order.id) !== order.status) {
      drift += 1;
      await saveWorkOrder(order);
      await audit('reconcile', 'mend', `workorder:${order.id}`);
    }
  }
  log.info({ drift }, 'reconciled');
  return drift;
}

export function scheduleReconciliation(): void {
  cron.schedule('15 3 * * *', () => void reconcile());
}
