import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, virtualColor } from "@mantine/core";

/** Ten steps of tokens.css, lightest first. */
function steps(name: string): MantineColorsTuple {
  return Array.from({ length: 10 }, (_, step) => `var(--ct-${name}-${String(step)})`) as unknown as MantineColorsTuple;
}

const WORDS = '"Schibsted Grotesk Variable", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", sans-serif';
const CODE = 'ui-monospace, "SF Mono", "Cascadia Code", "Liberation Mono", Menlo, Consolas, monospace';
// Mantine reckons with these two: which words are legible on them.
const INK: MantineColorsTuple = [
  ...["#f4f6f5", "#eaeeed", "#dce2e1", "#c3cccb", "#9eabab"],
  ...["#758585", "#566566", "#3b494b", "#233133", "#101d1f"],
] as unknown as MantineColorsTuple;
const MARKER: MantineColorsTuple = [
  ...["#fbfde8", "#f5fac6", "#edf598", "#e4f063", "#d7e834"],
  ...["#bccd14", "#87940b", "#6d780b", "#515a0c", "#363c0b"],
] as unknown as MantineColorsTuple;

export const theme = createTheme({
  colors: {
    ink: INK,
    gray: INK,
    dark: steps("night"),
    marker: MARKER,
    rise: steps("rise"),
    fall: steps("fall"),
    danger: steps("danger"),
    caution: steps("caution"),
    primary: virtualColor({ name: "primary", light: "ink", dark: "marker" }),
  },
  primaryColor: "primary",
  primaryShade: { light: 9, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.4,
  black: "#101d1f",
  fontFamily: WORDS,
  fontFamilyMonospace: CODE,
  fontSizes: { xs: "12.5px", sm: "14px", md: "15.5px", lg: "17.5px", xl: "20px" },
  lineHeights: { xs: "18px", sm: "20px", md: "24px", lg: "29px", xl: "26px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "999px" },
  defaultRadius: "md",
  breakpoints: { xs: "30em", sm: "37.5em", md: "60em", lg: "75em", xl: "90em" },
  headings: {
    fontFamily: WORDS,
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "36px", lineHeight: "42px", fontWeight: "700" },
      h2: { fontSize: "25px", lineHeight: "31px", fontWeight: "700" },
      h3: { fontSize: "20px", lineHeight: "26px", fontWeight: "650" },
      h4: { fontSize: "17.5px", lineHeight: "24px", fontWeight: "650" },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { size: 36, variant: "subtle", color: "gray" } },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end", offset: 6 } },
    Tooltip: { defaultProps: { withArrow: false, openDelay: 350 } },
    // Its lock writes a style into the page, which the policy does not let in; the overlay takes the scroll.
    Modal: { defaultProps: { centered: true, lockScroll: false, shadow: "md", radius: "lg" } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Skeleton: { defaultProps: { radius: 4 } },
  },
});

/** Mantine's own variables, told what the tokens say. */
export const variables: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-body": "var(--ct-page)",
    "--mantine-color-text": "var(--ct-text)",
    "--mantine-color-default": "var(--ct-sheet)",
    "--mantine-color-default-hover": "var(--ct-sunken)",
    "--mantine-color-default-color": "var(--ct-text)",
    "--mantine-color-default-border": "var(--ct-line-strong)",
    "--mantine-color-dimmed": "var(--ct-text-3)",
    "--mantine-color-placeholder": "var(--ct-text-3)",
    "--mantine-color-error": "var(--ct-danger)",
    "--mantine-color-anchor": "var(--ct-text)",
    "--mantine-color-disabled": "var(--ct-sunken)",
    "--mantine-color-disabled-color": "var(--ct-text-3)",
    "--mantine-color-disabled-border": "var(--ct-line)",
    "--mantine-primary-color-filled": "var(--ct-primary)",
    "--mantine-primary-color-filled-hover": "var(--ct-primary-hover)",
  };
  return {
    variables: { "--mantine-shadow-md": "var(--ct-shadow-pop)", "--mantine-shadow-sm": "var(--ct-shadow-float)" },
    light: both,
    dark: both,
  };
};
