/* A mail server: what is stored is the mail itself; the dialogue is smtp.c's. */
#include "send/header.h"
#include "send/mime.h"
#include "send/service.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	mime_add_letter(out, c, l);
}

static bool check(const struct channel *c, struct error *err)
{
	scope(text) address = {0};

	if (strncmp(c->url, "smtp://", 7) != 0 && strncmp(c->url, "smtps://", 8) != 0)
		return error_set(
		    err, "url: a mail server is smtp://HOST:PORT or smtps://HOST:PORT");
	mailbox_add_address(&address, c->from ? c->from : "");
	if (!mailbox_is_address(text_get(&address)))
		return error_set(
		    err, "from: a sender is needed, such as \"督查室 <reminders@example.org>\"");
	if (c->user && !c->password)
		return error_set(err, "user: without password_file nobody can log in");
	if (c->user && c->tls == TLS_NONE)
		return error_set(
		    err, "tls: a password is sent over TLS only; \"required\" or \"implicit\"");
	return true;
}

const struct channel_kind service_smtp = {
    .name = "smtp",
    .carrier = CARRIER_SMTP,
    .form = FORM_MAIL,
    .body = body,
    .check = check,
    .needs_url = true,
};
