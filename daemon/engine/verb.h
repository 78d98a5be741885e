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
struct verb {
	const char *name, *help;
	enum verb_scope scope;
	struct verb_argument arguments[6]; /* name NULL ends it */
	/* A new reference, or NULL with err set. */
	json_t *(*run)(
	    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err);
};

const struct verb *verb_find(const char *name);
const struct verb *verb_at(size_t i); /* NULL past the end */
/* Only check them. */
bool verb_check(struct engine *e, const struct verb *v, const json_t *arguments, struct error *err);
/* Check the arguments against the table and run it. A new reference, or NULL with err set. */
json_t *verb_run(struct engine *e, const char *name, const struct caller *by,
    const json_t *arguments, struct error *err);
#endif
