import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker";
import GraphQLWorker from "monaco-graphql/esm/graphql.worker.js?worker";

/** Names that Monaco knows our colours by: GraphiQL picks one by its scheme. */
export const EDITOR_THEMES = { light: "cryptotalks-light", dark: "cryptotalks-dark" };

interface Palette {
  text: string;
  quiet: string;
  faint: string;
  accent: string;
  sheet: string;
  hover: string;
  line: string;
  danger: string;
}

const LIGHT: Palette = {
  text: "#101d1f",
  quiet: "#3b494b",
  faint: "#566566",
  accent: "#515a0c",
  sheet: "#ffffff",
  hover: "#eaeeed",
  line: "#dce2e1",
  danger: "#b01343",
};

const DARK: Palette = {
  text: "#e6ecea",
  quiet: "#bdc8c7",
  faint: "#95a3a3",
  accent: "#e4f063",
  sheet: "#151e20",
  hover: "#1d282a",
  line: "#243033",
  danger: "#ff8aa3",
};

const CLEAR = "#00000000";

/** Loads Monaco, once, with our colours and with its workers from our own origin. */
export async function prepareEditors(): Promise<void> {
  window.MonacoEnvironment = {
    getWorker: (_id, label) =>
      label === "json" ? new JsonWorker() : label === "graphql" ? new GraphQLWorker() : new EditorWorker(),
  };
  const { editor } = await import("monaco-graphql/esm/monaco-editor.js");
  for (const [scheme, palette] of [
    ["light", LIGHT],
    ["dark", DARK],
  ] as const) {
    editor.defineTheme(EDITOR_THEMES[scheme], {
      base: scheme === "light" ? "vs" : "vs-dark",
      inherit: true,
      rules: tokens(palette),
      colors: surfaces(palette),
    });
  }
}

function tokens({ text, quiet, faint, accent }: Palette) {
  const rule = (token: string, foreground: string, fontStyle = "") => ({
    token,
    foreground: foreground.slice(1),
    fontStyle,
  });
  return [
    rule("", text),
    rule("comment", faint, "italic"),
    rule("keyword", text, "bold"),
    rule("key.identifier", text),
    rule("argument.identifier", quiet, "italic"),
    rule("type.identifier", accent),
    rule("annotation", accent),
    rule("number", accent),
    rule("string", accent),
    rule("string.key.json", text),
    rule("string.value.json", accent),
    rule("keyword.json", accent, "bold"),
    rule("delimiter", faint),
    rule("operator", faint),
  ];
}

function surfaces({ text, quiet, faint, accent, sheet, hover, line, danger }: Palette) {
  return {
    "editor.background": CLEAR,
    "editor.foreground": text,
    "editorCursor.foreground": text,
    "editorLineNumber.foreground": faint,
    "editorLineNumber.activeForeground": text,
    "editorIndentGuide.background1": line,
    "editorBracketHighlight.foreground1": quiet,
    "editorBracketHighlight.foreground2": quiet,
    "editorBracketHighlight.foreground3": quiet,
    "editorBracketHighlight.unexpectedBracket.foreground": danger,
    "editorError.foreground": danger,
    "editorLink.activeForeground": accent,
    "editorHoverWidget.background": sheet,
    "editorHoverWidget.border": line,
    "editorWidget.background": sheet,
    "editorWidget.border": line,
    "editorWidget.resizeBorder": accent,
    "editorSuggestWidget.background": sheet,
    "editorSuggestWidget.border": line,
    "editorSuggestWidget.foreground": quiet,
    "editorSuggestWidget.selectedBackground": hover,
    "editorSuggestWidget.selectedForeground": text,
    "editorSuggestWidget.highlightForeground": accent,
    "editorSuggestWidget.focusHighlightForeground": accent,
    "list.hoverBackground": hover,
    "list.highlightForeground": accent,
    "list.focusHighlightForeground": accent,
    "menu.background": sheet,
    "menu.foreground": text,
    "menu.selectionBackground": hover,
    "menu.selectionForeground": text,
    "quickInput.background": sheet,
    "quickInputList.focusBackground": hover,
    "quickInputList.focusForeground": text,
    "pickerGroup.foreground": accent,
    "input.background": hover,
    "textLink.foreground": accent,
    "textLink.activeForeground": accent,
    "toolbar.hoverBackground": hover,
    "inputOption.hoverBackground": hover,
    "scrollbar.shadow": CLEAR,
    focusBorder: quiet,
  };
}
