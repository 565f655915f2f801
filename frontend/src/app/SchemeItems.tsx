import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";

import { Icon } from "@/components/Icon";

export const SCHEMES: { value: MantineColorScheme; words: string }[] = [
  { value: "auto", words: "As the system" },
  { value: "light", words: "Light" },
  { value: "dark", words: "Dark" },
];

export function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>Look</Menu.Label>
      {SCHEMES.map(({ value, words }) => (
        <Menu.Item
          key={value}
          role="menuitemradio"
          aria-checked={colorScheme === value}
          rightSection={colorScheme === value && <Icon name="check" size={15} />}
          onClick={() => {
            setColorScheme(value);
          }}
        >
          {words}
        </Menu.Item>
      ))}
    </>
  );
}
