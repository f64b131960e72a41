// Who talks with whom, as a small picture: people on a circle, and a line between two that is as thick as they talk.

import { counted, el, svg } from "./dom.js";
import { store } from "./store.js";

const MOST = 10;
const WIDE = 150;
const HIGH = 84;

/** How often each two speak one after the other in a scene, by "id-id". */
function exchanges(people) {
  const counts = new Map();
  let last = -1;
  let scene = -1;
  for (let index = 0; index < store.lines.length; index++) {
    const id = store.speaker(index);
    if (id < 0 || !people.has(id)) continue;
    const here = store.sceneOf(index);
    if (here === scene && last !== id && last >= 0) {
      const pair = [Math.min(last, id), Math.max(last, id)].join("-");
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    [last, scene] = [id, here];
  }
  return counts;
}

/** The picture, and the same in words. */
export function talkPicture() {
  const people = store.story.cast.characters.filter(({ lines }) => lines).slice(0, MOST);
  if (people.length < 2) return [];
  const counts = exchanges(new Set(people.map(({ id }) => id)));
  const most = Math.max(1, ...counts.values());
  const place = new Map(people.map(({ id }, at) => {
    const angle = (at / people.length) * 2 * Math.PI - Math.PI / 2;
    return [id, { angle, x: Math.cos(angle) * WIDE, y: Math.sin(angle) * HIGH }];
  }));
  const pairs = [...counts].sort((a, b) => b[1] - a[1]).map(([pair, count]) => [...pair.split("-").map(Number), count]);
  const lines = pairs.map(([one, other, count]) => {
    const [from, to] = [place.get(one), place.get(other)];
    return svg("path", {
      d: `M${from.x},${from.y} Q${(from.x + to.x) / 6},${(from.y + to.y) / 6} ${to.x},${to.y}`,
      "stroke-width": (1 + (count / most) * 9).toFixed(1),
    });
  });
  const largest = Math.max(...people.map((person) => person.lines));
  const dots = people.map((person) => {
    const { angle, x, y } = place.get(person.id);
    const radius = 7 + 9 * Math.sqrt(person.lines / largest);
    const beside = { x: x + Math.cos(angle) * (radius + 6), y: y + Math.sin(angle) * (radius + 6) + 4 + Math.sin(angle) * 6 };
    const anchor = Math.abs(Math.cos(angle)) < 0.3 ? "middle" : Math.cos(angle) > 0 ? "start" : "end";
    return svg("g", { class: store.colour(person.id) },
      svg("circle", { cx: x, cy: y, r: radius }),
      svg("text", { ...beside, "text-anchor": anchor }, short(store.name(person.id))));
  });
  const words = pairs.slice(0, 4).map(([one, other, count]) => el("li", {},
    el("b", { class: store.colour(one) }, store.name(one)), " and ", el("b", { class: store.colour(other) }, store.name(other)),
    ` · ${counted(count, "exchange")}`));
  return [
    svg("svg", { viewBox: `${-WIDE - 110} ${-HIGH - 44} ${2 * WIDE + 220} ${2 * HIGH + 88}`, role: "img", "aria-label": "Who talks with whom" },
      svg("g", { class: "ties" }, lines), dots),
    el("figcaption", {}, "Who talks with whom", el("ol", {}, words)),
  ];
}

function short(name) {
  return name.length > 16 ? `${name.slice(0, 15)}…` : name;
}
