// The cast: a card for everybody who speaks.

import { $, counted, el, icon, iconButton, minutes, say } from "./dom.js";
import { post } from "./api.js";
import { store } from "./store.js";
import { talkPicture } from "./talk.js";

const FIRST = 24;
const PRONOUNS = ["he/him", "she/her", "they/them"];
const SLIDERS = [
  { key: "rate", name: "Rate", min: 80, max: 350, step: 5, show: (value) => `${value} words/min` },
  { key: "pitch", name: "Pitch", min: 0, max: 99, step: 1, show: (value) => (value === 50 ? "as it is" : `${value > 50 ? "+" : "−"}${Math.abs(value - 50)}`) },
  { key: "volume", name: "Volume", min: 0, max: 2, step: 0.05, show: (value) => `${Math.round(value * 100)}%` },
];

export class CastView {
  all = false;
  heard = new Map();

  constructor(section, { player, picker }) {
    Object.assign(this, { section, player, picker });
    this.cards = $(".cards", section);
    this.dialog = $("#merge");
    for (const event of ["read", "changed"]) store.addEventListener(event, () => this.stale());
  }

  /** Draw now if it is seen, else when it will be. */
  stale() {
    this.drawn = false;
    if (!this.section.hidden) this.draw();
  }

  show() { if (!this.drawn) this.draw(); }

  draw() {
    this.drawn = true;
    const focused = document.activeElement?.closest?.(".card [data-key]")?.dataset.key;
    const { cast } = store.story;
    const speaking = cast.characters.filter(({ voice }) => voice);
    const shown = this.all ? speaking : speaking.slice(0, FIRST);
    this.cards.replaceChildren(this.card(-1, cast.narrator), ...shown.map((person) => this.card(person.id, person)));
    const more = $(".more", this.section);
    more.hidden = shown.length === speaking.length;
    more.textContent = `Show all ${speaking.length}`;
    more.onclick = () => { this.all = true; this.draw(); };
    const silent = cast.characters.filter(({ voice }) => !voice);
    $(".silent", this.section).hidden = !silent.length;
    $(".silent ul", this.section).replaceChildren(...silent.slice(0, 60).map(({ id }) => el("li", {}, this.chip(store.name(id), id))));
    $(".talk", this.section).replaceChildren(...talkPicture());
    if (focused) $(`[data-key="${CSS.escape(focused)}"]`, this.cards)?.focus();
  }

  card(id, person) {
    const name = store.name(id);
    const title = `card-${id}`;
    const card = el("li", { class: `card ${store.colour(id)}`, "aria-labelledby": title, dataset: { id } },
      el("div", { class: "head", draggable: id >= 0 ? "true" : null },
        el("span", { class: "initial", "aria-hidden": "true" }, [...name][0].toUpperCase()),
        el("div", {},
          el("h3", { id: title }, name),
          el("p", { class: "facts" }, this.facts(id, person), id >= 0 && [" · ", this.pronouns(id, person)])),
        this.lock(id, person)),
      id >= 0 && person.aliases.length ? el("ul", { class: "aliases", "aria-label": `Other names of ${name}` },
        person.aliases.map((alias) => el("li", {}, this.alias(alias, name)))) : null,
      el("button", { type: "button", class: "voice", dataset: { key: `voice-${id}` }, onclick: () => this.picker.open(id) },
        icon("voice"), el("span", {}, person.voice.name), el("small", {}, person.voice.engine), el("span", { class: "hidden" }, ` – choose a voice for ${name}`)),
      this.sliders(id, person),
      el("div", { class: "actions" },
        el("button", { type: "button", dataset: { key: `hear-${id}` }, onclick: () => this.hear(id, person) }, icon("play"), " Hear", el("span", { class: "hidden" }, ` ${name}`)),
        id >= 0 && el("button", { type: "button", dataset: { key: `suggest-${id}` }, onclick: () => this.suggest(id) }, icon("dice"), " Another", el("span", { class: "hidden" }, ` voice for ${name}`)),
        id >= 0 && el("button", { type: "button", dataset: { key: `merge-${id}` }, onclick: () => this.openMerge(id) }, icon("merge"), " Merge", el("span", { class: "hidden" }, ` ${name} with somebody`))));
    if (id >= 0) this.makeDraggable(card, id);
    return card;
  }

  facts(id, person) {
    const facts = id < 0 ? ["reads the story"] : [counted(person.lines, "line")];
    facts.push(minutes(person.minutes));
    if (id >= 0 && store.name(id) === store.story.cast.teller) facts.push("tells the story");
    return facts.join(" · ");
  }

