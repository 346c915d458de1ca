// SPDX-License-Identifier: EUPL-1.2
#include <webp/decode.h>
#include <webp/encode.h>
