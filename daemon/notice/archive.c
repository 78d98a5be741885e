/* ZIP through libarchive, in memory. What is unpacked is counted while it grows, so that a bomb ends at the cap and
 * not at the end of memory. */
#include "notice/archive.h"
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

enum { PART_CAP = 64 << 20, ALL_CAP = 128 << 20, PARTS_MAX = 4096, CHUNK_BYTES = 1 << 16 };

static bool is_wanted(const char *path)
{
	size_t n = strlen(path);

	return (!strncmp(path, "word/", 5) || !strncmp(path, "xl/", 3)) &&
	       ((n > 4 && !strcmp(path + n - 4, ".xml")) ||
		   (n > 5 && !strcmp(path + n - 5, ".rels")));
}

static bool unpack(const char *name, struct archive *zip, struct archive_parts *all,
    const char *path, struct error *err)
{
	struct archive_part *part = list_push(&all->arena, &all->list);
	char chunk[CHUNK_BYTES];
	la_ssize_t n;

	*part = (struct archive_part){
	    .name = arena_dup(&all->arena, path), .bytes = {.cap = PART_CAP + CHUNK_BYTES}};
	while ((n = archive_read_data(zip, chunk, sizeof chunk)) > 0) {
		text_addn(&part->bytes, chunk, (size_t)n);
		all->bytes += (size_t)n;
		if (part->bytes.len > PART_CAP || all->bytes > ALL_CAP)
			return error_set(err,
			    "%s: its part %s unpacks to more than %d MiB; it is refused", name,
			    path, (all->bytes > ALL_CAP ? ALL_CAP : PART_CAP) >> 20);
	}
	if (n < 0)
		return error_set(err, "%s: its part %s cannot be unpacked (%s): save the file anew",
		    name, path, archive_error_string(zip));
	return true;
}

static bool read_entries(
    const char *name, struct archive *zip, struct archive_parts *all, struct error *err)
{
	struct archive_entry *entry;
	int status, entries = 0;

	while ((status = archive_read_next_header(zip, &entry)) == ARCHIVE_OK) {
		const char *path = archive_entry_pathname(entry);

		if (++entries > PARTS_MAX)
			return error_set(err,
			    "%s: the archive holds more than %d files; it is refused", name,
			    PARTS_MAX);
		if (path && is_wanted(path) && !unpack(name, zip, all, path, err))
			return false;
	}
	if (status != ARCHIVE_EOF && !all->list.n)
		return error_set(err, "%s: the archive is damaged (%s): save the file anew", name,
		    archive_error_string(zip));
	return true;
}

bool archive_open_parts(
    const char *name, struct span bytes, struct archive_parts *out, struct error *err)
{
	struct archive *zip = archive_read_new();
	struct archive_parts all = {0};
	bool good;

	archive_read_support_format_zip(zip);
	if (archive_read_open_memory(zip, bytes.s, bytes.n) != ARCHIVE_OK)
		good = error_set(
		    err, "%s: the archive cannot be opened (%s)", name, archive_error_string(zip));
	else
		good = read_entries(name, zip, &all, err);
	archive_read_free(zip);
	if (good)
		*out = all;
	else
		archive_parts_release(&all);
	return good;
}

struct span archive_get(const struct archive_parts *p, const char *name)
{
	list_each (const struct archive_part *, part, p->list)
		if (!strcmp(part->name, name))
			return (struct span){.s = text_get(&part->bytes), .n = part->bytes.len};
	return (struct span){0};
}

void archive_parts_release(struct archive_parts *p)
{
	if (!p)
		return;
	list_each (struct archive_part *, part, p->list)
		text_release(&part->bytes);
	arena_release(&p->arena);
	*p = (struct archive_parts){0};
}
