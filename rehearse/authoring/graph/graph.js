"use strict";
// The page of `rehearse graph`: a picture that is moved and asked. Everything authors wrote is put in as text alone.
const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const picture = by("picture"), world = by("world"), stage = by("stage"), panel = by("panel");
const groups = [...world.querySelectorAll(".node")], ways = [...world.querySelectorAll(".way")];
const told = { mode: "ends", boss: 0, person: 0, node: -1, hits: [], hit: -1 };
const odds = data.odds;

// --- small things -----------------------------------------------------------------------------------------------

// What differs from boss to boss stands as {by: [...]}.
const own = (value, boss = told.boss) => (value && value.by ? value.by[boss] : value);
const list = (value) => value || [];
const hundred = (parts) => {
  if (parts < 0) return "–";
  if (parts > 0 && parts < 50) return "<1";
  if (parts > 9950 && parts < 10000) return ">99";
  return String(Math.round(parts / 100));
};
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const figure = (kind, index) => odds[kind][told.boss][told.person][index];

function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside.filter((each) => each || each === 0));
  return element;
}

// --- moving the picture -----------------------------------------------------------------------------------------

const full = { width: data.size[0], height: data.size[1] };
let view = { x: 0, y: 0, scale: 1 }, drawn = false;

function place() {
  if (drawn) return;
  drawn = true;
  requestAnimationFrame(() => {
    drawn = false;
    world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
    picture.classList.toggle("far", view.scale < 0.28);
  });
}
function fitted() {
  const room = stage.getBoundingClientRect();
  return Math.min(room.width / full.width, room.height / full.height, 1.4);
}
function whole() {
  const room = stage.getBoundingClientRect(), scale = fitted();
  view = { scale, x: (room.width - full.width * scale) / 2, y: (room.height - full.height * scale) / 2 };
  place();
}
function zoom(factor, x, y) {
  const room = stage.getBoundingClientRect();
  const at = { x: x === undefined ? room.width / 2 : x - room.left, y: y === undefined ? room.height / 2 : y - room.top };
  const scale = Math.max(Math.min(fitted(), 0.2) * 0.8, Math.min(3, view.scale * factor)), grown = scale / view.scale;
  view = { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
  place();
}
function move(x, y) {
  view = { ...view, x: view.x + x, y: view.y + y };
  place();
}
// Bring a node into the middle, large enough to be read; where it can be seen already nothing moves, unless forced.
function show(index, force = false) {
  const [x, y, width, height] = data.boxes[index], room = stage.getBoundingClientRect();
  const left = x * view.scale + view.x, top = y * view.scale + view.y;
  const inside = left > 0 && top > 40 && left + width * view.scale < room.width && top + height * view.scale < room.height;
  if (inside && !force && view.scale > 0.4) return;
  const scale = Math.max(view.scale, 0.75);
  view = { scale, x: room.width / 2 - (x + width / 2) * scale, y: room.height * 0.4 - (y + height / 2) * scale };
  place();
}

const held = new Map();
let travelled = 0;
stage.addEventListener("pointerdown", (event) => {
  if (event.target.closest("#zoom")) return;
  held.set(event.pointerId, event);
  travelled = 0;
});
window.addEventListener("pointermove", (event) => {
  const before = held.get(event.pointerId);
  if (!before) return;
  if (event.pointerType === "mouse" && !event.buttons) { // it was let go outside the window
    held.delete(event.pointerId);
    return;
  }
  const [one, other] = [...held.values()];
  if (other) {
    const apart = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1;
    const still = before === one ? other : one;
    zoom(apart(event, still) / apart(before, still), (event.clientX + still.clientX) / 2, (event.clientY + still.clientY) / 2);
  }
  const share = other ? 0.5 : 1, x = event.clientX - before.clientX, y = event.clientY - before.clientY;
  travelled += Math.abs(x) + Math.abs(y);
  if (travelled > 4) stage.classList.add("held");
  move(x * share, y * share);
  held.set(event.pointerId, event);
});
for (const end of ["pointerup", "pointercancel"]) {
  window.addEventListener(end, (event) => {
    held.delete(event.pointerId);
    stage.classList.remove("held");
  });
}
stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  const step = event.deltaMode === 1 ? 24 : 1;
  zoom(Math.exp((-event.deltaY * step) / (event.ctrlKey ? 120 : 480)), event.clientX, event.clientY);
}, { passive: false });
by("in").addEventListener("click", () => zoom(1.3));
by("out").addEventListener("click", () => zoom(1 / 1.3));
by("all").addEventListener("click", whole);

