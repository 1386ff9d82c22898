import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import {
  HAND_IN_PHOTOS,
  KIOSK_TEXT_LIMITS,
  type HandedInAnswer,
  type KioskApplication,
} from '#shared/ipc/kiosk-intake-api';
import type { PublicItem } from '#shared/ipc/kiosk-api';
import { Screen } from '../frame/Screen';
import { groupBy } from '../group-by';
import { CheckPage, type CheckedRow } from '../hand-in/CheckPage';
import { ConsentPage } from '../hand-in/ConsentPage';
import { PhotosPage } from '../hand-in/PhotosPage';
import { usePhotos, type Photos, type TakenPhoto } from '../hand-in/photos';
import { ReceiptPage } from '../hand-in/ReceiptPage';
import { useHandIn } from '../hand-in/use-hand-in';
import { TypePage } from '../keyboard/typing';
import { newRequest } from '../new-request';
import { useKiosk, useKnown } from '../session/kiosk-context';
import type { Session } from '../session/pages';
import { useItemName } from '../use-item-name';
import { EMPTY_DRAFT, problemOf, stepsOf, type ApplyDraft, type ApplyStep } from './steps';

/** An application by oneself: one question a page, everything once more, sealed, handed in. */
export function ApplyPage({ number }: { readonly number: string }) {
  const { t } = useTranslation('kioskApply');
  const { back } = useKiosk();
  const { catalogue } = useKnown();
  // What was chosen stays as it was, though the catalogue should change meanwhile.
  const [item] = useState(() => catalogue?.items.find((each) => each.number === number) ?? null);
  if (item) return <Application item={item} />;
  return (
    <Screen part={t('part')} title={t('gone.title')} sub={t('gone.text')} onBack={back}>
      <div />
    </Screen>
  );
}

function Application({ item }: { readonly item: PublicItem }) {
  const { t } = useTranslation('kioskApply');
  const { t: words } = useTranslation('kioskHandIn');
  const { back, session } = useKiosk();
  const named = useItemName();
  const { aheadMs } = useKnown();
  const [steps] = useState(() => stepsOf(item));
  const [at, setAt] = useState(0);
  /** Somebody came from the last page to change one thing, and goes back there. */
  const [isChanging, setChanging] = useState(false);
  const [draft, setDraft] = useState<ApplyDraft>(EMPTY_DRAFT);
  const [form] = useState(() => ({ name: newRequest(), startedAtMs: Date.now() + aheadMs }));
  const photos = usePhotos();
  const { sending, refused, send, handedIn } = useHandIn('application', photos.photos);
  const step = steps[at] ?? { kind: 'check' as const };
  const last = steps.length - 1;

  const next = () => {
    setAt(isChanging ? last : Math.min(last, at + 1));
    setChanging(false);
  };
  const before = () => {
    if (isChanging) return next();
    if (at === 0) return back();
    setAt(at - 1);
  };
  if (handedIn) return <Done item={item} photos={photos.photos} steps={steps} handedIn={handedIn} />;
  if (step.kind === 'consent')
    return (
      <ConsentPage
        part={t('part')}
        name={named(item)}
        sub={t('consent.many', { count: steps.length - 2 })}
        onYes={next}
        onBack={before}
      />
    );
  if (step.kind === 'material')
    return (
      <PhotosPage
        key={step.id}
        part={t('part')}
        title={t('material.title', { name: step.name })}
        sub={step.when ?? (step.isRequired ? t('material.required') : undefined)}
        of={step.id}
        what={step.name}
        photos={photos}
        most={HAND_IN_PHOTOS.application}
        without={words('photo.none')}
        onNext={next}
        onBack={before}
      />
    );
  if (step.kind === 'check')
    return (
      <CheckPage
        part={t('part')}
        rows={rowsOf(steps, draft, photos, t, (index) => {
          setAt(index);
          setChanging(true);
        })}
        sending={sending}
        refused={refused}
        onSend={() => send((idOf) => contentOf(item, form, draft, photos.photos, session.ticket, idOf))}
        onBack={() => setAt(last - 1)}
      />
    );
  const today = dateAtStation(form.startedAtMs);
  return <Question key={at} step={step} draft={draft} today={today} onDraft={setDraft} onNext={next} onBack={before} />;
}

