#ifndef LOOP_LOOP_H
#define LOOP_LOOP_H
#include "config/settings.h"

/* The daemon: everything that waits for something, on one event loop. */
struct loop; /* opaque */

/* Open the store and every way in and out, and queue the notices for reading. `file` is the
 * configuration (NULL: the defaults), read again at reload; `settings` become the loop's, which
 * releases them. `reader`: deadlinectl's path. */
bool loop_open(const char *file, const char *reader, struct settings *settings, struct loop **out,
    struct error *err);
/* Run until SIGTERM, SIGINT or the end of DEADLINED_CLOCK; what is in flight has 10 s to finish,
 * the rest stays in the store. The result is the exit status. */
int loop_run(struct loop *l);
void loop_close(struct loop *l);
#endif
