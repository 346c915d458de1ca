// SPDX-License-Identifier: EUPL-1.2
// Forms that add a passkey or sign in with one. WebAuthn Level 3, sections 5.1.3 and 5.1.4.
"use strict";

(() => {
    const bytes = (text) =>
        Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

    const text = (buffer) =>
        btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
            .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

    const descriptors = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

    const ceremonies = {
        create: async (options) => {
            const credential = await navigator.credentials.create({
                publicKey: {
                    ...options,
                    challenge: bytes(options.challenge),
                    user: { ...options.user, id: bytes(options.user.id) },
                    excludeCredentials: descriptors(options.excludeCredentials),
                },
            });
            const response = credential.response;
            return answer(credential, {
                attestationObject: text(response.attestationObject),
                transports: response.getTransports?.() ?? [],
            });
        },
        get: async (options) => {
            const credential = await navigator.credentials.get({
                publicKey: {
                    ...options,
                    challenge: bytes(options.challenge),
                    allowCredentials: descriptors(options.allowCredentials),
                },
            });
            const response = credential.response;
            return answer(credential, {
                authenticatorData: text(response.authenticatorData),
                signature: text(response.signature),
                userHandle: response.userHandle ? text(response.userHandle) : null,
            });
        },
    };

    const answer = (credential, response) => ({
        type: credential.type,
        id: credential.id,
        rawId: text(credential.rawId),
        response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
    });

    // Browsers give one name to a refusal, a closed window and a time that ran out, so that a page learns nothing.
    const reason = (error) => {
        if (error.name === "InvalidStateError") return "exists";
        return error.name === "NotAllowedError" || error.name === "AbortError" ? "cancelled" : "failed";
    };

    const tell = (form, message) => {
        const place = form.querySelector("[data-passkey-error]");
        place.setAttribute("role", "alert");
        place.tabIndex = -1;
        place.hidden = false;
        place.textContent = message;
        place.focus();
    };

    const prepare = (form) => {
        const ceremony = ceremonies[form.dataset.passkey];
        if (!ceremony) return;
        const field = (name) => form.elements.namedItem(name);
        let isAsking = false;
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            if (isAsking) return;
            isAsking = true;
            try {
                field("answer").value = JSON.stringify(await ceremony(JSON.parse(field("options").value)));
                HTMLFormElement.prototype.submit.call(form);
            } catch (error) {
                tell(form, form.dataset[reason(error)] ?? form.dataset.failed);
            } finally {
                isAsking = false;
            }
        });
        form.hidden = false;
    };

    if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(prepare);
})();
