import { Menu } from "@mantine/core";

import { Icon } from "@/components/Icon";

import { COLUMNS, pressed, type Sort } from "./marketColumns";

interface Props {
  sort: Sort;
  onSort: (sort: Sort) => void;
}

const words = (field: Sort["field"], title: string) => (field === "RANK" ? "Rank" : title);

/** The order of the rows where there is no room for a table's head. */
export function MarketSort({ sort, onSort }: Props) {
  const current = COLUMNS.find(({ field }) => field === sort.field);
  return (
    <div className="market-sort">
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className="plain">
            Sort <b>{current && words(current.field, current.words)}</b>
            <Icon name={sort.direction === "ASC" && sort.field !== "RANK" ? "up" : "down"} size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {COLUMNS.map(({ field, words: title }) => (
            <Menu.Item
              key={field}
              role="menuitemradio"
              aria-checked={field === sort.field}
              onClick={() => {
                onSort(pressed(sort, field));
              }}
            >
              {words(field, title)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span>Price, 24 h</span>
    </div>
  );
}
