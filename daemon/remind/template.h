#ifndef REMIND_TEMPLATE_H
#define REMIND_TEMPLATE_H
#include "base/json.h"
#include "send/channel.h"

/*
 * Words are data: conf/templates/LANGUAGE/ holds templates (subject, mail.txt, mail.html, chat …) and words.json, one
 * flat object of short phrases. A template is a small Mustache: {{name}} escaped where it stands, {{#name}}…{{/name}}
 * for each of a list or if there is something, {{^name}}…{{/name}} if there is nothing, {{! a comment}}; names are
 * looked up from the inside out; a section's tag alone on its line takes the line with it. What the names are: the
 * folder's README, which is read beside them. A mistake is an error with file and line when it is loaded, never when
 * it is filled; values never become tags.
 */
struct templates; /* opaque */
/* How a value is escaped where it stands. */
enum template_escape { ESCAPE_NONE, ESCAPE_HTML };

/* Load every language of `folder`, then those of `overlay` (may be NULL) over it, file by file; words.json key by
 * key. *out is set, and the caller's to free, only when there are no mistakes. */
bool templates_load(
    const char *folder, const char *overlay, struct templates **out, struct errors *mistakes);
/* Fill template `name` of `language` (en where the language lacks it) with data. Nothing when there is none. */
void templates_fill(const struct templates *t, const char *language, const char *name,
    const json_t *data, enum template_escape escape, struct text *out);
/* The same in a chat service's markup: all text is escaped for it, a line end is its line break, and the sections
 * {{#bold}} {{#alarm}} {{#pale}} {{#heading}} {{#quote}} emphasise what they hold. */
void templates_fill_chat(const struct templates *t, const char *language, const char *name,
    const json_t *data, enum markup m, struct text *out);
/* Is there such a language? */
bool templates_has(const struct templates *t, const char *language);
/* Has the language itself (not en for it) this word? */
bool templates_has_word(const struct templates *t, const char *language, const char *key);
/* A word or phrase of a language's words.json ("days": "{n} 天"), else of en's; the key itself (the very pointer)
 * where both lack it. */
const char *templates_word(const struct templates *t, const char *language, const char *key);
void templates_free(struct templates *t);
#endif
