/** Takes the lock that makes this page the only owner of a local database; null when another page has it. */
export function holdTab(locks: LockManager, name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { mode: 'exclusive', ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        // The lock lasts as long as this promise is open; it also goes when the page does.
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(reject);
  });
}
