import { useSyncExternalStore } from "react";

/** The playground stores its theme under the same name, so both pages use the same theme. */
const name = "graphiql:theme";
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

export type Theme = "light" | "dark";

export function currentTheme(): Theme {
  const chosen = localStorage.getItem(name);
  if (chosen === "light" || chosen === "dark") return chosen;
  return systemIsDark.matches ? "dark" : "light";
}

export function setTheme(theme: Theme): void {
  localStorage.setItem(name, theme);
  applyTheme();
}

/** Applies the theme; called before the first render, so that the page never has the wrong colours. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = currentTheme();
  for (const listener of listeners) listener();
}

systemIsDark.addEventListener("change", applyTheme);

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentTheme);
}