interface QuestionProps {
  readonly step: Exclude<ApplyStep, { readonly kind: 'material' }>;
  readonly draft: ApplyDraft;
  /** The day it is at the station. */
  readonly today: string;
  readonly onDraft: (draft: ApplyDraft) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

function Question({ step, draft, today, onDraft, onNext, onBack }: QuestionProps) {
  const { t } = useTranslation('kioskApply');
  const { t: words } = useTranslation('kioskHandIn');
  const [isWrong, setWrong] = useState(false);
  const problem = problemOf(step.kind, draft, today);
  const common = {
    part: t('part'),
    problem: isWrong && problem ? words(problem) : null,
    onDone: () => (problem ? setWrong(true) : onNext()),
    onBack,
  };
  const change = (changed: Partial<ApplyDraft>) => {
    setWrong(false);
    onDraft({ ...draft, ...changed });
  };
  if (step.kind === 'field') {
    const value = draft.answers[step.id] ?? '';
    return (
      <TypePage
        {...common}
        title={step.label}
        sub={t('field.sub')}
        kind="words"
        maxLength={KIOSK_TEXT_LIMITS.answer}
        value={value}
        onChange={(typed) => change({ answers: { ...draft.answers, [step.id]: typed } })}
        done={words(value === '' ? 'skip' : 'next')}
      />
    );
  }
  if (step.kind === 'name')
    return (
      <TypePage
        {...common}
        title={words('name.title')}
        kind="words"
        maxLength={KIOSK_TEXT_LIMITS.name}
        value={draft.name}
        onChange={(name) => change({ name })}
        done={words('next')}
      />
    );
  const isPhone = step.kind === 'phone';
  const value = isPhone ? draft.phone : draft.citizenId;
  return (
    <TypePage
      {...common}
      title={words(isPhone ? 'phone.title' : 'id.title')}
      sub={words(isPhone ? 'phone.sub' : 'id.sub')}
      kind="digits"
      extra={isPhone ? '' : 'X'}
      maxLength={isPhone ? KIOSK_TEXT_LIMITS.phone : ID_LENGTH}
      value={value}
      onChange={(typed) => change(isPhone ? { phone: typed } : { citizenId: typed.toUpperCase() })}
      done={words(value === '' && !isPhone ? 'skip' : 'next')}
    />
  );
}

const ID_LENGTH = 18;

function rowsOf(
  steps: readonly ApplyStep[],
  { name, phone, citizenId, answers }: ApplyDraft,
  { photos }: Photos,
  t: (key: string) => string,
  onChange: (index: number) => void,
): readonly CheckedRow[] {
  return steps.flatMap((step, index): readonly CheckedRow[] => {
    const row = { key: String(index), onChange: () => onChange(index) };
    switch (step.kind) {
      case 'consent':
      case 'check':
        return [];
      case 'name':
        return [{ ...row, name: t('name'), value: name }];
      case 'phone':
        return [{ ...row, name: t('phone'), value: phone }];
      case 'id':
        return [{ ...row, name: t('id'), value: citizenId }];
      case 'field':
        return [{ ...row, name: step.label, value: answers[step.id] ?? '' }];
      case 'material':
        return [
          { ...row, name: step.name, value: '', isPhotos: true, photos: photos.filter(({ of }) => of === step.id) },
        ];
    }
  });
}

/** What the box holds. */
function contentOf(
  { number, versionId, form: fields }: PublicItem,
  form: { readonly name: string; readonly startedAtMs: number },
  draft: ApplyDraft,
  photos: readonly TakenPhoto[],
  ticket: Session['ticket'],
  idOf: (photo: TakenPhoto) => string,
): KioskApplication {
  const answers = (fields ?? []).flatMap(({ id }) => {
    const answer = draft.answers[id]?.trim() ?? '';
    return answer === '' ? [] : [[id, answer] as const];
  });
  return {
    form: form.name,
    startedAtMs: form.startedAtMs,
    itemNumber: number,
    versionId,
    applicant: { name: draft.name.trim(), phone: draft.phone.trim(), citizenId: draft.citizenId.trim() },
    answers: Object.fromEntries(answers),
    materials: [...groupBy(photos, ({ of }) => of)].map(([materialId, own]) => ({
      materialId,
      photoIds: own.map(idOf),
    })),
    ticket,
    consented: true,
  };
}

interface DoneProps {
  readonly item: PublicItem;
  readonly photos: readonly TakenPhoto[];
  readonly steps: readonly ApplyStep[];
  readonly handedIn: HandedInAnswer;
}

function Done({ photos, steps, handedIn }: DoneProps) {
  const { t } = useTranslation('kioskApply');
  const { t: words } = useTranslation('kioskHandIn');
  const taken = new Set(photos.map(({ of }) => of));
  const isLacking = steps.some((step) => step.kind === 'material' && step.isRequired && !taken.has(step.id));
  return (
    <ReceiptPage
      part={t('part')}
      receipt={handedIn.receipt}
      next={[words('next.application'), ...(isLacking ? [words('next.bring')] : [])]}
    />
  );
}
