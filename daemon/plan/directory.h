#ifndef PLAN_DIRECTORY_H
#define PLAN_DIRECTORY_H
#include "base/error.h"
#include "base/list.h"

/* Who is reached, and how. `notify` entries are "CHANNEL" or "CHANNEL:ADDRESS"; "{unit}" in an ADDRESS stands
 * for the unit's name as the notice writes it (only useful in unknown_units). */
struct unit {
	const char *name;
	struct names aliases, notify;
	bool supervisor;
};
struct unit_group {
	const char *name;
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
	const char
	    *unit; /* the unit's name as the directory has it, else as the notice writes it */
};
struct recipients {
	struct recipient *at;
	size_t n, room;
};

/* The unit of that name or alias, in either script (Traditional and Simplified forms are one); NULL if unknown. */
const struct unit *directory_find(const struct directory *d, const char *name);
/* Append those who hear for a unit (a unit of that name, else a group: its members, which may be groups again; else
 * `unknown`), without repeats of channel and address. Nobody is appended for a listed unit without `notify`. */
void directory_expand(
    const struct directory *d, const char *name, struct arena *a, struct recipients *out);
/* Append those who hear for the supervisors. */
void directory_supervisors(const struct directory *d, struct arena *a, struct recipients *out);
/* "CHANNEL:ADDRESS" taken apart, "{unit}" in the address replaced, and appended unless already there. */
void directory_add(struct recipients *out, struct arena *a, const char *notify, const char *unit);
#endif
