// What this browser keeps for its reader. It is sent nowhere, and may be gone any time.

const PREFIX = "reader:";

export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

/** Return whether the browser keeps it: it may be full, or keep nothing at all. */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Call `show` now, and whenever another page may have changed what is kept. */
export function follow(name, show) {
  show();
  addEventListener("storage", ({ key }) => (key ?? PREFIX + name) === PREFIX + name && show());
  addEventListener("pageshow", ({ persisted }) => persisted && show());
}
