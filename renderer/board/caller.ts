/** A number that is called to a window. */
export interface Call {
  readonly number: string;
  readonly counter: string;
}

/** What makes itself heard; each resolves when it has ended, whatever came of it. */
export interface Voice {
  chime(): Promise<void>;
  /** False where there is neither a Chinese voice nor clips; null while that is not known yet. */
  canSpeak(): boolean | null;
  /** Clips that are missing where some are there; none where a voice speaks. */
  missing(): readonly string[];
  /** `text` is the call in words. */
  speak(text: string, call: Call): Promise<void>;
}

/** Calls out numbers, one after the other. */
export interface Caller {
  call(call: Call): void;
  /** The number that is being called out, or null. */
  current(): Call | null;
  canSpeak(): boolean | null;
  missing(): readonly string[];
  /** Calls back when `current` has changed. */
  onChange(listener: () => void): () => void;
}

/** Calls are queued and never overlap: a chime, then the words where there is a voice for them. */
export function createCaller(voice: Voice, say: (call: Call) => string): Caller {
  const listeners = new Set<() => void>();
  const waiting: Call[] = [];
  let current: Call | null = null;

  function change(next: Call | null): void {
    current = next;
    for (const listener of [...listeners]) listener();
  }

  async function callAll(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      change(next);
      await voice.chime();
      if (voice.canSpeak()) await voice.speak(say(next), next);
    }
    change(null);
  }

  return {
    call: (call) => {
      waiting.push(call);
      if (!current) void callAll();
    },
    current: () => current,
    canSpeak: () => voice.canSpeak(),
    missing: () => voice.missing(),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
