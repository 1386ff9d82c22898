import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { goTo, Pill, useWords } from '#renderer/ui/index';
import { applicationParts } from './application-parts';
import { ratedApplication } from './commands';
import { Due } from './Due';
import { applicationFormPlace, applicationsPlace, type OfTicket } from './places';
import { useApplications, useMayApply } from './queries';
import { AskRating } from './rating/AskRating';
import { MATERIAL_SHAPES, STATE_SHAPES } from './words';
import './applications.css';

interface ApplicationOfTicketProps {
  readonly ticket: OfTicket;
  readonly itemNumber: string | null;
}

/** What the counter needs beside the number that is being served: its application with state and materials, or the way to a new one. */
export function ApplicationOfTicket({ ticket, itemNumber }: ApplicationOfTicketProps) {
  useWords(applicationParts);
  const { t } = useTranslation('applications');
  const all = useApplications();
  const mayApply = useMayApply();
  const own =
    all?.filter(({ record }) => record.ticketNumber === ticket.number && record.ticketDay === ticket.day) ?? [];
  return (
    <section className="card application-of-ticket" aria-label={t('ticket.label')}>
      {own.map((shown) => (
        <div key={shown.id}>
          <p className="application-pills">
            <b>{shown.version?.name ?? shown.record.itemNumber}</b>
            <Pill shape={STATE_SHAPES[shown.view.standing.state]}>{t(`state.${shown.view.standing.state}`)}</Pill>
            <Due shown={shown} />
          </p>
          <ul>
            {shown.view.materials.map(({ material, state }) => (
              <li key={material.id}>
                <span>{material.name}</span> <Pill shape={MATERIAL_SHAPES[state]}>{t(`material.${state}`)}</Pill>
              </li>
            ))}
          </ul>
          <Button onClick={() => goTo(applicationsPlace({ open: shown.id }))}>{t('handed.open')}</Button>
          {!shown.view.isOpen && <AskRating service={ratedApplication(shown)} />}
        </div>
      ))}
      {all && own.length === 0 && <p className="quiet">{t('ticket.none')}</p>}
      {mayApply && (
        <Button
          type={own.length === 0 ? 'primary' : 'default'}
          onClick={() => goTo(applicationFormPlace({ ticket, itemNumber }))}
        >
          {t('new')}
        </Button>
      )}
    </section>
  );
}
