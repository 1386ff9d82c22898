import { Bell as BellIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { addressOf, momentText, PopoverButton, StatusShape, useLanguage } from '#renderer/ui/index';
import { useToday } from '#renderer/features/people/index';
import { useNotifications, type Notification } from '../notifications';

/** What there is to know on this device, behind a bell that counts what is unread. */
export function Bell() {
  const { t } = useTranslation('staff');
  const { notifications, read } = useNotifications();
  const unread = notifications.filter(({ isUnread }) => isUnread);
  const face = (
    <>
      <BellIcon size={18} strokeWidth={1.7} aria-hidden="true" />
      {unread.length > 0 && (
        <span className="bell-count" aria-hidden="true">
          {unread.length > 99 ? '99+' : unread.length}
        </span>
      )}
      <span className="visually-hidden">
        {unread.length === 0 ? t('bell.none-unread') : t('bell.unread', { count: unread.length })}
      </span>
    </>
  );
  return (
    <PopoverButton label={t('bell')} face={face} className="icon-button bell" placement="bottomRight">
      {(close) => (
        <div className="bell-panel">
          <header>
            <b>{t('bell')}</b>
            {unread.length > 0 && (
              <button type="button" className="link-button" onClick={() => read(unread.flatMap(({ marks }) => marks))}>
                {t('bell.read-all')}
              </button>
            )}
          </header>
          {notifications.length === 0 && (
            <p className="bell-empty">
              <b>{t('bell.empty')}</b>
              {t('bell.empty.text')}
            </p>
          )}
          {notifications.length > 0 && (
            <ul>
              {notifications.map((each) => (
                <li key={each.id}>
                  <Line
                    notification={each}
                    onGo={() => {
                      read(each.marks);
                      close();
                    }}
                  />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </PopoverButton>
  );
}

function Line({ notification, onGo }: { readonly notification: Notification; readonly onGo: () => void }) {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  const today = useToday();
  const { shape, title, text, atMs, place, isUnread } = notification;
  return (
    <a href={addressOf(place)} className={`bell-line${isUnread ? ' is-unread' : ''}`} onClick={onGo}>
      <StatusShape shape={shape} size={14} />
      <span>
        <b>{title}</b>
        <span>{text}</span>
      </span>
      <span className="bell-when">
        {atMs !== null && momentText(atMs, today, language)}
        {isUnread && <i className="unread-dot" aria-hidden="true" />}
        {isUnread && <span className="visually-hidden">{t('bell.is-unread')}</span>}
      </span>
    </a>
  );
}
