import { learnCategories, suggestCategories, type Suggester } from '#shared/domain/incidents/classify/suggest';
import type { SuggestAnswer, SuggestQuestion } from './suggest-protocol';

/** The thread that learns the station's categories: it takes some hundred milliseconds, in which nobody should wait for a letter. */
let suggester: Suggester | null = null;

const answer = (message: SuggestAnswer): void => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<SuggestQuestion>) => {
  if (data.kind === 'learn') {
    suggester = learnCategories(data.categories, data.confirmed);
    return;
  }
  const guesses = suggester ? suggestCategories(data.text, suggester) : [];
  answer({ text: data.text, guesses, model: suggester?.name ?? '' });
});
