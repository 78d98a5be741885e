/* Who is reached for a name on a day. Groups may hold groups, and deputies may have deputies: each is gone into once, so
 * that a circle ends. */
#include "plan/directory.h"
#include "base/script.h"
#include "base/text.h"

/* ---- names */

static bool goes_by(const struct unit *u, const char *name)
{
	if (script_equal(u->name, name))
		return true;
	list_each (const char **, alias, u->aliases)
		if (script_equal(*alias, name))
			return true;
	return false;
}

const struct unit *directory_find_exact(const struct directory *d, const char *name)
{
	list_each (const struct unit *, u, d->units)
		if (goes_by(u, name))
			return u;
	return NULL;
}

static bool fits(const char *pattern, const char *name)
{
	return script_is_pattern(pattern) && script_matches(pattern, name);
}

static const struct unit *find_fitting(const struct directory *d, const char *name)
{
	list_each (const struct unit *, u, d->units)
		list_each (const char **, alias, u->aliases)
			if (fits(*alias, name))
				return u;
	return NULL;
}

static const struct unit_group *find_group(
    const struct directory *d, const char *name, bool (*is)(const char *group, const char *name))
{
	list_each (const struct unit_group *, g, d->groups)
		if (is(g->name, name))
			return g;
	return NULL;
}

struct named directory_lookup(const struct directory *d, const char *name)
{
	struct named found = {.unit = directory_find_exact(d, name)};

	if (!found.unit)
		found.group = find_group(d, name, script_equal);
	if (!found.unit && !found.group)
		found.unit = find_fitting(d, name);
	if (!found.unit && !found.group)
		found.group = find_group(d, name, fits);
	return found;
}

const struct unit *directory_find(const struct directory *d, const char *name)
{
	return directory_lookup(d, name).unit;
}

/* ---- recipients */

static const char mark[] = "{unit}";

/* The address with each {unit} replaced. */
static char *fill(struct arena *a, const char *address, const char *unit)
{
	scope(text) out = {0};

	for (const char *at; (at = strstr(address, mark)); address = at + strlen(mark)) {
		text_addn(&out, address, (size_t)(at - address));
		text_add(&out, unit ? unit : "");
	}
	text_add(&out, address);
	return arena_dup(a, text_get(&out));
}

static bool same(const struct recipient *a, const struct recipient *b)
{
	return strcmp(a->channel, b->channel) == 0 && strcmp(a->address, b->address) == 0;
}

/* `r` says for whom; `written` is what stands in an address for {unit}. Who hears on its own account does not hear as
 * somebody's deputy. */
static void add(struct recipients *out, struct arena *a, const char *notify, struct recipient r,
    const char *written)
{
	size_t n = strcspn(notify, ":");

	r.channel = arena_dupn(a, notify, n);
	r.address = fill(a, notify[n] ? notify + n + 1 : "", written);
	list_each (struct recipient *, there, *out)
		if (same(there, &r)) {
			if (there->in_place && !r.in_place)
				*there = r;
			return;
		}
	*list_push(a, out) = r;
}

void directory_add(struct recipients *out, struct arena *a, const char *notify, const char *unit)
{
	add(out, a, notify, (struct recipient){.unit = unit}, unit);
}

struct expansion {
	const struct directory *directory;
	day today;
	struct arena *arena;
	bool *visited; /* one per group */
	struct recipients *out;
};

static void add_all(
    const struct expansion *e, const struct names *notify, struct recipient r, const char *written)
{
	list_each (const char **, entry, *notify)
		add(e->out, e->arena, *entry, r, written);
}

/* ---- absences */

const struct absence *unit_away(const struct unit *u, day today)
{
	list_each (const struct absence *, a, u->away)
		if (a->first <= today && today <= a->last)
			return a;
	return NULL;
}

/* A unit that is away: for whom its deputies hear, and which units were asked on the way (one per unit). */
struct passing {
	struct recipient to;
	const char *written;
	bool *asked;
};

/* False where nobody is left who hears. */
static bool pass_on(const struct expansion *e, const struct unit *away, const struct passing *p)
{
	const struct directory *d = e->directory;
	bool somebody = false;

	list_each (const char **, name, away->deputies) {
		const struct unit *deputy = directory_find_exact(d, *name);

		if (!deputy) {
			add(e->out, e->arena, *name, p->to, p->written);
			somebody = true;
			continue;
		}
		if (p->asked[deputy - d->units.at])
			continue;
		p->asked[deputy - d->units.at] = true;
		if (unit_away(deputy, e->today)) {
			somebody |= pass_on(e, deputy, p);
		} else {
			add_all(e, &deputy->notify, p->to, deputy->name);
			somebody |= deputy->notify.n > 0;
		}
	}
	return somebody;
}

static bool deputies_hear(const struct expansion *e, const struct unit *u, const char *written)
{
	struct passing p = {.to = {.unit = u->name, .in_place = true}, .written = written};

	if (!unit_away(u, e->today) || !u->deputies.n)
		return false;
	p.asked = arena_alloc(e->arena, e->directory->units.n);
	p.asked[u - e->directory->units.at] = true;
	return pass_on(e, u, &p);
}

static void hear(const struct expansion *e, const struct unit *u, const char *written)
{
	if (!deputies_hear(e, u, written))
		add_all(e, &u->notify, (struct recipient){.unit = u->name}, written);
}

/* ---- all together */

static void expand(const struct expansion *e, const char *name)
{
	const struct directory *d = e->directory;
	struct named found = directory_lookup(d, name);

	if (found.unit)
		hear(e, found.unit, name);
	else if (!found.group)
		add_all(e, &d->unknown, (struct recipient){.unit = name}, name);
	else if (!e->visited[found.group - d->groups.at]) {
		e->visited[found.group - d->groups.at] = true;
		list_each (const char **, member, found.group->members)
			expand(e, *member);
	}
}

void directory_expand(
    const struct directory *d, const char *name, day today, struct arena *a, struct recipients *out)
{
	bool *visited = arena_alloc(a, d->groups.n + 1);
	struct expansion e = {d, today, a, visited, out};

	expand(&e, name);
}

void directory_supervisors(
    const struct directory *d, day today, struct arena *a, struct recipients *out)
{
	struct expansion e = {d, today, a, NULL, out};

	list_each (const struct unit *, u, d->units)
		if (u->supervisor)
			hear(&e, u, u->name);
}

/* May the address have been made of this one, in which {unit} still stands? */
static bool is_filled(const char *address, const char *from)
{
	const char *first = strstr(from, mark), *behind = first, *next;
	size_t before, after;

	if (!first)
		return !strcmp(address, from);
	while ((next = strstr(behind, mark)))
		behind = next + strlen(mark);
	before = (size_t)(first - from);
	after = strlen(behind);
	return strlen(address) >= before + after && !strncmp(address, from, before) &&
	       !strcmp(address + strlen(address) - after, behind);
}

bool directory_hears(const struct directory *d, struct recipient *to, day today)
{
	const struct unit *u = to->unit ? directory_find_exact(d, to->unit) : NULL;
	scope(arena) a = {0};
	struct recipients who = {0};
	struct expansion e = {d, today, &a, NULL, &who};

	if (!u)
		return true;
	hear(&e, u, mark);
	list_each (const struct recipient *, one, who)
		if (!strcmp(one->channel, to->channel) && is_filled(to->address, one->address)) {
			to->in_place = one->in_place;
			return true;
		}
	return false;
}