const PACE = 70;
const KEYS = {
  ArrowLeft: () => move(PACE, 0), ArrowRight: () => move(-PACE, 0), ArrowUp: () => move(0, PACE),
  ArrowDown: () => move(0, -PACE), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": whole,
  "/": () => by("find").focus(),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && told.node >= 0) {
    const left = told.node;
    choose(-1);
    groups[left].focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select")) return;
  if (event.key.startsWith("Arrow") && event.target.closest("#panel")) return; // there they scroll
  if (event.key in KEYS) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

// --- colours, each with a word or a number ----------------------------------------------------------------------

const MODES = {
  ends: { label: "endings", legend: () => "Endings by how good they are, points by how many lines one can say there.", of: (node) => ["", node.words] },
  own: {
    label: "own words of the boss",
    legend: () => `◆ ${data.bosses[told.boss].name} has words of their own there. ◇ Only the words that all bosses share.`,
    of: (node) => (list(node.own).includes(told.boss) ? ["s3", "◆ own words"] : node.boss ? ["s0", "◇ shared words"] : ["s0", "says nothing"]),
  },
  come: {
    label: "how likely one comes here", odds: true,
    legend: () => `Of 100 talks of ${odds.persons[told.person]} with ${data.bosses[told.boss].name}, how many come here.`,
    of: (node, index) => scaled(figure("come", index), `${hundred(figure("come", index))} in 100`, "nobody comes here"),
  },
  good: {
    label: "chance of a trial or better", odds: true,
    legend: () => `Of 100 talks of ${odds.persons[told.person]} with ${data.bosses[told.boss].name} that come here, how many end in a trial or better.`,
    of: (node, index) => (node.ending ? ["", node.words] : scaled(figure("good", index), `${hundred(figure("good", index))} in 100 end well`, "nobody comes here")),
  },
  problems: { label: "problems", legend: () => problemLegend(), of: (node) => problemTold(list(node.problems)) },
};

function scaled(parts, words, none) {
  if (parts < 0 || (parts === 0 && none)) return ["never s0", parts < 0 ? none : words.startsWith("0 in 100 end") ? words : none];
  return [`s${Math.min(4, Math.floor(parts / 2000))}`, words];
}
function problemTold(problems) {
  const errors = problems.filter((each) => each.severity === "error").length;
  if (errors) return ["err", `✗ ${counted(errors, "error")}`];
  const warnings = problems.filter((each) => each.severity === "warning").length;
  if (warnings) return ["warn", `▲ ${counted(warnings, "warning")}`];
  return problems.length ? ["s1", `· ${counted(problems.length, "note")}`] : ["s0", "no problems"];
}
function problemLegend() {
  const found = data.nodes.reduce((sum, node) => sum + list(node.problems).length, 0);
  return found ? `${counted(found, "problem")} found by rehearse check. Choose the point to read ${found === 1 ? "it" : "them"}.` : "rehearse check found no problem at any point.";
}
function paint() {
  const mode = MODES[told.mode];
  world.setAttribute("class", `m-${told.mode}`);
  by("legend").textContent = mode.legend();
  groups.forEach((group, index) => {
    const node = data.nodes[index], [look, words] = mode.of(node, index);
    const kinds = ["node", node.kind, index === data.start ? "start" : "", look, told.hits.includes(index) ? "hit" : "", index === told.node ? "here" : ""];
    group.setAttribute("class", kinds.filter(Boolean).join(" "));
    group.querySelector(".told").textContent = words;
    group.setAttribute("aria-label", `${node.name}. ${node.phase}. ${node.ending || node.words}. ${words === node.words ? "" : words}`);
    group.setAttribute("aria-pressed", String(index === told.node));
  });
  const flow = mode.odds && odds ? odds.ways[told.boss][told.person] : null;
  ways.forEach((way, index) => {
    const [start, end] = data.edges[index];
    way.classList.remove("w0", "w1", "w2", "w3", "w4", "out", "into");
    if (flow) way.classList.add(flow[index] <= 0 ? "w0" : `w${Math.min(4, 1 + Math.floor(flow[index] / 1500))}`);
    if (start !== told.node && end !== told.node) return;
    way.classList.add(start === told.node ? "out" : "into");
    way.parentNode.append(way); // above the others
  });
}

// --- what is said at a point ------------------------------------------------------------------------------------

function go(index, before = "", after = "") {
  return make("button", { type: "button", class: "go", onclick: () => choose(index, true) }, `${before}${data.nodes[index].name}`, after && make("span", { class: "quiet" }, ` ${after}`));
}
const links = (found) => make("ul", { class: "links" }, ...found.map((each) => make("li", {}, each)));
const bullets = (found) => make("ul", {}, ...found.map((each) => make("li", {}, each)));
const onward = (found) => links(list(found).map((each) => go(each.to, "→ ", each.if)));
const quote = (who, text) => make("p", { class: "says" }, make("span", { class: "who" }, who), text);

function article(index) {
  const node = data.nodes[index], name = data.bosses[told.boss].name, found = [];
  found.push(make("h2", { tabindex: "-1" }, node.name));
  found.push(make("p", { class: "quiet" }, [node.ending || node.phase, index === data.start ? "the talk begins here" : "", ""].filter(Boolean).join(" · "), " · ", make("code", {}, node.id)));
  if (node.breaks) found.push(make("p", { class: "quiet" }, "The boss breaks in and comes here as soon as ", make("code", {}, node.breaks), "."));
  found.push(...list(node.problems).map((each) => make("p", { class: `problem ${each.severity}` }, make("b", {}, `${each.severity === "error" ? "✗ " : each.severity === "warning" ? "▲ " : "· "}${each.severity}: `), `${each.message} ${each.hint || ""} `, make("span", { class: "quiet" }, `line ${each.line}, `, make("code", {}, each.code)), each.play && make("p", {}, make("code", {}, each.play)))));
  const said = own(node.boss);
  if (said) found.push(quote(name, said));
  if (node.aside) found.push(make("p", { class: "quiet" }, node.aside));
  if (node.worry) found.push(make("details", {}, make("summary", {}, "What that can be"), ...data.bosses[told.boss].worries.map(([label, text]) => quote(label, text))));
  if (own(node.again)) found.push(quote(`${name}, when the talk comes back here`, own(node.again)));
  if (data.bosses.length > 1 && node.boss && node.boss.by) {
    found.push(make("details", {}, make("summary", {}, "The same with the other bosses"), ...data.bosses.map((boss, other) => (other === told.boss ? "" : quote(boss.name + (list(node.own).includes(other) ? "" : " (shared words)"), own(node.boss, other))))));
  }
  if (node.title) found.push(make("p", {}, make("b", {}, node.title)), make("p", {}, own(node.summary)), make("p", { class: "quiet" }, node.next));
  if (list(own(node.does)).length) found.push(make("h3", {}, "On coming here"), bullets(own(node.does)));
  if (odds) found.push(make("h3", {}, "In 100 talks"), oddsTable(index));
  if (list(node.choices).length) found.push(make("h3", {}, "What you can say"), ...node.choices.map(line));
  if (node.on) found.push(make("h3", {}, "The talk goes on by itself"), onward(node.on));
  if (node.fallback) found.push(make("h3", {}, "When nothing is left to say"), links(node.fallback.map((to) => go(to, "→ "))));
  if (node.otherwise) found.push(make("h3", {}, "When the answer is another"), links(node.otherwise.map((to) => go(to, "→ "))));
  const from = [...new Set(data.edges.filter(([, end]) => end === index).map(([start]) => start))];
  if (from.length) found.push(make("h3", {}, "One comes here from"), links(from.map((start) => go(start, "← "))));
  if (node.notes) found.push(make("h3", {}, "For the coach"), make("p", {}, node.notes));
  return found;
}
function line(choice) {
  const does = [...list(own(choice.does))], reply = own(choice.reply), found = [];
  const first = data.moves[choice.moves[0]];
  if (!reply) found.push(make("p", {}, make("span", { class: "quiet" }, `${data.bosses[told.boss].name} answers, for example: `), list(own(first.says))[0]));
  for (const move of choice.moves) does.push(...list(own(data.moves[move].does)).map((each) => `${each} (their reaction: ${data.moves[move].label})`));
  if (does.length) found.push(bullets(does));
  if (own(first.thinks)) found.push(make("p", {}, make("span", { class: "quiet" }, "They think: "), own(first.thinks)));
  if (own(choice.why)) found.push(make("p", {}, own(choice.why)));
  const cards = list(own(choice.cards));
  if (cards.length) found.push(bullets(cards.map(([card, speaks]) => `${speaks === "recommends" ? "✓ advised by" : "✗ advised against by"}: ${data.cards[card]}`)));
  const marks = [choice.when && `only if ${choice.when}`, choice.repeat && "may be said again", choice.risk && "asked about first"].filter(Boolean);
  return make("div", { class: "choice" },
    make("p", { class: "line" }, own(choice.say)),
    make("p", { class: "quiet" }, choice.moves.map((move) => data.moves[move].label).join(" + "), " · ", make("code", {}, choice.id)),
    marks.length > 0 && make("p", { class: "quiet" }, marks.join(" · ")),
    odds && make("p", { class: "quiet" }, figure("said", choice.i) > 0 ? `Said in ${hundred(figure("said", choice.i))} of 100 talks; ${hundred(figure("after", choice.i))} of 100 then end well.` : "Said in none of the talks."),
    reply && quote(data.bosses[told.boss].name, reply),
    onward(choice.to),
    make("details", {}, make("summary", {}, "What it does"), ...found));
}
function oddsTable(index) {
  const ends = Boolean(data.nodes[index].ending);
  const head = make("tr", {}, make("th", { scope: "col" }, odds.persons[told.person]), make("th", { scope: "col" }, "come here"), ends ? "" : make("th", { scope: "col" }, "then end well"));
  const rows = data.bosses.map((boss, place) => make("tr", {}, make("th", { scope: "row" }, boss.name), make("td", {}, hundred(odds.come[place][told.person][index])), ends ? "" : make("td", {}, hundred(odds.good[place][told.person][index]))));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
}
function overview() {
  const found = [make("h2", { tabindex: "-1" }, data.title), make("p", {}, own(data.you)), make("p", {}, own(data.scene)), make("p", {}, make("b", {}, "What you came for: "), own(data.asks))];
  if (odds) {
    const ends = odds.ends[told.boss][told.person];
    found.push(make("h3", {}, `How it ends: ${odds.persons[told.person]}, ${data.bosses[told.boss].name}, level ${odds.level}, in 100 talks`));
    found.push(make("table", {}, make("tbody", {}, ...ends.map((parts, kind) => (parts ? make("tr", {}, make("th", { scope: "row" }, odds.kinds[kind]), make("td", {}, hundred(parts))) : "")))), make("p", { class: "quiet" }, odds.note));
  }
  for (const phase of [...new Set(data.nodes.map((node) => (node.ending ? "Endings" : node.phase)))]) {
    const inside = data.nodes.map((node, index) => [node, index]).filter(([node]) => (node.ending ? "Endings" : node.phase) === phase);
    found.push(make("h3", {}, `${phase} (${inside.length})`), make("ol", { class: "points" }, ...inside.map(([node, index]) => make("li", {}, make("button", { type: "button", onclick: () => choose(index, true) }, node.name, make("span", { class: "quiet" }, MODES[told.mode].of(node, index)[1]))))));
  }
  return found;
}
function read(focus = false) {
  const back = make("button", { type: "button", class: "back", onclick: () => choose(-1, true) }, "‹ All points");
  by("told").replaceChildren(...(told.node < 0 ? overview() : [back, ...article(told.node)]).filter(Boolean));
  panel.scrollTop = 0;
  if (focus) by("told").querySelector("h2").focus({ preventScroll: true });
}
function choose(index, focus = false) {
  told.node = index;
  const here = index < 0 ? " " : `#${encodeURIComponent(data.nodes[index].id)}`;
  try {
    if (location.hash !== here.trim()) history.pushState(null, "", index < 0 ? location.pathname + location.search : here);
  } catch { /* a page that is shown inside another may have no address of its own */ }
  paint();
  read(focus);
  if (index >= 0) show(index);
}
function byAddress() {
  const id = decodeURIComponent(location.hash.slice(1)), index = data.nodes.findIndex((node) => node.id === id);
  told.node = index;
  paint();
  read();
  if (index >= 0) show(index, true);
}
groups.forEach((group, index) => {
  group.setAttribute("tabindex", "0");
  group.setAttribute("role", "button");
  group.addEventListener("click", () => travelled <= 4 && choose(index));
  group.addEventListener("focus", () => group.matches(":focus-visible") && show(index));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(index, true);
  });
});
window.addEventListener("popstate", byAddress);

