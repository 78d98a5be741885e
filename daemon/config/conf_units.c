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

static const struct key UNIT[] = {
    {"name", key_text, offsetof(struct unit, name), NULL, true},
    {"aliases", key_texts, offsetof(struct unit, aliases), NULL, false},
    {"role", key_role, offsetof(struct unit, supervisor), ROLES, false},
    {"notify", key_notify, offsetof(struct unit, notify), NULL, true},
    {0},
};
static const struct key GROUP[] = {
    {"name", key_text, offsetof(struct unit_group, name), NULL, true},
    {"members", key_texts, offsetof(struct unit_group, members), NULL, true},
    {0},
};

static void read_unit(struct reading *r, const config_setting_t *group)
{
	struct unit u = {0};

	keys_read(r, group, UNIT, &u);
	if (u.name)
		*list_push(&r->settings->arena, &r->settings->directory.units) = u;
}

static void read_group(struct reading *r, const config_setting_t *group)
{
	struct settings *s = r->settings;
	struct unit_group g = {0};
	const config_setting_t *members = config_setting_get_member(group, "members");

	keys_read(r, group, GROUP, &g);
	for (size_t i = 0; i < g.members.n; i++)
		if (!directory_find(&s->directory, g.members.at[i]))
			keys_warn(r, members,
			    "\"%s\" is no unit; it is reached through unknown_units",
			    g.members.at[i]);
	if (g.name)
		*list_push(&s->arena, &s->directory.groups) = g;
}

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

void conf_units_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	(void)member;
	keys_each(r, s, read_unit);
	refuse_twice(r, s, config_setting_get_member(config_setting_parent(s), "groups"));
}

void conf_groups_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	(void)member;
	keys_each(r, s, read_group);
	if (!config_setting_get_member(config_setting_parent(s), "units"))
		refuse_twice(r, s, NULL);
}
