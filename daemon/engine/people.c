/* Whom the plan reaches: every unit that a notice names, with those who hear for it today. A name is one whatever its
 * script, and stands in the answer as it was first written. */
#include "base/script.h"
#include "engine/show.h"
#include "engine/verbs.h"
#include "plan/lookup.h"

/* How a name is found; its place is its rank in the listing, the worst first. */
enum found { FOUND_NOBODY, FOUND_UNKNOWN, FOUND_LISTED, FOUND_RANKS };

/* A name that notices use. */
struct mention {
	const char *name;
	int tasks, leading, supporting;
	int64_t last; /* the task in which it was counted */
	struct names notices;
};
struct census {
	struct engine *engine;
	struct arena *arena;
	day today;
	struct lookup places; /* of the folded name; + 1 */
	list_of(struct mention) mentions;
	bool *used, *entered; /* one per unit, one per group */
};

static const struct directory *directory_of(const struct census *c)
{
	return &c->engine->settings->directory;
}

/* ---- counting */

static const char *key_of(struct arena *a, const char *name)
{
	scope(text) folded = {0}, key = {0};

	script_add_folded(&folded, name);
	for (const char *s = text_get(&folded); *s; s++)
		if (*s != ' ' && *s != '\t')
			text_addc(&key, *s);
	return arena_dup(a, text_get(&key));
}

static struct mention *mention_of(struct census *c, const char *name)
{
	int *place = lookup_slot(&c->places, key_of(c->arena, name));

	if (!*place) {
		*list_push(c->arena, &c->mentions) =
		    (struct mention){.name = arena_dup(c->arena, name)};
		*place = (int)c->mentions.n;
	}
	return &c->mentions.at[*place - 1];
}

static void add_notice(struct census *c, struct mention *m, const char *id)
{
	if (!m->notices.n || strcmp(m->notices.at[m->notices.n - 1], id) != 0)
		*list_push(c->arena, &m->notices) = arena_dup(c->arena, id);
}

/* However often a task names it, it is one task. */
static struct mention *count_name(struct census *c, const struct plan_task *t, const char *name)
{
	struct mention *m = mention_of(c, name);

	m->tasks += m->last != t->id;
	m->last = t->id;
	add_notice(c, m, t->notice->id);
	return m;
}

static bool count_task(struct census *c, int64_t id, struct error *err)
{
	scope(arena) a = {0};
	struct plan_task t;

	if (!plans_task(c->engine->db, id, &a, &t, err))
		return false;
	list_each (const char **, name, t.task.units)
		count_name(c, &t, *name);
	list_each (const char **, name, t.task.lead)
		count_name(c, &t, *name)->leading++;
	list_each (const char **, name, t.task.supporting)
		count_name(c, &t, *name)->supporting++;
	return true;
}

