// The theme as the reader turns it: as the system has it, light, dark. theme.js puts the choice in force at the start.
import { byId } from "./dom.js";

const THEMES = ["system", "light", "dark"];
const SIGNS = { system: "\u25d0", light: "\u25cb", dark: "\u25cf" };

const theme = () => document.documentElement.dataset.theme ?? "system";

export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  if (next === "system") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem("wiredesk-theme");
  } else {
    document.documentElement.dataset.theme = next;
    localStorage.setItem("wiredesk-theme", next);
  }
  sayTheme();
}

/** Have the button say which theme holds. */
export function sayTheme() {
  byId("theme").textContent = SIGNS[theme()];
  byId("theme").setAttribute("aria-label", `Theme: ${theme()}`);
  byId("theme").title = `Theme: ${theme()} (t)`;
}
