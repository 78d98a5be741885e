/* Who is reached for a name. Groups may hold groups: each is gone into once, so that a circle ends. */
#include "plan/directory.h"
#include "base/script.h"
#include "base/text.h"

static bool goes_by(const struct unit *u, const char *name)
{
	if (script_equal(u->name, name))
		return true;
	list_each (const char **, alias, u->aliases)
		if (script_equal(*alias, name))
			return true;
	return false;
}

const struct unit *directory_find(const struct directory *d, const char *name)
{
	list_each (const struct unit *, u, d->units)
		if (goes_by(u, name))
			return u;
	return NULL;
}

static const struct unit_group *find_group(const struct directory *d, const char *name)
{
	list_each (const struct unit_group *, g, d->groups)
		if (script_equal(g->name, name))
			return g;
	return NULL;
}

/* The address with each {unit} replaced. */
static char *fill(struct arena *a, const char *address, const char *unit)
{
	static const char mark[] = "{unit}";
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

/* `written`: the unit as the notice has it. */
static void add(struct recipients *out, struct arena *a, const char *notify, const char *unit,
    const char *written)
{
	size_t n = strcspn(notify, ":");
	struct recipient r = {.channel = arena_dupn(a, notify, n), .unit = unit};

	r.address = fill(a, notify[n] ? notify + n + 1 : "", written);
	list_each (const struct recipient *, there, *out)
		if (same(there, &r))
			return;
	*list_push(a, out) = r;
}

void directory_add(struct recipients *out, struct arena *a, const char *notify, const char *unit)
{
	add(out, a, notify, unit, unit);
}

static void add_all(struct recipients *out, struct arena *a, const struct names *notify,
    const char *unit, const char *written)
{
	list_each (const char **, entry, *notify)
		add(out, a, *entry, unit, written);
}

struct expansion {
	const struct directory *directory;
	struct arena *arena;
	bool *visited; /* one per group */
	struct recipients *out;
};

static void expand(struct expansion *e, const char *name)
{
	const struct directory *d = e->directory;
	const struct unit *u = directory_find(d, name);
	const struct unit_group *g = u ? NULL : find_group(d, name);

	if (u)
		add_all(e->out, e->arena, &u->notify, u->name, name);
	else if (!g)
		add_all(e->out, e->arena, &d->unknown, name, name);
	else if (!e->visited[g - d->groups.at]) {
		e->visited[g - d->groups.at] = true;
		list_each (const char **, member, g->members)
			expand(e, *member);
	}
}

void directory_expand(
    const struct directory *d, const char *name, struct arena *a, struct recipients *out)
{
	bool *visited = arena_alloc(a, d->groups.n + 1);
	struct expansion e = {.directory = d, .arena = a, .visited = visited, .out = out};

	expand(&e, name);
}

void directory_supervisors(const struct directory *d, struct arena *a, struct recipients *out)
{
	list_each (const struct unit *, u, d->units)
		if (u->supervisor)
			add_all(out, a, &u->notify, u->name, u->name);
}
