#ifndef PLAN_DIRECTORY_H
#define PLAN_DIRECTORY_H
#include "base/error.h"
#include "base/list.h"
#include "calendar/civil.h"

/* Days on which a unit is away, both included. */
struct absence {
	day first, last;
};
/* Who is reached, and how. `notify` entries are "CHANNEL" or "CHANNEL:ADDRESS"; "{unit}" in an ADDRESS stands
 * for the unit's name as the notice writes it (only useful in unknown_units). */
struct unit {
	const char *name;
	struct names aliases, notify; /* an alias that holds * or ? is a pattern */
	bool supervisor;
	list_of(struct absence) away;
	struct names
	    deputies; /* who hears while it is away: units' names, or entries as in notify */
};
struct unit_group {
	const char *name; /* a pattern if it holds * or ? */
	struct names members;
};
struct directory {
	list_of(struct unit) units;
	list_of(struct unit_group) groups;
	struct names unknown; /* who hears for a unit that nobody has listed */
};
/* One recipient of a message: a channel, an address in it ("" for a chat group), and whom it stands for. */
struct recipient {
	const char *channel, *address;
	const char *unit; /* its name as the directory has it, else as the notice writes it */
	bool in_place;	  /* it hears as the deputy of that unit, which is away */
};
struct recipients {
	struct recipient *at;
	size_t n, room;
};
/* What a name stands for; both NULL: nobody has listed it. */
struct named {
	const struct unit *unit;
	const struct unit_group *group;
};

/* The unit of that name or alias, else the group of that name, else the first unit with an alias, else the first group
 * whose pattern it fits. Traditional and Simplified forms are one, white space does not count. */
struct named directory_lookup(const struct directory *d, const char *name);
/* The unit that the name stands for; NULL if none. */
const struct unit *directory_find(const struct directory *d, const char *name);
/* The unit of that very name or alias, patterns aside; NULL if none. */
const struct unit *directory_find_exact(const struct directory *d, const char *name);
/* For a name that nobody has listed: the unit or group whose name is so near that it may be meant; NULL: none is. */
const char *directory_suggest(const struct directory *d, const char *name);
/* The absence of a unit on a day; NULL: it is there, as all are on DAY_NONE. */
const struct absence *unit_away(const struct unit *u, day today);
/*
 * Append those who hear for a name on a day: the unit's recipients; a group's members, which may be groups again; else
 * `unknown`. No channel and address twice; nobody for a listed unit without `notify`. While a unit is away its deputies
 * hear, for those of them that are away theirs, and where nobody is left the unit itself.
 */
void directory_expand(const struct directory *d, const char *name, day today, struct arena *a,
    struct recipients *out);
/* Append those who hear for the supervisors on a day. */
void directory_supervisors(
    const struct directory *d, day today, struct arena *a, struct recipients *out);
/* Does a recipient that was found earlier hear for its unit on this day? Then its in_place is set anew. It does where the unit
 * is not listed, or NULL. */
bool directory_hears(const struct directory *d, struct recipient *to, day today);
/* "CHANNEL:ADDRESS" taken apart, "{unit}" in the address replaced, and appended unless already there. */
void directory_add(struct recipients *out, struct arena *a, const char *notify, const char *unit);
#endif
