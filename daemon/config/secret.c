/* Secrets from files. None of their text ever gets into a message. */
#include "config/secret.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/span.h"

enum { SECRET_CAP_BYTES = 64 << 10 };
static const char CREDENTIAL[] = "credential:";

/* The setting cannot be read by this caller: only a warning for those who just look. */
static void leave_out(struct reading *r, const config_setting_t *s, const char *why)
{
	r->unread += r->lenient;
	(r->lenient ? keys_warn : keys_error)(r, s, "%s", why);
}

/* Where a credential lies; NULL when no service manager handed any out. */
static const char *credential_path(struct reading *r, const config_setting_t *s, const char *name)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	struct error why;

	if (folder && *folder)
		return arena_printf(&r->settings->arena, "%s/%s", folder, name);
	error_set(&why,
	    "credential \"%s\" is handed out by systemd alone (LoadCredential=%s:FILE in the "
	    "unit)%s",
	    name, name, r->lenient ? "; not looked at" : "; name a file to run without it");
	leave_out(r, s, why.s);
	return NULL;
}

static bool check_mode(struct reading *r, const config_setting_t *s, const char *path)
{
	struct stat st;
	struct error why;

	if (stat(path, &st)) {
		keys_error(r, s, "%s cannot be read: %s", path, strerror(errno));
		return false;
	}
	if (access(path, R_OK)) {
		error_set(&why, "%s cannot be read: %s", path, strerror(errno));
		leave_out(r, s, why.s);
		return false;
	}
	if (st.st_mode & S_IROTH)
		keys_warn(r, s, "%s can be read by everybody; chmod 600 %s", path, path);
	return true;
}

/* The bytes behind the setting; false after a mistake or when they were left out. */
static bool read_secret(struct reading *r, const config_setting_t *s, struct text *out)
{
	const char *name = keys_text(r, s), *path;
	size_t prefix = sizeof CREDENTIAL - 1;
	struct error err;

	if (!name)
		return false;
	path = strncmp(name, CREDENTIAL, prefix) ? keys_path(r, name)
						 : credential_path(r, s, name + prefix);
	if (!path || !check_mode(r, s, path))
		return false;
	if (file_read(path, SECRET_CAP_BYTES, out, &err))
		return true;
	keys_error(r, s, "%s", err.s);
	return false;
}

static bool is_plain(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.s[i] < ' ' || line.s[i] == 0x7f)
			return false;
	return true;
}

void key_secrets(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct names *out = member;
	scope(text) bytes = {0};
	struct span rest, line;

	(void)k;
	if (!read_secret(r, s, &bytes))
		return;
	rest = span_of(text_get(&bytes));
	while (span_next_line(&rest, &line)) {
		line = span_trim(line);
		if (!is_plain(line))
			keys_error(r, s, "line %d of the file holds control characters", line.line);
		else if (line.n)
			*list_push(&r->settings->arena, out) =
			    arena_dupn(&r->settings->arena, line.s, line.n);
	}
	if (!out->n)
		keys_error(r, s, "the file is empty; the secret was expected in it");
}

void key_secret(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct names lines = {0};
	int unread = r->unread;

	key_secrets(r, s, k, &lines);
	if (lines.n == 1)
		*(const char **)member = lines.at[0];
	else if (lines.n)
		keys_error(r, s, "the file holds %zu lines; one was expected", lines.n);
	else if (r->unread > unread)
		*(const char **)member = k->more ? k->more : "-";
}
