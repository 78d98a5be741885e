#ifndef NOTICE_ARCHIVE_H
#define NOTICE_ARCHIVE_H
#include "base/error.h"
#include "base/span.h"
#include "base/text.h"

/*
 * The parts of an office file that are worth reading, unpacked through libarchive. A part is at most 64 MiB, all
 * together 128 MiB, a file holds at most 4096 of them: a bomb is refused, with its name.
 */
struct archive_part {
	const char *name; /* "word/document.xml" */
	struct text bytes;
};
struct archive_parts {
	struct arena arena;
	list_of(struct archive_part) list;
	size_t bytes;
};

/* Unpack all parts that end in .xml or .rels below word/ and xl/. `name` opens the errors. */
bool archive_open_parts(
    const char *name, struct span zip, struct archive_parts *out, struct error *err);
/* The contents of a part; s NULL where there is none. */
struct span archive_get(const struct archive_parts *p, const char *part);
void archive_parts_release(struct archive_parts *p);
#endif
