import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  HAND_IN_PHOTOS,
  KIOSK_TEXT_LIMITS,
  kioskReportFormSchema,
  type KioskReportForm,
} from '#shared/ipc/kiosk-intake-api';
import { kioskPaths } from '#shared/ipc/kiosk-api';
import { isPhone } from '../apply/steps';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { CheckPage, type CheckedRow } from '../hand-in/CheckPage';
import { ConsentPage } from '../hand-in/ConsentPage';
import { PhotosPage } from '../hand-in/PhotosPage';
import { usePhotos } from '../hand-in/photos';
import { ReceiptPage } from '../hand-in/ReceiptPage';
import { useHandIn } from '../hand-in/use-hand-in';
import { faultOf, type Fault } from '../host/answer';
import { TypePage } from '../keyboard/typing';
import { newRequest } from '../new-request';
import { useKiosk } from '../session/kiosk-context';
import { useLabel } from '../use-label';
import { CategoryStep, type Category } from './CategoryStep';
import { PlaceStep, type Place } from './PlaceStep';

const STEPS = ['consent', 'place', 'spot', 'category', 'text', 'photos', 'phone', 'check'] as const;
type Step = (typeof STEPS)[number];

/** Longest number of the report's contact. */
const PHONE_LENGTH = 20;

interface Draft {
  readonly place: Place | null;
  readonly spot: string;
  readonly category: Category | null;
  readonly text: string;
  readonly phone: string;
}

/** A report of what is wrong somewhere: where, what kind, in a sentence, with a photo if somebody likes. */
export function ReportPage() {
  const { t } = useTranslation('kioskReport');
  const { host, signal, back } = useKiosk();
  const [form, setForm] = useState<KioskReportForm | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    void host.ask(kioskPaths.reportForm, kioskReportFormSchema, { signal }).then((answer) => {
      if (signal.aborted) return;
      if (answer.kind === 'ok') setForm(answer.value);
      else setFault(faultOf(answer));
    });
  }, [host, signal]);
  if (form?.isOn) return <Report groups={form.groups} />;
  return (
    <Screen part={t('part')} title={form ? t('off') : t('part')} sub={form ? t('off.text') : undefined} onBack={back}>
      <div className="kiosk-one">
        <FaultNote fault={fault} />
      </div>
    </Screen>
  );
}

function Report({ groups }: { readonly groups: KioskReportForm['groups'] }) {
  const label = useLabel();
  const { t } = useTranslation('kioskReport');
  const { t: words } = useTranslation('kioskHandIn');
  const { back } = useKiosk();
  const [step, setStep] = useState<Step>('consent');
  const [isChanging, setChanging] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const [draft, setDraft] = useState<Draft>({ place: null, spot: '', category: null, text: '', phone: '' });
  const [name] = useState(newRequest);
  const photos = usePhotos();
  const { sending, refused, send, handedIn } = useHandIn('incident', photos.photos);
  const part = t('part');

  const turn = (by: 1 | -1) => {
    setWrong(false);
    setChanging(false);
    const at = STEPS.indexOf(step) + by;
    if (isChanging) setStep('check');
    else if (at < 0) back();
    else setStep(STEPS[at] ?? 'check');
  };
  const [next, before] = [() => turn(1), () => turn(-1)];
  const change = (changed: Partial<Draft>) => {
    setWrong(false);
    setDraft({ ...draft, ...changed });
  };
  const row = (key: Step, name: string, value: string): CheckedRow => ({
    ...{ key, name, value },
    onChange: () => {
      setChanging(true);
      setStep(key);
    },
  });

  if (handedIn) return <ReceiptPage part={part} receipt={handedIn.receipt} next={[words('next.incident')]} />;
  switch (step) {
    case 'consent':
      return <ConsentPage part={part} name={part} sub={t('consent.sub')} onYes={next} onBack={before} />;
    case 'place':
      return (
        <PlaceStep
          onBack={before}
          onPlace={(place) => {
            change({ place });
            next();
          }}
        />
      );
    case 'spot':
      return (
        <TypePage
          key="spot"
          {...{ part, title: t('spot.title'), sub: t('spot.sub'), onDone: next, onBack: before }}
          kind="words"
          maxLength={KIOSK_TEXT_LIMITS.spot}
          value={draft.spot}
          onChange={(spot) => change({ spot })}
          done={words(draft.spot === '' ? 'skip' : 'next')}
        />
      );
    case 'category':
      return (
        <CategoryStep
          groups={groups}
          onBack={before}
          onCategory={(category) => {
            change({ category });
            next();
          }}
        />
      );
    case 'text':
      return (
        <TypePage
          key="text"
          {...{ part, title: t('text.title'), sub: t('text.sub'), onBack: before }}
          kind="words"
          isLong
          maxLength={KIOSK_TEXT_LIMITS.text}
          value={draft.text}
          onChange={(text) => change({ text })}
          problem={isWrong ? t('text.missing') : null}
          done={words('next')}
          onDone={() => (draft.text.trim() === '' ? setWrong(true) : next())}
        />
      );
    case 'photos':
      return (
        <PhotosPage
          {...{ part, title: t('photos.title'), sub: t('photos.sub'), what: t('photos.what'), photos }}
          of="incident"
          most={HAND_IN_PHOTOS.incident}
          without={words('photo.skip')}
          onNext={next}
          onBack={before}
        />
      );
    case 'phone':
      return (
        <TypePage
          key="phone"
          {...{ part, title: words('phone.title'), sub: words('phone.optional'), onBack: before }}
          kind="digits"
          maxLength={PHONE_LENGTH}
          value={draft.phone}
          onChange={(phone) => change({ phone })}
          problem={isWrong ? words('phone.wrong') : null}
          done={words(draft.phone === '' ? 'skip' : 'next')}
          onDone={() => (draft.phone === '' || isPhone(draft.phone) ? next() : setWrong(true))}
        />
      );
    case 'check':
      return (
        <CheckPage
          part={part}
          rows={[
            row('place', t('place'), draft.place?.address ?? ''),
            row('spot', t('spot'), draft.spot),
            row('category', t('category'), draft.category ? label(draft.category.name) : t('category.unknown')),
            row('text', t('text'), draft.text),
            { ...row('photos', t('photos'), ''), photos: photos.photos, isPhotos: true },
            row('phone', t('phone'), draft.phone),
          ]}
          sending={sending}
          refused={refused}
          onSend={() =>
            send((idOf) => ({
              form: name,
              buildingUid: draft.place?.uid ?? '',
              spot: draft.spot.trim(),
              categoryUid: draft.category?.uid ?? null,
              text: draft.text.trim(),
              phone: draft.phone.trim(),
              photoIds: photos.photos.map(idOf),
            }))
          }
          onBack={() => setStep('phone')}
        />
      );
  }
}
