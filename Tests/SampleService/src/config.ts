import { z } from 'zod';

const schema = z.object({
  MAINTAINX_API_KEY: z.string().min(1),
  MAINTAINX_WEBHOOK_SECRET: z.string().min(32),
  DATABASE_URL: z.string().url(),
  PORT: z.coerce.number().int().default(8080),
});

export const config = schema.parse(process.env);
