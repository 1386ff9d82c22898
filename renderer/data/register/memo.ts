/** The function with its answers kept, up to so many; then it begins anew. For functions of a text that many entries have in common. */
export function remembering<T>(of: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = of(text);
    if (known.size >= most) known.clear();
    known.set(text, answer);
    return answer;
  };
}
