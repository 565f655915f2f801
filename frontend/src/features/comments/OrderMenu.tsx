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
    <Menu checkIcon={<Icon name="check" size={15} />}>
      <Menu.Target>
        <button type="button" className="plain order">
          Order <b>{ORDERS[order]}</b>
          <Icon name="down" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(ORDERS) as CommentOrder[]).map((known) => (
          <Menu.RadioItem key={known} value={known} checked={known === order} closeMenuOnClick onChange={choose}>
            {ORDERS[known]}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );

  function choose(chosen: string) {
    onOrder(chosen as CommentOrder);
  }
}
