import { BehaviorSubject } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import { dateAtStation } from '#shared/domain/calendar/date';
import { practiceRegionOf as regionOf } from '#shared/codes/region-codes';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenSealed } from '#shared/schema/open-record';
import { createDigests } from '#renderer/data/register/core/digests';
import { createRegisterCore } from '#renderer/data/register/core/register-core';
import type { RegisterChange } from '#renderer/data/register/entries';
import { serve } from '#renderer/data/register/serving';
import { createRoundAsking } from '#renderer/data/register/round';
import { entryOf } from '#renderer/data/register/taking-in';
import type { Register, RegisterState } from '#renderer/data/index';

export interface FakeRegister extends Register {
  /** Takes in records that were written together. */
  take(records: readonly WireRecord[]): Promise<void>;
  /**
   * Makes every question about the round fail from now on, beginning with one that is asked at once, or be answered again. Nothing is
   * told of changes any more: nobody asks but whoever is made to.
   */
  failRounds(isFailing: boolean): void;
}

/** The real register over records in memory, without worker and disk. Resolves when it has taken in everything. */
export async function fakeRegister(
  records: readonly WireRecord[],
  open: OpenSealed,
  nowMs: () => number,
): Promise<FakeRegister> {
  const digests = createDigests(new Uint8Array(32).fill(1));
  const today = () => dateAtStation(nowMs());
  const state$ = new BehaviorSubject<RegisterState>({ kind: 'building', records: 0 });
  const version$ = new BehaviorSubject(0);
  let isSilent = false;
  let isFailing = false;
  const serving = serve(createRegisterCore({ digests, isWhole: () => false }), today, ({ state, version }) => {
    state$.next(state);
    if (!isSilent) version$.next(version);
  });
  const take = async (taken: readonly WireRecord[]): Promise<void> => {
    const entries = await Promise.all(taken.map((record) => entryOf(record, { open, digests, regionOf, today })));
    serving.apply(entries.flatMap((entry): RegisterChange[] => (entry ? [{ kind: 'put', entry }] : [])));
  };
  await take(records);
  serving.loaded();
  const askRound = createRoundAsking(serving.round);
  return {
    ...serving,
    async round(question) {
      if (isFailing) throw new AppError('device.storage-failed', 'failing');
      return askRound(question);
    },
    failRounds(fails) {
      isFailing = fails;
      isSilent = true;
      if (fails) version$.next(version$.value);
    },
    state$,
    version$,
    take,
  };
}
