/* Files as wholes: read with a cap, replaced so that nobody sees a part, listed in a stable order.
 * Names in messages are the caller's, with what the system said behind them. */
#include "base/file.h"
#include "base/crypto.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fd {
	int fd;
};

static void fd_release(struct fd *f)
{
	if (f->fd > STDERR_FILENO)
		close(f->fd);
}

static bool system_error(struct error *err, const char *path, const char *what)
{
	return error_set(err, "%s: %s: %s", path, what, strerror(errno));
}

/* Without O_NONBLOCK the open of a pipe that nobody writes would hang; read() then says that it is
 * empty. */
static bool open_for_reading(const char *path, struct fd *out, struct error *err)
{
	struct stat st;

	if (!strcmp(path, "-")) {
		out->fd = STDIN_FILENO;
		return true;
	}
	out->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (out->fd < 0)
		return system_error(err, path, "cannot be opened");
	if (fstat(out->fd, &st) || fcntl(out->fd, F_SETFL, 0))
		return system_error(err, path, "cannot be read");
	if (S_ISDIR(st.st_mode))
		return error_set(err, "%s: is a folder; name a file", path);
	return true;
}

bool file_read(const char *path, size_t cap, struct text *out, struct error *err)
{
	scope(fd) f = {-1};
	char part[32 << 10];
	ssize_t n;

	text_reset(out);
	if (cap > (out->cap ? out->cap : TEXT_CAP))
		out->cap = cap;
	if (!open_for_reading(path, &f, err))
		return false;
	do {
		n = read(f.fd, part, sizeof part);
		if (n < 0 && errno != EINTR)
			return system_error(err, path, "cannot be read");
		if (n > 0 && out->len + (size_t)n > cap)
			return error_set(err,
			    "%s: is larger than the %zu bytes that are read at most", path, cap);
		text_addn(out, part, n > 0 ? (size_t)n : 0);
	} while (n);
	return true;
}

/* The folder of a path, "." where it names none. */
static void add_folder(struct text *out, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		text_add(out, ".");
	else
		text_addn(out, path, slash == path ? 1 : (size_t)(slash - path));
}

static bool write_whole(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
	return fsync(fd) == 0;
}

/* A replaced file keeps its permissions: a secret does not become readable by being written again.
 */
static bool write_new(const char *temporary, const char *path, const char *bytes, size_t n)
{
	struct stat old;
	bool is_there = !stat(path, &old);
	scope(fd)
	    f = {open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_there ? 0600 : 0666)};

	if (f.fd < 0)
		return false;
	if (is_there && fchmod(f.fd, old.st_mode & 07777))
		return false;
	return write_whole(f.fd, bytes, n);
}

bool file_replace(const char *path, const char *bytes, size_t n, struct error *err)
{
	scope(text) folder = {0};
	scope(text) temporary = {0};
	char id[RANDOM_ID_CHARS + 1];
	int failed;

	crypto_random_id(id);
	add_folder(&folder, path);
	text_addf(&temporary, "%s/.new-%s", text_get(&folder), id);
	if (!write_new(text_get(&temporary), path, bytes, n) ||
	    rename(text_get(&temporary), path)) {
		failed = errno;
		unlink(text_get(&temporary));
		errno = failed;
		return system_error(err, path, "cannot be written");
	}
	scope(fd) f = {open(text_get(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
	if (f.fd < 0 || fsync(f.fd))
		return system_error(
		    err, path, "was written, but its folder cannot be flushed to disk");
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool file_names(const char *folder, struct arena *a, struct names *out, struct error *err)
{
	DIR *d = opendir(folder);
	struct names found = {0};
	struct dirent *entry;

	if (!d)
		return system_error(err, folder, "cannot be listed");
	while ((entry = readdir(d)))
		if (entry->d_name[0] != '.')
			*list_push(a, &found) = arena_dup(a, entry->d_name);
	closedir(d);
	if (found.n)
		qsort(found.at, found.n, sizeof *found.at, compare_names);
	*out = found;
	return true;
}

bool file_make_folder(const char *path, struct error *err)
{
	scope(text) part = {0};

	for (const char *s = path; *s; s++) {
		text_addc(&part, *s);
		if (*s != '/' && (s[1] == '/' || !s[1]))
			if (mkdir(text_get(&part), 0755) && errno != EEXIST)
				return system_error(err, text_get(&part), "cannot be made");
	}
	if (!file_is_folder(path))
		return error_set(
		    err, "%s: is no folder; name one, or move the file of that name away", path);
	return true;
}

bool file_is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

char *file_stem(struct arena *a, const char *path)
{
	size_t end = strlen(path), start, n;
	const char *dot;

	while (end > 1 && path[end - 1] == '/')
		end--;
	for (start = end; start && path[start - 1] != '/'; start--)
		;
	n = end - start;
	dot = n ? memrchr(path + start, '.', n) : NULL;
	return arena_dupn(
	    a, path + start, dot && dot > path + start ? (size_t)(dot - path) - start : n);
}

/* conf/NAME in the nearest folder above the running program: build/deadlined and build/tests/…
 * alike stand in the tree whose conf/ they were built with. False when it is not there. */
static bool find_in_tree(struct text *out, const char *name)
{
	char program[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
	char *slash;

	if (n <= 0)
		return false;
	program[n] = 0;
	while ((slash = strrchr(program, '/'))) {
		*slash = 0;
		text_reset(out);
		text_addf(out, "%s/conf/%s", program, name);
		if (!access(text_get(out), F_OK))
			return true;
	}
	return false;
}

char *file_data(struct arena *a, const char *name)
{
	const char *folder = getenv("DEADLINED_DATA");
	scope(text) path = {0};

	if (folder && *folder)
		return arena_printf(a, "%s/%s", folder, name);
	if (find_in_tree(&path, name))
		return arena_dup(a, text_get(&path));
	return arena_printf(a, "%s/%s", DEADLINED_DATA, name);
}
