#ifndef NOTICE_LEXICON_H
#define NOTICE_LEXICON_H
#include "base/error.h"

/* The words of conf/lexicon: header names, comparison words, units of measure, date words. */
struct lexicon; /* opaque */

/* Load every *.conf of `folder`, then `user` (a file or folder, NULL: none) over it; a wrong entry is named with file
 * and line. */
bool lexicon_load(const char *folder, const char *user, struct lexicon **out, struct errors *mistakes);
void lexicon_free(struct lexicon *l);
#endif
