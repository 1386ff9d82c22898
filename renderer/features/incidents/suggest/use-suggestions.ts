import { useEffect, useRef, useState } from 'react';
import type { ConfirmedText } from '#shared/domain/incidents/classify/suggest';
import { useCategoryRecords, useIncidents } from '../queries';
import type { SuggestAnswer, SuggestQuestion } from './suggest-protocol';

const NOTHING: SuggestAnswer = { text: '', guesses: [], model: '' };

/** A pause in typing of this length asks. */
const REST_MS = 200;

/** As many of the station's own incidents are learnt from as a tablet learns in a moment. */
const MOST_OWN = 300;

/** What a text may be about, as the station's own incidents and the shipped examples have it; nothing for a text that says nothing. */
export function useSuggestions(text: string): SuggestAnswer {
  const categories = useCategoryRecords();
  const incidents = useIncidents();
  const worker = useRef<Worker | null>(null);
  const [answer, setAnswer] = useState(NOTHING);
  const wanted = text.trim();

  // Learnt once a form: what comes meanwhile is for the next one.
  const sources = useRef({ categories, incidents });
  useEffect(() => {
    sources.current = { categories, incidents };
  });
  const isReady = categories !== undefined && incidents !== undefined;
  useEffect(() => {
    if (!isReady) return;
    const thread = new Worker(new URL('./suggest.worker.ts', import.meta.url), { type: 'module', name: 'categories' });
    thread.addEventListener('message', ({ data }: MessageEvent<SuggestAnswer>) => setAnswer(data));
    const rows = (sources.current.categories ?? []).map(({ uid, major, minor, active }) => ({
      uid,
      major,
      minor,
      active,
    }));
    const confirmed = [...(sources.current.incidents ?? [])]
      .sort((a, b) => b.record.reportedAtMs - a.record.reportedAtMs)
      .flatMap(({ standing, record }): readonly ConfirmedText[] =>
        standing.acceptedAtMs === null || standing.categoryUid === null
          ? []
          : [{ text: record.title, categoryUid: standing.categoryUid }],
      )
      .slice(0, MOST_OWN);
    ask(thread, { kind: 'learn', categories: rows, confirmed });
    worker.current = thread;
    return () => {
      worker.current = null;
      thread.terminate();
    };
  }, [isReady]);

  useEffect(() => {
    if (!isReady || wanted === '') return;
    const timer = setTimeout(() => worker.current && ask(worker.current, { kind: 'ask', text: wanted }), REST_MS);
    return () => clearTimeout(timer);
  }, [isReady, wanted]);
  // An answer about what stood there before would be taken for one about what stands there now.
  return answer.text === wanted ? answer : NOTHING;
}

const ask = (worker: Worker, question: SuggestQuestion): void => worker.postMessage(question);
