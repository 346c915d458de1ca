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
#embed "../../Resources/Data/demo/names.txt"
};
static const unsigned char file3[] = {
#embed "../../Resources/Data/demo/offices.txt"
};
static const unsigned char file4[] = {
#embed "../../Resources/Data/edition-figures.csv"
};
static const unsigned char file5[] = {
#embed "../../Resources/Data/edition-texts.csv"
};
static const unsigned char file6[] = {
#embed "../../Resources/Data/edition-topics.csv"
};
static const unsigned char file7[] = {
#embed "../../Resources/Data/editions.csv"
};
static const unsigned char file8[] = {
#embed "../../Resources/Data/institutions.csv"
};
static const unsigned char file9[] = {
#embed "../../Resources/Data/land.json"
};
static const unsigned char file10[] = {
#embed "../../Resources/Data/programme/departures.csv"
};
static const unsigned char file11[] = {
#embed "../../Resources/Data/programme/programme-2.csv"
};
static const unsigned char file12[] = {
#embed "../../Resources/Data/programme/programme-3.csv"
};
static const unsigned char file13[] = {
#embed "../../Resources/Data/programme/programme.csv"
};
static const unsigned char file14[] = {
#embed "../../Resources/Data/programme/releases.csv"
};
static const unsigned char file15[] = {
#embed "../../Resources/Data/programme/rooms.csv"
};
static const unsigned char file16[] = {
#embed "../../Resources/Data/programme/speakers.csv"
};
static const unsigned char file17[] = {
#embed "../../Resources/Data/programme/visits.csv"
};
static const unsigned char file18[] = {
#embed "../../Resources/Data/topics.csv"
};
static const unsigned char file19[] = {
#embed "../../Resources/Fonts/OFL-inter.txt"
};
static const unsigned char file20[] = {
#embed "../../Resources/Fonts/OFL-vollkorn.txt"
};
static const unsigned char file21[] = {
#embed "../../Resources/Fonts/inter-var-cyr.woff2"
};
static const unsigned char file22[] = {
#embed "../../Resources/Fonts/inter-var-gre.woff2"
};
static const unsigned char file23[] = {
#embed "../../Resources/Fonts/inter-var-lat.woff2"
};
static const unsigned char file24[] = {
#embed "../../Resources/Fonts/vollkorn-italic-cyr.woff2"
};
static const unsigned char file25[] = {
#embed "../../Resources/Fonts/vollkorn-italic-gre.woff2"
};
static const unsigned char file26[] = {
#embed "../../Resources/Fonts/vollkorn-italic-lat.woff2"
};
static const unsigned char file27[] = {
#embed "../../Resources/Fonts/vollkorn-regular-cyr.woff2"
};
static const unsigned char file28[] = {
#embed "../../Resources/Fonts/vollkorn-regular-gre.woff2"
};
static const unsigned char file29[] = {
#embed "../../Resources/Fonts/vollkorn-regular-lat.woff2"
};
static const unsigned char file30[] = {
#embed "../../Resources/Fonts/vollkorn-semibold-cyr.woff2"
};
static const unsigned char file31[] = {
#embed "../../Resources/Fonts/vollkorn-semibold-gre.woff2"
};
static const unsigned char file32[] = {
#embed "../../Resources/Fonts/vollkorn-semibold-lat.woff2"
};
static const unsigned char file33[] = {
#embed "../../Resources/Pictures/favicon.svg"
};
static const unsigned char file34[] = {
#embed "../../Resources/Scripts/board.js"
};
static const unsigned char file35[] = {
#embed "../../Resources/Scripts/display-worker.js"
};
static const unsigned char file36[] = {
#embed "../../Resources/Scripts/display.js"
};
static const unsigned char file37[] = {
#embed "../../Resources/Scripts/live.js"
};
static const unsigned char file38[] = {
#embed "../../Resources/Scripts/passkeys.js"
};
static const unsigned char file39[] = {
#embed "../../Resources/Scripts/turn.js"
};
static const unsigned char file40[] = {
#embed "../../Resources/Scripts/wishes.js"
};
static const unsigned char file41[] = {
#embed "../../Resources/Styles/hemicycle.css"
};
static const unsigned char file42[] = {
#embed "../../Resources/Styles/pages.css"
};
static const unsigned char file43[] = {
#embed "../../Resources/Styles/tokens.css"
};
static const unsigned char file44[] = {
#embed "../../Translations/de.json"
};
static const unsigned char file45[] = {
#embed "../../Translations/en.json"
};
static const unsigned char file46[] = {
#embed "../../Translations/es.json"
};
static const unsigned char file47[] = {
#embed "../../Translations/fr.json"
};
static const unsigned char file48[] = {
#embed "../../Translations/it.json"
};
static const unsigned char file49[] = {
#embed "../../Translations/nl.json"
};
static const unsigned char file50[] = {
#embed "../../Documentation/Draw.md"
};
static const unsigned char file51[] = {
#embed "../../Tools/draw-check.py"
};

