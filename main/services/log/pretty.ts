import { z } from 'zod';

const lineSchema = z.looseObject({ level: z.string(), at: z.string(), event: z.string() });

/** One JSON log line as people read it: `10:42:07 warn gateway.refused code=auth.wrong status=401`. */
export function prettyLine(line: string): string {
  const { level, at, event, ...fields } = lineSchema.parse(JSON.parse(line));
  const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${String(value)}`);
  const clock = new Date(at).toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });
  return `${clock} ${level} ${event}${rest.join('')}\n`;
}
