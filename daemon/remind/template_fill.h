#ifndef REMIND_TEMPLATE_FILL_H
#define REMIND_TEMPLATE_FILL_H
#include "base/json.h"
#include "remind/template_parse.h"
#include "send/channel.h"

/* Where a template's text goes, and so how it is escaped. */
enum place { PLACE_PLAIN, PLACE_HTML, PLACE_CHAT };
struct fill {
	const struct nodes *nodes;
	enum place place;
	enum markup markup; /* of PLACE_CHAT */
	struct text *out;
};

/* Append the nodes filled with data, an object. */
void fill_template(const struct fill *f, const json_t *data);
/* Is a section of that name emphasis, not data? */
bool fill_is_mark(const char *name);
#endif
