#ifndef PLAN_ADDRESS_H
#define PLAN_ADDRESS_H
#include "base/error.h"
#include "base/text.h"

/*
 * NOTICE:TASK.MILESTONE@OCCURRENCE, e.g. jiangmen-2016-34:33.1@2026. The last ':' ends the notice, the last '.'
 * before '@' the task. Fixed sizes, so that an address is a value; longer names are refused.
 */
struct address {
	char notice[96], task[32];
	int milestone;	     /* 0: the task as a whole (NOTICE:TASK) */
	char occurrence[32]; /* "" for a plain date */
};

bool address_parse(const char *s, struct address *out, struct error *err);
void address_add(const struct address *a, struct text *out);
enum { ADDRESS_BYTES = 192 };
/* The same into a buffer, which is returned. */
const char *address_print(const struct address *a, char out[ADDRESS_BYTES]);
bool address_equal(const struct address *a, const struct address *b);
/* Numbers in keys count as numbers: 2 before 10. */
int address_order(const void *a, const void *b);
#endif
