import { pino } from 'pino';

/** One JSON object a line on stdout; authorization headers never reach it. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: ['req.headers.authorization', 'headers.authorization'],
});
