import { useTranslation } from 'react-i18next';
import {
  Bullet,
  DeadlineChip,
  Dot,
  MaskedValue,
  Pill,
  StatusShape,
  Tag,
  type Shape,
  GradeFace,
  type Grade,
} from '#renderer/ui/index';
import { Specimen } from '../specimen';

const SHAPES = {
  alert: 'status.alert',
  due: 'status.due',
  progress: 'status.progress',
  idle: 'status.idle',
  done: 'status.done',
  paused: 'status.paused',
  offline: 'status.offline',
  conflict: 'status.conflict',
  outgoing: 'status.outgoing',
  note: 'status.note',
} as const satisfies Readonly<Record<Shape, string>>;

/** Share of the time that has passed, how pressing it is, and the words. */
const DEADLINES = [
  [0, 'plain', 'deadline.date'],
  [0.25, 'plain', 'deadline.days'],
  [0.5, 'plain', 'deadline.today'],
  [0.8, 'warn', 'deadline.hour'],
  [0.97, 'warn', 'deadline.minutes'],
  [null, 'crit', 'deadline.over'],
  [null, 'crit', 'deadline.over-long'],
] as const;

/** Share, target, and the words that stand beside it. */
const BULLETS = [
  [0.847, 0.9, 'bullet.gap'],
  [0.9, 0.9, 'bullet.met'],
  [0.64, null, 'bullet.plain'],
  [1.2, 0.9, 'bullet.over'],
] as const;

const GRADES: readonly Grade[] = ['very-satisfied', 'satisfied', 'acceptable', 'dissatisfied', 'very-dissatisfied'];

const PHONE = '13888884127';
const mask = (value: string) => `${value.slice(0, 3)} •••• ${value.slice(-4)}`;

/** Every status by shape, word and colour; deadlines; small words; what stands behind a mask. */
export function Status() {
  const { t } = useTranslation('gallery');
  const shapes = Object.entries(SHAPES) as [Shape, (typeof SHAPES)[Shape]][];
  return (
    <>
      <Specimen of="StatusShape" words="shapes">
        {shapes.map(([shape]) => (
          <StatusShape key={shape} shape={shape} size={24} />
        ))}
        {shapes.map(([shape]) => (
          <StatusShape key={shape} shape={shape} />
        ))}
      </Specimen>
      <Specimen of="Pill" words="pills">
        {shapes.map(([shape, words]) => (
          <Pill key={shape} shape={shape}>
            {t(words)}
          </Pill>
        ))}
      </Specimen>
      <Specimen of="Pill" words="pills.filled">
        {shapes.map(([shape, words]) => (
          <Pill key={shape} shape={shape} filled>
            {t(words)}
          </Pill>
        ))}
      </Specimen>
      <Specimen of="DeadlineChip" words="deadlines">
        {DEADLINES.map(([passed, tone, words]) => (
          <DeadlineChip key={words} passed={passed} tone={tone} title={t('deadline.rule')}>
            {t(words)}
          </DeadlineChip>
        ))}
      </Specimen>
      <Specimen of="Tag" words="tags">
        <Tag>{t('tag.alone')}</Tag>
        <Tag>{t('tag.old')}</Tag>
        <Tag>{t('tag.long')}</Tag>
      </Specimen>
      <Specimen of="Dot" words="dots">
        <span>
          {t('fact.age')} <Dot /> {t('fact.home')} <Dot /> {t('fact.grid')}
        </span>
      </Specimen>
      <Specimen of="Bullet" words="bullets" isColumn>
        {BULLETS.map(([share, target, words]) => (
          <div key={words} className="bullet-line">
            <Bullet share={share} {...(target !== null && { target })} />
            <span>{t(words)}</span>
          </div>
        ))}
      </Specimen>
      <Specimen of="GradeFace" words="grades">
        <span className="gallery-faces">
          {GRADES.map((grade) => (
            <GradeFace key={grade} grade={grade} />
          ))}
        </span>
      </Specimen>
      <Specimen of="MaskedValue" words="masks">
        <MaskedValue label={t('phone')} value={PHONE} mask={mask} record={() => Promise.resolve()} />
        <span className="fails">
          <MaskedValue
            label={t('phone.other')}
            value={PHONE}
            mask={mask}
            record={() => Promise.reject(new Error('full'))}
          />
        </span>
      </Specimen>
    </>
  );
}
