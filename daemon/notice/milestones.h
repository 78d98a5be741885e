#ifndef NOTICE_MILESTONES_H
#define NOTICE_MILESTONES_H
#include "notice/clause.h"
#include "notice/rows.h"

/* What holds for a whole notice while its rows are read. */
struct milestones_context {
	const struct lexicon *lexicon;
	day issued;
	int title_year; /* 0: none */
	struct notice *notice;
};

/* Read the clauses of a row into the task's milestones: of the task's text first, then of the deadline, then of the
 * measures; the same day in two cells is one milestone; targets without a day of their own go to the latest dated
 * milestone, else to the first. Where the row says nothing, its headings do. A task without a readable deadline gets a
 * milestone of no kind, and a warning. */
void milestones_read(const struct milestones_context *c, const struct row *row, struct task *t);

/* A clause by itself (PLACE_PHRASE), in the same way; a diagnostic is dropped. */
void milestones_read_phrase(
    const struct clause_context *c, const char *phrase, struct arena *a, struct task *t);
#endif
