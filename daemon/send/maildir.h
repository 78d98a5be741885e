#ifndef SEND_MAILDIR_H
#define SEND_MAILDIR_H
#include "base/moment.h"
#include "base/text.h"

/*
 * A mail in a Maildir: written under tmp/NAME, synced, renamed to new/NAME. The name follows from
 * the letter's id and the moment at which it was made, so a second try after a crash replaces the
 * first instead of doubling it.
 */
void maildir_add_name(struct text *out, const char *id, moment created);
/* FOLDER/tmp/NAME and FOLDER/new/NAME. `folder` may end with a slash. */
void maildir_add_path(struct text *out, const char *folder, const char *sub, const char *name);
#endif
