// The finished audiobook: where one is in it, its words as they are heard, and what hands and ears want of a player.

import { $, duration, el, icon, say } from "./dom.js";
import { ask } from "./api.js";
import { store } from "./store.js";

const BACK = 15;
const ON = 30;
const NOTE = 5000;
const BEFORE = 3;
const AFTER = 8;

export class ListenView {
  chapters = [];
  noted = 0;
  place = 0;

  constructor(section, player) {
    Object.assign(this, { section, player, audio: $("audio", section) });
    this.words = $(".words", section);
    this.seek = $(".seek", section);
    const buttons = { ".play": () => this.toggle(), ".earlier": () => this.skip(-BACK), ".later": () => this.skip(ON), ".previous": () => this.step(-1), ".next": () => this.step(1) };
    for (const [selector, act] of Object.entries(buttons)) $(selector, section).addEventListener("click", act);
    this.seek.addEventListener("input", () => this.go(Number(this.seek.value)));
    $(".speed", section).addEventListener("change", ({ target }) => { this.audio.playbackRate = this.audio.defaultPlaybackRate = Number(target.value); });
    $(".sleep", section).addEventListener("change", ({ target }) => this.sleep(target.value));
    for (const event of ["timeupdate", "seeked"]) this.audio.addEventListener(event, () => this.follow());
    for (const event of ["play", "pause"]) this.audio.addEventListener(event, () => this.state());
    this.audio.addEventListener("ended", () => this.ended());
    this.audio.addEventListener("error", () => { if (this.audio.src) say("This browser cannot play the audiobook: build it as MP3, too.", { wrong: true }); });
    addEventListener("pagehide", () => this.note(true));
    player.addEventListener("state", () => { if (player.playing) this.audio.pause(); });
    store.addEventListener("read", () => this.read());
    store.addEventListener("place", ({ detail }) => { this.wanted = detail.audiobook; });
    store.addEventListener("build", ({ detail }) => { if (detail.state === "done") this.read(); });
    this.mediaKeys();
  }

  async read() {
    const found = await ask("GET", "api/recording");
    $(".nothing", this.section).hidden = Boolean(found);
    $(".player", this.section).hidden = !found;
    this.chapters = [];
    if (!found) return;
    let begin = 0;
    for (const chapter of found.chapters) {
      this.chapters.push({ ...chapter, begin });
      begin += chapter.seconds;
    }
    this.total = begin;
    this.seek.max = String(begin);
    this.list();
    this.load(0);
    if (this.wanted) this.go(Math.min(this.wanted, begin - 1));
    else this.follow();
  }

  list() {
    $(".chapters", this.section).replaceChildren(...this.chapters.map((chapter) => el("li", {}, el("button", {
      type: "button", class: "jump", onclick: () => { this.go(chapter.begin); this.play(); },
    }, el("span", {}, chapter.title || store.story.title), " ", el("small", {}, duration(chapter.seconds))))));
  }

  // --- where one is: seconds into the book, whatever files it has

  get chapter() {
    const at = this.audio.currentTime;
    const inside = this.chapters.filter(({ file, start }) => file === this.file && start <= at + 0.05);
    return inside.at(-1) ?? this.chapters[0];
  }

  get now() {
    const { begin, start, seconds } = this.chapter;
    return begin + Math.min(seconds, Math.max(0, this.audio.currentTime - start));
  }

  load(file) {
    if (this.file === file && this.audio.src) return;
    this.file = file;
    this.audio.src = `recording/${file}`;
  }

  go(seconds) {
    const chapter = this.chapters.findLast(({ begin }) => begin <= seconds) ?? this.chapters[0];
    const playing = !this.audio.paused;
    const other = this.file !== chapter.file;
    this.load(chapter.file);
    this.audio.currentTime = chapter.start + seconds - chapter.begin;
    if (playing && other) this.play();
    this.follow();
  }

  skip(by) { this.go(Math.max(0, Math.min(this.total - 1, this.now + by))); }

  step(by) {
    const at = this.chapters.indexOf(this.chapter);
    const again = by < 0 && this.now - this.chapter.begin > 3;
    this.go(this.chapters[Math.max(0, Math.min(this.chapters.length - 1, again ? at : at + by))].begin);
  }

