import { lazy } from 'react';
import { usePlace } from '#renderer/ui/index';
import { PERSON_PATH } from '../people/index';
import { PersonPage } from './PersonPage';
import type { PersonSlots } from './slots';
import './person.css';

// The form and the merge need the tables of national codes, the file does not.
const PersonFormPage = lazy(() =>
  import('./entry/PersonFormPage').then((module) => ({ default: module.PersonFormPage })),
);
const MergePage = lazy(() => import('./merge/MergePage').then((module) => ({ default: module.MergePage })));

/** One resident whole: the file, the form over it, two files side by side. */
export function PersonPages(slots: PersonSlots) {
  const { path, query } = usePlace();
  switch (path) {
    case `${PERSON_PATH}/new`:
      return <PersonFormPage key="new" personId={null} />;
    case `${PERSON_PATH}/edit`:
      return <PersonFormPage key={query['id'] ?? ''} personId={query['id'] ?? ''} />;
    case `${PERSON_PATH}/merge`:
      return <MergePage key={`${query['a'] ?? ''} ${query['b'] ?? ''}`} />;
    default:
      return <PersonPage key={query['id'] ?? ''} personId={query['id'] ?? ''} {...slots} />;
  }
}
