/* Maildir delivery (D. J. Bernstein's protocol): a reader of new/ never sees half a mail. */
#include "loop/folder.h"
#include <limits.h>
#include "base/file.h"

bool folder_deliver(const char *path, const char *id, moment created, const char *bytes, size_t n,
    struct error *err)
{
	static const char *const parts[] = {"tmp", "new", "cur"};
	char file[PATH_MAX];

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(file, sizeof file, "%s/%s", path, parts[i]);
		if (!file_make_folder(file, err))
			return false;
	}
	snprintf(file, sizeof file, "%s/new/%lld.%s.deadlined", path, (long long)created, id);
	return file_replace(file, bytes, n, err);
}
