#ifndef ENGINE_VERBS_H
#define ENGINE_VERBS_H
#include "engine/item.h"
#include "engine/verb.h"

/* The functions of the table of verbs, and what they share. Arguments are checked against the table already. */
typedef json_t *verb_function(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err);
verb_function query_show;
verb_function preview_diff;
verb_function progress_report, progress_done, progress_sign, progress_reopen, progress_start;
verb_function chain_accept, chain_return, chain_ask, chain_extend, chain_refuse, chain_waive;
verb_function chain_ack, chain_snooze, chain_undo;
verb_function post_deliveries, post_retry, post_test, post_dialogue;
/* {"today", "units": [{"name" (as first written), "tasks", "leading", "supporting" (how many), "notices", "reached":
 * "nobody" | "unknown_units" | "listed", "unit" or "group" (its name as listed, or null), "hears": [{"channel", "address",
 * "unit", "listed", "deputy_until"}], "suggestion"}], "unused": [names of units that no notice names]} */
verb_function people_units;

/* Verbs that look at every task. What is kept from one to the next is made at the beginning, in the arena;
 * NULL with err set: it cannot begin. */
struct verb_walk {
	void *(*begin)(struct engine *e, const struct caller *by, const json_t *arguments,
	    struct arena *a, struct error *err);
	bool (*task)(void *kept, int64_t task, struct error *err);
	json_t *(*answer)(void *kept, struct error *err);
	void (*end)(void *kept); /* also where it broke off; NULL: nothing to release */
};
extern const struct verb_walk query_list, query_next, query_overdue, status_show, bulletin_show;

/* The occurrence that an address means at `now`: where it names none, the only one that can be meant. */
bool verbs_find(struct engine *e, const char *address, moment now, struct arena *a,
    struct standing_item *out, struct error *err);
/* The same in two steps: the milestone, and its occurrence. */
bool verbs_item(struct engine *e, const char *words, struct arena *a, struct item *out,
    struct address *address, struct error *err);
bool verbs_stand(struct engine *e, const struct item *i, const char *words,
    const struct address *address, moment now, struct arena *a, struct standing_item *out,
    struct error *err);
/* The moment from which what is reported for day `on` is looked at: now for today, else that day's last. */
moment verbs_moment(const struct engine *e, day on, moment now);
#endif
