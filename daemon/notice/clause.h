#ifndef NOTICE_CLAUSE_H
#define NOTICE_CLAUSE_H
#include "calendar/workday.h"
#include "notice/lexicon.h"
#include "plan/task.h"

/* Where a clause stands: the same words weigh differently in a deadline cell and in a task's description. */
enum clause_place { PLACE_DEADLINE, PLACE_TASK, PLACE_MEASURE, PLACE_HEADING, PLACE_PHRASE };

/* What is known before a clause is read. */
struct clause_context {
	const struct lexicon *lexicon;
	day issued;	       /* DAY_NONE: unknown */
	int year;	       /* of the heading, else of the title; 0: none */
	const char *year_from; /* "heading", "title": for the explanation */
	enum clause_place place;
	int line; /* of the clause in its source */
	const struct workdays *
	    workdays; /* for limits in working days that run from the issue; NULL: weekends alone */
	const char *
	    metric; /* what the surrounding row measures (text of the task), for targets without a metric; may be NULL */
};
/* What a clause says. Targets that have no date of their own stand in `loose`. */
struct clause {
	list_of(struct milestone) milestones;
	list_of(struct target) loose;
	list_of(struct diagnostic) diagnostics;
};

/* Read one cell or sentence (UTF-8, already cleaned by notice/clean, in its original script). Everything is
 * allocated in a. Never fails: what is not understood becomes a diagnostic. */
void clause_read(
    const struct clause_context *c, const char *text, struct arena *a, struct clause *out);
#endif
