// The audiobook: what it is to be, how far it is, and where it is.

import { $, duration, el, icon, say } from "./dom.js";
import { ask, post } from "./api.js";
import { store } from "./store.js";

const STAGES = { speak: "Speaking", package: "Putting it together" };
const RECENT = 30;
const EARLY = 3;

export class BuildView {
  seen = [];

  constructor(section) {
    this.section = section;
    this.form = $("form", section);
    this.panel = $(".progress", section);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.start(); });
    this.form.addEventListener("change", (event) => this.chosen(event.target));
    $(".cancel", section).addEventListener("click", () => ask("DELETE", "api/build"));
    $(".remove", section).addEventListener("click", () => this.cover(null));
    store.addEventListener("read", () => this.read());
    store.addEventListener("build", ({ detail }) => this.draw(detail));
  }

  read() {
    const { story } = store;
    const chapters = story.sections;
    for (const name of ["first", "last"]) {
      this.form.elements[name].replaceChildren(...chapters.map((title, at) => el("option", { value: at + 1 }, `${at + 1}. ${title}`)));
    }
    this.form.elements.last.value = chapters.length;
    this.span();
    this.showCover();
    this.leftOut(story);
    this.permissions(story);
  }

  permissions({ permissions }) {
    const holder = $(".permissions", this.section);
    holder.hidden = !permissions.length;
    $("ul", holder).replaceChildren(...permissions.map((text) => el("li", {}, `“${text}”`)));
  }

  leftOut({ chapters, leftOut }) {
    const holder = $(".left-out", this.section);
    holder.hidden = !leftOut.length;
    $("summary", holder).textContent = `Left out of the audiobook: ${leftOut.length} ${leftOut.length === 1 ? "part" : "parts"}`;
    $("ol", holder).replaceChildren(...leftOut.map(([chapter, reason, text]) => el("li", {},
      el("small", {}, `${reason} · ${chapters[chapter] || `Chapter ${chapter + 1}`}`), text)));
  }

  chosen(field) {
    if (field.name === "cover" && field.files[0]) this.cover(field.files[0]);
    this.span();
  }

  span() {
    const part = this.form.elements.chapters.value === "part";
    for (const name of ["first", "last"]) this.form.elements[name].disabled = !part;
  }

  async cover(file) {
    const taken = await ask(file ? "PUT" : "DELETE", "api/cover", file ?? undefined);
    if (taken) this.showCover(Boolean(file));
    this.form.elements.cover.value = "";
  }

  showCover(own = false) {
    const alt = own ? "The cover that you chose" : store.story.cover ? "The story's own cover" : "The cover that audiofic draws";
    $(".cover", this.section).replaceChildren(el("img", { src: `api/cover?${Date.now()}`, alt }));
    $(".remove", this.section).hidden = !own;
  }

  async start() {
    const { elements } = this.form;
    const formats = [...this.form.querySelectorAll("[name=format]:checked")].map(({ value }) => value);
    const part = elements.chapters.value === "part";
    const span = part ? { first: Number(elements.first.value), last: Number(elements.last.value) } : {};
    await post("api/build", { formats, ...span });
  }

  draw(build) {
    const running = build.state === "running";
    this.panel.hidden = build.state === "idle";
    $("[type=submit]", this.form).disabled = running;
    $(".cancel", this.section).hidden = !running;
    const bar = $("progress", this.panel);
    if (build.total && build.stage === "speak") bar.value = build.done / build.total;
    else if (build.state === "done" || build.stage === "package") bar.value = 1;
    else bar.removeAttribute("value");
    bar.hidden = !running;
    $(".stage", this.panel).textContent = this.headline(build);
    $(".detail", this.panel).textContent = this.detail(build);
    $(".note", this.panel).textContent = build.note;
    $(".failures", this.panel).textContent = build.message;
    $(".failures", this.panel).hidden = !build.message;
    $(".files", this.panel).replaceChildren(...build.files.map((file) => this.file(file)));
    this.verdict(build);
    if (this.state === "running" && !running) say(this.headline(build));
    this.state = build.state;
    document.title = running && build.total ? `${Math.floor((100 * build.done) / build.total)}% · ${store.story.title}` : `${store.story.title} · audiofic`;
  }

  headline(build) {
    if (build.state === "running") return STAGES[build.stage];
    if (build.state === "done") return build.incomplete ? "Done, but some lines could not be spoken" : `Done: ${duration(build.seconds)} of sound`;
    return build.state === "cancelled" ? "Cancelled. What was spoken is kept: build again, and it goes on from there." : "This did not work";
  }

  detail(build) {
    if (build.listening) return "Listening to it, as audiofic check does…";
    if (build.state !== "running" || !build.total) return "";
    const words = [`${Math.floor((100 * build.done) / build.total)}%`, `${duration(build.audioSeconds)} of sound`];
    const left = this.left(build);
    if (left !== null) words.push(`about ${duration(left)} left`);
    return words.join(" · ");
  }

  /** Seconds that the build will take, by its latest pace: what is in the cache comes at once, and says nothing of the
   * rest. */
  left(build) {
    if (this.seen.at(-1)?.elapsed > build.elapsed) this.seen = [];
    this.seen.push(build);
    while (this.seen[0].elapsed < build.elapsed - RECENT) this.seen.shift();
    const { elapsed, done } = this.seen[0];
    if (build.elapsed - elapsed < EARLY || build.done === done) return null;
    return ((build.elapsed - elapsed) / (build.done - done)) * (build.total - build.done);
  }

  /** What `check` found in what was made. */
  verdict(build) {
    const holder = $(".verdict", this.panel);
    holder.hidden = build.passed === null;
    if (holder.hidden || this.judged === build.elapsed) return;
    this.judged = build.elapsed;
    $("h3", holder).textContent = build.passed ? "It sounds as it should" : "Something is not as it should be";
    $("img", holder).src = `api/loudness?${Date.now()}`;
    $("ul", holder).replaceChildren(...build.findings.slice(0, 12).map(({ severity, at, what, mend }) => el("li", { class: severity },
      at === null ? null : el("small", {}, `${duration(at)} `), what, el("small", { class: "mend" }, mend))));
  }

  file(file) {
    const size = file.bytes < 1e6 ? `${Math.ceil(file.bytes / 1000)} kB` : `${(file.bytes / 1e6).toFixed(1)} MB`;
    return el("li", {},
      el("a", { href: `download/${file.id}`, download: file.name }, icon("download"), ` ${file.name}`),
      el("small", {}, ` ${size} · in ${file.folder}`));
  }
}