  pronouns(id, person) {
    const known = person.pronouns && !PRONOUNS.includes(person.pronouns) ? [...PRONOUNS, person.pronouns] : PRONOUNS;
    const options = [...known.map((one) => [one, one]), ["other", "other…"], ["", person.pronouns ? "as told" : "pronouns?"]];
    const properties = { class: "pronouns", "aria-label": `Pronouns of ${store.name(id)}`, dataset: { key: `pronouns-${id}` } };
    return el("select", {
      ...properties,
      onchange: ({ target }) => {
        if (target.value !== "other") return this.setPronouns(id, target.value);
        const input = el("input", {
          ...properties, type: "text", placeholder: "xe/xem", size: 9,
          onkeydown: ({ key }) => { if (key === "Escape") this.draw(); },
          onchange: () => this.setPronouns(id, input.value.trim()),
        });
        target.replaceWith(input);
        return input.focus();
      },
    }, options.map(([value, shown]) => el("option", { value, selected: value === person.pronouns }, shown)));
  }

  async setPronouns(id, pronouns) {
    if (!await post("api/pronouns", { name: store.name(id), pronouns: pronouns || null })) this.draw();
  }

  lock(id, person) {
    const name = id < 0 ? null : store.name(id);
    return iconButton(person.given ? "lock" : "open", `Keep the voice of ${name ?? "the narrator"}`,
      () => post("api/lock", { name, locked: !person.given }), { "aria-pressed": String(person.given), dataset: { key: `lock-${id}` } });
  }

  alias(alias, name) {
    return el("span", { class: "chip" }, alias, iconButton("split", `${alias} is not ${name}, but somebody else`, () => post("api/split", { name: alias })));
  }

  chip(name, id) {
    return el("span", { class: "chip" }, name, iconButton("merge", `Merge ${name} with somebody`, () => this.openMerge(id)));
  }

  sliders(id, person) {
    const values = { ...person.voice, volume: person.volume };
    return el("div", { class: "sliders" }, SLIDERS.map(({ key, name, min, max, step, show }) => {
      const output = el("output", {}, show(values[key]));
      return el("label", {}, el("span", {}, name), el("input", {
        type: "range", min, max, step, value: values[key], dataset: { key: `${key}-${id}` },
        "aria-valuetext": show(values[key]),
        oninput: ({ target }) => {
          output.textContent = show(Number(target.value));
          target.setAttribute("aria-valuetext", output.textContent);
        },
        onchange: ({ target }) => this.set(id, { [key]: Number(target.value) }),
      }), output);
    }));
  }

  async set(id, sound) {
    return post("api/voice", { name: id < 0 ? null : store.name(id), sound });
  }

  hear(id, person) {
    if (!person.samples.length) return say("There is no line to hear.");
    const turn = (this.heard.get(id) ?? -1) + 1;
    this.heard.set(id, turn);
    this.player.play(sampleAddress(id, person.samples[turn % person.samples.length]));
  }

  async suggest(id) {
    const answer = await post("api/suggest", { name: store.name(id) });
    if (answer) {
      await store.at(answer.revision);
      this.heard.set(id, -1);
      this.hear(id, store.person(id));
    }
  }

  // --- two who are one

  makeDraggable(card, id) {
    const type = "application/x-audiofic-character";
    card.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData(type, String(id));
      event.dataTransfer.effectAllowed = "link";
      card.classList.add("dragged");
    });
    card.addEventListener("dragend", () => card.classList.remove("dragged"));
    card.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes(type)) return;
      event.preventDefault();
      card.classList.add("target");
    });
    card.addEventListener("dragleave", () => card.classList.remove("target"));
    card.addEventListener("drop", (event) => {
      event.preventDefault();
      card.classList.remove("target");
      const other = Number(event.dataTransfer.getData(type));
      if (other !== id) merge(id, other);
    });
  }

  openMerge(id) {
    $("h2", this.dialog).textContent = `${store.name(id)} is the same person as…`;
    const others = store.story.cast.characters.filter((other) => other.id !== id);
    $("ul", this.dialog).replaceChildren(...others.map((other) => el("li", {}, el("button", {
      type: "button", class: `person ${store.colour(other.id)}`,
      onclick: () => { this.dialog.close(); merge(other.id, id); },
    }, el("span", { class: "dot", "aria-hidden": "true" }), el("span", { class: "name" }, store.name(other.id)), el("small", {}, counted(other.lines, "line"))))));
    this.dialog.showModal();
  }
}

const merge = (id, other) => post("api/merge", { name: store.name(id), other: store.name(other) });

/** The address of a line in somebody's voice, or in one on trial. */
export function sampleAddress(id, index, sound = {}) {
  const query = new URLSearchParams({ ...(id < 0 ? {} : { name: store.name(id) }), ...sound, revision: store.story.revision });
  return `api/sample/${index}?${query}`;
}
