#ifndef NOTICE_UNITS_H
#define NOTICE_UNITS_H
#include "base/list.h"
#include "notice/words.h"

/* Who answers for a task. Each unit stands in `all` once, in the order of the notice; lead and supporting hold
 * those that the notice marks so. */
struct units {
	struct names all, lead, supporting;
};

/* Read the units of a cell or of what stands behind a label, as a reader would: parted by blanks, 、 , ; and line
 * breaks (English ones not by blanks); 各市、区政府 whole, brackets with their unit, 等部门 dropped; 牵头, 配合, 会同
 * and (牵头) obeyed; persons left out. `place` is COLUMN_UNITS, COLUMN_LEAD or COLUMN_SUPPORT. Names are allocated in a. */
void units_read(
    const struct words *w, struct span cell, enum column place, struct arena *a, struct units *u);
/* The notice says that the first of several leads: make it so where nothing else is marked. */
void units_first_leads(struct arena *a, struct units *u);
#endif
