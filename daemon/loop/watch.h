#ifndef LOOP_WATCH_H
#define LOOP_WATCH_H
#include <ev.h>
#include "base/error.h"

/*
 * Files and folders (of notices, of reports), watched through inotify. A file is reported once it
 * has been quiet and the same for a moment, so that one still being copied is not read half. What
 * programs leave beside a file while they work on it (~$x.xlsx, x.part) is passed over.
 */
struct watch; /* opaque */
/* A file is there or has changed (its folder may be gone when gone is true: then it is one that
 * left). */
typedef void watch_seen(void *context, const char *path, bool gone);

/* Watch `paths`; what cannot be watched is a mistake (the rest is watched all the same). `report`
 * is called from the loop, at the latest `quiet` after a change. */
void watch_open(struct ev_loop *ev, const struct names *paths, watch_seen *seen, void *context,
    struct watch **out, struct errors *mistakes);
/* Report the file as if it had just changed. */
void watch_note(struct watch *w, const char *path);
/* Are there changes not reported yet? */
bool watch_busy(const struct watch *w);
/* Append every file that is there now: folders listed, files as named. Allocated in a. */
void watch_files(
    const struct names *paths, struct arena *a, struct names *out, struct errors *mistakes);
void watch_close(struct watch *w);
#endif
