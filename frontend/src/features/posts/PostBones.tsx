import { Bone } from "@/components/Bones";

/** The shape of the rows that are to come. */
export function PostBones({ rows }: { rows: number }) {
  return (
    <div className="post-bones" role="group" aria-busy="true" aria-label="Posts are loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row}>
          <Bone height={54} width={30} />
          <div>
            <Bone height={18} width={`${82 - ((row * 17) % 30)}%`} />
            <Bone width="96%" />
            <Bone width="44%" pale />
          </div>
          <Bone />
        </div>
      ))}
    </div>
  );
}
