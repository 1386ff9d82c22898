import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { kioskPrintSchema, printingPaths } from '#shared/ipc/printing-api';
import { parseInput } from '../routes/queries';
import type { HallContext } from './hall-context';

/** A kiosk prints as often as people stand before it; whoever presses on and on would empty the roll. */
const PRINTS = { burst: 10, refillMs: 6000 } as const;
/** Receipts are told by their code alone, so whoever tries codes is slowed down long before a hit. */
const RECEIPTS = { burst: 8, refillMs: 15_000 } as const;

/** A kiosk's papers: it says which, and the host writes them. See shared/ipc/printing-api.ts. */
export function printRoutes(app: FastifyInstance, { admitted, deps, allowances }: HallContext): void {
  const { printing, residentsOrigin, ticketRatings, now } = deps;
  app.post(printingPaths.kiosk, async (request, reply) => {
    const { id } = admitted(request, reply, 'kiosk');
    const wanted = parseInput(kioskPrintSchema, request.body, 'body');
    const draws = [
      { key: `print ${id}`, allowance: PRINTS },
      ...(wanted.what === 'receipt' ? [{ key: `print receipt ${id}`, allowance: RECEIPTS }] : []),
    ];
    const taken = allowances.take(draws, now());
    if (!taken.allowed)
      throw new AppError('request.rate-limited', 'too many papers', { details: { retryAfterMs: taken.retryAfterMs } });
    const pages = {
      origin: residentsOrigin(),
      ticketCode: (day: string, number: string) => ticketRatings.codeOf(day, number),
    };
    const answer = await printing.atKiosk(id, wanted, pages);
    if (!answer) throw new AppError('request.not-found', 'no such number, item or receipt');
    return answer;
  });
}
