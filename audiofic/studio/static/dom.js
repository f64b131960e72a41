// Elements are built here, and text enters the page as text: nothing from a story is ever read as markup.

/** An element with properties (class, dataset, on…, attributes) and children (elements or text). */
export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const $ = (selector, within = document) => within.querySelector(selector);

/** An icon of the page's own sprite. */
export function icon(name) {
  return svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `/static/icons.svg#${name}` }));
}

/** A button with an icon, whose name is for those who do not see it, too. */
export function iconButton(name, label, onclick, properties = {}) {
  return el("button", { type: "button", class: "quiet", "aria-label": label, title: label, onclick, ...properties }, icon(name));
}

/** "1 line", "3 lines". */
export function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Seconds as "45 s", "12 min 30 s", "1 h 05 min". */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (whole < 3600) return `${minutes} min ${String(whole % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Minutes as a card shows them. */
export function minutes(number) {
  if (number < 1) return `${Math.round(number * 60)} s`;
  return number < 60 ? `${Math.round(number)} min` : `${Math.floor(number / 60)} h ${String(Math.round(number % 60)).padStart(2, "0")} min`;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let fading;

/** Say something for a moment, on the screen and to screen readers. */
export function say(text, { wrong = false } = {}) {
  // What lies behind a dialog is neither seen nor read out.
  const place = $("dialog[open] [role=status]") ?? $(wrong ? "#alert" : "#status");
  $(wrong ? "#status" : "#alert").textContent = "";
  place.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => { place.textContent = ""; }, wrong ? 12000 : 6000);
}
