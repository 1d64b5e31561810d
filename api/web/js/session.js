// Who is signed in: a one-time link becomes a bearer token, which stays in this browser.

const KEY = "fitholic.token";

export const token = () => localStorage.getItem(KEY);
export const forget = () => localStorage.removeItem(KEY);

/** Redeems `?login=` if the address has one; the address is cleaned before anything else happens. */
export async function redeemAddress() {
  const address = new URL(location.href);
  const login = address.searchParams.get("login");
  if (!login) return null;
  address.searchParams.delete("login");
  history.replaceState(null, "", address.pathname + address.search + address.hash);
  return redeem(login);
}

/** Takes what a person pastes: a whole link, or a bearer token. */
export async function signInWith(pasted) {
  const text = pasted.trim();
  const login = /[?&]login=([\w.-]+)/.exec(text);
  if (login) return redeem(login[1]);
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return "This is neither a link nor a token; “fitholic token” prints one.";
  localStorage.setItem(KEY, text);
  return null;
}

async function redeem(login) {
  let response;
  try {
    response = await fetch("/v1/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ login }),
    });
  } catch {
    return "The server cannot be reached. Check that fitholic is running, then open the link again.";
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) return body.detail ? `${body.detail} ${body.way_out ?? ""}`.trim() : "This link does not work.";
  localStorage.setItem(KEY, body.access_token);
  return null;
}
