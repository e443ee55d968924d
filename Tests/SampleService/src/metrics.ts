import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();

export const apiRequests = new Counter({
  name: 'maintainx_requests_total',
  help: 'Calls to the MaintainX API by method and status.',
  labelNames: ['method', 'status'],
  registers: [registry],
});

export const apiErrors = new Counter({
  name: 'maintainx_errors_total',
  help: 'Calls to the MaintainX API that failed for good.',
  labelNames: ['method'],
  registers: [registry],
});

export const apiLatency = new Histogram({
  name: 'maintainx_request_duration_seconds',
  help: 'Duration of calls to the MaintainX API.',
  labelNames: ['method'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers: [registry],
});

export const syncLag = new Gauge({
  name: 'sync_lag_seconds',
  help: 'Seconds since the last successful sync.',
  registers: [registry],
});
