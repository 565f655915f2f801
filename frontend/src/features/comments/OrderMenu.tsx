import { Menu } from "@mantine/core";

import { Icon } from "@/components/Icon";
import type { CommentOrder } from "@/gql/graphql";

const ORDERS: Record<CommentOrder, string> = { TOP: "Top", OLDEST: "Oldest", NEWEST: "Newest" };

interface Props {
  order: CommentOrder;
  onOrder: (order: CommentOrder) => void;
}

export function OrderMenu({ order, onOrder }: Props) {
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="plain order">
          Order <b>{ORDERS[order]}</b>
          <Icon name="down" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(ORDERS) as CommentOrder[]).map((known) => (
          <Menu.Item
            key={known}
            role="menuitemradio"
            aria-checked={known === order}
            rightSection={known === order && <Icon name="check" size={15} />}
            onClick={() => {
              onOrder(known);
            }}
          >
            {ORDERS[known]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
