import { createHmac } from 'node:crypto';
import type { AlarmRecordStep } from '#shared/schema/types/alarm';
import type { AlarmAuthors } from './alarm-port';

/** Ids of alarms and of the host's own steps in them: nobody without the host's secret can make one. */
export interface AlarmIds extends AlarmAuthors {
  /** The uid of the alarm that has this key; the same when it is made again. */
  uidOf(key: string): string;
  /** The id of a step that the host takes once in an alarm: `escalated.manager`. */
  stepOf(alarmUid: string, name: string): string;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** See `AlarmIds`; `secret` never leaves the host. */
export function createAlarmIds(secret: string): AlarmIds {
  const idOf = (text: string): string => {
    const bytes = createHmac('sha256', secret).update(text).digest();
    return `0${Array.from({ length: 25 }, (_, at) => ALPHABET.charAt((bytes[at] ?? 0) % 32)).join('')}`;
  };
  const uidOf = (key: string) => idOf(`alarm ${key}`);
  const stepOf = (alarmUid: string, name: string) => idOf(`step ${alarmUid} ${name}`);
  return {
    uidOf,
    stepOf,
    isHosts: (uid, key) => uid === uidOf(key),
    isHostStep: (alarmUid, step) => {
      const name = hostStepName(step);
      return name !== null && step.id === stepOf(alarmUid, name);
    },
  };
}

/** What the host's step is called; null for a kind that only people take. */
function hostStepName(step: Pick<AlarmRecordStep, 'kind'> & { readonly to?: string }): string | null {
  switch (step.kind) {
    case 'recovered':
    case 'told-contacts':
    case 'contacts-reached':
      return step.kind;
    case 'escalated':
      return `escalated.${step.to ?? ''}`;
    default:
      return null;
  }
}
