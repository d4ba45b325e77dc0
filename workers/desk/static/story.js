// A story: what happened, who told it, and the sentences that say so.
import { ask } from "./api.js";
import { article, roles } from "./article.js";
import { byId, count, h, inner } from "./dom.js";
import { headline } from "./list.js";
import { act, chip, dots, facts, kind, names, reason, severity } from "./parts.js";
import { time } from "./times.js";

const SHOWN = 4;
let shown = { id: null, print: "", members: new Set() };

/** Whether a change of these ids (null: any) is of the story that is shown. */
export function concerns(change) {
  const { id, members } = shown;
  if (id === null) return false;
  const of = (ids, held) => ids === null || ids.some(held);
  return (
    of(change.stories, (story) => story === id) ||
    of(change.alerts, (story) => story === id) ||
    of(change.articles, (member) => members.has(member))
  );
}

export function close() {
  shown = { id: null, print: "", members: new Set() };
  byId("story").replaceChildren();
}

/** Fetch and show story `id`; what the reader has opened in it stays open. Gives its headline. */
export async function refresh(id) {
  const story = await ask(`/api/stories/${encodeURIComponent(id)}`);
  const print = JSON.stringify(story);
  const again = shown.id === id;
  shown.members = new Set(story.members.map((member) => member.id));
  if (again && shown.print === print) return headline(story);
  const view = byId("story");
  const open = again ? [...view.querySelectorAll("details[open]")].map((element) => element.dataset.name) : [];
  const focused = view.contains(document.activeElement);
  shown = { ...shown, id, print };
  view.replaceChildren(...content(story));
  for (const element of view.querySelectorAll("details")) {
    if (open.includes(element.dataset.name)) element.open = true;
  }
  if (focused) view.focus({ preventScroll: true });
  return headline(story);
}

function content(story) {
  const members = new Map(story.members.map((member) => [member.id, member]));
  return [
    h("p", { class: "back" }, inner("/", { "data-back": true }, "\u2190 Stories")),
    h(
      "header",
      { class: "lead" },
      moved(story),
      h("h1", { dir: "auto" }, headline(story)),
      h("p", { class: "meta" }, [
        severity(story.severity),
        h("span", {}, "first seen ", time(story.first_seen)),
        h("span", {}, "last ", time(story.last_seen)),
        h("span", { class: "dim", title: story.id }, `version ${story.version}`),
      ]),
    ),
    h(
      "dl",
      { class: "scores" },
      score(story.independent, story.independent === 1 ? "independent source" : "independent sources", "main"),
      score(story.sources, story.sources === 1 ? "source" : "sources"),
      score(story.articles, story.articles === 1 ? "article" : "articles"),
      h("div", { class: "dotted" }, dots(story.independent, story.articles)),
    ),
    story.main === null ? null : main(story, members),
    section("Alerts", notices(story), "alerts-of"),
    section("What happened", events(story), "events-of"),
    section("Articles by origin", story.origins.map((origin, place) => group(origin, place, members, story)), "articles-of"),
    story.hidden ? h("p", { class: "dim" }, `${count(story.hidden, "further article")}, not shown.`) : null,
    section("Who is in it", entities(story), "who-of"),
    section("Who said what", statements(story), "said-of"),
    section("Taken back", takenBack(story), "back-of"),
    section("Why it is one story", links(story, members), "links-of"),
  ].filter(Boolean);
}

/** The first rows, and the others on demand. */
function folded(rows, name) {
  if (!rows.length) return null;
  const shown = rows.length <= SHOWN + 1 ? rows.length : SHOWN;
  const rest = rows.length - shown;
  return [
    h("ol", { class: name }, rows.slice(0, shown)),
    rest
      ? h("details", { "data-name": name }, h("summary", {}, `${rest} more`), h("ol", { class: name }, rows.slice(shown)))
      : null,
  ];
}

function section(title, body, name) {
  const filled = Array.isArray(body) ? body.length : body;
  if (!filled) return null;
  const id = `part-${name}`;
  return h("section", { class: `part ${name}`, "aria-labelledby": id }, h("h2", { id }, title), body);
}

function moved(story) {
  const to = story.merged_into
    ? inner(`/story/${encodeURIComponent(story.merged_into)}`, {}, "the story that it went into")
    : null;
  const from = story.split_from ? inner(`/story/${encodeURIComponent(story.split_from)}`, {}, "another story") : null;
  const said = {
    merged: ["Merged: go to ", to, "."],
    split: ["Split: most of it is in ", to, "."],
    closed: ["Closed: nothing new came for a while."],
  }[story.status];
  return [
    said ? h("p", { class: "note" }, said) : null,
    from ? h("p", { class: "note" }, "Came out of ", from, ".") : null,
  ];
}

function score(number, unit, name) {
  return h("div", { class: name }, h("dt", {}, unit), h("dd", {}, number.toLocaleString()));
}

