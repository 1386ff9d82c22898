import type { Assignee, DispatchReason } from '../../schema/types/incident-step';
import { dateAtStation } from '../calendar/date';
import { DISPATCH_WORDS } from './messages';

/** Names for what a reason speaks of, in the language it is told in. */
export interface ReasonNames {
  readonly category: string;
  readonly gridNumber: number;
  readonly unit: string;
  /** Who of the unit; '' where nobody is named. */
  readonly person: string;
}

/** Why something was sent where it was, as a sentence for whoever asks. */
export function reasonInWords(
  because: DispatchReason,
  to: Pick<Assignee, 'staffUid'>,
  names: ReasonNames,
  language: 'zh' | 'en',
): string {
  const words = DISPATCH_WORDS[language];
  const values: Readonly<Record<string, string>> = {
    rule: because.ruleName,
    category: names.category,
    grid: String(names.gridNumber),
    unit: names.unit,
    person: names.person,
    members: String(because.turn?.members ?? 0),
    last: because.turn?.lastAtMs == null ? '' : dateAtStation(because.turn.lastAtMs),
  };
  const parts = [
    because.ruleUid === null ? words.noRule : words.rule,
    ...(because.ruleUid === null
      ? []
      : [words[because.category], because.area === 'grid' ? words.grid : words.everywhere]),
    wordsOfMode(because, to, words),
  ];
  return `${parts.map((part) => fill(part, values)).join(words.join)}${words.end}`;
}

function wordsOfMode(
  { mode, turn }: DispatchReason,
  { staffUid }: Pick<Assignee, 'staffUid'>,
  words: (typeof DISPATCH_WORDS)['zh' | 'en'],
): string {
  switch (mode) {
    case 'assigned':
      return staffUid === null ? words.assigned : words.person;
    case 'pool':
      return words.pool;
    case 'rotation':
      return turn?.lastAtMs == null ? words.rotationFirst : words.rotation;
  }
}

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{([a-z]+)\}/g, (place, name: string) => values[name] ?? place);
