// SPDX-License-Identifier: EUPL-1.2
// The board of those who plan: sessions are dragged to another time and room, with the pointer or with the keyboard.
// Without it, "Move" leads to a form that does the same.
"use strict";
