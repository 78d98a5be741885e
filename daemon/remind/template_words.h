#ifndef REMIND_TEMPLATE_WORDS_H
#define REMIND_TEMPLATE_WORDS_H
#include "base/json.h"

/* Words of a user's own beside the shipped ones: a key or a {place} that those lack would never be
 * asked for, so it is a mistake. `known` is an object: key → every language's text of it. */
/* Take the words of a language, an object of texts, into `known`. */
void words_learn(json_t *known, const json_t *words);
/* Add a mistake, with its line in the file, for each word that is not known. `s` is the file. */
void words_check(const json_t *known, const json_t *words, const char *path, const struct text *s,
    struct errors *mistakes);
#endif
