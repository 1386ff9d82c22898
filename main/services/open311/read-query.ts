import type { Fields, Problem } from '../open311-port';
import { PROBLEMS } from './messages';
import { instantOfW3 } from './times';

/** What `GET requests` asks for. */
export type WantedRequests =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | {
      readonly kind: 'span';
      readonly fromMs: number;
      readonly untilMs: number;
      /** Null: all. */
      readonly codes: ReadonlySet<string> | null;
      readonly statuses: ReadonlySet<string> | null;
    };

/** As many requests are answered at once. */
export const MOST_REQUESTS = 1000;
const SPAN_MS = 90 * 86_400_000;
const NAMES = new Set([
  'api_key',
  'jurisdiction_id',
  'service_request_id',
  'service_code',
  'start_date',
  'end_date',
  'status',
]);
const STATUSES = new Set(['open', 'closed']);

/** Reads the query; ids override everything else, as the specification has it. */
export function readQuery(
  query: Fields,
  nowMs: number,
):
  | { readonly kind: 'right'; readonly wanted: WantedRequests }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  for (const name of query.keys()) {
    if (!NAMES.has(name)) problems.push({ status: 400, says: PROBLEMS.unknownField(name.slice(0, 60)) });
  }
  const list = (name: string): readonly string[] =>
    (query.get(name) ?? [])
      .flatMap((value) => value.split(','))
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const ids = [...new Set(list('service_request_id'))];
  if (ids.length > MOST_REQUESTS) problems.push({ status: 400, says: PROBLEMS.manyIds });
  const date = (name: string): number | null => {
    const text = query.get(name)?.at(-1)?.trim() ?? '';
    const ms = text === '' ? null : instantOfW3(text);
    if (text !== '' && ms === null) problems.push({ status: 400, says: PROBLEMS.date(name) });
    return ms;
  };
  const [start, end] = ids.length > 0 ? [null, null] : [date('start_date'), date('end_date')];
  const untilMs = end ?? (start === null ? nowMs : Math.min(start + SPAN_MS, Math.max(nowMs, start)));
  const fromMs = start ?? untilMs - SPAN_MS;
  if (fromMs > untilMs || untilMs - fromMs > SPAN_MS) problems.push({ status: 400, says: PROBLEMS.span });
  const statuses = list('status');
  if (statuses.some((status) => !STATUSES.has(status))) problems.push({ status: 400, says: PROBLEMS.status });
  if (problems.length > 0) return { kind: 'wrong', problems };
  if (ids.length > 0) return { kind: 'right', wanted: { kind: 'ids', ids } };
  const setOf = (values: readonly string[]) => (values.length === 0 ? null : new Set(values));
  const span = { fromMs, untilMs, codes: setOf(list('service_code')), statuses: setOf(statuses) };
  return { kind: 'right', wanted: { kind: 'span', ...span } };
}
