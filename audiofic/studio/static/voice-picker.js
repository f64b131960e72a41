// Every voice that can speak here, to be searched, filtered, heard with the character's own line, and taken.

import { $, counted, el, iconButton, icon } from "./dom.js";
import { ask, post } from "./api.js";
import { sampleAddress } from "./cast-view.js";
import { store } from "./store.js";

const MOST = 500;
const FITS = { she: "she/her", he: "he/him", they: "anybody" };

export class VoicePicker {
  constructor(dialog, player) {
    Object.assign(this, { dialog, player });
    this.list = $(".voices", dialog);
    this.form = $("form", dialog);
    this.form.addEventListener("input", () => this.draw());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    dialog.addEventListener("close", () => player.stop());
  }

  async open(id) {
    this.id = id;
    this.person = id < 0 ? store.story.cast.narrator : store.person(id);
    $("h2", this.dialog).textContent = id < 0 ? "A voice for the narrator" : `A voice for ${store.name(id)}`;
    this.dialog.showModal();
    this.list.replaceChildren(el("li", { class: "caption" }, "Asking the engines…"));
    this.engines ??= await ask("GET", "api/voices");
    this.voices = (this.engines ?? []).flatMap(({ name, voices }) => voices.map((voice) => ({ ...voice, engine: name })));
    this.options("engine", this.engines.map(({ name }) => [name, name]), this.person.voice.engine);
    const languages = [...new Set(this.voices.map(base))].filter(Boolean).sort();
    const now = this.voices.find((voice) => this.isTaken(voice));
    this.options("language", languages.map((language) => [language, languageName(language)]), now && base(now));
    this.options("fits", Object.entries(FITS), this.person.pronouns?.split("/")[0]);
    this.form.elements.search.value = "";
    this.draw();
  }

  options(name, options, chosen = "") {
    const select = this.form.elements[name];
    select.replaceChildren(el("option", { value: "" }, "any"), ...options.map(([value, shown]) => el("option", { value }, shown)));
    select.value = options.some(([value]) => value === chosen) ? chosen : "";
  }

  draw() {
    const { search, engine, language, fits } = this.form.elements;
    const wanted = search.value.trim().toLowerCase().split(/\s+/);
    const found = (this.voices ?? []).filter((voice) => (!engine.value || voice.engine === engine.value)
      && (!language.value || base(voice) === language.value)
      && (!fits.value || voice.pronoun === fits.value)
      && wanted.every((word) => `${voice.name} ${voice.engine} ${voice.language} ${languageName(voice.language)}`.toLowerCase().includes(word)));
    $(".count", this.dialog).textContent = counted(found.length, "voice");
    this.list.replaceChildren(...found.slice(0, MOST).map((voice) => this.row(voice)));
  }

  row(voice) {
    const taken = this.isTaken(voice);
    const others = store.story.cast.characters.filter((one) => one.voice?.engine === voice.engine && one.voice.name === voice.name && one.id !== this.id);
    const facts = [languageName(voice.language), FITS[voice.pronoun], voice.pitch ? `${voice.pitch} Hz` : ""].filter(Boolean).join(" · ");
    return el("li", { class: taken ? "taken" : "" },
      iconButton("play", `Hear ${voice.name}`, () => this.hear(voice)),
      el("div", {}, el("b", {}, voice.name), el("small", {}, facts),
        others.length ? el("small", { class: "others" }, `also ${others.map((one) => store.name(one.id)).join(", ")}`) : null),
      taken ? el("span", { class: "now" }, icon("check"), " now")
        : el("button", { type: "button", "aria-label": `Take ${voice.name}`, onclick: () => this.take(voice) }, "Take"));
  }

  isTaken({ engine, name }) { return engine === this.person.voice.engine && name === this.person.voice.name; }

  hear(voice) {
    const [line] = this.person.samples;
    if (line !== undefined) this.player.play(sampleAddress(this.id, line, { engine: voice.engine, voice: voice.name }));
  }

  async take(voice) {
    this.dialog.close();
    await post("api/voice", { name: this.id < 0 ? null : store.name(this.id), sound: { engine: voice.engine, voice: voice.name } });
  }
}

/** A voice's language without its region: whoever looks for English takes any of them. */
const base = ({ language }) => language.split("-")[0];

const names = new Intl.DisplayNames(["en"], { type: "language" });

function languageName(tag) {
  try {
    return tag ? names.of(tag) : "";
  } catch {
    return tag;
  }
}
