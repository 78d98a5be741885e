#ifndef REMIND_TEMPLATE_H
#define REMIND_TEMPLATE_H
#include "base/json.h"

/*
 * Words are data: conf/templates/LANGUAGE/NAME (subject, mail.txt, mail.html, chat, words.conf). A small Mustache:
 * {{name}} {{{raw}}} {{#section}}…{{/section}} {{^absent}}…{{/absent}}; data is JSON. A mistake is an error with
 * file and line when it is loaded, never when it is filled.
 */
struct templates; /* opaque */
/* How a value is escaped where it stands. */
enum template_escape { ESCAPE_NONE, ESCAPE_HTML, ESCAPE_WECOM, ESCAPE_DINGTALK, ESCAPE_FEISHU, ESCAPE_SLACK };

/* Load every language of `folder`, then those of `overlay` (may be NULL) over it, file by file. */
bool templates_load(const char *folder, const char *overlay, struct templates **out, struct errors *mistakes);
/* Fill template `name` of `language` (en where the language lacks it) with data. */
void templates_fill(const struct templates *t, const char *language, const char *name, const json_t *data,
    enum template_escape escape, struct text *out);
/* A word or phrase of a language's words.conf ("days_left": "还有 %d 天"); the key itself where it is missing. */
const char *templates_word(const struct templates *t, const char *language, const char *key);
void templates_free(struct templates *t);
#endif
