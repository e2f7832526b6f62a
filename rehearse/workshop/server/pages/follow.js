(() => {
  const d = document, el = id => d.getElementById(id), m = el("m"), s = el("s"), c = el("c"), b = d.body.dataset;
  let n = 0, was = "", src, heard = 0, lost = 0, skew = b.now - Date.now() / 1000;
  const turns = {};
  const say = (text, bad) => { if (s && text != null) { s.className = bad ? "bad" : ""; if (s.textContent !== text) s.textContent = text; } };
  const off = now => { if (!now) lost = 0; else if (!lost) lost = Date.now(); };
  const keep = html => {
    const kept = {}, a = d.activeElement, at = a && a.id, from = a && a.selectionStart, to = a && a.selectionEnd;
    for (const e of m.querySelectorAll("textarea,input:not([type=hidden]),details"))
      if (e.id) kept[e.id] = e.open !== undefined ? e.open : e.value;
    m.innerHTML = html;
    for (const id in kept) { const e = el(id); if (e) { if (e.open !== undefined) e.open = kept[id]; else e.value = kept[id]; } }
    if (at && el(at) && d.activeElement !== el(at)) {
      el(at).focus({ preventScroll: true });
      if (from != null && el(at).setSelectionRange) el(at).setSelectionRange(from, to);
    }
  };
  const fit = () => {
    if (!b.fit) return;
    const r = d.documentElement; r.style.fontSize = "";
    let size = parseFloat(getComputedStyle(r).fontSize), least = size * .45;
    const over = () => r.scrollHeight > innerHeight + 1 || [...m.querySelectorAll(".fit")].some(e => e.scrollHeight > e.clientHeight + 1);
    while (size > least && over()) r.style.fontSize = (size *= .97) + "px";
  };
  const tick = () => {
    for (const e of d.querySelectorAll("[data-until]")) {
      const left = Math.max(0, Math.ceil(e.dataset.until - Date.now() / 1000 - skew));
      e.textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
    }
  };
  const show = x => {
    if (x.gone) return location.replace(x.gone);
    if (x.now) skew = x.now - Date.now() / 1000;
    if (x.html != null && x.n >= n) { n = x.n; if (x.html !== was) { keep(was = x.html); fit(); } }
    say(x.say, x.bad); tick();
  };
  const listen = () => {
    if (src) src.close();
    src = new EventSource(b.stream); heard = Date.now(); let first = 1;
    src.onmessage = e => { heard = Date.now(); off(0); if (first) { n = 0; first = 0; } show(JSON.parse(e.data)); };
    src.addEventListener("beat", () => { heard = Date.now(); off(0); });
    const mine = src;
    src.onerror = () => { off(1); if (mine.readyState === 2) setTimeout(() => mine === src && listen(), 1000 + Math.random() * 2000); };
  };
  const send = async (form, by) => {
    const to = form.getAttribute("action"), mine = turns[to] = (turns[to] || 0) + 1;
    const told = new URLSearchParams(new FormData(form));
    if (by && by.name) told.set(by.name, by.value);
    if (by) by.setAttribute("aria-busy", "true");
    while (mine === turns[to]) {
      const stop = new AbortController(), late = setTimeout(() => stop.abort(), 8000);
      try {
        const got = await fetch(to, { method: "POST", body: told, signal: stop.signal, headers: { Accept: "application/json" } });
        if (got.status < 500 && !(got.headers.get("Content-Type") || "").includes("json")) return say("That could not be sent. Load this page again.", 1);
        const x = await got.json();
        if (!x.bad) for (const e of form.querySelectorAll("textarea")) { e.value = ""; if (el(e.id)) el(e.id).value = ""; }
        return show(x);
      } catch {
        if (mine === turns[to]) say("No connection just now. This is sent as soon as there is one.", 1);
        await new Promise(on => setTimeout(on, 1000 + Math.random() * 1000));
      } finally { clearTimeout(late); if (by) by.removeAttribute("aria-busy"); }
    }
  };
  d.addEventListener("submit", e => {
    if (!m.contains(e.target) || !e.submitter || e.target.dataset.plain) return;
    e.preventDefault(); send(e.target, e.submitter);
  });
  const back = () => { if (src.readyState !== 1 || Date.now() - heard > 20000) listen(); };
  d.addEventListener("visibilitychange", () => d.hidden || back());
  addEventListener("online", listen);
  addEventListener("pageshow", e => e.persisted && listen());
  addEventListener("resize", fit);
  setInterval(() => { if (Date.now() - heard > 45000) listen(); if (c) c.hidden = !(lost && Date.now() - lost > 2500); tick(); }, 1000);
  d.documentElement.dataset.ready = "yes";
  fit(); tick(); listen();
  if (d.fonts) d.fonts.ready.then(fit);
})();