static const struct cassets_file files[] = {
    {"Resources/Data/authorities.csv", file0, sizeof file0},
    {"Resources/Data/countries.csv", file1, sizeof file1},
    {"Resources/Data/demo/names.txt", file2, sizeof file2},
    {"Resources/Data/demo/offices.txt", file3, sizeof file3},
    {"Resources/Data/edition-figures.csv", file4, sizeof file4},
    {"Resources/Data/edition-texts.csv", file5, sizeof file5},
    {"Resources/Data/edition-topics.csv", file6, sizeof file6},
    {"Resources/Data/editions.csv", file7, sizeof file7},
    {"Resources/Data/institutions.csv", file8, sizeof file8},
    {"Resources/Data/land.json", file9, sizeof file9},
    {"Resources/Data/programme/departures.csv", file10, sizeof file10},
    {"Resources/Data/programme/programme-2.csv", file11, sizeof file11},
    {"Resources/Data/programme/programme-3.csv", file12, sizeof file12},
    {"Resources/Data/programme/programme.csv", file13, sizeof file13},
    {"Resources/Data/programme/releases.csv", file14, sizeof file14},
    {"Resources/Data/programme/rooms.csv", file15, sizeof file15},
    {"Resources/Data/programme/speakers.csv", file16, sizeof file16},
    {"Resources/Data/programme/visits.csv", file17, sizeof file17},
    {"Resources/Data/topics.csv", file18, sizeof file18},
    {"Resources/Fonts/OFL-inter.txt", file19, sizeof file19},
    {"Resources/Fonts/OFL-vollkorn.txt", file20, sizeof file20},
    {"Resources/Fonts/inter-var-cyr.woff2", file21, sizeof file21},
    {"Resources/Fonts/inter-var-gre.woff2", file22, sizeof file22},
    {"Resources/Fonts/inter-var-lat.woff2", file23, sizeof file23},
    {"Resources/Fonts/vollkorn-italic-cyr.woff2", file24, sizeof file24},
    {"Resources/Fonts/vollkorn-italic-gre.woff2", file25, sizeof file25},
    {"Resources/Fonts/vollkorn-italic-lat.woff2", file26, sizeof file26},
    {"Resources/Fonts/vollkorn-regular-cyr.woff2", file27, sizeof file27},
    {"Resources/Fonts/vollkorn-regular-gre.woff2", file28, sizeof file28},
    {"Resources/Fonts/vollkorn-regular-lat.woff2", file29, sizeof file29},
    {"Resources/Fonts/vollkorn-semibold-cyr.woff2", file30, sizeof file30},
    {"Resources/Fonts/vollkorn-semibold-gre.woff2", file31, sizeof file31},
    {"Resources/Fonts/vollkorn-semibold-lat.woff2", file32, sizeof file32},
    {"Resources/Pictures/favicon.svg", file33, sizeof file33},
    {"Resources/Scripts/board.js", file34, sizeof file34},
    {"Resources/Scripts/display-worker.js", file35, sizeof file35},
    {"Resources/Scripts/display.js", file36, sizeof file36},
    {"Resources/Scripts/live.js", file37, sizeof file37},
    {"Resources/Scripts/passkeys.js", file38, sizeof file38},
    {"Resources/Scripts/turn.js", file39, sizeof file39},
    {"Resources/Scripts/wishes.js", file40, sizeof file40},
    {"Resources/Styles/hemicycle.css", file41, sizeof file41},
    {"Resources/Styles/pages.css", file42, sizeof file42},
    {"Resources/Styles/tokens.css", file43, sizeof file43},
    {"Translations/de.json", file44, sizeof file44},
    {"Translations/en.json", file45, sizeof file45},
    {"Translations/es.json", file46, sizeof file46},
    {"Translations/fr.json", file47, sizeof file47},
    {"Translations/it.json", file48, sizeof file48},
    {"Translations/nl.json", file49, sizeof file49},
    {"Documentation/Draw.md", file50, sizeof file50},
    {"Tools/draw-check.py", file51, sizeof file51},
};

const struct cassets_file *const cassets_files = files;
const size_t cassets_files_count = sizeof files / sizeof *files;