static bool count_all(struct census *c, const char *notice, struct error *err)
{
	int64_t *ids;
	size_t n;

	if (!plans_ids(c->engine->db, notice, c->arena, &ids, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!count_task(c, ids[i], err))
			return false;
	return true;
}

/* ---- who hears */

static json_t *show_recipient(const struct census *c, const struct recipient *to)
{
	const struct unit *u = to->unit ? directory_find_exact(directory_of(c), to->unit) : NULL;
	const struct absence *away = to->in_place ? unit_away(u, c->today) : NULL;

	return json_pack("{s:o, s:o, s:o, s:b, s:o}", "channel", show_text(to->channel), "address",
	    show_text(to->address), "unit", show_text(to->unit), "listed", u != NULL,
	    "deputy_until", away ? show_day(away->last) : json_null());
}

static enum found rank_of(const struct census *c, const struct recipients *who)
{
	enum found rank = FOUND_NOBODY;

	list_each (const struct recipient *, to, *who)
		if (directory_find_exact(directory_of(c), to->unit))
			rank = FOUND_LISTED;
		else if (rank == FOUND_NOBODY)
			rank = FOUND_UNKNOWN;
	return rank;
}

static json_t *show_mention(struct census *c, const struct mention *m, enum found *rank)
{
	static const char *const words[] = {[FOUND_NOBODY] = "nobody",
	    [FOUND_UNKNOWN] = "unknown_units",
	    [FOUND_LISTED] = "listed"};
	const struct directory *d = directory_of(c);
	struct named found = directory_lookup(d, m->name);
	const char *listed = found.unit ? found.unit->name : found.group ? found.group->name : NULL;
	struct recipients who = {0};
	json_t *o = json_object(), *hears = json_array();

	directory_expand(d, m->name, c->today, c->arena, &who);
	*rank = rank_of(c, &who);
	list_each (const struct recipient *, to, who)
		json_array_append_new(hears, show_recipient(c, to));
	json_object_set_new(o, "name", show_text(m->name));
	json_object_set_new(o, "tasks", json_integer(m->tasks));
	json_object_set_new(o, "leading", json_integer(m->leading));
	json_object_set_new(o, "supporting", json_integer(m->supporting));
	json_object_set_new(o, "notices", show_names(&m->notices));
	json_object_set_new(o, "reached", json_string(words[*rank]));
	json_object_set_new(o, found.group ? "group" : "unit", show_text(listed));
	json_object_set_new(o, "hears", hears);
	json_object_set_new(
	    o, "suggestion", show_text(listed ? NULL : directory_suggest(d, m->name)));
	return o;
}

/* The worst first, else in the notices' order. */
static json_t *show_mentions(struct census *c)
{
	json_t *ranks[FOUND_RANKS] = {json_array(), json_array(), json_array()},
	       *all = json_array();

	list_each (const struct mention *, m, c->mentions) {
		enum found rank;
		json_t *o = show_mention(c, m, &rank);

		json_array_append_new(ranks[rank], o);
	}
	for (size_t i = 0; i < FOUND_RANKS; i++) {
		json_array_extend(all, ranks[i]);
		json_decref(ranks[i]);
	}
	return all;
}

/* ---- units that no notice names */

static void use(struct census *c, const char *name)
{
	const struct directory *d = directory_of(c);
	struct named found = directory_lookup(d, name);

	if (found.unit)
		c->used[found.unit - d->units.at] = true;
	if (!found.group || c->entered[found.group - d->groups.at])
		return;
	c->entered[found.group - d->groups.at] = true;
	list_each (const char **, member, found.group->members)
		use(c, *member);
}

/* Supervisors and deputies have another reason to be listed. */
static json_t *show_unused(struct census *c)
{
	const struct directory *d = directory_of(c);
	json_t *all = json_array();

	c->used = arena_alloc(c->arena, d->units.n + 1);
	c->entered = arena_alloc(c->arena, d->groups.n + 1);
	list_each (const struct mention *, m, c->mentions)
		use(c, m->name);
	list_each (const struct unit *, u, d->units)
		list_each (const char **, deputy, u->deputies) {
			const struct unit *known = directory_find_exact(d, *deputy);

			if (known)
				c->used[known - d->units.at] = true;
		}
	list_each (const struct unit *, u, d->units)
		if (!u->supervisor && !c->used[u - d->units.at])
			json_array_append_new(all, show_text(u->name));
	return all;
}

json_t *people_units(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	const char *notice = json_get_text(arguments, "notice", NULL);
	scope(arena) a = {0};
	struct census c = {.engine = e, .arena = &a, .places = {.arena = &a}};
	json_t *o;

	c.today = zone_day(&e->settings->calendar.zone, by->now, NULL);
	if (!count_all(&c, notice, err))
		return NULL;
	o = json_object();
	json_object_set_new(o, "today", show_day(c.today));
	json_object_set_new(o, "units", show_mentions(&c));
	json_object_set_new(o, "unused", notice ? json_array() : show_unused(&c));
	return o;
}
