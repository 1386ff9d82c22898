import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from 'antd';
import { useRecord, useRegisterAnswer } from '#renderer/data/index';
import { Suggest, type Suggestion } from '#renderer/ui/index';
import { useToday, type PersonRecord } from '../../people/index';
import { useFileIdOf } from '../names';
import { Ask, problemOf } from './Ask';
import type { ReportQuestionProps } from './ReportForm';

/** Who asked for it, where a resident did: a file found by name or address, or whom to call back where there is none. */
export function OnBehalfQuestion({ state: { draft, problems }, answer }: ReportQuestionProps) {
  const { t } = useTranslation('incidentReport');
  const [text, setText] = useState('');
  const people = usePeopleFound(text);
  return (
    <Ask label={t('field.behalf')} problem={problemOf(problems, 'contact')}>
      {(errorId) => (
        <div className="behalf-question">
          {draft.onBehalfOf === null ? (
            <Suggest
              label={t('behalf.search')}
              placeholder={t('behalf.hint')}
              text={text}
              onText={setText}
              suggestions={people}
              onChoose={({ key }) => {
                setText('');
                answer({ onBehalfOf: key });
              }}
            />
          ) : (
            <Behalf uid={draft.onBehalfOf} onRemove={() => answer({ onBehalfOf: null })} />
          )}
          <div className="behalf-contact">
            <Input
              aria-label={t('contact.name')}
              placeholder={t('contact.name')}
              value={draft.contact.name}
              onChange={({ target }) => answer({ contact: { ...draft.contact, name: target.value } })}
            />
            <Input
              type="tel"
              aria-label={t('contact.phone')}
              placeholder={t('contact.phone')}
              value={draft.contact.phone}
              onChange={({ target }) => answer({ contact: { ...draft.contact, phone: target.value } })}
              {...(errorId && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': errorId })}
            />
          </div>
        </div>
      )}
    </Ask>
  );
}

function Behalf({ uid, onRemove }: { readonly uid: string; readonly onRemove: () => void }) {
  const { t } = useTranslation(['incidentReport', 'people']);
  const person = useRecord<PersonRecord>('people', useFileIdOf(uid) ?? '');
  const name = person ? (person.name ?? t('closed.name', { ns: 'people' })) : t('behalf.somebody');
  return (
    <p className="behalf">
      <b>{name}</b>
      <button type="button" className="icon-button" aria-label={t('behalf.remove', { name })} onClick={onRemove}>
        <X size={18} aria-hidden="true" />
      </button>
    </p>
  );
}

const SHOWN = 6;

/** Residents that the register finds for what is typed; nobody whose file is closed. */
function usePeopleFound(text: string): readonly Suggestion[] {
  const today = useToday();
  const typed = text.trim();
  const hits = useRegisterAnswer(
    (register) =>
      typed === '' ? Promise.resolve([]) : register.search({ text: typed, kinds: ['person'], limit: SHOWN, today }),
    [typed, today],
  );
  return typed === '' ? [] : (hits ?? []).map(({ uid, title, detail }) => ({ key: uid, label: title, detail }));
}
