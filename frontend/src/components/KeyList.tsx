interface Props {
  keys: readonly { keys: readonly string[]; words: string }[];
  className?: string | undefined;
}

/** Keys, and what each does. */
export function KeyList({ keys: list, className }: Props) {
  return (
    <dl className={className}>
      {list.map(({ keys, words }) => (
        <div key={words}>
          <dt>
            {keys.map((key) => (
              <kbd key={key} className="kbd">
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
