#ifndef TESTS_NOTICE_ZIP_H
#define TESTS_NOTICE_ZIP_H
/* A ZIP archive in memory from pairs of name and contents, ended by NULL. */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include "base/span.h"

struct zip_part {
	const char *name, *contents;
};

/* The caller frees span.s. */
static inline struct span zip_of(const struct zip_part *parts)
{
	enum { ROOM = 8 << 20 };
	char *bytes = malloc(ROOM);
	size_t used = 0;
	struct archive *zip = archive_write_new();

	archive_write_set_format_zip(zip);
	archive_write_open_memory(zip, bytes, ROOM, &used);
	for (; parts->name; parts++) {
		struct archive_entry *entry = archive_entry_new();

		archive_entry_set_pathname(entry, parts->name);
		archive_entry_set_size(entry, (la_int64_t)strlen(parts->contents));
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_write_header(zip, entry);
		archive_write_data(zip, parts->contents, strlen(parts->contents));
		archive_entry_free(entry);
	}
	archive_write_close(zip);
	archive_write_free(zip);
	return (struct span){.s = bytes, .n = used};
}
#endif