/** The main event, large: actor, type, recipient, and the sentence that says so. */
function main(story, members) {
  const event = story.events[story.main];
  const teller = members.get(event.teller);
  const others = event.articles.length - 1;
  return h(
    "figure",
    { class: "main-event" },
    h(
      "div",
      { class: "triple" },
      party("Who", event.actor),
      h("div", { class: event.recipient.length ? "deed to" : "deed" }, chip(event)),
      event.recipient.length ? party("To whom", event.recipient) : null,
    ),
    h("p", { class: "facts" }, facts(event), event.context.map((word) => h("span", { class: "tag" }, word.replaceAll("_", " ")))),
    h("blockquote", { dir: "auto" }, h("mark", { class: "evidence", "data-event": story.main + 1 }, roles(event.said))),
    h(
      "figcaption",
      {},
      teller ? h("bdi", {}, teller.source) : "An article that is not shown",
      others ? ` and ${count(others, "more article")}` : null,
    ),
  );
}

function party(label, parties) {
  const codes = [...new Set(parties.flatMap((one) => [one.country, one.sector]).filter(Boolean))];
  return h(
    "div",
    { class: "party" },
    h("span", { class: "unit" }, label),
    names(parties),
    codes.length ? h("span", { class: "codes" }, codes.join(" \u00b7 ")) : null,
  );
}

function notices(story) {
  const told = story.notices.map((notice) =>
    h(
      "li",
      {},
      kind(notice),
      h("bdi", { class: "sub" }, notice.subscription),
      h("bdi", { class: "why" }, reason(notice.why)),
      time(notice.sent),
    ),
  );
  const held = story.decisions
    .filter((decision) => decision.decision === "hold")
    .map((decision) =>
      h(
        "li",
        {},
        h("span", { class: "kind", "data-kind": "hold" }, "Held"),
        h("bdi", { class: "sub" }, decision.subscription),
        h("bdi", { class: "why" }, reason(decision.reason)),
        time(decision.time),
      ),
    );
  return folded([...told, ...held], "notices");
}

function events(story) {
  const rows = story.events.map((event, number) =>
    h(
      "li",
      {},
      h("a", { href: `#e${number}`, class: "number", "data-jump": number, "aria-label": `Evidence ${number + 1}` }, number + 1),
      h("div", {}, act(event), h("span", { class: "facts" }, facts(event))),
      h("span", { class: "dim" }, count(event.articles.length, "article")),
    ),
  );
  return folded(rows, "events");
}

function entities(story) {
  if (!story.entities.length) return null;
  return h(
    "ul",
    { class: "entities" },
    story.entities.slice(0, 24).map((entity) =>
      h(
        "li",
        { "data-type": entity.type, title: [entity.type, ...entity.aliases].join(", ") },
        h("bdi", {}, entity.name),
        h("span", { class: "codes" }, [entity.country, entity.sector].filter(Boolean).join(" ")),
        h("span", { class: "times", title: count(entity.articles, "article") }, `\u00d7${entity.articles}`),
      ),
    ),
  );
}

function statements(story) {
  return story.statements.slice(0, 8).map((statement) =>
    h(
      "blockquote",
      {},
      h("p", { dir: "auto" }, `\u201c${statement.text.replace(/[,\s]+$/, "")}\u201d`),
      h("footer", {}, h("bdi", {}, statement.speaker), h("span", { class: "dim" }, count(statement.articles, "article"))),
    ),
  );
}

function group(origin, place, members, story) {
  const own = origin.articles.map((id) => members.get(id)).filter(Boolean);
  return h(
    "section",
    { class: "origin", "aria-label": `Origin ${origin.name}` },
    h(
      "header",
      {},
      h("span", { class: "rank" }, place + 1),
      h("h3", {}, h("bdi", {}, origin.name)),
      h("span", { class: "tag" }, origin.kind),
      h("span", { class: "dim" }, count(own.length, "article")),
      origin.evidence.length
        ? h("ul", { class: "grounds" }, origin.evidence.map((ground) => h("li", { dir: "auto" }, ground)))
        : null,
    ),
    own.map((member) => article(member, story)),
  );
}

function takenBack(story) {
  if (!story.taken_back.length) return null;
  return h(
    "ul",
    { class: "taken" },
    story.taken_back.map((gone) => h("li", {}, h("span", { class: "aux" }, "retracted"), h("bdi", {}, gone.headline ?? gone.uri))),
  );
}

function links(story, members) {
  if (!story.links.length) return null;
  const name = (id) => members.get(id)?.source ?? "an article";
  return h(
    "details",
    { "data-name": "links" },
    h("summary", {}, `The ${count(story.links.length, "link")} that hold it together`),
    h(
      "ul",
      { class: "links-list" },
      story.links.map((link) =>
        h(
          "li",
          {},
          h("span", {}, h("bdi", {}, name(link.one)), " \u2014 ", h("bdi", {}, name(link.other))),
          meter(link.score),
          h("span", { class: "dim" }, link.features.map(([feature, value]) => `${feature} ${value.toFixed(2)}`).join(", ")),
        ),
      ),
    ),
  );
}

function meter(value) {
  const bar = h("i");
  bar.style.setProperty("--part", String(Math.max(0, Math.min(1, value))));
  return h("span", { class: "meter" }, bar, value.toFixed(2));
}