  play() {
    this.player.stop();
    this.audio.play().catch((error) => { if (error.name !== "AbortError") say("The browser does not let it play: press Play.", { wrong: true }); });
  }

  toggle() {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  ended() {
    const next = this.chapters.find(({ file }) => file === this.file + 1);
    if (next && this.until !== "chapter") {
      this.load(next.file);
      this.play();
    }
  }

  // --- what is seen

  follow() {
    if (!this.chapters.length) return;
    const { chapter, now } = this;
    this.seek.value = String(now);
    this.seek.setAttribute("aria-valuetext", `${duration(now)} of ${duration(this.total)}, ${chapter.title || store.story.title}`);
    $(".time", this.section).textContent = `${clock(now)} / ${clock(this.total)}`;
    const cue = Math.max(0, chapter.cues.findLastIndex(([start]) => start <= this.audio.currentTime - chapter.start + 0.05));
    if (this.shownChapter !== chapter || this.shownCue !== cue) this.show(chapter, cue);
    if (this.until === "chapter" && this.ending && chapter !== this.ending) this.slept();
    if (Math.abs(performance.now() - this.noted) > NOTE && !this.audio.paused) this.note();
  }

  show(chapter, cue) {
    if (this.shownChapter !== chapter) {
      const at = this.chapters.indexOf(chapter);
      for (const [place, button] of $(".chapters", this.section).querySelectorAll("button").entries()) button.setAttribute("aria-current", String(place === at));
      $(".title", this.section).textContent = chapter.title || store.story.title;
      if ("mediaSession" in navigator) navigator.mediaSession.metadata = new MediaMetadata({ title: chapter.title || store.story.title, artist: store.story.authors.join(", "), album: store.story.title, artwork: [{ src: "api/cover" }] });
    }
    Object.assign(this, { shownChapter: chapter, shownCue: cue });
    const near = chapter.cues.slice(Math.max(0, cue - BEFORE), cue + AFTER);
    const first = Math.max(0, cue - BEFORE);
    this.words.replaceChildren(...near.map(([start, line, text], at) => el("button", {
      type: "button", class: first + at === cue ? "now" : "", "aria-current": String(first + at === cue), dataset: { line },
      onclick: () => { this.audio.currentTime = chapter.start + start; },
    }, text)));
  }

  state() {
    const { paused } = this.audio;
    const button = $(".play", this.section);
    button.replaceChildren(icon(paused ? "play" : "pause"));
    button.setAttribute("aria-label", paused ? "Play" : "Pause");
    if (paused) this.note();
  }

  /** Keep the place; at the end of a page the request outlives it. */
  note(last = false) {
    if (!this.chapters.length || (last && this.audio.paused)) return;
    this.noted = performance.now();
    fetch("api/place", {
      method: "PUT", keepalive: last, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ audiobook: this.now }),
    }).catch(() => {});
  }

  // --- sleep, and keys of the machine

  sleep(until) {
    clearTimeout(this.timer);
    this.until = until;
    this.ending = this.chapter;
    if (Number(until)) this.timer = setTimeout(() => this.slept(), Number(until) * 60_000);
  }

  slept() {
    this.audio.pause();
    this.until = "";
    $(".sleep", this.section).value = "";
  }

  mediaKeys() {
    if (!("mediaSession" in navigator)) return;
    const keys = {
      play: () => this.play(), pause: () => this.audio.pause(), seekbackward: () => this.skip(-BACK), seekforward: () => this.skip(ON),
      previoustrack: () => this.step(-1), nexttrack: () => this.step(1), seekto: ({ seekTime }) => { this.audio.currentTime = seekTime; },
    };
    for (const [name, act] of Object.entries(keys)) navigator.mediaSession.setActionHandler(name, act);
  }
}

/** Seconds as "1:02:03". */
function clock(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return `${hours ? `${hours}:` : ""}${hours ? String(minutes).padStart(2, "0") : minutes}:${String(rest).padStart(2, "0")}`;
}
