/* The sections `units` and `groups`. Names are compared as the directory does when it looks a unit up: folded, without
 * white space; sorted once, so that thousands of units cost nothing. */
#include "config/conf_units.h"
#include <stdlib.h>
#include "base/script.h"
#include "config/notify.h"

static const char *const ROLES[] = {"owner", "supervisor", NULL};

static void key_role(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	int role = 0;

	key_choice(r, s, k, &role);
	*(bool *)member = role == 1;
}

/* ---- units */

static key_reader key_unit_name, key_away, key_one_or_more;
static const struct key UNIT[] = {
    {"name", key_unit_name, offsetof(struct unit, name), NULL, true},
    {"aliases", key_texts, offsetof(struct unit, aliases), NULL, false},
    {"role", key_role, offsetof(struct unit, supervisor), ROLES, false},
    {"notify", key_notify, offsetof(struct unit, notify), NULL, true},
    {"away", key_away, offsetof(struct unit, away), NULL, false},
    {"deputy", key_one_or_more, offsetof(struct unit, deputies), NULL, false},
    {0},
};
static const struct key GROUP[] = {
    {"name", key_text, offsetof(struct unit_group, name), NULL, true},
    {"members", key_texts, offsetof(struct unit_group, members), NULL, true},
    {0},
};

static void key_unit_name(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *name = keys_text(r, s);

	(void)k;
	if (name && script_is_pattern(name))
		keys_error(
		    r, s, "\"%s\" is a pattern; a unit has a name, and patterns in aliases", name);
	else
		*(const char **)member = name;
}

/* The entries of a list, or one text alone; with the place of each. */
static const config_setting_t *place_of(const config_setting_t *s, size_t i)
{
	return config_setting_type(s) == CONFIG_TYPE_STRING
		   ? s
		   : config_setting_get_elem(s, (unsigned)i);
}

static void key_one_or_more(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *one;

	(void)k;
	if (config_setting_type(s) != CONFIG_TYPE_STRING)
		keys_texts(r, s, member);
	else if ((one = keys_text(r, s)))
		*list_push(&r->settings->arena, (struct names *)member) = one;
}

static const char *trimmed(struct arena *a, const char *s, size_t n)
{
	while (n && *s == ' ') {
		s++;
		n--;
	}
	while (n && s[n - 1] == ' ')
		n--;
	return arena_dupn(a, s, n);
}

/* "2026-12-01..2026-12-15", or one day. */
static void read_absence(
    struct reading *r, const config_setting_t *s, const char *text, struct unit *out)
{
	struct arena *a = &r->settings->arena;
	const char *dots = strstr(text, "..");
	const char *first = trimmed(a, text, dots ? (size_t)(dots - text) : strlen(text)),
		   *last = dots ? trimmed(a, dots + 2, strlen(dots + 2)) : first;
	struct absence absence;

	if (!civil_parse(first, &absence.first) || !civil_parse(last, &absence.last))
		keys_error(r, s,
		    "\"%s\" is not understood; expected a day or the first and last of several: "
		    "\"2026-12-01..2026-12-15\"",
		    text);
	else if (absence.last < absence.first)
		keys_error(r, s, "\"%s\" ends before it begins", text);
	else
		*list_push(a, &out->away) = absence;
}

static void key_away(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct unit *u = (struct unit *)((char *)member - offsetof(struct unit, away));
	struct names texts = {0};

	key_one_or_more(r, s, k, &texts);
	for (size_t i = 0; i < texts.n; i++)
		read_absence(r, place_of(s, i), texts.at[i], u);
	if (!config_setting_get_member(config_setting_parent(s), "deputy"))
		keys_warn(r, s, "\"deputy\" is missing; while it is away the unit itself hears");
}

static void read_unit(struct reading *r, const config_setting_t *group)
{
	struct unit u = {0};

	keys_read(r, group, UNIT, &u);
	if (u.name)
		*list_push(&r->settings->arena, &r->settings->directory.units) = u;
}

/* ---- deputies: all units were read before */

/* `; did you mean "…"?`, or nothing. */
static const char *meant(struct reading *r, const char *name)
{
	const char *near = directory_suggest(&r->settings->directory, name);

	return near ? arena_printf(&r->settings->arena, "; did you mean \"%s\"?", near) : "";
}

static bool is_channel(const struct reading *r, const char *entry)
{
	return strchr(entry, ':') || settings_channel(r->settings, entry);
}

static void check_deputy(
    struct reading *r, const config_setting_t *s, const struct unit *u, const char *entry)
{
	const struct unit *deputy = directory_find_exact(&r->settings->directory, entry);

	if (deputy == u)
		keys_error(r, s, "\"%s\" cannot be its own deputy", entry);
	else if (!deputy && is_channel(r, entry))
		notify_check(r, s, entry);
	else if (!deputy)
		keys_error(
		    r, s, "\"%s\" is neither a unit nor a channel%s", entry, meant(r, entry));
}

/* Away, and so is everybody who was to hear in its place. */
static bool is_left_alone(const struct directory *d, const struct unit *u, day today)
{
	scope(arena) a = {0};
	struct recipients who = {0};

	directory_expand(d, u->name, today, &a, &who);
	return unit_away(u, today) && (!who.n || !who.at[0].in_place);
}