// --- finding ----------------------------------------------------------------------------------------------------

const every = (value) => (value && value.by ? value.by : [value || ""]);
const texts = data.nodes.map((node) => [node.id, node.name, node.title, ...every(node.boss), ...every(node.again), ...list(node.choices).flatMap((choice) => [choice.id, ...every(choice.say), ...every(choice.reply), ...choice.moves.map((move) => data.moves[move].label)])].join("\n").toLowerCase());

function find(words) {
  const wanted = words.trim().toLowerCase();
  told.hits = wanted ? texts.flatMap((text, index) => (text.includes(wanted) ? [index] : [])) : [];
  told.hit = -1;
  by("hits").textContent = wanted ? (told.hits.length ? counted(told.hits.length, "point") : "nothing") : "";
  paint();
}
by("find").addEventListener("input", (event) => find(event.target.value));
by("find").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !told.hits.length) return;
  event.preventDefault();
  const step = event.shiftKey ? -1 : 1;
  told.hit = (told.hit + step + told.hits.length + (told.hit < 0 && step < 0 ? 1 : 0)) % told.hits.length;
  by("hits").textContent = `${told.hit + 1} of ${told.hits.length}`;
  choose(told.hits[told.hit]);
  show(told.hits[told.hit], true);
});

// --- the bar, printing, the beginning ---------------------------------------------------------------------------

