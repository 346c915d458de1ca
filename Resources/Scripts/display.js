// SPDX-License-Identifier: EUPL-1.2
// A screen on a wall: shows the time, what is on and what comes by its own clock, and says since when it knows nothing new. Switched on
// without a network it shows what it showed last: display-worker.js keeps that.
"use strict";

(() => {
    const main = document.querySelector("main");
    const every = 30_000;           // how often the server is asked for a sign of life
    const heardAt = `display ${location.pathname}${location.search}`;
    let since = null;

    const two = (number) => String(number).padStart(2, "0");
    const wall = (date) => {
        const offset = Number(document.getElementById("clock")?.dataset.offset ?? 0);
        const there = new Date(date.getTime() + offset * 60_000);
        return `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
    };

    const show = () => {
        const now = Date.now() / 1_000;
        const clock = document.getElementById("clock");
        if (clock && clock.textContent !== wall(new Date())) clock.textContent = wall(new Date());
        let hasNext = false;
        for (const slot of main.querySelectorAll(".display-list > li")) {
            const start = Number(slot.dataset.start), end = Number(slot.dataset.end), isGone = slot.classList.contains("gone");
            const isNow = !isGone && start <= now && now < end, isNext = !isGone && !isNow && start > now && !hasNext;
            if (isNext) hasNext = true;
            slot.classList.toggle("is-now", isNow);
            slot.classList.toggle("is-next", isNext);
            slot.classList.toggle("is-later", !isNow && !isNext && now < end);
            slot.classList.toggle("is-over", now >= end);
        }
        const lost = document.getElementById("lost");
        const text = since ? (clock?.dataset.lost ?? "").replace("{time}", wall(since)) : "";
        if (lost && lost.textContent !== text) lost.textContent = text;
    };

    // The last sign of life outlives the screen being switched off. A browser may be told to keep nothing.
    const remember = (date) => { try { localStorage.setItem(heardAt, String(date.getTime())); } catch { /* then not */ } };
    const lastHeard = () => {
        try {
            const kept = Number(localStorage.getItem(heardAt));
            return kept > 0 ? new Date(kept) : null;
        } catch {
            return null;
        }
    };

    // The stream tells of changes; whether the network is there is asked beside it. The first state after a loss may be another.
    const ask = async () => {
        const asked = new Date();
        try {
            const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(15_000) });
            if (!answer.ok) throw new Error(String(answer.status));
            remember(asked);
            if (since) { since = null; location.reload(); }
        } catch {
            since ??= lastHeard() ?? asked;
        }
        show();
    };

    // Only a secure address has workers; without one, a screen that is switched on waits for the network.
    const keep = async () => {
        if (!navigator.serviceWorker) return;
        const { href } = new URL("worker.js", location.href), screen = location.href.split("#")[0];
        await navigator.serviceWorker.register(href);
        const { active } = await navigator.serviceWorker.ready;
        await document.fonts.ready;
        const loaded = performance.getEntriesByType("resource").map((one) => one.name);
        active.postMessage({ screen, assets: [...new Set(loaded.filter((name) => name.startsWith(`${location.origin}/assets/`)))] });
    };

    show();
    ask();
    window.addEventListener("load", () => keep().catch(() => {}));
    setInterval(show, 1_000);
    setInterval(ask, every);
    window.addEventListener("offline", () => { since ??= new Date(); show(); });
    window.addEventListener("online", ask);
})();
