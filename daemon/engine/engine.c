/* The store and the settings together. What the schedule rests on (policies, working days, zone) is kept in the store as
 * a digest: only when it differs is every milestone looked at again, so a restart costs nothing. */
#include "engine/inside.h"
#include <stdlib.h>
#include "base/crypto.h"
#include "engine/bulletin.h"
#include "engine/outbox.h"
#include "engine/release.h"
#include "store/agenda.h"
#include "store/endpoints.h"
#include "store/store.h"

/* Looked at from 2015 to 2045, four times a year. */
enum { ZONE_FIRST_S = 1420070400, ZONE_STEP_S = 91 * DAY_S };
static const moment ZONE_LAST_S = 2366841600;

static void digest_duration(struct text *out, struct duration d)
{
	text_addf(out, "%d/%d ", d.n, (int)d.unit);
}

static void digest_names(struct text *out, const struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		text_addf(out, "%s,", names->at[i]);
}

static void digest_policy(struct text *out, const struct policy *p)
{
	text_addf(out, "\n%s %d %d %d %d %d ", p->name, p->at_s, p->spread_s, p->not_after_s,
	    p->workdays_only, p->overdue_limit);
	digest_duration(out, p->overdue_every);
	text_addf(out, "%d %d %d ", p->nights, p->review, p->changes_at_once);
	digest_duration(out, p->behind_every);
	digest_duration(out, p->silent_after);
	digest_duration(out, p->sign_within);
	list_each (const struct duration *, d, p->before)
		digest_duration(out, *d);
	list_each (const struct ladder_step *, step, p->escalate) {
		text_addf(out, "^%x ", step->of);
		digest_duration(out, step->after);
		digest_names(out, &step->to);
	}
	for (int stage = 0; stage < STAGES; stage++)
		digest_names(out, &p->tell[stage]);
}

static const char *or_star(const char *pattern)
{
	return pattern ? pattern : "*";
}

/* By what it does: many names stand for one zone, and a zone's rules change under its name. */
static void digest_zone(struct text *out, const struct zone *z)
{
	for (moment at = ZONE_FIRST_S; at < ZONE_LAST_S; at += ZONE_STEP_S)
		text_addf(out, "%d ", zone_offset(z, at));
}

static void digest_settings(const struct settings *s, char out[2 * SHA256_BYTES + 1])
{
	unsigned char hash[SHA256_BYTES];
	scope(text) all = {0};
	scope(text) hex = {0};

	digest_zone(&all, &s->calendar.zone);
	text_addf(&all, "%x", s->calendar.workdays.weekend);
	list_each (const struct workday_exception *, x, s->calendar.workdays.exceptions)
		text_addf(&all, " %d%c", (int)x->day, x->work ? '+' : '-');
	list_each (const struct policy *, p, s->policies.list)
		digest_policy(&all, p);
	list_each (const struct policy_rule *, r, s->policies.rules)
		text_addf(&all, "\n%s %s %s %s", r->policy, or_star(r->notice), or_star(r->task),
		    or_star(r->unit));
	crypto_sha256(text_get(&all), all.len, hash);
	crypto_add_hex(&hex, hash, sizeof hash);
	memcpy(out, hex.s, hex.len + 1);
}

/* What stands on the agenda as moment 0 is overdue to be looked at. */
static bool engine_compare(struct engine *e, const struct settings *s, struct error *err)
{
	char digest[2 * SHA256_BYTES + 1];
	scope(arena) a = {0};
	const char *old;

	digest_settings(s, digest);
	if (!store_get(e->db, "schedule", &a, &old, err))
		return false;
	if (old && !strcmp(old, digest))
		return true;
	return store_set(e->db, "schedule", digest, err) && agenda_wake_all(e->db, 0, err);
}

bool engine_begin(struct engine *e, struct error *err)
{
	return outbox_end(e, err) && db_begin(e->db, err);
}

bool engine_finish(struct engine *e, bool good, struct error *err)
{
	if (good && db_commit(e->db, err))
		return true;
	db_rollback(e->db);
	e->routine--;
	return false;
}

int64_t engine_news(const struct engine *e)
{
	return db_total_changed(e->db) - e->routine;
}

bool engine_open(const struct settings *s, struct engine **out, struct error *err)
{
	struct engine *e = calloc(1, sizeof *e);

	if (!e)
		abort();
	e->settings = s;
	e->fresh = e->unreachable = true;
	e->ticked = -1;
	e->portion = PORTION;
	if (!store_open(s->state, &e->db, err) || !engine_begin(e, err) ||
	    !engine_finish(e, engine_compare(e, s, err), err)) {
		engine_close(e);
		return false;
	}
	*out = e;
	return true;
}

/* New settings may have mended what held a channel: each is tried again. */
static bool engine_release_holds(struct engine *e, moment now, struct error *err)
{
	scope(arena) a = {0};
	struct holds all = {0};

	if (!holds_list(e->db, &a, &all, err))
		return false;
	list_each (const struct hold *, h, all)
		if (!release_channel(e, h->channel, now, err))
			return false;
	return true;
}

bool engine_use(struct engine *e, const struct settings *s, moment now, struct error *err)
{
	const struct settings *old = e->settings;

	if (!engine_begin(e, err))
		return false;
	bulletin_drop(e);
	e->settings = s;
	if (engine_finish(e, engine_compare(e, s, err) && engine_release_holds(e, now, err), err))
		return e->fresh = true;
	e->settings = old;
	return false;
}

void engine_close(struct engine *e)
{
	if (!e)
		return;
	bulletin_drop(e);
	if (e->db)
		outbox_end(e, NULL);
	db_close(e->db);
	text_release(&e->receipts.ids);
	free(e);
}