const option = (value, label, disabled = false) => make("option", { value, disabled }, label);
by("mode").append(...Object.entries(MODES).map(([name, mode]) => option(name, mode.odds && !odds ? `${mode.label} (made without --odds)` : mode.label, mode.odds && !odds && "disabled")));
by("boss").append(...data.bosses.map((boss, index) => option(index, boss.name)));
by("who").hidden = !odds;
if (odds) by("person").append(...odds.persons.map((person, index) => option(index, person)));
for (const [id, key] of [["mode", "mode"], ["boss", "boss"], ["person", "person"]]) {
  by(id).addEventListener("change", (event) => {
    told[key] = key === "mode" ? event.target.value : Number(event.target.value);
    paint();
    read();
  });
}
const asked = new URLSearchParams(location.search).get("by"); // ?by=come: a way of showing to begin with
if (asked in MODES && (odds || !MODES[asked].odds)) told.mode = by("mode").value = asked;
by("bar").addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("beforeprint", () => {
  world.removeAttribute("transform");
  picture.setAttribute("viewBox", `0 0 ${full.width} ${full.height}`);
  by("whole").replaceChildren(...data.nodes.map((node, index) => make("article", {}, ...article(index))));
});
window.addEventListener("afterprint", () => {
  by("whole").replaceChildren();
  picture.removeAttribute("viewBox");
  place();
});
function begin() {
  const [x, y, width] = data.boxes[data.start], room = stage.getBoundingClientRect();
  const scale = Math.max(fitted(), Math.min(1, Math.max(0.7, room.width / 1000)));
  view = { scale, x: room.width / 2 - (x + width / 2) * scale, y: 44 - Math.max(0, y - 40) * scale };
  place();
}
let across = stage.clientWidth;
window.addEventListener("resize", () => {
  move((stage.clientWidth - across) / 2, 0);
  across = stage.clientWidth;
});

picture.removeAttribute("viewBox");
begin();
byAddress();
document.documentElement.dataset.ready = "yes";
