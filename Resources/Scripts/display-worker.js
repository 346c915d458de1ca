// SPDX-License-Identifier: EUPL-1.2
// The worker of screens on walls: keeps each screen as it was last seen, with what it is made of, so that one that is switched on
// without a network shows that. Only the addresses of displays are in its scope. W3C, Service Workers, section 4.
"use strict";

const patience = 10_000;        // a server that is silent for so long is as good as none
const isAsset = (address) => address.origin === location.origin && address.pathname.startsWith("/assets/");
const isScreen = (address) => address.href.startsWith(registration.scope);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Each screen is kept by itself, under its address: what it no longer needs goes.
const keep = async (screen, assets) => {
    const kept = await caches.open(screen);
    for (const asset of assets) if (!(await kept.match(asset))) await kept.add(asset);
    await kept.add(new Request(screen, { cache: "no-cache", headers: { Accept: "text/html" } }));
    for (const { url } of await kept.keys()) if (url !== screen && !assets.includes(url)) await kept.delete(url);
};

self.addEventListener("message", (event) => {
    const { screen, assets } = event.data;
    if (!isScreen(new URL(screen))) return;
    event.waitUntil(keep(screen, assets.filter((asset) => isAsset(new URL(asset)))).catch(() => {}));
});

const silence = () => new Promise((_, fail) => setTimeout(() => fail(new Error("silence")), patience));

const screen = async (request) => {
    try {
        const answer = await Promise.race([fetch(request), silence()]);
        if (answer.status >= 500) throw new Error(String(answer.status));
        if (answer.ok && await caches.has(request.url)) await (await caches.open(request.url)).put(request.url, answer.clone());
        return answer;
    } catch (failure) {
        // Whoever asks again for what changed has to learn that there is no answer.
        const kept = request.mode === "navigate" ? await caches.match(request.url, { ignoreVary: true }) : null;
        if (kept) return kept;
        throw failure;
    }
};

// Their names hold a hash of what is in them: the one that is kept is the right one.
const asset = async (request) => (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);

self.addEventListener("fetch", (event) => {
    const { request } = event, address = new URL(request.url);
    if (request.method !== "GET") return;
    if (isAsset(address)) event.respondWith(asset(request));
    else if (isScreen(address)) event.respondWith(screen(request));
});
