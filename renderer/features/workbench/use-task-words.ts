import { useTranslation } from 'react-i18next';
import { PERSON_FORM, readPersonDraft } from '#shared/domain/people/draft';
import type { AgendaState } from '#shared/domain/workbench/agenda';
import type { Place } from '#renderer/ui/index';
import { alarmsPlace, useRuleWords } from '../alarms/index';
import { conflictsPlace } from '../conflicts/index';
import { incidentsPlace, useUnitRecords } from '../incidents/index';
import { IMPORTS_PATH } from '../imports/index';
import {
  DUPLICATES_PLACE,
  editPersonPlace,
  newPersonPlace,
  RESIDENTS_PATH,
  useGridNames,
  useStaffNames,
} from '../people/index';
import { QUALITY_PATH } from '../quality/index';
import { settingsPlace } from '../settings/index';
import { SYNC_PLACE, useRecordWords } from '../sync/index';
import { visitFormPlace, visitsPlace } from '../visits/index';
import { MOST_PAIRS, useFileOf, useGridWorkers } from './queries';
import type { WorkTask } from './tasks';

/** A task's line in words, and where it is done. */
export interface TaskWords {
  readonly what: string;
  readonly whom: string;
  readonly who: string;
  readonly place: Place;
}

type TaskOf<K extends WorkTask['kind']> = Extract<WorkTask, { readonly kind: K }>;

/** A visit in words: why, whom in which grid, and the worker there. */
export function useVisitWords({ visit, grid }: TaskOf<'visit'>): TaskWords {
  const { t } = useTranslation(['workbench', 'people']);
  const gridName = useGridNames();
  const workers = useGridWorkers();
  const { person, kinds } = visit;
  const [kind] = kinds;
  const name = person.name ?? t('closed.short', { ns: 'people' });
  const kindName = kind ? t(`kind.${kind}`, { ns: 'people' }) : '';
  return {
    what: t('what.visit', { kind: kindName }),
    whom: [name, gridName(person._id)].filter(Boolean).join(' · '),
    who: workers(grid ?? 0).join(t('who.and')) || t('who.anybody'),
    place: visitsPlace({ person: person._id }),
  };
}

/** An alarm in words: what is to be done about it, whom it is about, and the worker there. */
export function useAlarmTaskWords({ alarm, grid }: TaskOf<'alarm'>): TaskWords {
  const { t } = useTranslation('workbench');
  const ruleWords = useRuleWords();
  const gridName = useGridNames();
  const workers = useGridWorkers();
  const { record, standing, id } = alarm;
  const file = useFileOf(record.personUid);
  const name = record.personUid === null ? null : (file?.name ?? t('whom.somebody'));
  return {
    what: t(standing.state === 'visit' ? 'what.alarm.visit' : 'what.alarm.call', { rule: ruleWords(record.rule) }),
    whom: [name, gridName(id)].filter(Boolean).join(' · '),
    who: workers(grid ?? 0).join(t('who.and')) || t('who.anybody'),
    place: alarmsPlace({ open: id }),
  };
}

/** An incident in words: what is to be done about it, what it is, and whom it is with. */
export function useIncidentWords({ incident }: TaskOf<'incident'>): TaskWords {
  const { t } = useTranslation('workbench');
  const gridName = useGridNames();
  const staffName = useStaffNames();
  const units = useUnitRecords();
  const { record, standing, id } = incident;
  const { assignee } = standing;
  const unit = units?.find(({ uid }) => uid === assignee?.unitUid)?.name.zh;
  const who = assignee?.staffUid ? staffName(assignee.staffUid) : unit;
  return {
    what: t(standing.respondedAtMs === null ? 'what.incident.respond' : 'what.incident.handle', {
      title: record.title,
    }),
    whom: [record.address, gridName(id)].filter(Boolean).join(' · '),
    who: who ?? t('who.anybody'),
    place: incidentsPlace({ open: id }),
  };
}

/** A form that was begun, with whom it is about. */
export function useDraftWords(task: TaskOf<'visit-draft' | 'person-draft'>): TaskWords {
  const { t } = useTranslation('workbench');
  const typed = task.draft.form === PERSON_FORM.id ? readPersonDraft(task.draft.value) : null;
  const isNew = typed !== null && typed.personUid !== task.subjectUid;
  const file = useFileOf(isNew ? null : task.subjectUid);
  const name = isNew ? typed.name.trim() || t('whom.unnamed') : (file?.name ?? t('whom.somebody'));
  const who = t('who.me');
  if (task.kind === 'visit-draft') {
    return { what: t('what.visit-draft'), whom: name, who, place: file ? visitFormPlace(file._id) : visitsPlace() };
  }
  if (isNew) return { what: t('what.person-draft.new'), whom: name, who, place: newPersonPlace() };
  const place: Place = file ? editPersonPlace(file._id) : { path: RESIDENTS_PATH, query: {} };
  return { what: t('what.person-draft.edit'), whom: name, who, place };
}

/** A record that came back, with the name masked as the sync page masks it. */
export function useUnsentWords(task: TaskOf<'refused' | 'held'>): TaskWords {
  const { t } = useTranslation('workbench');
  const { type, name } = useRecordWords(task.row);
  const whom = name === null ? type : t('whom.record', { type, name });
  return { what: t(`what.${task.kind}`), whom, who: t('who.me'), place: SYNC_PLACE };
}

/** What needs nothing looked up. */
export function usePlainWords(task: TaskOf<'import' | 'device' | 'conflicts' | 'duplicates' | 'findings'>): TaskWords {
  const { t } = useTranslation('workbench');
  const what = t(`what.${task.kind}`);
  switch (task.kind) {
    case 'import': {
      const { done, total } = task.progress;
      const place = { path: IMPORTS_PATH, query: {} };
      return { what, whom: t('whom.import', { done, total }), who: t('who.me'), place };
    }
    case 'device':
      return { what, whom: task.device.name, who: t('who.me'), place: settingsPlace('devices') };
    case 'conflicts': {
      const whom = t('whom.conflicts', { count: task.count });
      return { what, whom, who: t('who.anybody'), place: conflictsPlace() };
    }
    case 'duplicates': {
      const { count } = task;
      const whom = count < MOST_PAIRS ? t('whom.pairs', { count }) : t('whom.pairs.many', { count });
      return { what, whom, who: t('who.anybody'), place: DUPLICATES_PLACE };
    }
    case 'findings': {
      const whom = t('whom.findings', { count: task.count });
      return { what, whom, who: t('who.anybody'), place: { path: QUALITY_PATH, query: {} } };
    }
  }
}

/** Where the tasks of a kind stand that are only counted. */
export function placeOfMore(kind: WorkTask['kind'], state: AgendaState): Place {
  switch (kind) {
    case 'visit':
      return visitsPlace({ tab: state === 'late' ? 'overdue' : 'soon' });
    case 'alarm':
      return alarmsPlace();
    case 'incident':
      return incidentsPlace({ query: { tab: state === 'late' ? 'overdue' : '' } });
    case 'visit-draft':
      return visitsPlace({ tab: 'all' });
    case 'person-draft':
      return { path: RESIDENTS_PATH, query: {} };
    case 'refused':
    case 'held':
      return SYNC_PLACE;
    case 'device':
      return settingsPlace('devices');
    case 'import':
      return { path: IMPORTS_PATH, query: {} };
    case 'conflicts':
      return conflictsPlace();
    case 'duplicates':
      return DUPLICATES_PLACE;
    case 'findings':
      return { path: QUALITY_PATH, query: {} };
  }
}
