#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H
#include "base/json.h"
#include "base/moment.h"
#include "config/settings.h"
#include "plan/diff.h"

/*
 * What can be done to the plan, each one transaction in the store. No loop, no socket, no clock: time is a
 * parameter. The settings are borrowed and must outlive the engine (or the next engine_use).
 */
struct engine; /* opaque: the store and the settings together */

/* Open (and migrate) the store at settings->state; ":memory:" keeps it in memory. */
bool engine_open(const struct settings *s, struct engine **out, struct error *err);
/* Take new settings; what they change is recomputed at the next tick. */
bool engine_use(struct engine *e, const struct settings *s, moment now, struct error *err);
void engine_close(struct engine *e);

/* A freshly read notice into the plan; unchanged ones change nothing. `changes` (zeroed) says what did. */
bool take_notice(
    struct engine *e, struct notice *fresh, moment now, struct diff *changes, struct error *err);
/*
 * The same in steps that never hold the loop long; *more: call it again. A notice of ordinary size is one transaction; of
 * a larger one a portion each, and no tick has anything to do until it is closed. It may be closed at any step, or break
 * off with the program: nothing is lost, and the next taking of the notice puts down what is missing.
 */
struct taking; /* opaque; one at a time */
void take_open(
    struct engine *e, struct notice *fresh, moment now, struct diff *changes, struct taking **out);
bool take_step(struct taking *t, bool *more, struct error *err);
void take_close(struct taking *t);
/* Files that are gone: retire the notices whose id is not in `present`; one that is being taken is left as it is. */
bool take_present(struct engine *e, const struct names *present, moment now, struct error *err);

/* Everything that has become due by now → reminders → messages → deliveries; or one short transaction's worth of it, and
 * whether there may be more. */
bool tick_run(struct engine *e, moment now, struct error *err);
bool tick_step(struct engine *e, moment now, bool *more, struct error *err);
/* The earliest moment at which tick_run has something to do; 0 (at once) after engine_open and engine_use; MOMENT_NEVER. */
moment tick_next(struct engine *e);
#endif
