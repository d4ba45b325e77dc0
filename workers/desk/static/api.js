// Questions to the desk. A fault has the desk's own words.

export class Fault extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  let response;
  try {
    response = await fetch(query ? `${path}?${query}` : path, { headers: { accept: "application/json" } });
  } catch {
    throw new Fault(0, "The desk does not answer.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Fault(response.status, body.detail ?? `The desk answered ${response.status}.`);
  return body;
}
