// SPDX-License-Identifier: EUPL-1.2
// The files that are part of the program: styles, fonts, pictures, translations, data of the demonstration.
#ifndef CASSETS_ASSETS_H
#define CASSETS_ASSETS_H
#include <stddef.h>

struct cassets_file {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

extern const struct cassets_file *const cassets_files;
extern const size_t cassets_files_count;
#endif
