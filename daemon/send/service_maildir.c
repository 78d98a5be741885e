/* A folder of mails (Maildir): the same mail as a server would get, with the line ends that mail
 * readers expect in files. */
#include "send/mime.h"
#include "send/service.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) mail = {0};

	mime_add_letter(&mail, c, l);
	for (const char *p = mail.s; *p; p += strspn(p, "\r")) {
		size_t n = strcspn(p, "\r");
		text_addn(out, p, n);
		p += n;
	}
}

static bool check(const struct channel *c, struct error *err)
{
	return (c->path && *c->path == '/') ||
	       error_set(err, "path: a folder is needed, with its whole path from /");
}

const struct channel_kind service_maildir = {
    .name = "maildir",
    .carrier = CARRIER_MAILDIR,
    .form = FORM_MAIL,
    .body = body,
    .check = check,
};
