/** What messages are about, as a system that gets them chooses: people in danger, what happens in the grids, accounts, everything else. */
export const MESSAGE_KINDS = ['alarm', 'incident', 'account', 'other'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Texts by the first word of their name. */
const BY_WORD: Readonly<Record<string, MessageKind>> = {
  alarm: 'alarm',
  incident: 'incident',
  passphrase: 'account',
  account: 'account',
};

/** The kind of a text: `passphrase-reset` is about accounts. */
export function kindOf(template: string): MessageKind {
  const word = template.split('-')[0] ?? '';
  return Object.hasOwn(BY_WORD, word) ? (BY_WORD[word] ?? 'other') : 'other';
}
