/** What a browser keeps beside pages (`caches`), in memory: what `renderer/data` asks of it. */
export function keptResponses() {
  const kept = new Map<string, Response>();
  const keyOf = (key: string) => new URL(key, 'https://station').href;
  return {
    open: async () => ({
      match: async (key: string) => kept.get(keyOf(key))?.clone(),
      put: async (key: string, response: Response) => void kept.set(keyOf(key), response),
      keys: async () => [...kept.keys()].map((url) => ({ url })),
      delete: async (url: string) => kept.delete(url),
    }),
    names: () => [...kept.keys()].map((url) => new URL(url).pathname),
  };
}
export type KeptResponses = ReturnType<typeof keptResponses>;
