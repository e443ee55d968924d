import pg from 'pg';

import { config } from './config.js';
import type { WorkOrder } from './maintainx/client.js';

const pool = new pg.Pool({ connectionString: config.DATABASE_URL });

/** True the first time an event is seen; a repeated delivery changes nothing. */
export async function claimEvent(id: string): Promise<boolean> {
  const result = await pool.query(
    'INSERT INTO processed_events (id) VALUES ($1) ON CONFLICT (id) DO NOTHING', [id]);
  return result.rowCount === 1;
}

export async function saveWorkOrder(order: WorkOrder): Promise<void> {
  await pool.query(
    `INSERT INTO work_orders (id, title, status) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET title = $2, status = $3`,
    [order.id, order.title, order.status]);
}

export async function workOrderIds(): Promise<Map<number, string>> {
  const { rows } = await pool.query('SELECT id, status FROM work_orders');
  return new Map(rows.map((row) => [row.id, row.status]));
}

export async function lastSync(): Promise<Date> {
  const { rows } = await pool.query('SELECT synced_at FROM sync_state WHERE id = 1');
  return rows[0]?.synced_at ?? new Date(0);
}

export async function saveLastSync(at: Date): Promise<void> {
  await pool.query(
    `INSERT INTO sync_state (id, synced_at) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET synced_at = $1`, [at]);
}

export async function audit(actor: string, action: string, subject: string): Promise<void> {
  await pool.query(
    'INSERT INTO audit_log (actor, action, subject, at) VALUES ($1, $2, $3, now())',
    [actor, action, subject]);
}

export async function isReady(): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1');
  return rowCount === 1;
}
