import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isChild } from '#shared/domain/people/age';
import { isCalendarDate } from '#shared/domain/calendar/date';
import { checkCitizenId, type IdProblem } from '#shared/domain/people/citizen-id';
import { idDisagreements } from '#shared/domain/people/complete';
import { maskCitizenId, maskPhone } from '#shared/domain/privacy/mask';
import { SEXES } from '#shared/schema/types/person';
import { Card, Choice, dayText, Field, Pill, useLanguage } from '#renderer/ui/index';
import { scopeOf, SealedValue } from '../../people/index';
import type { FieldsProps } from './PersonForm';
import type { Entry } from './use-entry';

/** Who it is: name, citizen id, birth date, sex, phone. The id fills in what it says, and shows where the fields say otherwise. */
export function IdentityFields(props: FieldsProps) {
  const { t } = useTranslation(['person-form', 'people']);
  const { entry, problemOf } = props;
  const { draft, change, context } = entry;
  const name = problemOf('name');
  const sex = problemOf('sex');
  const birth = problemOf('birthDate');
  const isMinor = isCalendarDate(draft.birthDate) && isChild(draft.birthDate, context.today);
  const childHint = !isMinor ? null : context.opensChildren ? t('birthDate.child') : t('birthDate.child-closed');
  return (
    <Card title={t('identity.title')}>
      <div className="entry-fields">
        <Field label={t('name')} error={name && t(`name.${name}`)}>
          {(ties) => (
            <Input
              {...ties}
              autoFocus={draft.name === ''}
              maxLength={80}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <CitizenIdField {...props} />
        <Field
          label={t('birthDate')}
          error={birth === 'child-closed' ? null : birth && t(`birthDate.${birth}`)}
          hint={childHint}
        >
          {(ties) => (
            <Input
              {...ties}
              type="date"
              value={draft.birthDate}
              max={context.today}
              onChange={(event) => change({ birthDate: event.target.value })}
            />
          )}
        </Field>
        <div className="field">
          <span className="field-label">{t('sex')}</span>
          <Choice
            label={t('sex')}
            options={SEXES.map((value) => ({ value, label: t(`sex.${value}`, { ns: 'people' }) }))}
            value={draft.sex}
            onChange={(value) => change({ sex: value })}
            errorId={sex ? 'entry-sex-error' : undefined}
          />
          {sex && (
            <p className="field-error" id="entry-sex-error">
              {t('sex.missing')}
            </p>
          )}
        </div>
        <PhoneField {...props} />
      </div>
    </Card>
  );
}

function CitizenIdField({ entry, person, problemOf }: FieldsProps) {
  const { t } = useTranslation('person-form');
  const { draft, change, checkedId, context } = entry;
  const problem = problemOf('citizenId') ?? wrongAsTyped(entry);
  const { citizenId } = draft;
  if (citizenId === null && person) {
    return (
      <OnFile
        label={t('citizenId')}
        change={t(person.citizenId ? 'citizenId.other' : 'citizenId.add')}
        onChange={() => change({ citizenId: '' })}
      >
        <SealedValue
          sealed={person.citizenId}
          subject={{ type: 'person', scope: scopeOf(person._id), uid: person.uid, field: 'citizenId' }}
          label={t('citizenId')}
          mask={maskCitizenId}
        />
      </OnFile>
    );
  }
  const type = (text: string) => {
    const said = checkCitizenId(text, context.today, context.regionOf);
    const isSound = said.problems.every((each) => each === 'region');
    change({
      citizenId: text,
      isIdWrongThere: false,
      // Only what is still empty is filled in: a disagreement is shown and left to the person.
      ...(isSound && draft.birthDate === '' && said.birthDate !== null && { birthDate: said.birthDate }),
      ...(isSound && draft.sex === null && said.sex !== null && { sex: said.sex }),
    });
  };
  return (
    <Field
      label={t('citizenId')}
      error={problem && t(`citizenId.${problem}`)}
      hint={
        person ? (
          <button type="button" className="link-button" onClick={() => change({ citizenId: null })}>
            {t('keep')}
          </button>
        ) : checkedId ? null : (
          t('optional')
        )
      }
    >
      {(ties) => (
        <>
          <Input {...ties} maxLength={24} value={citizenId ?? ''} onChange={(event) => type(event.target.value)} />
          <IdWords entry={entry} />
        </>
      )}
    </Field>
  );
}

/** What is wrong with an id whatever is typed next; one that is only too short is not yet wrong. */
function wrongAsTyped({ checkedId }: Entry): Exclude<IdProblem, 'region'> | null {
  const problem = checkedId?.problems.find((each) => each !== 'region') ?? null;
  return problem === 'length' && (checkedId?.id.length ?? 0) < 18
    ? null
    : (problem as Exclude<IdProblem, 'region'> | null);
}

/** What the id says: where it agrees, one line; where it does not, what and the press that follows it. */
function IdWords({ entry: { draft, change, checkedId, context } }: { readonly entry: Entry }) {
  const { t } = useTranslation(['person-form', 'people']);
  const language = useLanguage();
  if (!checkedId || checkedId.problems.some((problem) => problem !== 'region')) return null;
  const { birthDate, sex, region, wasShort } = checkedId;
  const day = birthDate === null ? '' : dayText(birthDate, context.today, language);
  const sexText = sex === null ? '' : t(`sex.${sex}`, { ns: 'people' });
  const apart = idDisagreements(draft, checkedId);
  return (
    <div className="id-words" role="status">
      {apart.length === 0 && <Pill shape="done">{t(wasShort ? 'id.upgraded' : 'id.sound')}</Pill>}
      {apart.includes('birthDate') && birthDate !== null && (
        <Apart text={t('id.birthDate', { day })} onFollow={() => change({ birthDate })} />
      )}
      {apart.includes('sex') && sex !== null && (
        <Apart text={t('id.sex', { sex: sexText })} onFollow={() => change({ sex })} />
      )}
      {region === null && <Pill shape="due">{t('id.region')}</Pill>}
      {region === 'superseded' && <span className="quiet">{t('id.superseded')}</span>}
    </div>
  );
}

function Apart({ text, onFollow }: { readonly text: string; readonly onFollow: () => void }) {
  const { t } = useTranslation('person-form');
  return (
    <span className="id-apart">
      <Pill shape="due">{text}</Pill>
      <button type="button" className="link-button" onClick={onFollow}>
        {t('id.follow')}
      </button>
    </span>
  );
}

function PhoneField({ entry: { draft, change }, person, problemOf }: FieldsProps) {
  const { t } = useTranslation('person-form');
  const problem = problemOf('phone');
  if (draft.phone === null && person) {
    return (
      <OnFile
        label={t('phone')}
        change={t(person.phone ? 'phone.other' : 'phone.add')}
        onChange={() => change({ phone: '' })}
      >
        <SealedValue
          sealed={person.phone}
          subject={{ type: 'person', scope: scopeOf(person._id), uid: person.uid, field: 'phone' }}
          label={t('phone')}
          mask={maskPhone}
        />
      </OnFile>
    );
  }
  return (
    <Field
      label={t('phone')}
      error={problem && t(`phone.${problem}`)}
      hint={
        person ? (
          <button type="button" className="link-button" onClick={() => change({ phone: null })}>
            {t('keep')}
          </button>
        ) : (
          t('optional')
        )
      }
    >
      {(ties) => (
        <Input
          {...ties}
          inputMode="tel"
          maxLength={30}
          value={draft.phone ?? ''}
          onChange={(event) => change({ phone: event.target.value })}
        />
      )}
    </Field>
  );
}

interface OnFileProps {
  readonly label: string;
  /** Words of the press that makes place for another one. */
  readonly change: string;
  readonly onChange: () => void;
  readonly children: ReactNode;
}

/** A number that is on file, behind its mask, until another one is to be typed. */
function OnFile({ label, change, onChange, children }: OnFileProps) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <div className="on-file">
        {children}
        <Button size="small" onClick={onChange}>
          {change}
        </Button>
      </div>
    </div>
  );
}
