#ifndef CTL_STORY_H
#define CTL_STORY_H
#include "ctl/offline.h"
#include "engine/verb.h"

/*
 * A script for simulate: what people do while the time runs, one thing a line, in any order; # begins a remark, words are
 * quoted as in a shell ('…', "…", \).
 *	TIME [by NAME] COMMAND…
 * TIME is the office's own, 2018-03-01T10:00, or a day, which stands for 09:00. COMMAND is what would stand behind
 * deadlinectl: any verb of the table, and
 *	take [--notice ID] FILE	a changed notice is read
 *	reload FILE		another configuration is taken
 * Files are looked for from the script's folder.
 */
struct story_act;
typedef json_t *story_run(const struct story_act *act, struct engine *e, struct error *err);
struct story_act {
	moment at;
	int line;
	const char *who;   /* "script" where nobody is named */
	const char *words; /* the command as written */
	const struct verb *verb;
	json_t *arguments;
	struct notice *notice;	   /* take */
	struct settings *settings; /* reload */
	story_run *run;		   /* a new reference, or NULL with err set */
};
struct story {
	struct arena arena;
	const char *file;
	list_of(struct story_act) acts; /* by time; those of one moment as they stand */
};

/* Read and check all of it; every mistake is added with its line. The engine's settings say what a time means. *out is
 * zeroed by the caller and released after the engine, which may use its settings. */
bool story_read(const char *path, const struct offline *o, struct engine *e, struct story *out,
    struct errors *mistakes);
void story_release(struct story *s);
#endif
