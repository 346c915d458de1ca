// SPDX-License-Identifier: EUPL-1.2
// A screen on a wall: shows the time, what is on and what comes by its own clock, and says since when it knows nothing new.
"use strict";

(() => {
    const main = document.querySelector("main");
    const every = 30_000;           // how often the server is asked for a sign of life
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

    // The stream tells of changes; whether the network is there is asked beside it. The first state after a loss may be another.
    const ask = async () => {
        const asked = new Date();
        try {
            const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(15_000) });
            if (!answer.ok) throw new Error(String(answer.status));
            if (since) { since = null; location.reload(); }
        } catch {
            since ??= asked;
        }
        show();
    };

    show();
    setInterval(show, 1_000);
    setInterval(ask, every);
    window.addEventListener("offline", () => { since ??= new Date(); show(); });
    window.addEventListener("online", ask);
})();
