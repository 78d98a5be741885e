/* Random directories against a model that knows no recursion: what groups hold and who hears for whom is closed over in
 * rounds until nothing changes. Every unit has an address of its own, so that a set of recipients is a set of bits. */
#include "plan/directory.h"
#include <stdio.h>
#include <stdlib.h>
#include "base/text.h"
#include "table.h"

enum { UNITS = 7, GROUPS = 5, ENTRIES = 3, DAYS = 6, SEED = 20261126, WORLDS = 10000 };
/* A set of recipients: units' own addresses, then the channels that deputies may be, then unknown_units. */
typedef uint32_t set;
#define CHANNEL(i) (1u << (UNITS + (i)))
#define UNKNOWN	   (1u << (UNITS + ENTRIES))

struct world {
	struct arena arena;
	struct directory directory;
	uint64_t random;
};

static unsigned pick(struct world *w, unsigned n)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(w->random >> 33) % n;
}

/* One to four letters of three, so that names meet; sometimes with * or ?. */
static const char *word(struct world *w, bool pattern)
{
	static const char *const letters[] = {"市", "区", "局", "*", "?"};
	scope(text) out = {0};
	unsigned n = 1 + pick(w, 4);

	for (unsigned i = 0; i < n; i++)
		text_add(&out, letters[pick(w, pattern ? 5 : 3)]);
	return arena_dup(&w->arena, text_get(&out));
}

static bool is_taken(const struct directory *d, const char *name)
{
	bool taken = false;

	list_each (const struct unit *, u, d->units) {
		taken |= u->name && !strcmp(u->name, name);
		list_each (const char **, alias, u->aliases)
			taken |= !strcmp(*alias, name);
	}
	list_each (const struct unit_group *, g, d->groups)
		taken |= g->name && !strcmp(g->name, name);
	return taken;
}

/* A configuration refuses a name that stands twice. */
static const char *new_word(struct world *w, bool pattern)
{
	const char *s;

	do
		s = word(w, pattern);
	while (is_taken(&w->directory, s));
	return s;
}

static void fill_unit(struct world *w, size_t i)
{
	struct unit *u = list_push(&w->arena, &w->directory.units);
	struct arena *a = &w->arena;

	u->name = new_word(w, false);
	for (unsigned n = pick(w, 3); n; n--) {
		const char *alias = new_word(w, pick(w, 2));

		*list_push(a, &u->aliases) = alias;
	}
	if (pick(w, 8))
		*list_push(a, &u->notify) = arena_printf(a, "own:%zu", i);
	u->supervisor = !pick(w, 4);
	for (unsigned n = pick(w, 3); n; n--) {
		day first = (day)pick(w, DAYS);

		*list_push(a, &u->away) = (struct absence){first, first + (day)pick(w, 3)};
	}
}

static void fill_world(struct world *w)
{
	struct arena *a = &w->arena;

	for (size_t i = 0; i < UNITS; i++)
		fill_unit(w, i);
	list_each (struct unit *, u, w->directory.units)
		for (unsigned n = pick(w, 4); n; n--)
			*list_push(a, &u->deputies) =
			    pick(w, 6) ? w->directory.units.at[pick(w, UNITS)].name
				       : arena_printf(a, "channel:%u", pick(w, ENTRIES));
	for (unsigned i = 0; i < GROUPS; i++) {
		struct unit_group *g = list_push(a, &w->directory.groups);

		g->name = new_word(w, pick(w, 2));
		for (unsigned n = pick(w, 4); n; n--)
			*list_push(a, &g->members) = word(w, false);
	}
	if (pick(w, 4))
		*list_push(a, &w->directory.unknown) = "unknown:";
}

/* ---- the model */

static bool model_fits(const char *pattern, const char *name)
{
	size_t n = 3; /* bytes of each letter */

	if (!*pattern)
		return !*name;
	if (*pattern == '*')
		return model_fits(pattern + 1, name) || (*name && model_fits(pattern, name + n));
	if (*pattern == '?')
		return *name && model_fits(pattern + 1, name + n);
	return !strncmp(pattern, name, n) && model_fits(pattern + n, name + n);
}

static bool is_one(const char *known, const char *name, bool pattern)
{
	bool special = strpbrk(known, "*?") != NULL;

	return pattern ? special && model_fits(known, name) : !strcmp(known, name);
}

/* 0 … UNITS - 1: a unit; from UNITS on: a group; -1: nobody. */
static int model_lookup(const struct directory *d, const char *name)
{
	for (int pattern = 0; pattern < 2; pattern++) {
		for (int i = 0; i < UNITS; i++) {
			const struct unit *u = &d->units.at[i];

			if (is_one(u->name, name, pattern))
				return i;
			list_each (const char **, alias, u->aliases)
				if (is_one(*alias, name, pattern))
					return i;
		}
		for (int i = 0; i < GROUPS; i++)
			if (is_one(d->groups.at[i].name, name, pattern))
				return UNITS + i;
	}
	return -1;
}

