/** Reads texts out with the browser's own voices. */
export interface Reader {
  /** Whether there is a voice for the language; null while that is not known yet. */
  canRead(language: 'zh' | 'en'): boolean | null;
  /** Reads it, and nothing that was being read before. */
  read(text: string, language: 'zh' | 'en'): void;
  stop(): void;
  isReading(): boolean;
  /** Calls back when `isReading` or the voices have changed. */
  onChange(listener: () => void): () => void;
}

/** Browsers that have voices name them within this. */
const VOICES_MS = 3000;
/** Chromium ends what is longer in the middle of a word. */
const SENTENCE_LENGTH = 120;
/** Slower than people talk: it is listened to in a noisy hall. */
const RATE = 0.9;
const VOICE_OF = { zh: /^(?:zh|cmn)\b/i, en: /^en\b/i } as const;

/** See `Reader`. */
export function createReader(): Reader {
  const synthesis = 'speechSynthesis' in window ? window.speechSynthesis : null;
  const listeners = new Set<() => void>();
  const beganMs = performance.now();
  /** Counts readings: the end of one that was stopped is not the end of the next. */
  let reading = 0;
  let isReading = false;

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const voiceFor = (language: 'zh' | 'en'): SpeechSynthesisVoice | null => {
    const fitting = (synthesis?.getVoices() ?? []).filter(({ lang }) => VOICE_OF[language].test(lang));
    // A voice on this machine goes on when the internet does not.
    return fitting.find(({ localService }) => localService) ?? fitting[0] ?? null;
  };
  synthesis?.addEventListener?.('voiceschanged', tell);
  if (synthesis) setTimeout(tell, VOICES_MS);

  function end(): void {
    if (!isReading) return;
    isReading = false;
    tell();
  }

  return {
    canRead: (language) => {
      if (voiceFor(language)) return true;
      return synthesis && performance.now() - beganMs < VOICES_MS ? null : false;
    },
    read: (text, language) => {
      const voice = voiceFor(language);
      if (!synthesis || !voice) return;
      synthesis.cancel();
      const pieces = sentencesOf(text);
      if (pieces.length === 0) return end();
      reading += 1;
      const own = reading;
      isReading = true;
      for (const [index, piece] of pieces.entries()) {
        const words = new SpeechSynthesisUtterance(piece);
        words.lang = language === 'zh' ? 'zh-CN' : 'en-GB';
        words.voice = voice;
        words.rate = RATE;
        const isLast = index === pieces.length - 1;
        words.onend = () => own === reading && isLast && end();
        words.onerror = () => own === reading && end();
        synthesis.speak(words);
      }
      tell();
    },
    stop: () => {
      reading += 1;
      synthesis?.cancel();
      end();
    },
    isReading: () => isReading,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A text in pieces that a voice reads without being cut off. */
export function sentencesOf(text: string): readonly string[] {
  const sentences = text
    .split(/(?<=[。！？!?；;\n])|(?<=\.)\s/u)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' ').trim())
    .filter((sentence) => /[\p{Letter}\p{Number}]/u.test(sentence));
  return sentences.flatMap((sentence) =>
    sentence.length <= SENTENCE_LENGTH ? [sentence] : (sentence.match(/.{1,80}(?:[，,、\s]|$)|.{1,120}/gu) ?? []),
  );
}

/** What a page says, in the order it stands there: without what somebody typed, and without what is only drawn. */
export function textToRead(page: HTMLElement): string {
  const lines: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text) {
      const text = node.data.trim();
      if (text !== '') lines.push(text);
      return;
    }
    if (!(node instanceof HTMLElement)) return;
    if (node.hidden || node.ariaHidden === 'true' || node.dataset['quiet'] !== undefined) return;
    const before = lines.length;
    for (const child of node.childNodes) walk(child);
    // What stands in one block is one sentence.
    if (lines.length > before && BLOCK.test(node.tagName)) lines.push('\n');
  };
  walk(page);
  return lines.join(' ');
}

const BLOCK = /^(?:P|H1|H2|H3|LI|BUTTON|DIV|SECTION|DT|DD|LABEL)$/;
