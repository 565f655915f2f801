import "./bones.css";

interface Props {
  width?: number | string;
  height?: number;
  round?: boolean;
  pale?: boolean;
}

/** A bone of the skeleton of what is to come. */
export function Bone({ width = "100%", height = 12, round = false, pale = false }: Props) {
  return (
    <span
      className={`bone ${pale ? "pale" : ""}`}
      style={{ width, height, ...(round && { borderRadius: "50%" }) }}
      aria-hidden="true"
    />
  );
}

/** Words that are to come, as so many lines. */
export function BoneLines({ lines, label }: { lines: number; label: string }) {
  const widths = ["96%", "88%", "93%", "61%"];
  return (
    <div className="bone-lines" role="group" aria-busy="true" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <Bone key={line} width={widths[line % widths.length] ?? "90%"} pale={line % 4 === 3} />
      ))}
    </div>
  );
}
