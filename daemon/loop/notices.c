/* Notices: a file each, into the plan; one that is gone retires what was read of it. */
#include <stdlib.h>
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "engine/reading.h"
#include "loop/inbox.h"

struct notice_job {
	struct reading *reading;
	char *path;
};

static void *open_notice(struct engine *e, const char *path, struct text *json)
{
	struct notice_job *j = calloc(1, sizeof *j);
	scope(arena) arena = {0};

	if (!j || !(j->path = strdup(path)))
		abort();
	reading_open(e, file_stem(&arena, path), json, clock_now(), &j->reading);
	return j;
}

static bool step_notice(void *job, bool *more, struct text *summary, struct error *err)
{
	struct notice_job *j = job;
	scope(text) counts = {0};

	if (!reading_step(j->reading, more, &counts, err))
		return false;
	if (counts.len)
		text_addf(summary, "%s: %s", j->path, counts.s);
	return true;
}

static void close_notice(void *job)
{
	struct notice_job *j = job;

	reading_close(j->reading);
	free(j->path);
	free(j);
}

static bool refuse_notice(struct engine *e, const char *path, const char *why, struct error *err)
{
	(void)e;
	(void)path;
	(void)err;
	log_event(LOG_ERROR, "%s; what was read of it before stays in force", why);
	return true;
}

static bool take_stock(struct engine *e, const struct names *files, struct error *err)
{
	scope(arena) arena = {0};
	struct names present = {0};

	for (size_t i = 0; i < files->n; i++)
		*list_push(&arena, &present) = file_stem(&arena, files->at[i]);
	return take_present(e, &present, clock_now(), err);
}

const struct inbox_kind inbox_notices = {.command = "parse",
    .open = open_notice,
    .step = step_notice,
    .close = close_notice,
    .refuse = refuse_notice,
    .stock = take_stock};
