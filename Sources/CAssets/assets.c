// SPDX-License-Identifier: EUPL-1.2
// Written by Scripts/embed. The files that are part of the program.
#include "assets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "../../Resources/Data/authorities.csv"
};
static const unsigned char file1[] = {
#embed "../../Resources/Data/countries.csv"
};
static const unsigned char file2[] = {
#embed "../../Resources/Data/edition-figures.csv"
};
static const unsigned char file3[] = {
#embed "../../Resources/Data/edition-texts.csv"
};
static const unsigned char file4[] = {
#embed "../../Resources/Data/edition-topics.csv"
};
static const unsigned char file5[] = {
#embed "../../Resources/Data/editions.csv"
};
static const unsigned char file6[] = {
#embed "../../Resources/Data/land.json"
};
static const unsigned char file7[] = {
#embed "../../Resources/Data/recipients.csv"
};
static const unsigned char file8[] = {
#embed "../../Resources/Data/topics.csv"
};
static const unsigned char file9[] = {
#embed "../../Resources/Fonts/OFL-inter.txt"
};
static const unsigned char file10[] = {
#embed "../../Resources/Fonts/OFL-vollkorn.txt"
};
static const unsigned char file11[] = {
#embed "../../Resources/Fonts/inter-var-cyr.woff2"
};
static const unsigned char file12[] = {
#embed "../../Resources/Fonts/inter-var-gre.woff2"
};
static const unsigned char file13[] = {
#embed "../../Resources/Fonts/inter-var-lat.woff2"
};
static const unsigned char file14[] = {
#embed "../../Resources/Fonts/vollkorn-italic-cyr.woff2"
};
static const unsigned char file15[] = {
#embed "../../Resources/Fonts/vollkorn-italic-gre.woff2"
};
static const unsigned char file16[] = {
#embed "../../Resources/Fonts/vollkorn-italic-lat.woff2"
};
static const unsigned char file17[] = {
#embed "../../Resources/Fonts/vollkorn-regular-cyr.woff2"
};
static const unsigned char file18[] = {
#embed "../../Resources/Fonts/vollkorn-regular-gre.woff2"
};
static const unsigned char file19[] = {
#embed "../../Resources/Fonts/vollkorn-regular-lat.woff2"
};
static const unsigned char file20[] = {
#embed "../../Resources/Fonts/vollkorn-semibold-cyr.woff2"
};
static const unsigned char file21[] = {
#embed "../../Resources/Fonts/vollkorn-semibold-gre.woff2"
};
static const unsigned char file22[] = {
#embed "../../Resources/Fonts/vollkorn-semibold-lat.woff2"
};
static const unsigned char file23[] = {
#embed "../../Resources/Pictures/favicon.svg"
};
static const unsigned char file24[] = {
#embed "../../Resources/Styles/hemicycle.css"
};
static const unsigned char file25[] = {
#embed "../../Resources/Styles/pages.css"
};
static const unsigned char file26[] = {
#embed "../../Resources/Styles/tokens.css"
};
static const unsigned char file27[] = {
#embed "../../Translations/de.json"
};
static const unsigned char file28[] = {
#embed "../../Translations/en.json"
};
static const unsigned char file29[] = {
#embed "../../Translations/es.json"
};
static const unsigned char file30[] = {
#embed "../../Translations/fr.json"
};
static const unsigned char file31[] = {
#embed "../../Translations/it.json"
};
static const unsigned char file32[] = {
#embed "../../Translations/nl.json"
};

static const struct cassets_file files[] = {
    {"Resources/Data/authorities.csv", file0, sizeof file0},
    {"Resources/Data/countries.csv", file1, sizeof file1},
    {"Resources/Data/edition-figures.csv", file2, sizeof file2},
    {"Resources/Data/edition-texts.csv", file3, sizeof file3},
    {"Resources/Data/edition-topics.csv", file4, sizeof file4},
    {"Resources/Data/editions.csv", file5, sizeof file5},
    {"Resources/Data/land.json", file6, sizeof file6},
    {"Resources/Data/recipients.csv", file7, sizeof file7},
    {"Resources/Data/topics.csv", file8, sizeof file8},
    {"Resources/Fonts/OFL-inter.txt", file9, sizeof file9},
    {"Resources/Fonts/OFL-vollkorn.txt", file10, sizeof file10},
    {"Resources/Fonts/inter-var-cyr.woff2", file11, sizeof file11},
    {"Resources/Fonts/inter-var-gre.woff2", file12, sizeof file12},
    {"Resources/Fonts/inter-var-lat.woff2", file13, sizeof file13},
    {"Resources/Fonts/vollkorn-italic-cyr.woff2", file14, sizeof file14},
    {"Resources/Fonts/vollkorn-italic-gre.woff2", file15, sizeof file15},
    {"Resources/Fonts/vollkorn-italic-lat.woff2", file16, sizeof file16},
    {"Resources/Fonts/vollkorn-regular-cyr.woff2", file17, sizeof file17},
    {"Resources/Fonts/vollkorn-regular-gre.woff2", file18, sizeof file18},
    {"Resources/Fonts/vollkorn-regular-lat.woff2", file19, sizeof file19},
    {"Resources/Fonts/vollkorn-semibold-cyr.woff2", file20, sizeof file20},
    {"Resources/Fonts/vollkorn-semibold-gre.woff2", file21, sizeof file21},
    {"Resources/Fonts/vollkorn-semibold-lat.woff2", file22, sizeof file22},
    {"Resources/Pictures/favicon.svg", file23, sizeof file23},
    {"Resources/Styles/hemicycle.css", file24, sizeof file24},
    {"Resources/Styles/pages.css", file25, sizeof file25},
    {"Resources/Styles/tokens.css", file26, sizeof file26},
    {"Translations/de.json", file27, sizeof file27},
    {"Translations/en.json", file28, sizeof file28},
    {"Translations/es.json", file29, sizeof file29},
    {"Translations/fr.json", file30, sizeof file30},
    {"Translations/it.json", file31, sizeof file31},
    {"Translations/nl.json", file32, sizeof file32},
};

const struct cassets_file *const cassets_files = files;
const size_t cassets_files_count = sizeof files / sizeof *files;
