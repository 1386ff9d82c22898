import { z } from 'zod';
import { checkWatchTable } from '../domain/devices/watch-check';
import { USUAL_WATCH, type WatchLine } from '../domain/devices/watch-table';
import { uidSchema } from '../schema/envelope';

/** What the host says about rules of alarms; the table itself is a record of the commons. */
export const alarmPaths = { rehearse: '/api/alarms/rehearse' } as const;

/** A line of the table, made whole; anything else is refused. */
export const watchLineSchema = z.unknown().transform((given, context): WatchLine => {
  const checked = checkWatchTable({ lines: [given] });
  const { id } = (given ?? {}) as { readonly id?: unknown };
  const line = checked.ok ? checked.table.lines.find((each) => each.id === id) : undefined;
  if (line) return line;
  context.addIssue({ code: 'custom', message: checked.ok ? 'a line that there is not' : 'a line that cannot be used' });
  return USUAL_WATCH.lines[0] as WatchLine;
});

/** The line as it is being edited: it is rehearsed as if it were on. */
export const rehearseSchema = z.strictObject({ line: watchLineSchema });

/** How often each device would have rung; devices that the line is for, the most often first. */
export const rehearsalAnswerSchema = z.object({
  devices: z.array(
    z.object({
      sensorUid: uidSchema,
      /** False for one of which the log has nothing. */
      hasReadings: z.boolean(),
      in30Days: z.number().int().nonnegative(),
      in7Days: z.number().int().nonnegative(),
    }),
  ),
});
export type RehearsalAnswer = z.infer<typeof rehearsalAnswerSchema>;
