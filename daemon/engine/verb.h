#ifndef ENGINE_VERB_H
#define ENGINE_VERB_H
#include "engine/engine.h"

/*
 * The table of all verbs: what the control socket, deadlinectl's options and its help are read from. Arguments are
 * a JSON object with the names below: text for all kinds but ARGUMENT_FLAG (true, false), ARGUMENT_PAIRS (a list
 * of "METRIC=VALUE") and ARGUMENT_NOTICE (an object as plan/plan_json.h has it). The answer is a JSON object; what a listing holds is in engine/show.h.
 */
enum verb_scope { VERB_READ, VERB_ACT, VERB_ADMIN };
enum argument_kind {
	ARGUMENT_ADDRESS,
	ARGUMENT_TEXT,
	ARGUMENT_TIME,
	ARGUMENT_DAY,
	ARGUMENT_FLAG,
	ARGUMENT_PAIRS,
	ARGUMENT_NOTICE
};
struct verb_argument {
	const char *name; /* "address", "at", "values" */
	enum argument_kind kind;
	bool required, option; /* option: written --name VALUE; else by position */
	const char *help;
};
/* Who asks and when. */
struct caller {
	const char *who;
	moment now;
};
/* A verb that looks at every task: each a call, then the answer. */
struct verb_walk; /* engine/verbs.h */
struct verb {
	const char *name, *help;
	enum verb_scope scope;
	struct verb_argument arguments[6]; /* name NULL ends it */
	/* A new reference, or NULL with err set. */
	json_t *(*run)(
	    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err);
	const struct verb_walk *walk; /* in place of run */
};

const struct verb *verb_find(const char *name);
const struct verb *verb_at(size_t i); /* NULL past the end */
/* Only check them. */
bool verb_check(struct engine *e, const struct verb *v, const json_t *arguments, struct error *err);
/*
 * The same in steps that never hold the loop long. NULL with err set when the arguments are wrong. A step that has more to
 * do sets *more; else its result is the answer as that of verb_run.
 */
struct verb_job; /* opaque */
struct verb_job *verb_open(struct engine *e, const char *name, const struct caller *by,
    const json_t *arguments, struct error *err);
json_t *verb_step(struct verb_job *j, bool *more, struct error *err);
void verb_close(struct verb_job *j);
/* Check the arguments against the table and run it. A new reference, or NULL with err set. */
json_t *verb_run(struct engine *e, const char *name, const struct caller *by,
    const json_t *arguments, struct error *err);
#endif