static bool model_away(const struct unit *u, day today)
{
	bool away = false;

	list_each (const struct absence *, a, u->away)
		for (day d = a->first; d <= a->last; d++)
			away |= d == today;
	return away;
}

static set own(const struct directory *d, int i)
{
	return d->units.at[i].notify.n ? 1u << i : 0;
}

/* The units that are asked when `i` is away, and the channels that hear. */
static set model_deputies(const struct directory *d, int i, day today)
{
	bool asked[UNITS] = {[0] = false}, more = true;
	set hears = 0;

	asked[i] = true;
	while (more) {
		more = false;
		for (int k = 0; k < UNITS; k++) {
			if (!asked[k] || !model_away(&d->units.at[k], today))
				continue;
			list_each (const char **, name, d->units.at[k].deputies) {
				int deputy = model_lookup(d, *name);

				if (strchr(*name, ':')) {
					hears |= CHANNEL((*name)[strlen("channel:")] - '0');
				} else if (!asked[deputy]) {
					asked[deputy] = more = true;
				}
			}
		}
	}
	for (int k = 0; k < UNITS; k++)
		if (k != i && asked[k] && !model_away(&d->units.at[k], today))
			hears |= own(d, k);
	return hears;
}

/* Who hears for a unit; *deputies: those of them who do so in its place. */
static set model_unit(const struct directory *d, int i, day today, set *deputies)
{
	set others = model_away(&d->units.at[i], today) ? model_deputies(d, i, today) : 0;

	*deputies |= others;
	return others ? others : own(d, i);
}

/* `accounts`: who hears on its own account. */
static set model_name(const struct directory *d, const char *name, day today, set *accounts)
{
	bool in[UNITS + GROUPS] = {[0] = false}, unknown = false, more = true;
	int start = model_lookup(d, name);
	set all = 0;

	*accounts = 0;
	if (start >= 0)
		in[start] = true;
	else
		unknown = true;
	while (more) {
		more = false;
		for (int g = 0; g < GROUPS; g++)
			list_each (const char **, member, d->groups.at[g].members) {
				int found = in[UNITS + g] ? model_lookup(d, *member) : start;

				unknown |= in[UNITS + g] && found < 0;
				if (found >= 0 && !in[found])
					in[found] = more = true;
			}
	}
	for (int i = 0; i < UNITS; i++) {
		set deputies = 0, hears = in[i] ? model_unit(d, i, today, &deputies) : 0;

		all |= hears;
		*accounts |= hears & ~deputies;
	}
	if (unknown && d->unknown.n)
		*accounts |= UNKNOWN;
	return all | *accounts;
}

/* ---- both compared */

static set bit_of(const struct recipient *r)
{
	unsigned n = (unsigned)atoi(r->address);

	return !strcmp(r->channel, "own")	? 1u << n
	       : !strcmp(r->channel, "channel") ? CHANNEL(n)
						: UNKNOWN;
}

static void check_name(struct world *w, const char *name, day today)
{
	struct recipients who = {0};
	set all = 0, accounts = 0, expected_accounts, expected;

	directory_expand(&w->directory, name, today, &w->arena, &who);
	list_each (struct recipient *, r, who) {
		assert_false(all & bit_of(r));
		all |= bit_of(r);
		accounts |= r->in_place ? 0 : bit_of(r);
		assert_true(directory_hears(&w->directory, r, today));
	}
	expected = model_name(&w->directory, name, today, &expected_accounts);
	assert_int_equal(all, expected);
	assert_int_equal(accounts, expected_accounts);
}

static void check_supervisors(struct world *w, day today)
{
	struct recipients who = {0};
	set all = 0, expected = 0, deputies = 0;

	directory_supervisors(&w->directory, today, &w->arena, &who);
	list_each (const struct recipient *, r, who)
		all |= bit_of(r);
	for (int i = 0; i < UNITS; i++)
		if (w->directory.units.at[i].supervisor)
			expected |= model_unit(&w->directory, i, today, &deputies);
	assert_int_equal(all, expected);
}

static void directories_reach_what_the_model_says(void **state)
{
	(void)state;
	printf("directories: seed %d, %d of them\n", SEED, WORLDS);
	for (int i = 0; i < WORLDS; i++) {
		struct world w = {.random = SEED + (uint64_t)i * 7919};
		day today = (day)pick(&w, DAYS);

		fill_world(&w);
		for (int k = 0; k < 3; k++)
			check_name(&w, word(&w, false), today);
		check_supervisors(&w, today);
		arena_release(&w.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(directories_reach_what_the_model_says)};

	return cmocka_run_group_tests_name("directories", tests, NULL, NULL);
}
