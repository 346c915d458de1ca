// SPDX-License-Identifier: EUPL-1.2
// Durable writes by SQLite itself: the statements that one act of the product sends, without the product.
// Usage: writes FILE CONNECTIONS ACTS_PER_COMMIT SECONDS       Prints acts per second and CPU microseconds per act.
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *file;
static int acts_per_commit;
static double seconds;

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void must(sqlite3 *db, int code, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static void execute(sqlite3 *db, const char *text) { must(db, sqlite3_exec(db, text, NULL, NULL, NULL), text); }

static sqlite3_stmt *prepared(sqlite3 *db, const char *text) {
    sqlite3_stmt *statement;
    must(db, sqlite3_prepare_v2(db, text, -1, &statement, NULL), text);
    return statement;
}

static void step(sqlite3 *db, sqlite3_stmt *statement) {
    must(db, sqlite3_step(statement), sqlite3_sql(statement));
    must(db, sqlite3_reset(statement), sqlite3_sql(statement));
}

static sqlite3 *opened(void) {
    sqlite3 *db;
    must(db, sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL), file);
    sqlite3_busy_timeout(db, 60000);
    execute(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -4000");
    return db;
}

// The tables of the product's acts, and the line of `hemicycle measure writes`.
static const char *const tables =
    "CREATE TABLE IF NOT EXISTS act (number integer NOT NULL PRIMARY KEY CHECK (number > 0), at integer NOT NULL,"
    " actor text NOT NULL, role text NOT NULL, verb text NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS act_noun (act integer NOT NULL REFERENCES act (number), noun text NOT NULL,"
    " PRIMARY KEY (act, noun)) STRICT;"
    "CREATE INDEX IF NOT EXISTS act_noun_by_noun ON act_noun (noun, act);"
    "CREATE TABLE IF NOT EXISTS measured_line (id integer NOT NULL PRIMARY KEY, words text NOT NULL) STRICT;";

static void *work(void *unused) {
    (void)unused;
    sqlite3 *db = opened();
    sqlite3_stmt *begin = prepared(db, "BEGIN IMMEDIATE"), *commit = prepared(db, "COMMIT");
    sqlite3_stmt *line = prepared(db, "INSERT INTO measured_line (id, words) VALUES (abs(random()), ?1)");
    sqlite3_stmt *last = prepared(db, "SELECT coalesce(max(number), 0) AS last FROM act");
    sqlite3_stmt *act = prepared(db, "INSERT INTO act (number, at, actor, role, verb) VALUES (?1, ?2, ?3, ?4, ?5)");
    sqlite3_stmt *noun = prepared(db, "INSERT INTO act_noun (act, noun) VALUES (?1, ?2)");
    double end = now(CLOCK_MONOTONIC) + seconds;
    long count = 0;
    while (now(CLOCK_MONOTONIC) < end) {
        step(db, begin);
        must(db, sqlite3_step(last), "last");
        sqlite3_int64 number = sqlite3_column_int64(last, 0);
        sqlite3_reset(last);
        for (int i = 0; i < acts_per_commit; i++) {
            number++;
            sqlite3_bind_text(line, 1, "a line of some length, as a form sends it", -1, SQLITE_STATIC);
            step(db, line);
            sqlite3_bind_int64(act, 1, number);
            sqlite3_bind_int64(act, 2, 1700000000000 + number);
            sqlite3_bind_text(act, 3, "command line", -1, SQLITE_STATIC);
            sqlite3_bind_text(act, 4, "operator", -1, SQLITE_STATIC);
            sqlite3_bind_text(act, 5, "line.added", -1, SQLITE_STATIC);
            step(db, act);
            sqlite3_bind_int64(noun, 1, number);
            sqlite3_bind_text(noun, 2, "lines", -1, SQLITE_STATIC);
            step(db, noun);
        }
        step(db, commit);
        count += acts_per_commit;
    }
    return (void *)count;
}

int main(int argc, char **argv) {
    if (argc != 5) return fprintf(stderr, "usage: writes FILE CONNECTIONS ACTS_PER_COMMIT SECONDS\n"), 2;
    file = argv[1];
    int connections = atoi(argv[2]);
    acts_per_commit = atoi(argv[3]);
    seconds = atof(argv[4]);
    sqlite3 *db = opened();
    execute(db, tables);
    sqlite3_close(db);
    pthread_t threads[256];
    if (connections < 1 || connections > 256 || acts_per_commit < 1) return 2;
    double start = now(CLOCK_MONOTONIC), busy = now(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < connections; i++) pthread_create(&threads[i], NULL, work, NULL);
    long count = 0;
    for (int i = 0; i < connections; i++) {
        void *one;
        pthread_join(threads[i], &one);
        count += (long)one;
    }
    double took = now(CLOCK_MONOTONIC) - start, cost = now(CLOCK_PROCESS_CPUTIME_ID) - busy;
    printf("%.1f %.1f\n", count / took, cost * 1e6 / (count ? count : 1));
    return 0;
}
