// Light, dark, or as the system has it; kept for all pages of the studio.

import { $ } from "./dom.js";

const KEY = "audiofic-theme";
const THEMES = ["auto", "light", "dark"];

/** The menu with the id "theme" chooses the colours. */
export function themeMenu() {
  const menu = $("#theme");
  const kept = localStorage.getItem(KEY);
  menu.value = THEMES.includes(kept) ? kept : "auto";
  const set = () => {
    document.documentElement.dataset.theme = menu.value;
    localStorage.setItem(KEY, menu.value);
  };
  menu.addEventListener("change", set);
  set();
}
