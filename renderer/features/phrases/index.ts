export { movePhrase, savePhrase, setPhraseActive, type PhraseEntry } from './commands';
export { messages } from './messages';
export { PhrasePicker } from './PhrasePicker';
export { usePhrases, type PhraseRecord } from './queries';
