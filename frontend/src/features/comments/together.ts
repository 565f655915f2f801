/** Who asks at about the same time shares one doing; who asks while it is done gets the next. */
export function together<Asked, T>(act: (asked: Asked) => Promise<T>, pause: number): (asked: Asked) => Promise<T> {
  let coming: Promise<T> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const begin = async (asked: Asked, before: Promise<unknown>) => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    await before.catch(() => null);
    coming = null;
    return act(asked);
  };
  return (asked) => {
    if (coming) return coming;
    const begun = begin(asked, last);
    coming = last = begun;
    return begun;
  };
}
