import { Icon } from "@/components/Icon";

import { COLUMNS, pressed, type Sort } from "./marketColumns";

interface Props {
  sort: Sort;
  onSort: (sort: Sort) => void;
}

export function MarketTableHead({ sort, onSort }: Props) {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ field, words, isLeft }) => {
          const isSorted = sort.field === field;
          const order = sort.direction === "ASC" ? "ascending" : "descending";
          return [
            <th key={field} scope="col" className={isLeft ? "left" : ""} aria-sort={isSorted ? order : undefined}>
              <button
                type="button"
                className="plain"
                onClick={() => {
                  onSort(pressed(sort, field));
                }}
              >
                {field === "RANK" ? (
                  <>
                    <span aria-hidden="true">#</span>
                    <span className="unseen">Rank</span>
                  </>
                ) : (
                  words
                )}
                {isSorted && <Icon name={sort.direction === "ASC" ? "up" : "down"} size={14} />}
              </button>
            </th>,
            field === "CHANGE_7D" && (
              <th key="spark" scope="col">
                Last 24 h
              </th>
            ),
          ];
        })}
      </tr>
    </thead>
  );
}
