#ifndef PLAN_VALUE_H
#define PLAN_VALUE_H
#include "base/error.h"
#include "plan/task.h"

/* A reported value taken apart: "2.36万个" is 2.36, scale 10000, unit "个"; "150/200" has `whole` 200. */
struct value {
	double number, whole;	/* whole: 0 without '/' */
	double scale;		/* of 千 万 亿; 1 without */
	bool percent, fraction; /* '%' behind it; a decimal point in it */
	char unit[64];		/* "" without */
};

/* Digits (full-width ones, too), with thousands commas or without, one decimal point, a sign. False for anything else;
 * the unit comes folded (base/script.h). */
bool value_split(const char *s, struct value *out);
/* The same for a target's unit alone: "万个" is scale 10000, unit "个"; "%" is percent. */
struct value value_unit(const char *unit);
#endif
