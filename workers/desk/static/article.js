// One article in a story: its evidence in context, and its whole text on demand.
import { ask } from "./api.js";
import { count, h, outer, segmented } from "./dom.js";
import { time } from "./times.js";

/** A member of a story with the evidence that the story takes from it. */
export function article(member, story) {
  const quoted = member.quoted.map((quote) =>
    h("p", { class: "excerpt", dir: "auto" }, h("mark", { class: "evidence", "data-event": quote.event + 1 }, quote.text)),
  );
  const why = member.kept
    ? "The article was revised since: the sentence is not in its text any more."
    : "The article's text is no longer kept.";
  return h(
    "article",
    { class: "piece", lang: member.language },
    h(
      "header",
      {},
      h("h4", { dir: "auto" }, outer(member.url, {}, member.headline ?? member.uri)),
      h("p", { class: "meta" }, [
        h("bdi", {}, member.source),
        member.agency && member.agency !== member.source ? h("span", {}, "by ", h("bdi", {}, member.agency)) : null,
        member.published ? time(member.published, true) : h("span", {}, "undated"),
        member.revisions > 1 ? h("span", { class: "aux" }, `${member.revisions} revisions`) : null,
      ]),
    ),
    member.excerpts.map((excerpt) => part(excerpt, story)),
    quoted.length ? [quoted, h("p", { class: "dim" }, why)] : null,
    member.excerpts.length + quoted.length ? null : h("p", { class: "dim" }, "No event of the story comes from it."),
    member.kept ? whole(member.id) : null,
  );
}

function part(excerpt, story) {
  return h(
    "p",
    { class: "excerpt", dir: "auto" },
    excerpt.before ? "\u2026 " : null,
    marked(excerpt.segments, story.events, (number) => number + 1),
    excerpt.after ? " \u2026" : null,
  );
}

const ROLES = ["actor", "recipient", "figure", "quote"];

/** A sentence with who and what of it underlined. */
export const roles = (segments) =>
  segmented(segments, ({ marks }) => ({ tag: "span", class: marks.join(" "), title: marks.join(" \u00b7 ") }));

/**
 * Segments with their marks: evidence of `events` labelled where it begins, who and what of it underlined, names and
 * quotes.
 */
function marked(segments, events, label, names = []) {
  let before = [];
  return segmented(segments, (segment) => {
    const told = numbers(segment.marks, "event-");
    const begun = told.filter((number) => !before.includes(number));
    before = told;
    const [name] = numbers(segment.marks, "name-");
    const held = ROLES.filter((role) => segment.marks.includes(role));
    if (!told.length && name === undefined && !held.length) return null;
    const types = told.map((number) => events[number]?.type);
    const said = name === undefined ? [] : [names[name].type, names[name].name, names[name].country, names[name].sector];
    return {
      tag: told.length ? "mark" : "span",
      class: [told.length ? "evidence" : "", name === undefined ? "" : "name", ...held].filter(Boolean).join(" "),
      title: [...types, ...held, ...said].filter(Boolean).join(" \u00b7 ") || null,
      "data-events": told.length ? told.join(" ") : null,
      "data-event": begun.length ? begun.map(label).join("\u00b7") : null,
    };
  });
}

const numbers = (marks, prefix) =>
  marks.filter((mark) => mark.startsWith(prefix)).map((mark) => Number(mark.slice(prefix.length)));

/** The whole text, fetched when it is opened. */
function whole(id) {
  const body = h("div", { class: "body" });
  const details = h("details", { class: "whole", "data-name": `text-${id}` }, h("summary", {}, "Whole text"), body);
  details.addEventListener("toggle", async () => {
    if (!details.open || body.childElementCount) return;
    try {
      body.replaceChildren(...text(await ask(`/api/articles/${encodeURIComponent(id)}`)));
    } catch (fault) {
      body.replaceChildren(h("p", { class: "dim" }, fault.message));
    }
  });
  return details;
}

function text(found) {
  const removed = found.removed.reduce((sum, [, length]) => sum + length, 0);
  const standing = { withheld: "Withheld by its publisher.", canceled: "Withdrawn by its publisher." }[found.pubstatus];
  return [
    standing ? h("p", { class: "note" }, standing) : null,
    found.correction ? h("p", { class: "note", dir: "auto" }, found.correction) : null,
    found.byline ? h("p", { class: "byline" }, h("bdi", {}, found.byline)) : null,
    ...found.paragraphs.map((segments) =>
      h("p", { dir: "auto" }, marked(segments, found.events, (number) => found.events[number].type, found.names)),
    ),
    found.left_out ? h("p", { class: "dim" }, `${count(found.left_out, "further character")}, not shown.`) : null,
    h(
      "p",
      { class: "dim account" },
      removed
        ? `Cleaning took out ${count(removed, "character")}: ${found.removed.map(([rule]) => rule).join(", ")}. `
        : "Cleaning took out nothing. ",
      "All of it: ",
      h("code", {}, `wiredesk explain ${found.uri}`),
    ),
  ].filter(Boolean);
}