/* The first day on which nobody is left: it can only be one on which somebody's absence begins. DAY_NONE: none. */
static day first_alone(const struct directory *d, const struct unit *u)
{
	day first = DAY_NONE;

	list_each (const struct unit *, other, d->units)
		list_each (const struct absence *, a, other->away)
			if ((first == DAY_NONE || a->first < first) && unit_away(u, a->first) &&
			    is_left_alone(d, u, a->first))
				first = a->first;
	return first;
}

static void check_deputies(struct reading *r, const config_setting_t *group)
{
	const struct directory *d = &r->settings->directory;
	const config_setting_t *s = config_setting_get_member(group, "deputy"),
			       *name = config_setting_get_member(group, "name");
	const char *known = name ? config_setting_get_string(name) : NULL;
	const struct unit *u = s && known ? directory_find_exact(d, known) : NULL;
	size_t before = r->mistakes->mistakes;
	char alone[11];

	for (size_t i = 0; u && i < u->deputies.n; i++)
		check_deputy(r, place_of(s, i), u, u->deputies.at[i]);
	if (!u || !u->deputies.n || r->mistakes->mistakes > before)
		return;
	civil_print(first_alone(d, u), alone);
	if (*alone)
		keys_warn(r, s, "on %s no deputy of \"%s\" is there; it hears itself then", alone,
		    u->name);
}

/* ---- groups */

static void read_group(struct reading *r, const config_setting_t *group)
{
	struct settings *s = r->settings;
	struct unit_group g = {0};

	keys_read(r, group, GROUP, &g);
	if (g.name)
		*list_push(&s->arena, &s->directory.groups) = g;
}

/* Once all groups were read: a member may be a group. */
static void check_members(struct reading *r, const config_setting_t *group)
{
	const config_setting_t *members = config_setting_get_member(group, "members");

	for (int i = 0; members && i < config_setting_length(members); i++) {
		const char *name = config_setting_get_string_elem(members, i);
		struct named found = {0};

		if (name)
			found = directory_lookup(&r->settings->directory, name);
		if (name && !found.unit && !found.group)
			keys_warn(r, config_setting_get_elem(members, (unsigned)i),
			    "\"%s\" is no unit; it is reached through unknown_units%s", name,
			    meant(r, name));
	}
}

/* ---- names that stand twice */

/* A name and where it stands. */
struct naming {
	const char *folded, *name;
	const config_setting_t *s;
};
struct namings {
	struct naming *at;
	size_t n, room;
};

static void add_naming(struct arena *a, struct namings *out, const config_setting_t *s)
{
	const char *name = s ? config_setting_get_string(s) : NULL;
	scope(text) folded = {0}, tight = {0};

	if (!name)
		return;
	script_add_folded(&folded, name);
	for (const char *c = text_get(&folded); *c; c++)
		if (*c != ' ' && *c != '\t')
			text_addc(&tight, *c);
	*list_push(a, out) = (struct naming){arena_dup(a, text_get(&tight)), name, s};
}

static int compare(const void *a, const void *b)
{
	const struct naming *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	return order
		   ? order
		   : (int)config_setting_source_line(x->s) - (int)config_setting_source_line(y->s);
}

/* All names and aliases of a section. */
static void add_namings(struct arena *a, struct namings *out, const config_setting_t *list)
{
	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i),
				       *aliases;

		if (!config_setting_is_group(group))
			continue;
		add_naming(a, out, config_setting_get_member(group, "name"));
		aliases = config_setting_get_member(group, "aliases");
		for (int j = 0; aliases && j < config_setting_length(aliases); j++)
			add_naming(a, out, config_setting_get_elem(aliases, (unsigned)j));
	}
}

static void refuse_twice(
    struct reading *r, const config_setting_t *list, const config_setting_t *more)
{
	scope(arena) arena = {0};
	struct namings all = {0};

	add_namings(&arena, &all, list);
	add_namings(&arena, &all, more);
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, compare);
	for (size_t i = 1; i < all.n; i++)
		if (!strcmp(all.at[i].folded, all.at[i - 1].folded))
			keys_error(r, all.at[i].s, "\"%s\" already stands in line %u",
			    all.at[i].name, config_setting_source_line(all.at[i - 1].s));
}

/* Once a section was read, over its groups again; what is no group was said before. */
static void look_back(struct reading *r, const config_setting_t *list,
    void (*check)(struct reading *r, const config_setting_t *group))
{
	for (int i = 0; i < config_setting_length(list); i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);

		if (config_setting_is_group(group))
			check(r, group);
	}
}

void conf_units_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	(void)member;
	keys_each(r, s, read_unit);
	look_back(r, s, check_deputies);
	refuse_twice(r, s, config_setting_get_member(config_setting_parent(s), "groups"));
}

void conf_groups_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	(void)member;
	keys_each(r, s, read_group);
	look_back(r, s, check_members);
	if (!config_setting_get_member(config_setting_parent(s), "units"))
		refuse_twice(r, s, NULL);
}
