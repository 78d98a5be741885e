/* Tables of reported values that offices drop. */
#include <string.h>
#include "base/clock.h"
#include "base/log.h"
#include "engine/sheets.h"
#include "loop/inbox.h"

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void *open_sheet(struct engine *e, const char *path, struct text *json)
{
	struct sheet_job *j;

	sheets_open(e, name_of(path), text_get(json), json->len, &j);
	return j;
}

static bool step_sheet(void *job, bool *more, struct text *summary, struct error *err)
{
	bool done = false;

	if (!sheets_step(job, clock_now(), &done, summary, err))
		return false;
	*more = !done;
	return true;
}

static void close_sheet(void *job)
{
	sheets_close(job);
}

static bool refuse_sheet(struct engine *e, const char *path, const char *why, struct error *err)
{
	log_event(LOG_ERROR, "%s", why);
	return sheets_unreadable(e, name_of(path), why, clock_now(), err);
}

const struct inbox_kind inbox_reports = {.command = "reports",
    .settles = true,
    .open = open_sheet,
    .step = step_sheet,
    .close = close_sheet,
    .refuse = refuse_sheet};
