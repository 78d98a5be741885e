#ifndef ENGINE_PLACES_H
#define ENGINE_PLACES_H
#include "engine/item.h"
#include "plan/sheet.h"

/*
 * Where reported lines belong, for many lines at once: by address, or by unit and metric over all plans. Everything is read
 * from the store once and kept, so that a line costs no reading. Of lines without an address the plans are loaded first,
 * in steps (places_load).
 */
/* One target of one occurrence. */
struct place {
	int no; /* from 1, the same for the same occurrence and measure */
	struct address address;
	int64_t task;
	const struct target *target;
	const struct item *item;
	bool open; /* something is still to be done */
};
struct place_list {
	const struct place **at;
	size_t n, room;
};
/* What is wrong with a line, by what the line says wrong. The templates word it (sheet.txt). */
enum wrong {
	WRONG_NOTHING,
	WRONG_ROW,     /* it could not be read as a line */
	WRONG_ADDRESS, /* no milestone, or no single occurrence, of that address */
	WRONG_UNIT,    /* a unit that no plan names */
	WRONG_METRIC,  /* none of the targets */
	WRONG_SEVERAL, /* fits several */
	WRONG_VALUE,
	WRONG_DATE,
	WRONG_FUTURE,
	WRONGS
};
struct wrong_line {
	enum wrong wrong;
	const char *says;	/* one sentence */
	const char *candidates; /* METRIC, SEVERAL: what there is; VALUE: an example; else NULL */
};
struct places; /* opaque */

void places_open(struct engine *e, moment now, struct places **out);
/* Load the next `most` tasks; *done when all are there. */
bool places_load(struct places *p, int most, bool *done, struct error *err);
/* The target that an address and a metric mean on day `on`. False: `why` says it (allocated in the places' arena). */
bool places_at(struct places *p, const char *address, const char *metric, day on,
    const struct place **out, struct wrong_line *why);
/* All that a unit and a metric may mean on day `on`, at least one. */
bool places_of(struct places *p, const char *unit, const char *metric, day on,
    struct place_list *out, struct wrong_line *why);
/* Several are too many: a sentence that names them. */
void places_refuse(struct places *p, const char *unit, const char *metric,
    const struct place_list *all, struct wrong_line *why);
void places_close(struct places *p);
#endif
