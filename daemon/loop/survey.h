#ifndef LOOP_SURVEY_H
#define LOOP_SURVEY_H
#include "base/error.h"
#include "base/moment.h"
#include "base/text.h"
#include "config/settings.h"

/*
 * What `deadlined --check` says of the notices that the settings name: they are read as the daemon would, by `reader` in
 * a confined child, into a plan in memory; the database is not touched. `listing` gets a line for each unit that they name
 * with those who hear for it at `now`; each that reaches nobody or is not listed is a warning, and so is a notice
 * that cannot be read. Runs the default event loop until all are read.
 */
void survey_run(const struct settings *s, const char *reader, moment now, struct text *listing,
    struct errors *out);
#endif
