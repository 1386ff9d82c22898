import { deviceOf, type Adapter } from '#shared/domain/devices/adapter';
import type { Credential } from './credentials';

/** What somebody may publish and listen to, from their credential alone. */

/** Where a device would hear what the host tells it. */
const commandTopic = (device: string): string => `linli/${device}/command`;

/** Whether a message may come from there: a device may speak for itself in any form that an adapter reads, a bridge within its list. */
export function mayPublish({ kind, name, topics }: Credential, topic: string, adapters: readonly Adapter[]): boolean {
  // Topics that brokers keep to themselves: `$SYS` and the like.
  if (topic.startsWith('$')) return false;
  return kind === 'device'
    ? adapters.some((adapter) => adapter.topic.includes('{device}') && deviceOf(adapter, topic) === name)
    : topics.some((filter) => covers(filter, topic));
}

/**
 * Whether somebody may listen there. A device has its command topic. The software of bridges insists on topics of its own, so they are let; nothing that
 * a device or a bridge says is ever passed on.
 */
export const mayListen = ({ kind, name, topics }: Credential, filter: string): boolean =>
  filter === commandTopic(name) || (kind === 'bridge' && topics.some((own) => covers(own, filter)));

/** Whether everything that a topic or filter means lies within a filter. */
export function covers(filter: string, wanted: string): boolean {
  const [outer, inner] = [filter.split('/'), wanted.split('/')];
  for (const [index, part] of outer.entries()) {
    if (part === '#') return true;
    const given = inner[index];
    if (given === undefined || given === '#' || (part !== '+' && part !== given)) return false;
  }
  return outer.length === inner.length;
}

/** What is listened to at a broker that is not the station's own: every topic of an adapter. */
export const topicsOf = (adapters: readonly Adapter[]): readonly string[] => [
  ...new Set(adapters.map(({ topic }) => topic.replaceAll('{device}', '+'))),
];
