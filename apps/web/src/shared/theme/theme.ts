import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

const indigo: MantineColorsTuple = [
  "#eef0ff",
  "#e0e3fd",
  "#c3c8fa",
  "#a3aaf7",
  "#8f96fa",
  "#6268dd",
  "#4c51d0",
  "#4045b8",
  "#353a9d",
  "#2b2f80",
];

const FIELD = {
  styles: {
    label: { fontSize: 13, fontWeight: 550, marginBottom: 4 },
    description: { fontSize: 12 },
    error: { fontSize: 12 },
  },
};

const dark: MantineColorsTuple = [
  "#ecedf1",
  "#bec2cc",
  "#a0a6b3",
  "#8d93a1",
  "#3a3f49",
  "#2c3038",
  "#1c1f26",
  "#131519",
  "#0f1114",
  "#0b0c0f",
];

/** On the accent the text is white in light mode and near black in dark mode. */
const colorsOf: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === "filled" && input.color === input.theme.primaryColor
    ? { ...colors, color: "var(--on-accent)" }
    : colors;
};

/** Mantine in the look of Invista: Inter, 14 px, one indigo accent, radius 6, borders before shadows. */
export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.45", lg: "1.4", xl: "1.3" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "5px", md: "6px", lg: "8px", xl: "12px" },
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "1.3" },
      h2: { fontSize: "16px", lineHeight: "1.4" },
      h3: { fontSize: "14px", lineHeight: "1.4" },
    },
  },
  variantColorResolver: colorsOf,
  colors: { indigo, dark },
  primaryColor: "indigo",
  primaryShade: { light: 6, dark: 4 },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  shadows: {
    xs: "none",
    sm: "none",
    md: "0 4px 16px rgb(0 0 0 / 0.10)",
    lg: "0 8px 28px rgb(0 0 0 / 0.14)",
    xl: "0 8px 28px rgb(0 0 0 / 0.16)",
  },
  components: {
    Button: {
      defaultProps: { size: "sm", variant: "default" },
      styles: { root: { "--button-height": "32px", fontWeight: 550, fontSize: 14 } },
    },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 30 } },
    TextInput: { ...FIELD, defaultProps: { size: "sm" } },
    PasswordInput: { ...FIELD, defaultProps: { size: "sm" } },
    NumberInput: { ...FIELD, defaultProps: { size: "sm" } },
    Textarea: { ...FIELD, defaultProps: { size: "sm" } },
    TagsInput: { ...FIELD, defaultProps: { size: "sm" } },
    MultiSelect: { ...FIELD, defaultProps: { size: "sm" } },
    InputWrapper: { ...FIELD },
    Select: {
      ...FIELD,
      defaultProps: {
        size: "sm",
        comboboxProps: { shadow: "md", transitionProps: { duration: 0 } },
        checkIconPosition: "right",
      },
    },
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: "12vh",
        transitionProps: { duration: 120, transition: "fade" },
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: { title: { fontSize: 16, fontWeight: 650 } },
    },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 80 } } },
    Menu: {
      defaultProps: { withInitialFocusPlaceholder: false, shadow: "md", transitionProps: { duration: 80 } },
      styles: { item: { fontSize: 14, padding: "6px 10px" }, label: { fontSize: 12 } },
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 12, transitionProps: { duration: 80 } } },
    Anchor: { defaultProps: { underline: "hover" } },
  },
});

/** Mantine's own surfaces follow the tokens of tokens.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--text-dim)",
    "--mantine-color-placeholder": "var(--text-faint)",
    "--mantine-color-anchor": "var(--accent-text)",
    "--mantine-color-error": "var(--red)",
    "--mantine-color-default": "var(--surface-raised)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--border)",
  };
  return { variables: {}, light: shared, dark: shared };
};
