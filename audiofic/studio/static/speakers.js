// Who says the selected lines: the panel beside the script, and the dialog that finds anybody by name.

import { $, counted, el, say } from "./dom.js";
import { post } from "./api.js";
import { store } from "./store.js";

const KEYS = 9;

const waiting = new Map();
let learning = false;

/** Give lines to somebody; null is the narrator. In a long story the server learns for a while, so that what is ordered
 * meanwhile goes to it together. */
export async function assign(indexes, name) {
  for (const index of indexes) waiting.set(index, name);
  const id = name === null ? -1 : store.story.names.indexOf(name);
  if (name === null || id >= 0) store.await(indexes, id);
  if (learning) return;
  learning = true;
  while (waiting.size) {
    say("Learning from it…");
    const lines = Object.fromEntries(waiting);
    waiting.clear();
    if (!await post("api/speakers", { lines })) await store.read();
  }
  learning = false;
}

export class SpeakerPanel {
  constructor(holder, script, choose) {
    Object.assign(this, { holder, script, choose });
    script.addEventListener("selection", () => this.draw());
  }

  /** The people whom the keys 1 to 9 stand for. */
  get people() { return store.candidates(this.script.focus).slice(0, KEYS); }

  assign(key) {
    const id = this.people[key - 1];
    if (key === 0) assign(this.script.chosen, null);
    else if (id !== undefined) assign(this.script.chosen, store.name(id));
  }

  draw() {
    const { focus, chosen } = this.script;
    const speaker = store.speaker(focus);
    const person = (id, key) => el("button", {
      type: "button", class: `person ${store.colour(id)}`, "aria-pressed": String(id === speaker),
      onclick: () => assign(this.script.chosen, id < 0 ? null : store.name(id)),
    }, el("kbd", { "aria-hidden": "true" }, key), el("span", { class: "dot", "aria-hidden": "true" }), el("span", { class: "name" }, store.name(id)));
    this.holder.replaceChildren(
      el("p", { class: "where" }, chosen.length > 1 ? counted(chosen.length, "line") : `Line ${store.number(focus)}`, this.sureness(focus)),
      el("blockquote", {}, store.shown(focus, 500)),
      el("div", { class: "people", role: "group", "aria-label": "Who says it" },
        this.people.map((id, at) => person(id, at + 1)), person(-1, 0)),
      el("button", { type: "button", class: "wide", onclick: this.choose }, "Somebody else… ", el("kbd", { "aria-hidden": "true" }, "S")));
  }

  sureness(index) {
    if (!store.isSpeech(index)) return "";
    const percent = Math.round(store.confidence(index) * 100);
    const words = percent === 100 ? "certain" : `${percent}% sure`;
    return el("span", { class: store.isDoubtful(index) ? "sure doubted" : "sure" }, words);
  }
}

/** Finds anybody by some letters of the name, or takes a new one. */
export class SpeakerDialog {
  constructor(dialog, script) {
    Object.assign(this, { dialog, script });
    this.input = $("input", dialog);
    this.list = $("[role=listbox]", dialog);
    this.input.addEventListener("input", () => this.find());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.at));
    });
  }

  open() {
    this.indexes = this.script.chosen;
    $("h2", this.dialog).textContent = this.indexes.length > 1 ? `Who says these ${this.indexes.length} lines?` : "Who says this line?";
    this.input.value = "";
    this.find();
    this.dialog.showModal();
    this.input.focus();
  }

  find() {
    const wanted = this.input.value.trim();
    const folded = wanted.toLowerCase();
    const ids = [...store.candidates(this.script.focus), -1];
    const called = (id) => [store.name(id), ...(store.person(id)?.aliases ?? [])].map((name) => name.toLowerCase());
    this.found = ids.filter((id) => called(id).some((name) => name.includes(folded))).slice(0, 50)
      .map((id) => ({ name: id < 0 ? null : store.name(id), shown: store.name(id), colour: store.colour(id) }));
    if (wanted && !ids.some((id) => called(id).includes(folded))) {
      this.found.push({ name: wanted, shown: `Somebody new: ${wanted}`, colour: "voice-none" });
    }
    this.list.replaceChildren(...this.found.map(({ shown, colour }, at) => el("div", {
      role: "option", id: `somebody-${at}`, class: `person ${colour}`, dataset: { at }, "aria-selected": "false",
    }, el("span", { class: "dot", "aria-hidden": "true" }), el("span", { class: "name" }, shown))));
    this.at(0);
  }

  at(place) {
    this.place = Math.max(0, Math.min(place, this.found.length - 1));
    for (const option of this.list.children) option.setAttribute("aria-selected", String(Number(option.dataset.at) === this.place));
    this.list.children[this.place]?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `somebody-${this.place}`);
  }

  pressed(event) {
    const keys = { ArrowDown: () => this.at(this.place + 1), ArrowUp: () => this.at(this.place - 1), Enter: () => this.take(this.place) };
    if (!keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  }

  take(place) {
    this.dialog.close();
    if (this.found[place]) assign(this.indexes, this.found[place].name);
  }
}

/** What the last corrections have changed, to be looked at. */
export class ChangeLog {
  constructor(holder, go) {
    this.holder = holder;
    this.go = go;
    store.addEventListener("changed", ({ detail }) => this.note(detail));
  }

  note({ before, label }) {
    const speakers = [...before].filter(([index, was]) => store.speaker(index) !== was);
    if (!speakers.length) return;
    const rows = speakers.slice(0, 40).map(([index, was]) => el("li", {}, el("button", {
      type: "button", class: "jump", onclick: () => this.go(index),
    }, el("small", {}, store.number(index)), ` ${store.name(was)} → `,
    el("b", { class: store.colour(store.speaker(index)) }, store.name(store.speaker(index))))));
    this.holder.prepend(el("li", {}, el("p", {}, label, el("small", {}, ` · ${counted(speakers.length, "line")} changed`)), el("ul", {}, rows)));
    while (this.holder.children.length > 8) this.holder.lastChild.remove();
  }
}
