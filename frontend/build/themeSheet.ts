import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from "@mantine/core";
import type { Plugin } from "vite";

import { theme, variables } from "../src/app/theme.ts";

const NAME = "virtual:theme.css";

/** The theme's variables as a stylesheet of the build: the page's policy lets no inline style in. */
export function themeSheet(): Plugin {
  return {
    name: "theme-sheet",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const whole = mergeMantineTheme(DEFAULT_THEME, theme);
      const [usual, ours] = [defaultCssVariablesResolver(whole), variables(whole)];
      return convertCssVariables(
        {
          variables: { ...usual.variables, ...ours.variables },
          light: { ...usual.light, ...ours.light },
          dark: { ...usual.dark, ...ours.dark },
        },
        ":root",
      );
    },
  };
}
