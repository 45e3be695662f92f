import { useSyncExternalStore } from "react";

/** The playground keeps the choice under this name too, so that both pages look alike. */
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

/** Puts the colours in force; called before the first picture, so that none is in the wrong ones. */
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
